/* SPDX-License-Identifier: Apache-2.0 */
/* How wide text is when nobody can measure it, and texts made safe for XML. */
#ifndef ING_EXCHANGE_GLYPHS_H
#define ING_EXCHANGE_GLYPHS_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdint.h>

/* Pixels that the text takes at a font size, rounded up: an estimate on the wide side. */
int32_t ing_glyphs_width(ing_text text, int32_t size);

/* The beginning of the text that fits into `width`: broken at a blank or between ideographs, never before
 * closing punctuation; at least one character. *rest is what remains, without leading blanks. */
ing_text ing_glyphs_take(ing_text text, int32_t size, int32_t width, ing_text *rest);

/* As text or attribute of XML and HTML; control characters that XML forbids become spaces. */
void ing_xml_text(ing_text text, ing_buf *out);

#endif
