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
        ing_tell_value(member_type(type, record->members[i].key), &record->members[i].value, out);
    }
    ing_buf_byte(out, '}');
}

/* Values are at most ING_JSON_DEPTH_MAX deep. */
void ing_tell_value(const ing_type *type, const ing_json *value, ing_buf *out)
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
            ing_tell_value(type->kind == ING_TYPE_LIST ? type->element : &any, &value->items[i], out);
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

void ing_tell_made(const ing_made *made, ing_buf *out)
{
    const ing_record *record = &made->record;

    ing_buf_printf(out, "%.*s ", record->at.whole_day ? 10 : 16, record->at_text.ptr);
    tell_capitals(record->word, out);
    if (record->case_id.ptr != NULL)
        ing_buf_printf(out, " %.*s", ING_TEXT_ARG(record->case_id));
    tell_arguments(made->action, record->fields, made->decider, out);
    ing_buf_printf(out, " (%.*s)", ING_TEXT_ARG(record->rule));
}

void ing_tell_expected(const ing_expected_decision *expected, ing_buf *out)
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

    if (made->action != expected->action)
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
    ing_tell_made(best, out);
    if (best->is_blocked)
        ing_buf_printf(out, ing_run_say(run, ", blocked by %.*s", "，被%.*s阻断"),
                       ING_TEXT_ARG(ing_json_text(best->record.data, "blocked")));
    ing_buf_byte(out, '\n');
}

/* --- the rule that stayed silent ---------------------------------------------------------------- */

static bool says(size_t count, const ing_outcome_template *outcomes, const ing_action *action)
{
    bool found = false;

    for (size_t i = 0; i < count && !found; i++)
        found = outcomes[i].action == action;
    return found;
}

static bool can_say(const ing_pack *pack, ing_text id, const ing_action *action)
{
    for (size_t i = 0; i < pack->rule_count; i++) {
        const ing_rule *rule = pack->rules[i];
        bool found;

        if (!ing_text_equal(rule->id, id))
            continue;
        found = says(rule->outcome_count, rule->outcomes, action) ||
                (rule->otherwise != NULL && says(1, rule->otherwise, action)) ||
                (rule->again != NULL && says(1, rule->again, action));
        for (size_t k = 0; k < rule->choose_count && !found; k++)
            found = says(rule->choose[k].outcome_count, rule->choose[k].outcomes, action);
        return found;
    }
    return false;
}

typedef struct silence {
    int64_t changes;
    ing_text rule, word, condition;
} silence;

/* The cheapest rule of one record that could have said it and did not. */
static libing_status ask_record(const ing_run *run, const ing_record *record, const ing_action *action,
                                ing_arena *arena, silence *best, libing_error *err)
{
    libing_document *document = NULL;
    const ing_json *answer = NULL, *rules;
    size_t len = 0;
    const char *text;
    libing_status status = libing_explain(run->engine, record->seq, NULL, &document, err);

    if (status == LIBING_OK) {
        text = libing_document_text(document, &len);
        status = ing_json_read(arena, (ing_text){ text, len }, &answer, err);
    }
    libing_document_free(document);
    rules = status == LIBING_OK ? ing_json_get(answer, "rules") : NULL;
    for (size_t i = 0; rules != NULL && i < rules->count; i++) {
        const ing_json *why = &rules->items[i], *spoke = ing_json_get(why, "spoke");
        const ing_json *first = ing_json_get(why, "first_failing");
        int64_t changes = ing_json_integer(why, "changes", INT64_MAX);
        ing_text rule = ing_json_text(why, "rule");

        if ((spoke != NULL && spoke->truth) || first == NULL || changes >= best->changes ||
            !can_say(run->pack, rule, action))
            continue;
        *best = (silence){ changes, rule, record->word, ing_json_text(first, ing_run_say(run, "en", "zh")) };
        if (best->condition.ptr == NULL)
            best->condition = ing_json_text(first, "source");
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
static libing_status find_heard(const ing_run *run, const ing_expected_decision *expected, ing_arena *arena,
                                ing_record **out, size_t *count, libing_error *err)
{
    int64_t size;
    libing_status status = ing_run_look(run, err);

    if (status != LIBING_OK)
        return status;
    size = ing_store_size(run->engine->store);
    *out = ing_arena_new(arena, (size_t)size, sizeof **out);
    if (*out == NULL)
        status = ing_fail_nomem(err);
    for (int64_t seq = 0; seq < size && status == LIBING_OK; seq++) {
        status = ing_store_read(run->engine->store, seq, arena, &(*out)[*count], err);
        *count += status == LIBING_OK && is_heard(expected, &(*out)[*count]) ? 1 : 0;
    }
    ing_run_look_away(run);
    return status;
}

static libing_status tell_silence(const ing_run *run, const ing_expected_decision *expected, ing_buf *out,
                                  libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    silence best = { INT64_MAX, ING_TEXT_NONE, ING_TEXT_NONE, ING_TEXT_NONE };
    ing_record *heard = NULL;
    size_t count = 0;
    libing_status status = find_heard(run, expected, &arena, &heard, &count, err);

    for (size_t i = 0; i < count && status == LIBING_OK; i++)
        status = ask_record(run, &heard[i], expected->action, &arena, &best, err);
    if (status == LIBING_OK && best.rule.ptr != NULL)
        ing_buf_printf(out, ing_run_say(run, "  silent   rule %.*s on %.*s: %.*s\n", "  未触发    规则%.*s（%.*s）：%.*s\n"),
                       ING_TEXT_ARG(best.rule), ING_TEXT_ARG(best.word), ING_TEXT_ARG(best.condition));
    ing_arena_free(&arena);
    return status;
}

libing_status ing_tell_missing(const ing_run *run, const ing_expected_decision *expected, const ing_made_list *made,
                               ing_buf *out, libing_error *err)
{
    tell_nearest(run, expected, made, out);
    return tell_silence(run, expected, out, err);
}
