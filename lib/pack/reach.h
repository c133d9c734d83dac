/* SPDX-License-Identifier: Apache-2.0 */
/* How far the rules on a record look: beyond its case and party, time must have passed for all. */
#ifndef ING_PACK_REACH_H
#define ING_PACK_REACH_H

#include "pack/model.h"

/* Does some rule on this word visit with `each`, or read the whole store, itself or through a fact. */
bool ing_pack_reads_widely(const ing_pack *pack, ing_text word);

/* Works the words out, when the model stands; false without memory. */
bool ing_reach_build(ing_pack *pack);

#endif
