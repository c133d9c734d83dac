/* SPDX-License-Identifier: Apache-2.0 */
/* What the languages share. libing_python.i and libing_java.i define, before they include this file, how
 * these cross: const char * (text or nothing), (const char *text, size_t text_len), libing_document *,
 * byte_block *, and libing_error *err, which each of them turns into its exception. */
%{
#include "shape.h"
%}

%include <stdint.i>

/* Handles are opaque; their owners are written by hand in each language. */
typedef struct libing_engine libing_engine;
typedef struct libing_iterator libing_iterator;
typedef struct audit_report audit_report;
typedef struct host_calls host_calls;

%typemap(in, numinputs=0) libing_error *err (libing_error tmp = LIBING_ERROR_INIT) { $1 = &tmp; }

%include "shape.h"
