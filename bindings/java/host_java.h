/* SPDX-License-Identifier: Apache-2.0 */
/* What the typemaps of libing_java.i call: arguments and results, failures as exceptions, and a host's
 * callbacks. Classes and methods are looked up once, when the library is loaded. */
#ifndef LIBING_HOST_JAVA_H
#define LIBING_HOST_JAVA_H

#include <jni.h>
#include <stdlib.h>
#include <string.h>

#include "shape.h"

/* A copy, with a NUL behind it; NULL for null. False with an OutOfMemoryError. `len_out` may be NULL. */
bool text_argument(JNIEnv *env, jbyteArray given, char **out, size_t *len_out);
/* NULL with an OutOfMemoryError. */
jbyteArray bytes_of(JNIEnv *env, const char *bytes, size_t len);
/* Both free what they are given; NULL gives null. */
jbyteArray take_document(JNIEnv *env, libing_document *document);
jbyteArray take_block(JNIEnv *env, byte_block *block);

/* The failure as a LibingException, unless something is thrown already. */
void throw_failure(JNIEnv *env, const libing_error *err);

host_calls *host_new(JNIEnv *env, jobject host);
void host_free(JNIEnv *env, host_calls *calls);

#endif
