/* SPDX-License-Identifier: Apache-2.0 */
/* The model in the log: a pack's declarations as canonical JSON, so that explaining or exporting a
 * recorded decision needs no Lua, and rebuilding projections knows what is indexed. */
#include "pack/model_json.h"

#define MODEL_FORMAT 1

/* --- small parts --------------------------------------------------------------------------------
 */

static void put_texts(ing_json_builder *b, const char *key, size_t count, const ing_text *texts)
{
    ing_json_builder list = ing_json_begin(b->arena);

    for (size_t i = 0; i < count; i++) {
        ing_json text = ing_json_of_text(texts[i]);
        ing_json_add(&list, &text);
    }
    ing_json_put(b, ing_text_of(key), ing_json_end_list(&list));
}

static void put_titles(ing_json_builder *b, const ing_titles *titles)
{
    ing_json_put_text(b, "zh", titles->zh);
    ing_json_put_text(b, "en", titles->en);
    ing_json_put_text(b, "note", titles->note);
    if (titles->cite_count > 0)
        put_texts(b, "cite", titles->cite_count, titles->cites);
}

static void put_type(ing_json_builder *b, const ing_type *type)
{
    ing_buf text = ING_BUF_INIT;
    char *copy;

    ing_type_print(type, &text);
    copy =
        text.failed ? NULL : ing_arena_text(b->arena, text.ptr != NULL ? text.ptr : "", text.len);
    if (copy == NULL)
        b->failed = true;
    else
        ing_json_put_text(b, "type", (ing_text){ copy, text.len });
    ing_buf_free(&text);
}

/* Titles of an enum's words, so that a decision can be read in words without the pack. */
static void put_words(ing_json_builder *b, const ing_type *type)
{
    ing_json_builder all = ing_json_begin(b->arena);

    if (type->kind == ING_TYPE_LIST)
        type = type->element;
    if (type->words_zh == NULL && type->words_en == NULL)
        return;
    for (size_t i = 0; i < type->word_count; i++) {
        ing_json_builder one = ing_json_begin(b->arena);

        ing_json_put_text(&one, "zh", type->words_zh != NULL ? type->words_zh[i] : ING_TEXT_NONE);
        ing_json_put_text(&one, "en", type->words_en != NULL ? type->words_en[i] : ING_TEXT_NONE);
        ing_json_put(&all, type->words[i], ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("words"), ing_json_end_object(&all));
}

static void put_fields(ing_json_builder *b, size_t count, const ing_field *fields)
{
    ing_json_builder all = ing_json_begin(b->arena);

    for (size_t i = 0; i < count; i++) {
        ing_json_builder one = ing_json_begin(b->arena);

        put_type(&one, fields[i].type);
        put_words(&one, fields[i].type);
        ing_json_put_text(&one, "zh", fields[i].zh);
        ing_json_put_text(&one, "en", fields[i].en);
        if (fields[i].optional)
            ing_json_put_boolean(&one, "optional", true);
        ing_json_put(&one, ING_TEXT_LIT("default"), fields[i].fallback);
        ing_json_put(&all, fields[i].name, ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("fields"), ing_json_end_object(&all));
}

static const char *about_word(ing_about about)
{
    static const char *const words[] = { "case", "party", "store" };

    return words[about];
}

static void put_source(ing_json_builder *b, const char *key, const ing_expr *expr)
{
    if (expr != NULL)
        ing_json_put_text(b, key, expr->source);
}

/* --- one construct each -------------------------------------------------------------------------
 */

static void write_event(ing_json_builder *b, const void *item)
{
    const ing_event *event = item;

    put_titles(b, &event->titles);
    ing_json_put_text(b, "about", ing_text_of(about_word(event->about)));
    put_texts(b, "kinds", event->kind_count, event->kinds);
    put_texts(b, "by", event->role_count, event->roles);
    if (event->apart_count > 0)
        put_texts(b, "apart_from", event->apart_count, event->apart_from);
    ing_json_put_boolean(b, "opens", event->opens);
    if (event->presupposes_any)
        ing_json_put_boolean(b, "presupposes_any", true);
    if (event->presupposes_count > 0)
        put_texts(b, "presupposes", event->presupposes_count, event->presupposes);
    ing_json_put_text(b, "party", event->party_name);
    put_fields(b, event->field_count, event->fields);
}

static void write_action(ing_json_builder *b, const void *item)
{
    const ing_action *action = item;

    put_titles(b, &action->titles);
    ing_json_put_text(b, "kind", action->kind);
    put_source(b, "decider", action->decider);
    if (action->key_count > 0)
        put_texts(b, "key", action->key_count, action->key);
    put_fields(b, action->field_count, action->fields);
}

static void write_case(ing_json_builder *b, const void *item)
{
    const ing_case_kind *kind = item;

    put_titles(b, &kind->titles);
    ing_json_put_text(b, "subject", kind->subject);
    ing_json_put(b, ING_TEXT_LIT("fixed"), kind->fixed);
}

static void write_party(ing_json_builder *b, const void *item)
{
    const ing_party_kind *kind = item;

    put_titles(b, &kind->titles);
    put_fields(b, kind->field_count, kind->fields);
}

static void write_role(ing_json_builder *b, const void *item)
{
    const ing_role *role = item;

    put_titles(b, &role->titles);
}

static void put_day(ing_json_builder *b, const char *key, ing_date day)
{
    char text[11];
    char *copy;

    ing_date_format(day, text);
    copy = ing_arena_text(b->arena, text, 10);
    if (copy == NULL)
        b->failed = true;
    else
        ing_json_put_text(b, key, (ing_text){ copy, 10 });
}

static void write_law(ing_json_builder *b, const void *item)
{
    const ing_law *law = item;

    put_titles(b, &law->titles);
    if (law->has_from)
        put_day(b, "from", law->from);
    if (law->has_to)
        put_day(b, "to", law->to);
    ing_json_put_text(b, "next", law->next);
    ing_json_put_text(b, "text", law->text);
}

static void write_param(ing_json_builder *b, const void *item)
{
    const ing_param *param = item;
    ing_json_builder slices = ing_json_begin(b->arena);

    put_titles(b, &param->titles);
    put_type(b, param->type);
    ing_json_put_text(b, "unit", param->unit);
    if (param->assumed)
        ing_json_put_boolean(b, "assumed", true);
    for (size_t i = 0; i < param->slice_count; i++) {
        ing_json_builder one = ing_json_begin(b->arena);

        put_day(&one, "from", param->slices[i].from);
        ing_json_put(&one, ING_TEXT_LIT("value"),
                     ing_value_write(&param->slices[i].value, 0, b->arena));
        ing_json_add(&slices, ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("from"), ing_json_end_list(&slices));
}

static void write_fact(ing_json_builder *b, const void *item)
{
    const ing_fact *fact = item;

    put_titles(b, &fact->titles);
    put_type(b, fact->type);
    if (fact->measure)
        ing_json_put_boolean(b, "measure", true);
    put_source(b, "is", fact->is);
}

/* --- procedures ---------------------------------------------------------------------------------
 */

static void put_region(ing_json_builder *b, const ing_region *region)
{
    ing_json_put_text(b, "start", region->start);
    put_texts(b, "states", region->state_count, region->states);
    put_words(b, region->type);
}

static void put_deadlines(ing_json_builder *b, const ing_procedure *procedure)
{
    ing_json_builder all = ing_json_begin(b->arena);

    for (size_t i = 0; i < procedure->deadline_count; i++) {
        const ing_deadline *deadline = &procedure->deadlines[i];
        ing_json_builder one = ing_json_begin(b->arena);

        put_titles(&one, &deadline->titles);
        ing_json_put_text(&one, "region", procedure->regions[deadline->region].id);
        put_texts(&one, "runs", deadline->run_count, deadline->runs);
        put_source(&one, "length", deadline->length);
        put_source(&one, "from", deadline->from);
        if (deadline->in_hours)
            ing_json_put_boolean(&one, "in_hours", true);
        if (deadline->rolls)
            ing_json_put_boolean(&one, "rolls", true);
        put_source(&one, "roll", deadline->roll);
        if (deadline->pause_from.ptr != NULL) {
            const ing_text pause[2] = { deadline->pause_from, deadline->pause_to };
            put_texts(&one, "pause", 2, pause);
        }
        ing_json_put(&all, deadline->id, ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("deadlines"), ing_json_end_object(&all));
}

static void write_procedure(ing_json_builder *b, const void *item)
{
    const ing_procedure *procedure = item;
    ing_json_builder regions = ing_json_begin(b->arena);

    put_titles(b, &procedure->titles);
    put_texts(b, "case", procedure->kind_count, procedure->kinds);
    put_region(b, &procedure->regions[0]);
    put_texts(b, "ends", procedure->end_count, procedure->ends);
    for (size_t i = 1; i < procedure->region_count; i++) {
        ing_json_builder one = ing_json_begin(b->arena);

        put_region(&one, &procedure->regions[i]);
        ing_json_put(&regions, procedure->regions[i].id, ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("regions"), ing_json_end_object(&regions));
    put_deadlines(b, procedure);
    put_texts(b, "adopt", procedure->adopt_count, procedure->adopt);
}

/* --- tables -------------------------------------------------------------------------------------
 */

/* The rows, so that what a decision rests on can be read without the pack; "-" is a cell that says
 * nothing, as it is written. */
static void put_rows(ing_json_builder *b, const ing_table *table)
{
    const ing_json nothing = ing_json_of_text(ING_TEXT_LIT("-"));
    ing_json_builder rows = ing_json_begin(b->arena);

    for (size_t i = 0; i < table->row_count; i++) {
        const ing_row *row = &table->rows[i];
        ing_json_builder one = ing_json_begin(b->arena), cells = ing_json_begin(b->arena);

        for (size_t k = 0; k < table->input_count + table->output_count; k++) {
            const ing_json *cell = row->cells[k].kind == ING_VALUE_UNKNOWN
                                       ? &nothing
                                       : ing_value_write(&row->cells[k], 0, b->arena);
            b->failed = b->failed || cell == NULL;
            ing_json_add(&cells, cell);
        }
        ing_json_put(&one, ING_TEXT_LIT("cells"), ing_json_end_list(&cells));
        if (row->has_from)
            put_day(&one, "from", row->from);
        if (row->has_to)
            put_day(&one, "to", row->to);
        ing_json_add(&rows, ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("rows"), ing_json_end_list(&rows));
}

static void write_table(ing_json_builder *b, const void *item)
{
    static const char *const hits[] = { "unique", "first", "any", "priority", "collect" };
    static const char *const times[] = { "step", "act", "lenient" };
    const ing_table *table = item;
    ing_json_builder inputs = ing_json_begin(b->arena), rank = ing_json_begin(b->arena);

    put_titles(b, &table->titles);
    for (size_t i = 0; i < table->input_count; i++) {
        const ing_json source = ing_json_of_text(table->inputs[i]->source);
        ing_json_add(&inputs, &source);
    }
    for (size_t i = 0; i < table->rank_count; i++) {
        const ing_json name = ing_json_of_text(table->outputs[table->rank[i]]);
        ing_json_add(&rank, &name);
    }
    ing_json_put(b, ING_TEXT_LIT("inputs"), ing_json_end_list(&inputs));
    put_texts(b, "outputs", table->output_count, table->outputs);
    ing_json_put_text(b, "hit", ing_text_of(hits[table->hit]));
    ing_json_put(b, ING_TEXT_LIT("rank"), ing_json_end_list(&rank));
    ing_json_put_text(b, "law_time", ing_text_of(times[table->law_time]));
    put_source(b, "act", table->act);
    ing_json_put_text(b, "csv", table->csv);
    put_rows(b, table);
}

/* --- rules --------------------------------------------------------------------------------------
 */

static void put_outcomes(ing_json_builder *b, const char *key, size_t count,
                         const ing_outcome_template *outcomes)
{
    ing_json_builder list = ing_json_begin(b->arena);

    for (size_t i = 0; i < count; i++) {
        ing_json action = ing_json_of_text(outcomes[i].action->id);
        ing_json_add(&list, &action);
    }
    if (count > 0)
        ing_json_put(b, ing_text_of(key), ing_json_end_list(&list));
}

static void put_branches(ing_json_builder *b, const char *key, size_t count,
                         const ing_branch *branches)
{
    ing_json_builder list = ing_json_begin(b->arena);

    for (size_t i = 0; i < count; i++) {
        ing_json_builder one = ing_json_begin(b->arena);

        ing_json_put_text(&one, "reason", branches[i].reason);
        put_source(&one, "when", branches[i].when);
        put_outcomes(&one, "outcomes", branches[i].outcome_count, branches[i].outcomes);
        ing_json_add(&list, ing_json_end_object(&one));
    }
    if (count > 0)
        ing_json_put(b, ing_text_of(key), ing_json_end_list(&list));
}

static void put_moves(ing_json_builder *b, const ing_rule *rule)
{
    ing_json_builder due = ing_json_begin(b->arena);

    if (rule->procedure != NULL)
        ing_json_put_text(b, "procedure", rule->procedure->id);
    if (rule->procedure != NULL && rule->region > 0)
        ing_json_put_text(b, "region", rule->procedure->regions[rule->region].id);
    if (rule->from_count > 0)
        put_texts(b, "from", rule->from_count, rule->from);
    if (rule->to_count > 0)
        put_texts(b, "to", rule->to_count, rule->to);
    for (size_t i = 0; i < rule->due_count; i++) {
        const ing_json source = ing_json_of_text(rule->due_values[i]->source);
        ing_json_put(&due, rule->due_names[i], &source);
    }
    if (rule->due_count > 0)
        ing_json_put(b, ING_TEXT_LIT("due"), ing_json_end_object(&due));
}

static void write_rule(ing_json_builder *b, const void *item)
{
    const ing_rule *rule = item;

    put_titles(b, &rule->titles);
    put_texts(b, "on", rule->on_count, rule->on);
    if (rule->kind_count > 0)
        put_texts(b, "case", rule->kind_count, rule->kinds);
    put_source(b, "each", rule->each);
    put_moves(b, rule);
    put_source(b, "given", rule->given);
    put_branches(b, "require", rule->require_count, rule->require);
    put_branches(b, "choose", rule->choose_count, rule->choose);
    put_outcomes(b, "outcomes", rule->outcome_count, rule->outcomes);
    put_outcomes(b, "otherwise", rule->otherwise != NULL ? 1 : 0, rule->otherwise);
    put_outcomes(b, "again", rule->again != NULL ? 1 : 0, rule->again);
    put_outcomes(b, "revoke", rule->revoke_count, rule->revoke);
}

/* --- duties -------------------------------------------------------------------------------------
 */

/* Their conditions and outcomes are with the rules, as duty:<id>. */
static void put_duties(ing_json_builder *b, const ing_pack *pack)
{
    static const char *const words[] = { "hour", "day", "week", "month", "quarter", "year", "once", "within" };
    ing_json_builder all = ing_json_begin(b->arena);

    for (size_t i = 0; i < pack->duty_count; i++) {
        const ing_duty *duty = pack->duties[i];
        ing_json_builder one = ing_json_begin(b->arena);

        put_titles(&one, &duty->titles);
        ing_json_put_text(&one, "each", duty->list != NULL ? duty->list->source : duty->kind);
        if (duty->every_param != NULL)
            ing_json_put_text(&one, "every_param", duty->every_param->id);
        else
            ing_json_put_text(&one, "every", ing_text_of(words[duty->every]));
        put_source(&one, "by", duty->by);
        put_source(&one, "within", duty->within);
        put_source(&one, "since", duty->since);
        put_source(&one, "grace", duty->grace);
        if (duty->only_missed)
            ing_json_put_text(&one, "record", ING_TEXT_LIT("missed"));
        ing_json_put(&all, duty->id, ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("duties"), ing_json_end_object(&all));
}

static void put_invariants(ing_json_builder *b, const ing_pack *pack)
{
    ing_json_builder all = ing_json_begin(b->arena);

    for (size_t i = 0; i < pack->invariant_count; i++) {
        const ing_invariant *invariant = &pack->invariants[i];
        ing_json_builder one = ing_json_begin(b->arena);

        put_titles(&one, &invariant->titles);
        if (invariant->about->on_count > 0)
            put_texts(&one, "on", invariant->about->on_count, invariant->about->on);
        if (invariant->about->kind_count > 0)
            put_texts(&one, "case", invariant->about->kind_count, invariant->about->kinds);
        put_source(&one, "given", invariant->about->given);
        put_source(&one, "holds", invariant->holds);
        ing_json_put(&all, invariant->id, ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("invariants"), ing_json_end_object(&all));
}

/* Does a rule speak with the action, that nobody declared. */
static bool is_spoken(size_t count, const ing_outcome_template *outcomes, const ing_action *action)
{
    bool is = false;
    for (size_t i = 0; i < count && !is; i++)
        is = outcomes[i].action == action;
    return is;
}

static bool is_used(const ing_pack *pack, const ing_action *action)
{
    bool is = !action->is_built_in || pack->duty_count > 0;
    for (size_t i = 0; i < pack->rule_count && !is; i++) {
        const ing_rule *rule = pack->rules[i];
        is = is_spoken(rule->outcome_count, rule->outcomes, action) ||
             is_spoken(rule->otherwise != NULL, rule->otherwise, action) ||
             is_spoken(rule->again != NULL, rule->again, action);
        for (size_t k = 0; k < rule->choose_count && !is; k++)
            is = is_spoken(rule->choose[k].outcome_count, rule->choose[k].outcomes, action);
    }
    return is;
}

static void put_actions(ing_json_builder *b, const ing_pack *pack)
{
    ing_json_builder all = ing_json_begin(b->arena);

    for (size_t i = 0; i < pack->actions.count; i++) {
        const ing_action *action = pack->actions.items[i].value;
        ing_json_builder one = ing_json_begin(b->arena);

        write_action(&one, action);
        if (is_used(pack, action))
            ing_json_put(&all, action->id, ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("actions"), ing_json_end_object(&all));
}

/* --- the whole ----------------------------------------------------------------------------------
 */

typedef void (*write_item)(ing_json_builder *b, const void *item);

static void put_map(ing_json_builder *b, const char *key, const ing_map *map, write_item write)
{
    ing_json_builder all = ing_json_begin(b->arena);

    for (size_t i = 0; i < map->count; i++) {
        ing_json_builder one = ing_json_begin(b->arena);

        write(&one, map->items[i].value);
        ing_json_put(&all, map->items[i].key, ing_json_end_object(&one));
    }
    ing_json_put(b, ing_text_of(key), ing_json_end_object(&all));
}

/* What was inherited, and what was changed and why. */
static void put_parent(ing_json_builder *b, const ing_pack *pack)
{
    ing_json_builder parent = ing_json_begin(b->arena), changes = ing_json_begin(b->arena);

    for (size_t i = 0; i < pack->change_count; i++) {
        const ing_change *change = &pack->changes[i];
        ing_json_builder one = ing_json_begin(b->arena);

        ing_json_put_text(&one, "construct", change->construct);
        ing_json_put_text(&one, "id", change->id);
        ing_json_put_text(&one, "because", change->because);
        if (change->is_dropped)
            ing_json_put_boolean(&one, "dropped", true);
        ing_json_add(&changes, ing_json_end_object(&one));
    }
    ing_json_put_text(&parent, "id", pack->parent_id);
    ing_json_put_text(&parent, "version", pack->parent_version);
    ing_json_put(&parent, ING_TEXT_LIT("changes"), ing_json_end_list(&changes));
    ing_json_put(b, ING_TEXT_LIT("extends"), ing_json_end_object(&parent));
}

static void put_rules(ing_json_builder *b, const ing_pack *pack)
{
    ing_json_builder all = ing_json_begin(b->arena);

    for (size_t i = 0; i < pack->rule_count; i++) {
        ing_json_builder one = ing_json_begin(b->arena);

        write_rule(&one, pack->rules[i]);
        ing_json_put(&all, pack->rules[i]->id, ing_json_end_object(&one));
    }
    ing_json_put(b, ING_TEXT_LIT("rules"), ing_json_end_object(&all));
}

libing_status ing_model_write(const ing_pack *pack, ing_buf *out, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_json_builder b = ing_json_begin(&arena);
    const ing_json *model;

    ing_json_put_integer(&b, "format", MODEL_FORMAT);
    ing_json_put_text(&b, "id", pack->id);
    ing_json_put_text(&b, "version", pack->version);
    ing_json_put_text(&b, "zone", pack->zone);
    ing_json_put_text(&b, "currency", pack->currency);
    if (pack->parent_id.ptr != NULL)
        put_parent(&b, pack);
    put_texts(&b, "indexes", pack->index_count, pack->indexes);
    put_map(&b, "events", &pack->events, write_event);
    put_actions(&b, pack);
    put_map(&b, "cases", &pack->cases, write_case);
    put_map(&b, "parties", &pack->parties, write_party);
    put_map(&b, "roles", &pack->roles, write_role);
    put_map(&b, "laws", &pack->laws, write_law);
    put_map(&b, "params", &pack->params, write_param);
    put_map(&b, "facts", &pack->facts, write_fact);
    if (pack->procedures.count > 0)
        put_map(&b, "procedures", &pack->procedures, write_procedure);
    if (pack->tables.count > 0)
        put_map(&b, "tables", &pack->tables, write_table);
    if (pack->duty_count > 0)
        put_duties(&b, pack);
    if (pack->invariant_count > 0)
        put_invariants(&b, pack);
    put_rules(&b, pack);
    model = ing_json_end_object(&b);
    if (model != NULL)
        ing_json_write(model, out);
    ing_arena_free(&arena);
    return model == NULL || out->failed ? ing_fail_nomem(err) : LIBING_OK;
}
