/* SPDX-License-Identifier: Apache-2.0 */
/* Scenario YAML, and the JSON that it becomes. */
#include "fuzz.h"

#include "rehearse/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    ing_arena arena = ING_ARENA_INIT;
    const ing_yaml *root = NULL;
    const ing_json *json = NULL;

    if (ing_yaml_read(&arena, (ing_text){ (const char *)bytes, len }, ING_TEXT_LIT("f.yaml"), &root, NULL) == LIBING_OK)
        json = ing_yaml_to_json(root, &arena);
    if (json != NULL)
        (void)ing_yaml_of_json(json, &arena);
    ing_arena_free(&arena);
    return 0;
}
