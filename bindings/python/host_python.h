/* SPDX-License-Identifier: Apache-2.0 */
/* What the typemaps of libing_python.i call: arguments and results, failures as exceptions, and a host's
 * callbacks. Everything here wants the GIL. */
#ifndef LIBING_HOST_PYTHON_H
#define LIBING_HOST_PYTHON_H

#include <Python.h>

#include "shape.h"

/* False with an exception when it is neither text nor None, or holds a NUL. */
bool text_argument(PyObject *given, const char **out);
/* str or bytes. */
bool bytes_argument(PyObject *given, const char **out, size_t *len_out);
/* Both free what they are given; NULL gives None. */
PyObject *take_document(libing_document *document);
PyObject *take_block(byte_block *block);

/* The failure as an exception; what a callback raised during the call comes out unchanged instead. */
void raise_error(const libing_error *err);
/* Drop what a callback raised during a call that went well all the same. */
void forget_raised(void);
void use_error_factory(PyObject *factory);

host_calls *host_new(PyObject *clock, PyObject *log, PyObject *progress, PyObject *finding);
void host_free(host_calls *host);

#endif
