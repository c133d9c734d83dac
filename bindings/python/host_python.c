/* SPDX-License-Identifier: Apache-2.0 */
#include "host_python.h"

#include <stdlib.h>
#include <string.h>

/* --- arguments and results ---------------------------------------------------------------------- */

bool text_argument(PyObject *given, const char **out)
{
    Py_ssize_t len = 0;

    *out = NULL;
    if (given == Py_None)
        return true;
    if (!PyUnicode_Check(given)) {
        PyErr_Format(PyExc_TypeError, "expected text, got %R", (PyObject *)Py_TYPE(given));
        return false;
    }
    *out = PyUnicode_AsUTF8AndSize(given, &len);
    if (*out != NULL && strlen(*out) != (size_t)len) {
        PyErr_SetString(PyExc_ValueError, "text holds a NUL character");
        return false;
    }
    return *out != NULL;
}

bool bytes_argument(PyObject *given, const char **out, size_t *len_out)
{
    Py_ssize_t len = 0;
    char *bytes = NULL;

    if (PyUnicode_Check(given)) {
        *out = PyUnicode_AsUTF8AndSize(given, &len);
    } else {
        if (PyBytes_AsStringAndSize(given, &bytes, &len) < 0)
            return false;
        *out = bytes;
    }
    *len_out = (size_t)len;
    return *out != NULL;
}

PyObject *take_document(libing_document *document)
{
    size_t len = 0;
    const char *text = libing_document_text(document, &len);
    PyObject *out;

    if (document == NULL)
        Py_RETURN_NONE;
    out = PyUnicode_DecodeUTF8(text, (Py_ssize_t)len, "strict");
    libing_document_free(document);
    return out;
}

PyObject *take_block(byte_block *block)
{
    PyObject *out;

    if (block == NULL)
        Py_RETURN_NONE;
    out = PyBytes_FromStringAndSize(block->bytes, (Py_ssize_t)block->len);
    byte_block_free(block);
    return out;
}

/* --- failures ----------------------------------------------------------------------------------- */

static PyObject *error_factory;     /* set once, when libing is imported */

/* What a callback raised on this thread, on its way through the library. */
static _Thread_local PyObject *raised_type, *raised_value, *raised_trace;

static void keep_raised(void)
{
    if (raised_type != NULL) /* the first one is the cause */
        PyErr_Clear();
    else
        PyErr_Fetch(&raised_type, &raised_value, &raised_trace);
}

void forget_raised(void)
{
    Py_CLEAR(raised_type);
    Py_CLEAR(raised_value);
    Py_CLEAR(raised_trace);
}

void use_error_factory(PyObject *factory)
{
    PyObject *old = error_factory;

    Py_INCREF(factory);
    error_factory = factory;
    Py_XDECREF(old);
}

void raise_error(const libing_error *err)
{
    PyObject *error;

    if (raised_type != NULL) {
        PyErr_Restore(raised_type, raised_value, raised_trace); /* takes the references */
        raised_type = raised_value = raised_trace = NULL;
        return;
    }
    if (error_factory == NULL) {
        PyErr_SetString(PyExc_RuntimeError, err->message);
        return;
    }
    error = PyObject_CallFunction(error_factory, "iiiiLssss", (int)err->code, (int)err->line,
                                  (int)err->column, (int)err->detail, (long long)err->seq, err->id,
                                  err->file, err->rule, err->message);
    if (error == NULL)
        return;
    PyErr_SetObject((PyObject *)Py_TYPE(error), error);
    Py_DECREF(error);
}

/* --- callbacks: they run on the calling thread, which has let go of the GIL --------------------- */

typedef struct python_host {
    host_calls calls;               /* first: what the library sees */
    PyObject *clock, *log, *progress, *finding; /* NULL when absent */
} python_host;

/* 0 and the answer is dropped, or -1 and the exception is kept. */
static int settle(PyObject *answer)
{
    if (answer == NULL) {
        keep_raised();
        return -1;
    }
    Py_DECREF(answer);
    return 0;
}

static int call_clock(void *user, int64_t *ms_out)
{
    const python_host *host = user;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *answer = PyObject_CallFunction(host->clock, NULL);
    int result;

    *ms_out = 0;
    if (answer != NULL) {
        *ms_out = PyLong_AsLongLong(answer);
        if (PyErr_Occurred() != NULL)
            Py_CLEAR(answer);
    }
    result = settle(answer);
    PyGILState_Release(gil);
    return result;
}

static void call_log(void *user, libing_log_level level, const char *message)
{
    const python_host *host = user;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *answer = PyObject_CallFunction(host->log, "is", (int)level, message);

    if (answer == NULL)
        PyErr_WriteUnraisable(host->log); /* a log sink cannot fail the call */
    Py_XDECREF(answer);
    PyGILState_Release(gil);
}

/* Without a callback it still looks for Ctrl-C, so that a long call can be stopped. */
static int call_progress(void *user, uint64_t done, uint64_t total)
{
    const python_host *host = user;
    PyGILState_STATE gil = PyGILState_Ensure();
    int result = 0;

    if (PyErr_CheckSignals() < 0)
        result = settle(NULL);
    else if (host->progress != NULL)
        result = settle(PyObject_CallFunction(host->progress, "KK", (unsigned long long)done,
                                              (unsigned long long)total));
    PyGILState_Release(gil);
    return result;
}

static int call_finding(void *user, const char *fields, size_t len)
{
    const python_host *host = user;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *bytes = PyBytes_FromStringAndSize(fields, (Py_ssize_t)len);
    int result = settle(bytes != NULL ? PyObject_CallFunctionObjArgs(host->finding, bytes, NULL) : NULL);

    Py_XDECREF(bytes);
    PyGILState_Release(gil);
    return result;
}

static PyObject *keep(PyObject *callable)
{
    if (callable == Py_None)
        return NULL;
    Py_INCREF(callable);
    return callable;
}

host_calls *host_new(PyObject *clock, PyObject *log, PyObject *progress, PyObject *finding)
{
    python_host *host = calloc(1, sizeof *host);

    if (host == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    host->clock = keep(clock);
    host->log = keep(log);
    host->progress = keep(progress);
    host->finding = keep(finding);
    host->calls.clock = host->clock != NULL ? call_clock : NULL;
    host->calls.log = host->log != NULL ? call_log : NULL;
    host->calls.progress = call_progress;
    host->calls.finding = host->finding != NULL ? call_finding : NULL;
    host->calls.user = host;
    return &host->calls;
}

void host_free(host_calls *calls)
{
    python_host *host = calls != NULL ? calls->user : NULL;

    if (host == NULL)
        return;
    Py_XDECREF(host->clock);
    Py_XDECREF(host->log);
    Py_XDECREF(host->progress);
    Py_XDECREF(host->finding);
    free(host);
}
