/* SPDX-License-Identifier: Apache-2.0 */
/* How libing's calls cross into Java: class org.libing.internal.Native, private and flat. Text crosses as
 * UTF-8 byte[], since SWIG's own is modified UTF-8, which corrupts characters beyond the BMP. Handles cross
 * as long; their owners are written by hand. */
%module(jniclassname="NativeJNI") Native

%{
#include "host_java.h"
%}

%pragma(java) moduleclassmodifiers="public final class"
%pragma(java) jniclassclassmodifiers="final class"

/* What Java sees of each: its type in JNI, in NativeJNI and in Native. */
%define CROSSES_AS(TYPE, JNI, JAVA)
%typemap(jni) TYPE #JNI
%typemap(jtype) TYPE #JAVA
%typemap(jstype) TYPE #JAVA
%typemap(javain) TYPE "$javainput"
%typemap(javaout) TYPE { return $jnicall; }
%enddef

CROSSES_AS(const char *, jbyteArray, byte[])
%typemap(jni) (const char *text, size_t text_len) "jbyteArray"
%typemap(jtype) (const char *text, size_t text_len) "byte[]"
%typemap(jstype) (const char *text, size_t text_len) "byte[]"
%typemap(javain) (const char *text, size_t text_len) "$javainput"
CROSSES_AS(libing_document *, jbyteArray, byte[])
CROSSES_AS(byte_block *, jbyteArray, byte[])
CROSSES_AS(jobject host, jobject, Host)

/* Text, or null for NULL; copied, since nothing may stay pinned across a call that can block. */
%typemap(in) const char * {
    if (!text_argument(jenv, $input, (char **)&$1, NULL))
        return $null;
}
%typemap(freearg) const char * { free((void *)$1); }
%typemap(in) (const char *text, size_t text_len) {
    if (!text_argument(jenv, $input, (char **)&$1, &$2))
        return $null;
}
%typemap(freearg) (const char *text, size_t text_len) { free((void *)$1); }
%typemap(out) const char * { $result = bytes_of(jenv, $1, strlen($1)); }
%typemap(out) libing_document * { $result = take_document(jenv, $1); }
%typemap(out) byte_block * { $result = take_block(jenv, $1); }
%typemap(in) jobject host { $1 = $input; }

%define HANDLE(TYPE)
CROSSES_AS(TYPE, jlong, long)
%typemap(in) TYPE { $1 = (void *)(intptr_t)$input; }
%typemap(out) TYPE { $result = (jlong)(intptr_t)$1; }
%enddef

HANDLE(libing_engine *)
HANDLE(libing_iterator *)
HANDLE(audit_report *)
HANDLE(const audit_report *)
HANDLE(host_calls *)
HANDLE(const host_calls *)

%typemap(in, numinputs=0) JNIEnv *env { $1 = jenv; }

/* What was thrown by a callback is kept by its Host, and thrown again there. */
%typemap(argout) libing_error *err {
    if ($1->code < 0)
        throw_failure(jenv, $1);
}

%include "../swig/libing.i"

/* A host's callbacks; free it after the engine. NULL with an OutOfMemoryError. */
host_calls *host_new(JNIEnv *env, jobject host);
void host_free(JNIEnv *env, host_calls *host);
