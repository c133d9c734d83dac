/* SPDX-License-Identifier: Apache-2.0 */
/* Lints of what things rest on: provisions in force (W206), penalties with a statute behind them (W207),
 * functions where a word would do (W208), and titles of the rest of the vocabulary (W206). */
#include "pack/lint.h"

/* --- titles (W206) ------------------------------------------------------------------------------ */

static void check_others(ing_load *load)
{
    const ing_pack *pack = load->pack;

    for (size_t i = 0; i < pack->parties.count; i++) {
        const ing_party_kind *party = pack->parties.items[i].value;
        ing_lint_titles(load, "party", party->id, &party->titles);
    }
    for (size_t i = 0; i < pack->roles.count; i++) {
        const ing_role *role = pack->roles.items[i].value;
        ing_lint_titles(load, "role", role->id, &role->titles);
    }
    for (size_t i = 0; i < pack->laws.count; i++) {
        const ing_law *law = pack->laws.items[i].value;
        ing_lint_titles(load, "law", law->id, &law->titles);
    }
}

/* --- provisions in force (W206) ----------------------------------------------------------------- */

static bool in_force(const ing_law *law, ing_date day)
{
    return !(law->has_from && day < law->from) && !(law->has_to && day > law->to);
}

/* The first provision cited, when none of those cited is in force on the day; NULL when one is, or when
 * clauses of a plan are cited as well. */
static const ing_law *none_in_force(const ing_load *load, const ing_titles *titles, ing_date day)
{
    const ing_law *first = NULL;

    for (size_t i = 0; i < titles->cite_count; i++) {
        const ing_law *law = ing_map_get(&load->pack->laws, titles->cites[i]);
        if (law == NULL || in_force(law, day))
            return NULL;
        first = first != NULL ? first : law;
    }
    return first;
}

static void check_citations(ing_load *load)
{
    const ing_map *params = &load->pack->params;

    for (size_t i = 0; i < params->count; i++) {
        const ing_param *param = params->items[i].value;
        for (size_t k = 0; k < param->slice_count; k++) {
            const ing_law *law = none_in_force(load, &param->titles, param->slices[k].from);
            char day[11];
            if (law == NULL)
                continue;
            ing_date_format(param->slices[k].from, day);
            ing_load_report_thing(load, "W206", param->titles.file, param->titles.line, param->id,
                                  "param %.*s has a value from %s, when %.*s is not in force",
                                  "参数 %.*s 自 %s 起有值，而该日 %.*s 并不施行", ING_TEXT_ARG(param->id), day,
                                  ING_TEXT_ARG(law->id));
            break;
        }
    }
}

/* --- a statute behind penalties (W207) ---------------------------------------------------------- */

/* What has to name its legal basis. */
static bool is_penal(const ing_action *action)
{
    bool penal = false;

    for (size_t i = 0; i < action->field_count && !penal; i++)
        penal = ing_text_is(action->fields[i].name, "basis");
    return penal;
}

static const ing_action *penal_of(size_t count, const ing_outcome_template *outcomes)
{
    const ing_action *found = NULL;

    for (size_t i = 0; i < count && found == NULL; i++)
        found = is_penal(outcomes[i].action) ? outcomes[i].action : NULL;
    return found;
}

static void check_statute(ing_load *load, const ing_rule *rule)
{
    const ing_action *action = penal_of(rule->outcome_count, rule->outcomes);
    bool has_law = false;

    for (size_t i = 0; i < rule->choose_count && action == NULL; i++)
        action = penal_of(rule->choose[i].outcome_count, rule->choose[i].outcomes);
    for (size_t i = 0; i < rule->titles.cite_count && !has_law; i++)
        has_law = ing_map_get(&load->pack->laws, rule->titles.cites[i]) != NULL;
    if (action == NULL || has_law || rule->titles.cite_count == 0) /* without any clause: W206 */
        return;
    ing_load_report_thing(load, "W207", rule->titles.file, rule->titles.line, rule->id,
                          "rule %.*s may say %.*s, but cites no law (no_statutory_basis)",
                          "规则 %.*s 可得出 %.*s，却未引用任何法律条文（no_statutory_basis）",
                          ING_TEXT_ARG(rule->id), ING_TEXT_ARG(action->id));
}

/* --- functions that only read (W208) ------------------------------------------------------------ */

static ing_text bytes_of(const ing_load *load, int32_t file)
{
    const ing_pack_file *found = ing_pack_file_find(load->pack, ing_load_file(load, file));
    return found != NULL ? found->bytes : ING_TEXT_NONE;
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* A cursor over source text. */
typedef struct cursor { ing_text text; size_t at; } cursor;

static void skip_blanks(cursor *c)
{
    while (c->at < c->text.len && strchr(" \t\r\n", c->text.ptr[c->at]) != NULL)
        c->at++;
}

/* Passes over the text, after blanks; false where something else stands. */
static bool take(cursor *c, const char *what)
{
    size_t len = strlen(what);

    skip_blanks(c);
    if (c->text.len - c->at < len || memcmp(c->text.ptr + c->at, what, len) != 0)
        return false;
    c->at += len;
    return true;
}

static ing_text take_name(cursor *c)
{
    size_t start;

    skip_blanks(c);
    start = c->at;
    while (c->at < c->text.len && is_name(c->text.ptr[c->at]))
        c->at++;
    return (ing_text){ c->text.ptr + start, c->at - start };
}

/* function(f) return f.a.b end: the path a.b; absent when it does more. */
static ing_text read_alone(ing_text source)
{
    cursor c = { source, 0 };
    ing_text name;

    if (!take(&c, "function") || !take(&c, "("))
        return ING_TEXT_NONE;
    name = take_name(&c);
    if (!take(&c, ")") || !take(&c, "return") || !ing_text_equal(take_name(&c), name) || name.len == 0 ||
        !take(&c, "."))
        return ING_TEXT_NONE;
    size_t start = c.at;
    (void)take_name(&c); /* the first name of the path; the rest follows */
    while (c.at < c.text.len && c.text.ptr[c.at] == '.') {
        c.at++;
        (void)take_name(&c); /* each further one */
    }
    const ing_text path = { source.ptr + start, c.at - start };
    return path.len > 0 && take(&c, "end") ? path : ING_TEXT_NONE;
}

/* The text of a fact's function: from the first `function` at or after its line. */
static ing_text function_of(const ing_load *load, const ing_fact *fact)
{
    ing_text bytes = bytes_of(load, fact->titles.file);
    size_t at = 0;

    for (int32_t line = 1; line < fact->titles.line && at < bytes.len; at++)
        line += bytes.ptr[at] == '\n';
    while (at + 8 < bytes.len && memcmp(bytes.ptr + at, "function", 8) != 0)
        at++;
    return (ing_text){ bytes.ptr + at, bytes.len - at };
}

static void check_functions(ing_load *load)
{
    for (size_t i = 0; i < load->pack->fact_count; i++) {
        const ing_fact *fact = load->pack->fact_list[i];
        ing_text path = fact->function != 0 ? read_alone(function_of(load, fact)) : ING_TEXT_NONE;
        if (path.len > 0)
            ing_load_report_thing(load, "W208", fact->titles.file, fact->titles.line, fact->id,
                                  "fact %.*s has a function that only reads: write is = %.*s",
                                  "概念 %.*s 的函数只是读取：请写 is = %.*s", ING_TEXT_ARG(fact->id),
                                  ING_TEXT_ARG(path));
    }
}

void ing_lint_basis(ing_load *load)
{
    check_others(load);
    check_citations(load);
    for (size_t i = 0; i < load->pack->rule_count; i++)
        check_statute(load, load->pack->rules[i]);
    check_functions(load);
}
