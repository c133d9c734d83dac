/* SPDX-License-Identifier: Apache-2.0 */
/* given.lua in the sandbox: its table of functions, behind one function that calls them by name. */
#include "rehearse/given.h"

#include "base/mem.h"
#include "script/rowmap.h"

struct ing_given {
    ing_rowmap *map;
    ing_arena arena;
    const ing_json *about;          /* {names, short?, chain?} */
};

/* What stands before the file's first line and after its last, so that its lines keep their numbers. The
 * file runs anew for each call, and so nothing is carried from one to the next. */
static const char before[] = "local function file() ";
static const char after[] =
    "\nend\n"
    "return function(call)\n"
    "  local given = file()\n"
    "  if call.name == nil then\n"
    "    local names = {}\n"
    "    for name, value in pairs(given) do\n"
    "      if type(value) == \"function\" then table.insert(names, name) end\n"
    "    end\n"
    "    return { names = names, short = given.short, chain = given.chain }\n"
    "  end\n"
    "  local requests, params = given[call.name](call.value, call.given)\n"
    "  return { requests = requests, params = params }\n"
    "end\n";

static libing_status ask_about(ing_given *given, libing_error *err)
{
    ing_json_builder nothing = ing_json_begin(&given->arena);
    const ing_json *call = ing_json_end_object(&nothing);

    return call == NULL ? ing_fail_nomem(err)
                        : ing_rowmap_call(given->map, call, &given->arena, &given->about, err);
}

libing_status ing_given_new(ing_text name, ing_text source, const volatile int *interrupted, ing_given **out,
                            libing_error *err)
{
    ing_script_options options = { .interrupted = interrupted };
    ing_given *given = ing_mem_new(1, sizeof *given);
    ing_buf whole = ING_BUF_INIT;
    libing_status status;

    *out = NULL;
    if (given == NULL)
        return ing_fail_nomem(err);
    ing_buf_text(&whole, before);
    ing_buf_slice(&whole, source);
    ing_buf_text(&whole, after);
    status = whole.failed ? ing_fail_nomem(err)
                          : ing_rowmap_new(name, ing_buf_view(&whole), NULL, &options, &given->map, err);
    if (status == LIBING_OK)
        status = ask_about(given, err);
    ing_buf_free(&whole);
    if (status != LIBING_OK) {
        ing_given_free(given);
        return status;
    }
    *out = given;
    return LIBING_OK;
}

void ing_given_free(ing_given *given)
{
    if (given == NULL)
        return;
    ing_rowmap_free(given->map);
    ing_arena_free(&given->arena);
    ing_mem_free(given);
}

/* A table of a program: an empty one may have become either. */
static const ing_json *member(const ing_json *object, const char *key, ing_json_type type)
{
    const ing_json *value = object != NULL ? ing_json_get(object, key) : NULL;

    return value != NULL && value->type == type && value->count > 0 ? value : NULL;
}

const ing_json *ing_given_short(const ing_given *given)
{
    return given != NULL ? member(given->about, "short", ING_JSON_OBJECT) : NULL;
}

const ing_json *ing_given_chain(const ing_given *given)
{
    return given != NULL ? member(given->about, "chain", ING_JSON_LIST) : NULL;
}

const ing_json *ing_given_names(const ing_given *given)
{
    return given != NULL ? member(given->about, "names", ING_JSON_LIST) : NULL;
}

libing_status ing_given_call(ing_given *given, ing_text name, const ing_json *value, const ing_json *all,
                             ing_arena *arena, const ing_json **requests, const ing_json **params,
                             libing_error *err)
{
    ing_json_builder call = ing_json_begin(arena);
    const ing_json *row, *answer = NULL;
    libing_status status;

    *requests = NULL;
    *params = NULL;
    ing_json_put_text(&call, "name", name);
    ing_json_put(&call, ING_TEXT_LIT("value"), value);
    ing_json_put(&call, ING_TEXT_LIT("given"), all);
    row = ing_json_end_object(&call);
    if (row == NULL)
        return ing_fail_nomem(err);
    status = ing_rowmap_call(given->map, row, arena, &answer, err);
    if (status == LIBING_OK) {
        *requests = member(answer, "requests", ING_JSON_LIST);
        *params = member(answer, "params", ING_JSON_OBJECT);
    }
    return status;
}
