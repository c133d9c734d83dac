/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a report: values as scenarios write them, the decision that comes nearest, the rule that
 * stayed silent. */
#include "rehearse/findings.h"

/* --- values ------------------------------------------------------------------------------------- */

static void tell_yuan(int64_t fen, ing_buf *out)
{
    int64_t left = fen < 0 ? -fen : fen;

    ing_buf_printf(out, "%s%lld", fen < 0 ? "-" : "", (long long)(left / 100));
    if (left % 100 != 0)
        ing_buf_printf(out, ".%02d", (int)(left % 100));
}

static const ing_type *member_type(const ing_type *type, ing_text name)
{
    static const ing_type any = { .kind = ING_TYPE_ANY };

    for (size_t i = 0; type->kind == ING_TYPE_RECORD && i < type->field_count; i++) {
        if (ing_text_equal(type->fields[i].name, name))
            return type->fields[i].type;
    }
    return &any;
}

static void tell_fields(const ing_type *type, const ing_json *record, ing_buf *out)
{
    ing_buf_byte(out, '{');
    for (size_t i = 0; i < record->count; i++) {
        ing_buf_printf(out, "%s%.*s: ", i > 0 ? ", " : "", ING_TEXT_ARG(record->members[i].key));
        ing_findings_tell_value(member_type(type, record->members[i].key), &record->members[i].value, out);
    }
    ing_buf_byte(out, '}');
}

/* Values are at most ING_JSON_DEPTH_MAX deep. */
void ing_findings_tell_value(const ing_type *type, const ing_json *value, ing_buf *out)
{
    static const ing_type any = { .kind = ING_TYPE_ANY };

    if (value == NULL)
        ing_buf_byte(out, '-');
    else if (value->type == ING_JSON_BOOLEAN)
        ing_buf_text(out, value->truth ? "true" : "false");
    else if (value->type == ING_JSON_INTEGER && type->kind == ING_TYPE_MONEY)
        tell_yuan(value->number, out);
    else if (value->type == ING_JSON_INTEGER)
        ing_buf_int(out, value->number);
    else if (value->type == ING_JSON_TEXT)
        ing_buf_slice(out, value->text);
    else if (value->type == ING_JSON_OBJECT)
        tell_fields(type, value, out);
    else {
        ing_buf_byte(out, '[');
        for (size_t i = 0; i < value->count; i++) {
            ing_buf_text(out, i > 0 ? ", " : "");
            ing_findings_tell_value(type->kind == ING_TYPE_LIST ? type->element : &any, &value->items[i], out);
        }
        ing_buf_byte(out, ']');
    }
}

/* --- decisions ---------------------------------------------------------------------------------- */

static void tell_capitals(ing_text id, ing_buf *out)
{
    for (size_t i = 0; i < id.len; i++)
        ing_buf_byte(out, (char)(id.ptr[i] >= 'a' && id.ptr[i] <= 'z' ? id.ptr[i] - ('a' - 'A') : id.ptr[i]));
}

static void tell_arguments(const ing_action *action, const ing_json *args, ing_text decider, ing_buf *out)
{
    ing_type as_record = { .kind = ING_TYPE_RECORD };

    if (action != NULL) {
        as_record.field_count = action->field_count;
        as_record.fields = action->fields;
    }
    if (args->count > 0) {
        ing_buf_byte(out, ' ');
        tell_fields(&as_record, args, out);
    }
    if (decider.ptr != NULL)
        ing_buf_printf(out, " → %.*s", ING_TEXT_ARG(decider));
}

void ing_findings_tell_made(const ing_made *made, ing_buf *out)
{
    const ing_record *record = &made->record;

    ing_buf_printf(out, "%.*s ", record->at.whole_day ? 10 : 16, record->at_text.ptr);
    tell_capitals(record->word, out);
    if (record->case_id.ptr != NULL)
        ing_buf_printf(out, " %.*s", ING_TEXT_ARG(record->case_id));
    tell_arguments(made->action, record->fields, made->decider, out);
    ing_buf_printf(out, " (%.*s)", ING_TEXT_ARG(record->rule));
}

void ing_findings_tell_expected(const ing_expected_decision *expected, ing_buf *out)
{
    char at[26];

    ing_moment_format(expected->t, 0, at);
    ing_buf_printf(out, "%.*s ", expected->t.whole_day ? 10 : 16, at);
    tell_capitals(expected->action->id, out);
    if (expected->case_id.ptr != NULL)
        ing_buf_printf(out, " %.*s", ING_TEXT_ARG(expected->case_id));
    tell_arguments(expected->action, expected->args, expected->decider, out);
}

/* --- the nearest decision ----------------------------------------------------------------------- */

/* In how much they agree; decisions of another kind never do. */
static int likeness(const ing_expected_decision *expected, const ing_made *made)
{
    ing_expected_decision one = *expected;
    int score = 1;

    if (!ing_made_is(made, expected->action))
        return 0;
    if (ing_moment_date(expected->t) == ing_moment_date(made->record.at))
        score += 4;
    if (ing_text_equal(expected->case_id, made->record.case_id))
        score += 4;
    one.t = made->record.at;
    one.case_id = one.decider = ING_TEXT_NONE;
    for (size_t i = 0; i < expected->args->count; i++) {
        const ing_json alone = { .type = ING_JSON_OBJECT, .count = 1, .members = &expected->args->members[i] };

        one.args = &alone;
        score += ing_made_fits(&one, made) ? 1 : 0;
    }
    return score;
}

static void tell_nearest(const ing_run *run, const ing_expected_decision *expected, const ing_made_list *made,
                         ing_buf *out)
{
    const ing_made *best = NULL;
    ing_text blocker;
    int most = 0;

    for (size_t i = 0; i < made->count; i++) {
        int score = likeness(expected, &made->items[i]);

        if (score <= most)
            continue;
        most = score;
        best = &made->items[i];
    }
    if (best == NULL)
        return;
    ing_buf_text(out, ing_run_say(run, "  nearest  ", "  最接近的  "));
    ing_findings_tell_made(best, out);
    blocker = ing_json_text(best->record.data, "blocked");
    if (blocker.ptr != NULL)
        ing_buf_printf(out, ing_run_say(run, ", blocked by %.*s", "，被%.*s阻断"), ING_TEXT_ARG(blocker));
    else if (best->is_void)
        ing_buf_text(out, ing_run_say(run, ", which forbids it", "，系不得作出"));
    ing_buf_byte(out, '\n');
}

/* --- the rule that stayed silent ---------------------------------------------------------------- */

static bool says(size_t count, const ing_outcome_template *outcomes, const ing_action *action)
{
    bool found = false;

    for (size_t i = 0; i < count && !found; i++)
        found = ing_text_equal(outcomes[i].action->id, action->id) &&
                (outcomes[i].modality != ING_MUST_NOT || ing_text_is(action->kind, "guard"));
    return found;
}

static bool can_say(const ing_rule *rule, const ing_action *action)
{
    bool found = says(rule->outcome_count, rule->outcomes, action) ||
                 (rule->otherwise != NULL && says(1, rule->otherwise, action)) ||
                 (rule->again != NULL && says(1, rule->again, action));

    for (size_t i = 0; i < rule->choose_count && !found; i++)
        found = says(rule->choose[i].outcome_count, rule->choose[i].outcomes, action);
    return found;
}

typedef struct silence {
    int64_t changes;
    ing_text rule, word, condition; /* in an arena of their own */
} silence;

static ing_text keep(ing_arena *arena, ing_text text)
{
    return (ing_text){ ing_arena_text(arena, text.ptr != NULL ? text.ptr : "", text.len), text.len };
}

/* Is this rule's silence the cheapest so far. */
static void weigh(const ing_run *run, const ing_record *record, const ing_rule *rule, const ing_json *why,
                  ing_arena *arena, silence *best)
{
    const ing_json *spoke = ing_json_get(why, "spoke"), *first = ing_json_get(why, "first_failing");
    int64_t changes = ing_json_integer(why, "changes", INT64_MAX);
    ing_text condition;

    if ((spoke != NULL && spoke->truth) || first == NULL || changes >= best->changes)
        return;
    condition = ing_json_text(first, ing_run_say(run, "en", "zh"));
    if (condition.ptr == NULL)
        condition = ing_json_text(first, "source");
    *best = (silence){ changes, rule->id, keep(arena, record->word), keep(arena, condition) };
}

/* The cheapest rule of one record that could have said it and did not. What visits is asked on the record's
 * own case. */
static libing_status ask_record(const ing_run *run, const ing_record *record, const ing_action *action,
                                ing_arena *arena, silence *best, libing_error *err)
{
    ing_session *session = &run->engine->session;
    const ing_rule *const *rules = NULL;
    ing_judgement judgement;
    size_t count = 0;
    int64_t pack_seq = -1;
    libing_status status;

    ing_source_look_back(session->source, record->seq, false, 0);
    ing_arena_reset(&session->judging[0].record);
    status = ing_session_judgement(session, record, 0, &judgement, &pack_seq, err);
    if (status == LIBING_OK)
        status = ing_judge_listening(&judgement, &rules, &count, err);
    for (size_t i = 0; i < count && status == LIBING_OK; i++) {
        const ing_json *why = NULL;

        if (rules[i]->each != NULL || !can_say(rules[i], action))
            continue;
        ing_judge_forget(&judgement);
        status = ing_judge_explain(&judgement, rules[i], NULL, &why, err);
        if (status == LIBING_OK)
            weigh(run, record, rules[i], why, arena, best);
    }
    return status;
}

static bool is_heard(const ing_expected_decision *expected, const ing_record *record)
{
    return ing_is_root_cause(record) && ing_moment_date(record->at) == ing_moment_date(expected->t) &&
           (expected->case_id.ptr == NULL || record->case_id.ptr == NULL ||
            ing_text_equal(record->case_id, expected->case_id));
}

/* Events and lapses of that day that rules may have heard. */
static libing_status ask_all(const ing_run *run, const ing_expected_decision *expected, ing_arena *arena,
                             silence *best, libing_error *err)
{
    ing_arena reading = ING_ARENA_INIT;
    int64_t size = ing_store_size(run->engine->store);
    libing_status status = LIBING_OK;

    for (int64_t seq = 0; seq < size && status == LIBING_OK; seq++) {
        ing_record record;

        ing_arena_reset(&reading);
        status = ing_store_read(run->engine->store, seq, &reading, &record, err);
        if (status == LIBING_OK && is_heard(expected, &record))
            status = ask_record(run, &record, expected->action, arena, best, err);
    }
    ing_source_look_back(run->engine->session.source, -1, false, 0);
    ing_arena_free(&reading);
    return status;
}

static libing_status tell_silence(const ing_run *run, const ing_expected_decision *expected, ing_buf *out,
                                  libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    silence best = { INT64_MAX, ING_TEXT_NONE, ING_TEXT_NONE, ING_TEXT_NONE };
    libing_status status = ing_run_look(run, err);

    if (status == LIBING_OK) {
        status = ask_all(run, expected, &arena, &best, err);
        ing_run_look_away(run);
    }
    if (status == LIBING_OK && arena.failed)
        status = ing_fail_nomem(err);
    if (status == LIBING_OK && best.rule.ptr != NULL)
        ing_buf_printf(out, ing_run_say(run, "  silent   rule %.*s on %.*s: %.*s\n", "  未触发    规则%.*s（%.*s）：%.*s\n"),
                       ING_TEXT_ARG(best.rule), ING_TEXT_ARG(best.word), ING_TEXT_ARG(best.condition));
    ing_arena_free(&arena);
    return status;
}

libing_status ing_findings_tell_missing(const ing_run *run, const ing_expected_decision *expected, const ing_made_list *made,
                               ing_buf *out, libing_error *err)
{
    tell_nearest(run, expected, made, out);
    return tell_silence(run, expected, out, err);
}
