/* SPDX-License-Identifier: Apache-2.0 */
/* How libing's calls cross into Python: module libing._native, private and flat (_native.pyi describes it).
 * The GIL is released around every call of the library, since waiting for an engine while holding it would
 * deadlock against a callback that wants it. */
%module(threads="1") _native

%{
#include "host_python.h"
%}

/* Text: str, or None for NULL. The argument tuple keeps the object and CPython its UTF-8. */
%typemap(in) const char * (const char *text) {
    if (!text_argument($input, &text))
        SWIG_fail;
    $1 = (char *)text; /* SWIG declares every text without const */
}
%typemap(freearg) const char * ""
%typemap(in) (const char *text, size_t text_len) (const char *bytes) {
    if (!bytes_argument($input, &bytes, &$2))
        SWIG_fail;
    $1 = (char *)bytes;
}
%typemap(freearg) (const char *text, size_t text_len) ""
%typemap(out) const char * { $result = PyUnicode_FromString($1); }

%typemap(out) libing_document * { $result = take_document($1); }
%typemap(out) byte_block * { $result = take_block($1); }
%typemap(argout) libing_error *err {
    if ($1->code < 0) {
        Py_CLEAR($result);
        raise_error($1);
        SWIG_fail;
    }
    forget_raised();
}

%include "../swig/libing.i"

/* A host's callbacks; keep it until the engine is closed. None for those that are absent. */
%nothread host_new;
%nothread host_free;
%nothread use_error_factory;
host_calls *host_new(PyObject *clock, PyObject *log, PyObject *progress, PyObject *finding);
void host_free(host_calls *host);
/* factory(code, line, column, detail, seq, id, file, rule, message) makes the exception of a failure. */
void use_error_factory(PyObject *factory);
