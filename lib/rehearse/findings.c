/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing: decisions by their types, what never may come, states, deadlines as last set, amounts. */
#include "rehearse/findings.h"

#include "rehearse/pairing.h"

#include <stdio.h>

typedef struct comparing {
    const ing_run *run;
    const ing_scenario *scenario;
    ing_arena arena;
    ing_made_list made;             /* those in the window */
    ing_buf *report;
} comparing;

const char *ing_run_say(const ing_run *run, const char *en, const char *zh)
{
    return run->options->language[0] == 'z' ? zh : en;
}

/* --- what was made ------------------------------------------------------------------------------ */

static bool is_in_window(const ing_scenario *s, const ing_record *record)
{
    ing_date day = ing_moment_date(record->at);

    return !s->has_window || (day >= s->first && day <= s->last);
}

static libing_status read_made(comparing *c, int64_t seq, libing_error *err)
{
    ing_made *made = &c->made.items[c->made.count];
    libing_status status = ing_store_read(c->run->engine->store, seq, &c->arena, &made->record, err);

    if (status != LIBING_OK || !is_in_window(c->scenario, &made->record))
        return status;
    made->action = ing_pack_action(c->run->pack, made->record.word);
    made->decider = ing_json_text(made->record.data, "decider");
    made->is_void = ing_json_get(made->record.data, "blocked") != NULL ||
                    (ing_text_is(ing_json_text(made->record.data, "modality"), "must_not") &&
                     !ing_text_is(ing_json_text(made->record.data, "kind"), "guard"));
    c->made.count++;
    return LIBING_OK;
}

static libing_status collect(comparing *c, libing_error *err)
{
    const ing_decision_filter any = { ING_TEXT_NONE, ING_TEXT_NONE, ING_TEXT_NONE, 0 };
    ing_numbers seqs = ING_NUMBERS_INIT;
    libing_status status = ing_store_decisions(c->run->engine->store, &any, SIZE_MAX, &seqs, err);

    if (status == LIBING_OK) {
        c->made.items = ing_arena_new(&c->arena, seqs.count, sizeof *c->made.items);
        status = c->made.items != NULL ? LIBING_OK : ing_fail_nomem(err);
    }
    for (size_t i = 0; i < seqs.count && status == LIBING_OK; i++)
        status = read_made(c, seqs.items[i], err);
    ing_numbers_free(&seqs);
    return status;
}

/* --- decisions ---------------------------------------------------------------------------------- */

static const ing_type *type_of_argument(const ing_action *action, ing_text name)
{
    for (size_t i = 0; i < action->field_count; i++) {
        if (ing_text_equal(action->fields[i].name, name))
            return action->fields[i].type;
    }
    return NULL;
}

static bool is_on(ing_moment expected, ing_moment at)
{
    if (expected.whole_day)
        return ing_moment_date(expected) == ing_moment_date(at);
    return !at.whole_day && expected.second == at.second;
}

bool ing_made_is(const ing_made *made, const ing_action *action)
{
    return ing_text_equal(made->record.word, action->id);
}

bool ing_made_fits(const ing_expected_decision *expected, const ing_made *made)
{
    bool fits = !made->is_void && ing_made_is(made, expected->action) && is_on(expected->t, made->record.at) &&
                (expected->case_id.ptr == NULL || ing_text_equal(expected->case_id, made->record.case_id)) &&
                (expected->decider.ptr == NULL || ing_text_equal(expected->decider, made->decider));

    for (size_t i = 0; fits && i < expected->args->count; i++) {
        const ing_json_member *wanted = &expected->args->members[i];
        const ing_type *type = type_of_argument(expected->action, wanted->key);

        fits = type != NULL && ing_typed_equal(type, &wanted->value, ing_json_find(made->record.fields, wanted->key));
    }
    return fits;
}

static bool fits(const void *ctx, size_t left, size_t right)
{
    const comparing *c = ctx;

    return ing_made_fits(&c->scenario->decisions[left], &c->made.items[right]);
}

static libing_status compare_decisions(comparing *c, libing_error *err)
{
    const ing_scenario *s = c->scenario;
    size_t *own = ing_arena_new(&c->arena, s->decision_count, sizeof *own);
    libing_status status = own != NULL ? LIBING_OK : ing_fail_nomem(err);

    if (status == LIBING_OK)
        status = ing_match(&c->arena, s->decision_count, c->made.count, fits, c, own, err);
    for (size_t i = 0; i < s->decision_count && status == LIBING_OK; i++) {
        if (own[i] != ING_NO_MATCH)
            continue;
        ing_buf_printf(c->report, ing_run_say(c->run, "line %d: missing  ", "第%d行：缺少  "), (int)s->decisions[i].node->line);
        ing_findings_tell_expected(&s->decisions[i], c->report);
        ing_buf_byte(c->report, '\n');
        status = ing_findings_tell_missing(c->run, &s->decisions[i], &c->made, c->report, err);
    }
    return status;
}

static void compare_never(comparing *c)
{
    for (size_t i = 0; i < c->made.count; i++) {
        const ing_made *made = &c->made.items[i];
        bool is_named = false;

        for (size_t k = 0; k < c->scenario->never_count && !is_named; k++)
            is_named = ing_made_is(made, c->scenario->never[k]);
        if (!is_named || made->is_void)
            continue;
        ing_buf_text(c->report, ing_run_say(c->run, "never, and yet  ", "不应出现而出现  "));
        ing_findings_tell_made(made, c->report);
        ing_buf_byte(c->report, '\n');
    }
}

/* --- states and deadlines ----------------------------------------------------------------------- */

static libing_status compare_states(comparing *c, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < c->scenario->state_count && status == LIBING_OK; i++) {
        const ing_expected_state *expected = &c->scenario->states[i];
        ing_text state = ING_TEXT_NONE;

        status = ing_run_state(c->run, expected->of->id, expected->procedure, expected->region, expected->state,
                               &state, NULL, err);
        if (status == LIBING_OK && !ing_text_equal(state, expected->state))
            ing_buf_printf(c->report,
                           ing_run_say(c->run, "line %d: state of %.*s  expected %.*s, got %.*s\n",
                                       "第%d行：%.*s的状态  预期%.*s，实际%.*s\n"),
                           (int)expected->node->line, ING_TEXT_ARG(expected->node->text),
                           ING_TEXT_ARG(expected->state), ING_TEXT_ARG(state.ptr != NULL ? state : ING_TEXT_LIT("-")));
    }
    return status;
}

/* As last set, running or not. */
static libing_status due_of(const comparing *c, const ing_expected_due *expected, ing_text *day, libing_error *err)
{
    ing_source *source = c->run->engine->session.source;
    const ing_world *world = ing_source_world(source);
    const ing_view *view = NULL;
    ing_records records = { NULL, 0 };
    libing_status status = ing_source_case(source, expected->of->id, &view, err);

    *day = ING_TEXT_NONE;
    if (status == LIBING_OK && view != NULL)
        status = world->case_records(world->ctx, view, &records, err);
    for (size_t i = 0; i < records.count; i++) {
        const ing_record *record = records.items[i];
        const ing_json *set = ing_json_get(record->data, "set"), *due;

        if (!ing_text_is(record->type, "case.moved") || set == NULL ||
            !ing_text_equal(ing_json_text(record->data, "procedure"), expected->procedure->id))
            continue;
        due = ing_json_find(set, expected->deadline);
        if (due != NULL)
            *day = due->text;
    }
    return status;
}

static libing_status compare_dues(comparing *c, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < c->scenario->due_count && status == LIBING_OK; i++) {
        const ing_expected_due *expected = &c->scenario->dues[i];
        ing_text day;
        bool same;

        status = due_of(c, expected, &day, err);
        same = day.len >= 10 && ing_text_equal((ing_text){ day.ptr, 10 }, expected->day);
        if (status == LIBING_OK && !same)
            ing_buf_printf(c->report,
                           ing_run_say(c->run, "line %d: due %.*s  expected %.*s, got %.*s\n",
                                       "第%d行：期限%.*s  预期%.*s，实际%.*s\n"),
                           (int)expected->node->line, ING_TEXT_ARG(expected->node->text), ING_TEXT_ARG(expected->day),
                           ING_TEXT_ARG(day.ptr != NULL ? day : ING_TEXT_LIT("-")));
    }
    return status;
}

/* --- amounts ------------------------------------------------------------------------------------ */

static libing_status measure(const comparing *c, const ing_expected_amount *expected, ing_arena *arena,
                             const ing_json **value, libing_error *err)
{
    char name[64], id[80], day[12];
    libing_document *document = NULL;
    const ing_json *answer = NULL;
    size_t len = 0;
    const char *text;
    libing_status status;

    *value = NULL;
    (void)snprintf(name, sizeof name, "%.*s", ING_TEXT_ARG(expected->measure->id));
    (void)snprintf(id, sizeof id, "%.*s", ING_TEXT_ARG(expected->of != NULL ? expected->of->id : ING_TEXT_NONE));
    (void)snprintf(day, sizeof day, "%.*s", ING_TEXT_ARG(expected->day));
    status = libing_measure(c->run->engine, name, expected->of != NULL ? id : NULL, day, &document, err);
    if (status == LIBING_ERR_NOTFOUND)
        return LIBING_OK; /* no such case on that day: nothing is known of it */
    if (status == LIBING_OK) {
        text = libing_document_text(document, &len);
        status = ing_json_read(arena, (ing_text){ text, len }, &answer, err);
    }
    libing_document_free(document);
    if (status == LIBING_OK)
        *value = ing_json_get(answer, "value");
    return status;
}

static libing_status compare_amounts(comparing *c, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < c->scenario->amount_count && status == LIBING_OK; i++) {
        const ing_expected_amount *expected = &c->scenario->amounts[i];
        const ing_json *value = NULL;

        status = measure(c, expected, &c->arena, &value, err);
        if (status != LIBING_OK || ing_typed_equal(expected->measure->type, expected->value, value))
            continue;
        ing_buf_printf(c->report, ing_run_say(c->run, "line %d: %.*s on %.*s  expected ", "第%d行：%.*s（%.*s）  预期"),
                       (int)expected->node->line, ING_TEXT_ARG(expected->measure->id), ING_TEXT_ARG(expected->day));
        ing_findings_tell_value(expected->measure->type, expected->value, c->report);
        ing_buf_text(c->report, ing_run_say(c->run, ", got ", "，实际"));
        ing_findings_tell_value(expected->measure->type, value, c->report);
        ing_buf_byte(c->report, '\n');
    }
    return status;
}

/* --- everything --------------------------------------------------------------------------------- */

static libing_status look(comparing *c, libing_status (*at)(comparing *, libing_error *), libing_error *err)
{
    libing_status status = ing_run_look(c->run, err);

    if (status != LIBING_OK)
        return status;
    status = at(c, err);
    ing_run_look_away(c->run);
    return status;
}

/* An event that the engine refused, or time that could not pass. */
static void tell_refusal(const comparing *c)
{
    const ing_run *run = c->run;

    if (run->why.code == LIBING_OK)
        return;
    if (run->refused != NULL && run->refused->node->line > 0)
        ing_buf_printf(c->report, ing_run_say(run, "line %d: %.*s refused: ", "第%d行：%.*s被拒绝："),
                       (int)run->refused->node->line, ING_TEXT_ARG(run->refused->request.type));
    else if (run->refused != NULL)
        ing_buf_printf(c->report, ing_run_say(run, "given: %.*s refused: ", "given：%.*s被拒绝："),
                       ING_TEXT_ARG(run->refused->request.type));
    else
        ing_buf_text(c->report, ing_run_say(run, "as time went on: ", "时间推进时："));
    if (run->why.rule[0] != '\0')
        ing_buf_printf(c->report, ing_run_say(run, "rule %s (%s:%d): ", "规则%s（%s:%d）："), run->why.rule, run->why.file,
                       (int)run->why.line);
    ing_buf_text(c->report, run->why.message);
    ing_buf_byte(c->report, '\n');
}

libing_status ing_run_compare(const ing_run *run, ing_buf *report, libing_error *err)
{
    comparing c = { .run = run, .scenario = run->scenario, .report = report };
    libing_status status;

    tell_refusal(&c);
    status = look(&c, collect, err);
    if (status == LIBING_OK)
        status = compare_decisions(&c, err);
    if (status == LIBING_OK)
        compare_never(&c);
    if (status == LIBING_OK)
        status = look(&c, compare_states, err);
    if (status == LIBING_OK)
        status = look(&c, compare_dues, err);
    if (status == LIBING_OK)
        status = compare_amounts(&c, err);
    ing_arena_free(&c.arena);
    return status == LIBING_OK && report->failed ? ing_fail_nomem(err) : status;
}
