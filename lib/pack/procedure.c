/* SPDX-License-Identifier: Apache-2.0 */
/* Procedures: the states of cases, in one main region and others beside it, and where they end. */
#include "pack/procedure.h"

static const char *const procedure_members[] = { "case",    "start",     "states", "ends",
                                                 "regions", "deadlines", "adopt",  NULL };
static const char *const state_options[] = { "words_zh", "words_en", NULL };
static const char *const case_builtins[] = { "id", "state", "opened", "subject", "kind", NULL };

typedef ing_procedure_making making;

static const ing_syntax *member(const making *m, const char *name)
{
    return ing_member(m->declaration->body, name);
}

/* --- states -------------------------------------------------------------------------------------
 */

static void check_states(ing_load *load, ing_texts states)
{
    for (size_t i = 0; i < states.count; i++) {
        ing_text state = states.items[i];
        if (!ing_text_is_word(state))
            ing_load_report(load, "E105", states.nodes[i], ING_TEXT_NONE,
                            "'%.*s' is no id for a state", "“%.*s”不能作状态的标识",
                            ING_TEXT_ARG(state));
        for (size_t j = 0; j < i; j++) {
            if (!ing_text_equal(states.items[j], state))
                continue;
            ing_load_report(load, "E102", states.nodes[i], ING_TEXT_NONE,
                            "state %.*s is listed twice", "状态 %.*s 列了两次",
                            ING_TEXT_ARG(state));
            break;
        }
    }
}

/* A list of states, which may hold their titles: { "a", "b", words_zh = { … } }. */
static bool read_states(making *m, const ing_syntax *syntax, ing_text name, ing_region *out)
{
    ing_load *load = m->load;
    if (syntax == NULL || syntax->kind != ING_SYNTAX_TABLE || syntax->count == 0) {
        ing_load_report(load, "E105", syntax, name,
                        "%.*s: write a list of states, { \"a\", \"b\" }",
                        "%.*s：请写状态列表，如 { \"a\", \"b\" }", ING_TEXT_ARG(name));
        out->type = &ing_type_any;
        return true;
    }
    const ing_syntax list = {
        .kind = ING_SYNTAX_TABLE, .count = syntax->count, .kids = syntax->kids, .file = syntax->file
    };
    const ing_syntax named = { .kind = ING_SYNTAX_TABLE,
                               .member_count = syntax->member_count,
                               .members = syntax->members,
                               .file = syntax->file };
    ing_texts states = ing_texts_read(load, &list, "states");
    ing_members_check(load, &named, ING_TEXT_LIT("states"), state_options, NULL);
    check_states(load, states);
    ing_type *type = ing_type_new(load, ING_TYPE_ONE_OF);
    if (type == NULL)
        return false;
    type->word_count = states.count;
    type->words = states.items;
    type->words_zh = ing_word_titles(load, &named, "words_zh", states.count);
    type->words_en = ing_word_titles(load, &named, "words_en", states.count);
    out->state_count = states.count;
    out->states = states.items;
    out->type = type;
    return !load->failed;
}

static void unknown_state(ing_load *load, const ing_syntax *at, const ing_region *region)
{
    ing_nearest nearest = ing_nearest_begin(at->text);
    for (size_t i = 0; i < region->state_count; i++)
        ing_nearest_try(&nearest, region->states[i]);
    ing_load_unknown(load, at, "state", "状态", &nearest);
}

static void read_start(making *m)
{
    ing_load *load = m->load;
    ing_procedure *procedure = m->procedure;
    ing_region *main = (ing_region *)&procedure->regions[0];
    const ing_syntax *start = member(m, "start");
    main->start = ing_member_text(load, m->declaration->body, "start");
    if (start == NULL)
        ing_load_report(load, "E105", NULL, procedure->id,
                        "procedure %.*s does not say where it begins: start = \"state\"",
                        "程序 %.*s 没有写起始状态：start = \"状态\"", ING_TEXT_ARG(procedure->id));
    else if (main->start.ptr != NULL && main->state_count > 0 && !ing_region_has(main, main->start))
        unknown_state(load, start, main);
}

static void read_ends(making *m)
{
    const ing_region *main = &m->procedure->regions[0];
    ing_texts ends = ing_member_texts(m->load, m->declaration->body, "ends");
    for (size_t i = 0; i < ends.count; i++) {
        if (main->state_count > 0 && !ing_region_has(main, ends.items[i]))
            unknown_state(m->load, ends.nodes[i], main);
    }
    m->procedure->end_count = ends.count;
    m->procedure->ends = ends.items;
}

/* --- regions ------------------------------------------------------------------------------------
 */

static void check_region_id(making *m, ing_text id)
{
    ing_load *load = m->load;
    bool is_builtin = ing_text_equal(id, m->procedure->id);
    for (size_t i = 0; case_builtins[i] != NULL && !is_builtin; i++)
        is_builtin = ing_text_is(id, case_builtins[i]);
    if (!ing_text_is_word(id))
        ing_load_report(load, "E105", NULL, id, "'%.*s' is no id for a region",
                        "“%.*s”不能作区域的标识", ING_TEXT_ARG(id));
    else if (is_builtin)
        ing_load_report(load, "E102", NULL, id,
                        "case.%.*s means something else; a region cannot have that name",
                        "case.%.*s 另有含义，区域不能用这个名字", ING_TEXT_ARG(id));
}

static bool is_name_table(ing_load *load, const ing_syntax *syntax, const char *name,
                          const char *form)
{
    if (syntax->kind == ING_SYNTAX_TABLE && syntax->count == 0)
        return true;
    ing_load_report(load, "E105", syntax, ing_text_of(name), "%s: write %s", "%s：请写 %s", name,
                    form);
    return false;
}

static bool read_regions(making *m)
{
    ing_load *load = m->load;
    ing_procedure *procedure = m->procedure;
    const ing_syntax *syntax = member(m, "regions");
    bool has = syntax != NULL &&
               is_name_table(load, syntax, "regions", "{ name = { \"first\", \"second\" } }");
    size_t count = has ? syntax->member_count : 0;
    ing_region *regions = ing_load_new(load, count + 1, sizeof *regions);
    if (regions == NULL ||
        !read_states(m, member(m, "states"), ING_TEXT_LIT("states"), &regions[0]))
        return false;
    procedure->regions = regions;
    procedure->region_count = count + 1;
    for (size_t i = 0; i < count; i++) {
        const ing_syntax_member *one = &syntax->members[i];
        check_region_id(m, one->name);
        regions[i + 1].id = one->name;
        if (!read_states(m, one->value, one->name, &regions[i + 1]))
            return false;
        regions[i + 1].start =
            regions[i + 1].state_count > 0 ? regions[i + 1].states[0] : ING_TEXT_NONE;
    }
    return !load->failed;
}

int32_t ing_procedure_find_state(ing_load *load, const ing_procedure *procedure,
                                 const ing_syntax *at, ing_text *state)
{
    const char *dot = at->text.len == 0 ? NULL : memchr(at->text.ptr, '.', at->text.len);
    ing_text prefix =
        dot == NULL ? procedure->id : (ing_text){ at->text.ptr, (size_t)(dot - at->text.ptr) };
    ing_nearest nearest = ing_nearest_begin(prefix);
    *state = dot == NULL ? at->text : (ing_text){ dot + 1, at->text.len - prefix.len - 1 };
    for (size_t i = 0; i < procedure->region_count; i++) {
        const ing_region *region = &procedure->regions[i];
        ing_text id = i == 0 ? procedure->id : region->id;
        ing_nearest_try(&nearest, id);
        if (!ing_text_equal(id, prefix))
            continue;
        if (ing_region_has(region, *state) || region->type->kind == ING_TYPE_ANY)
            return (int32_t)i;
        unknown_state(load, at, region);
        return -1;
    }
    ing_load_unknown(load, at, "region", "区域", &nearest);
    return -1;
}

/* --- one procedure ------------------------------------------------------------------------------
 */

static void read_kinds(making *m)
{
    ing_load *load = m->load;
    const ing_map *cases = &load->pack->cases;
    ing_texts kinds = ing_member_texts(load, m->declaration->body, "case");
    if (member(m, "case") == NULL)
        ing_load_report(load, "E105", NULL, m->procedure->id,
                        "procedure %.*s does not say of which cases: case = \"kind\"",
                        "程序 %.*s 没有写案件种类：case = \"种类\"",
                        ING_TEXT_ARG(m->procedure->id));
    for (size_t i = 0; i < kinds.count; i++) {
        if (ing_map_get(cases, kinds.items[i]) != NULL)
            continue;
        ing_nearest nearest = ing_nearest_in(cases, kinds.items[i]);
        ing_load_unknown(load, kinds.nodes[i], "case kind", "案件种类", &nearest);
    }
    m->procedure->kind_count = kinds.count;
    m->procedure->kinds = kinds.items;
}

static void read_adopt(making *m)
{
    ing_texts roles = ing_member_texts(m->load, m->declaration->body, "adopt");
    ing_roles_check(m->load, roles);
    m->procedure->adopt_count = roles.count;
    m->procedure->adopt = roles.items;
}

static bool load_head(ing_load *load, const ing_declaration *declaration, ing_procedure *procedure)
{
    making m = { load, declaration, procedure };
    load->file = declaration->file;
    load->line = declaration->line;
    ing_members_check(load, declaration->body, declaration->construct, procedure_members, NULL);
    procedure->id = declaration->id;
    procedure->titles = ing_titles_read(load, declaration);
    read_kinds(&m);
    if (!read_regions(&m))
        return false;
    read_start(&m);
    read_ends(&m);
    read_adopt(&m);
    return ing_deadlines_read_heads(&m);
}

/* --- names among procedures, fields and facts ---------------------------------------------------
 */

static bool shares_kind(const ing_procedure *a, const ing_procedure *b)
{
    bool shares = false;
    for (size_t i = 0; i < a->kind_count && !shares; i++)
        shares = ing_procedure_is_about(b, a->kinds[i]);
    return shares;
}

static void refuse_name(ing_load *load, const ing_procedure *procedure, ing_text name,
                        const ing_titles *first)
{
    load->file = procedure->titles.file;
    load->line = procedure->titles.line;
    ing_load_report(load, "E102", NULL, name, "%.*s is declared twice; first declared at %.*s:%d",
                    "%.*s 声明了两次；首次声明于 %.*s:%d", ING_TEXT_ARG(name),
                    ING_TEXT_ARG(ing_load_file(load, first->file)), (int)first->line);
}

/* Region and deadline ids are unique within a case kind. */
static void compare(ing_load *load, const ing_procedure *first, const ing_procedure *second)
{
    if (!shares_kind(first, second))
        return;
    for (size_t i = 1; i < second->region_count; i++) {
        bool is_taken = ing_text_equal(first->id, second->regions[i].id);
        for (size_t j = 1; j < first->region_count && !is_taken; j++)
            is_taken = ing_text_equal(first->regions[j].id, second->regions[i].id);
        if (is_taken)
            refuse_name(load, second, second->regions[i].id, &first->titles);
    }
    for (size_t i = 0; i < second->deadline_count; i++) {
        for (size_t j = 0; j < first->deadline_count; j++) {
            if (ing_text_equal(first->deadlines[j].id, second->deadlines[i].id))
                refuse_name(load, second, second->deadlines[i].id, &first->titles);
        }
    }
}

static void check_free(ing_load *load, const ing_procedure *procedure, ing_text name)
{
    for (size_t i = 0; i < procedure->kind_count; i++) {
        const ing_case_kind *kind = ing_map_get(&load->pack->cases, procedure->kinds[i]);
        const ing_fact *fact = ing_pack_fact(load->pack, procedure->kinds[i], name);
        bool is_field =
            kind != NULL && ing_fields_find(kind->field_count, kind->fields, name) != NULL;
        if (fact == NULL && !is_field)
            continue;
        load->file = procedure->titles.file;
        load->line = procedure->titles.line;
        ing_load_report(load, "E102", NULL, name,
                        "%.*s is a %s of %.*s; a procedure or region cannot have that name",
                        "%.*s 已是%s（%.*s），程序和区域不能用这个名字", ING_TEXT_ARG(name),
                        load->diagnosis->is_zh ? (is_field ? "字段" : "事实")
                                               : (is_field ? "field" : "fact"),
                        ING_TEXT_ARG(procedure->kinds[i]));
        return;
    }
}

void ing_load_procedures(ing_load *load)
{
    ing_pack *pack = load->pack;
    size_t count = 0;
    for (size_t i = 0; i < load->declaration_count; i++)
        count += ing_text_is(load->declarations[i].construct, "procedure") ? 1 : 0;
    const ing_procedure **list = ing_load_new(load, count, sizeof(const ing_procedure *));
    if (list == NULL)
        return;
    pack->procedure_list = list;
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (!ing_text_is(declaration->construct, "procedure") ||
            !ing_claim(load, "procedure", declaration))
            continue;
        ing_procedure *procedure = ing_load_new(load, 1, sizeof *procedure);
        if (procedure == NULL || !load_head(load, declaration, procedure))
            return;
        for (size_t j = 0; j < pack->procedure_count; j++)
            compare(load, list[j], procedure);
        list[pack->procedure_count++] = procedure;
        (void)ing_load_put(load, &pack->procedures, procedure->id, procedure);
    }
}

void ing_procedures_check_names(ing_load *load)
{
    for (size_t i = 0; i < load->pack->procedure_count; i++) {
        const ing_procedure *procedure = load->pack->procedure_list[i];
        check_free(load, procedure, procedure->id);
        for (size_t j = 1; j < procedure->region_count; j++)
            check_free(load, procedure, procedure->regions[j].id);
    }
}
