/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * How libing's public symbols are marked. Include <libing.h>; this file is for the other headers.
 */
#ifndef LIBING_EXPORT_H
#define LIBING_EXPORT_H

#if defined(_WIN32)
#if defined(LIBING_BUILDING)
#define LIBING_API __declspec(dllexport)
#else
#define LIBING_API __declspec(dllimport)
#endif
#else
#define LIBING_API __attribute__((visibility("default")))
#endif

#if defined(__cplusplus)
#define LIBING_BEGIN_DECLS extern "C" {
#define LIBING_END_DECLS }
#else
#define LIBING_BEGIN_DECLS
#define LIBING_END_DECLS
#endif

#endif
