/* SPDX-License-Identifier: Apache-2.0 */
/* Pack source: one file of rules beside a good pack.lua. */
#include "fuzz.h"

#include "pack/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char head[] = "pack { id = 'f', version = '1', zh = '甲', en = 'f', time_zone = '+08:00', currency = 'CNY', "
                               "needs = '>= 0.1', files = { 'a.lua' } }\n";
    ing_pack_source source = { .arena = ING_ARENA_INIT };
    ing_pack *pack = NULL;

    if (ing_pack_source_add(&source, ING_TEXT_LIT("pack.lua"), (ing_text){ head, sizeof head - 1 }, NULL) == LIBING_OK &&
        ing_pack_source_add(&source, ING_TEXT_LIT("a.lua"), (ing_text){ (const char *)bytes, len }, NULL) == LIBING_OK)
        (void)ing_pack_load(&source, "en", NULL, NULL, &pack, NULL);
    ing_pack_free(pack);
    ing_pack_source_free(&source);
    return 0;
}
