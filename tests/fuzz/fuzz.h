/* SPDX-License-Identifier: Apache-2.0 */
/* A fuzz target: any bytes, no crash, no leak, nothing undefined. Linked with libFuzzer, or with mutate.c. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#endif
