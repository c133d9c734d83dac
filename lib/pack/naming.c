/* SPDX-License-Identifier: Apache-2.0 */
/* What fields, facts, parameters and queries are called. */
#include "pack/wording.h"

#include <inttypes.h>

ing_text ing_word_title(const ing_pack *pack, bool zh, ing_text word)
{
    const ing_event *event = ing_map_get(&pack->events, word);
    if (event != NULL)
        return ing_title(zh, event->titles.zh, event->titles.en, word);
    const ing_action *action = ing_map_get(&pack->actions, word);
    if (action != NULL)
        return ing_title(zh, action->titles.zh, action->titles.en, word);
    const ing_case_kind *kind = ing_map_get(&pack->cases, word);
    if (kind != NULL)
        return ing_title(zh, kind->titles.zh, kind->titles.en, word);
    const ing_party_kind *party = ing_map_get(&pack->parties, word);
    return party != NULL ? ing_title(zh, party->titles.zh, party->titles.en, word) : word;
}

/* --- titles ------------------------------------------------------------------------------------- */

static const ing_field *field_of_type(const ing_pack *pack, const ing_type *type, ing_text name)
{
    const ing_field *found = NULL;
    if (type == NULL)
        return NULL;
    for (size_t i = 0; type->kind == ING_TYPE_ENTRY && i < type->event_count && found == NULL; i++)
        found = ing_pack_word_field(pack, type->events[i], name);
    for (size_t i = 0; i < type->field_count && found == NULL; i++) {
        if (ing_text_equal(type->fields[i].name, name))
            found = &type->fields[i];
    }
    for (size_t i = 0; i < type->word_count && found == NULL; i++) {
        bool is_case = type->kind == ING_TYPE_CASE || type->kind == ING_TYPE_CASE_ID;
        const ing_view view = { .of = is_case ? ING_ABOUT_CASE : ING_ABOUT_PARTY, .kind = type->words[i] };
        found = ing_pack_view_field(pack, &view, name);
    }
    return found;
}

static ing_text field_title(const ing_say *say, const ing_expr *expr)
{
    const ing_judgement *judgement = say->at->judgement;
    const ing_pack *pack = judgement->pack;
    const ing_expr *owner = expr->kids[0];
    const ing_field *field = expr->field;
    if (field == NULL && owner->kind == ING_EXPR_ROOT && owner->root == ING_ROOT_EV && judgement->ev != NULL)
        field = ing_pack_word_field(pack, judgement->ev->word, expr->name);
    if (field == NULL)
        field = field_of_type(pack, owner->type, expr->name);
    bool is_case = owner->kind == ING_EXPR_ROOT && (owner->root == ING_ROOT_CASE || owner->root == ING_ROOT_WAS);
    if (field == NULL && is_case && say->at->subject != NULL)
        field = ing_pack_view_field(pack, say->at->subject, expr->name);
    return field != NULL ? ing_title(say->zh, field->zh, field->en, expr->name) : expr->name;
}

static ing_text full_title(const ing_say *say, const ing_expr *expr)
{
    switch (expr->kind) {
    case ING_EXPR_FIELD:
        return field_title(say, expr);
    case ING_EXPR_FACT:
        return ing_title(say->zh, expr->fact->titles.zh, expr->fact->titles.en, expr->name);
    case ING_EXPR_PARAM:
        return ing_title(say->zh, expr->param->titles.zh, expr->param->titles.en, expr->param->id);
    default:
        return ING_TEXT_NONE;
    }
}

static bool is_number(const ing_type *type)
{
    return type != NULL && (type->kind == ING_TYPE_INTEGER || type->kind == ING_TYPE_DECIMAL);
}

static ing_text title_of(const ing_say *say, const ing_expr *expr)
{
    ing_text unit, title = full_title(say, expr);
    return is_number(expr->type) ? ing_title_split(title, &unit) : title;
}

ing_text ing_expr_unit(const ing_say *say, const ing_expr *expr)
{
    ing_text unit = ING_TEXT_NONE, title = full_title(say, expr);
    if (is_number(expr->type) && title.len > 0)
        (void)ing_title_split(title, &unit);
    return unit;
}

/* --- built-in names ----------------------------------------------------------------------------- */

typedef struct pair { const char *zh, *en; } pair;

static const pair builtin_titles[] = {
    [ING_BUILTIN_ID] = { "编号", "id" },           [ING_BUILTIN_STATE] = { "状态", "state" },
    [ING_BUILTIN_OPENED] = { "立案日期", "opening date" }, [ING_BUILTIN_SUBJECT] = { "当事方", "subject" },
    [ING_BUILTIN_KIND] = { "种类", "kind" },       [ING_BUILTIN_AT] = { "时间", "time" },
    [ING_BUILTIN_DATE] = { "日期", "date" },       [ING_BUILTIN_SEQ] = { "序号", "number" },
    [ING_BUILTIN_CASE] = { "案件", "case" },       [ING_BUILTIN_BY] = { "记录人角色", "recording role" },
    [ING_BUILTIN_LATE] = { "补录", "recorded late" }, [ING_BUILTIN_PARTY] = { "当事方", "party" },
    [ING_BUILTIN_TYPE] = { "类型", "type" },       [ING_BUILTIN_YEAR] = { "年份", "year" },
    [ING_BUILTIN_MONTH] = { "月份", "month" },     [ING_BUILTIN_DAY] = { "日", "day" },
    [ING_BUILTIN_FIRST] = { "之首", "first" },     [ING_BUILTIN_COUNT] = { "数目", "count" },
};

static void say_builtin(const ing_say *say, const ing_expr *expr)
{
    const ing_expr *owner = expr->kids[0];
    const ing_record *ev = say->at->judgement->ev;
    bool is_root = owner->kind == ING_EXPR_ROOT;
    bool is_event = is_root && owner->root == ING_ROOT_EV && ev != NULL;
    bool is_time = expr->builtin == ING_BUILTIN_AT || expr->builtin == ING_BUILTIN_DATE;
    if (is_event && is_time)
        ing_buf_slice(say->out, ing_word_title(say->at->judgement->pack, say->zh, ev->word));
    else if (!is_root || owner->root == ING_ROOT_WAS || owner->root == ING_ROOT_TODAY)
        ing_say_name(say, owner);
    bool has_owner = (is_event && is_time) || !is_root || owner->root == ING_ROOT_WAS ||
                     owner->root == ING_ROOT_TODAY;
    if (has_owner && !say->zh)
        ing_buf_byte(say->out, ' ');
    ing_say_pair(say, builtin_titles[expr->builtin].zh, builtin_titles[expr->builtin].en);
}

/* --- paths -------------------------------------------------------------------------------------- */

/* A name on `case`, `ev`, `it` … stands for itself; on anything else it says of what. */
static void say_member(const ing_say *say, const ing_expr *expr)
{
    const ing_expr *owner = expr->kids[0];
    ing_text title = title_of(say, expr);
    if (owner->kind == ING_EXPR_ROOT && owner->root == ING_ROOT_WAS)
        ing_say_pair(say, "此前的", "previous ");
    if (owner->kind == ING_EXPR_ROOT) {
        ing_buf_slice(say->out, title);
        return;
    }
    if (say->zh) {
        ing_say_name(say, owner);
        ing_buf_text(say->out, "的");
        ing_buf_slice(say->out, title);
        return;
    }
    ing_buf_slice(say->out, title);
    ing_buf_text(say->out, " of ");
    ing_say_name(say, owner);
}

static void say_map(const ing_say *say, const ing_expr *expr)
{
    const ing_expr *first = say->zh ? expr->kids[0] : expr->kids[1];
    const ing_expr *second = say->zh ? expr->kids[1] : expr->kids[0];
    ing_say_name(say, first);
    ing_say_pair(say, "的", " of ");
    ing_say_name(say, second);
}

static void say_root(const ing_say *say, ing_root root)
{
    static const pair titles[] = {
        [ING_ROOT_CASE] = { "本案", "this case" },  [ING_ROOT_EV] = { "本记录", "this record" },
        [ING_ROOT_WAS] = { "此前的本案", "this case before" }, [ING_ROOT_IT] = { "其", "it" },
        [ING_ROOT_EACH] = { "此项", "this one" },   [ING_ROOT_STORE] = { "全库", "the store" },
        [ING_ROOT_TODAY] = { "当日", "today" },     [ING_ROOT_DUE] = { "期限", "deadline" },
        [ING_ROOT_PARTY] = { "当事方", "the party" },
    };
    ing_say_pair(say, titles[root].zh, titles[root].en);
}

/* --- words of records --------------------------------------------------------------------------- */

void ing_say_word(const ing_say *say, ing_text word)
{
    static const struct { const char *prefix, *zh, *en; } answers[] = {
        { "confirm:", "确认：", "confirmed: " },
        { "decline:", "不予采纳：", "declined: " },
        { "execute:", "已执行：", "carried out: " },
        { "lapse:", "期满：", "lapse of " },
    };
    ing_text rest = word;

    for (size_t i = 0; i < sizeof answers / sizeof answers[0] && rest.len == word.len; i++) {
        size_t len = strlen(answers[i].prefix);
        if (word.len <= len || memcmp(word.ptr, answers[i].prefix, len) != 0)
            continue;
        ing_say_pair(say, answers[i].zh, answers[i].en);
        rest = (ing_text){ word.ptr + len, word.len - len };
    }
    const ing_deadline *deadline = word.ptr[0] == 'l' && rest.len < word.len
                                       ? ing_deadline_named(say->at->judgement->pack, rest, NULL)
                                       : NULL;
    ing_buf_slice(say->out, deadline != NULL ? ing_deadline_title(say->zh, deadline)
                                             : ing_word_title(say->at->judgement->pack, say->zh, rest));
}

/* --- queries and calls -------------------------------------------------------------------------- */

static void say_words(const ing_say *say, const ing_query *query)
{
    for (size_t i = 0; i < query->word_count; i++) {
        if (i > 0)
            ing_say_pair(say, "或", " or ");
        ing_say_word(say, query->words[i]);
    }
}

static void say_query(const ing_say *say, const ing_query *query)
{
    static const pair before[] = {
        [ING_QUERY_FIRST] = { "首次", "first " }, [ING_QUERY_LAST] = { "最近一次", "last " },
        [ING_QUERY_COUNT] = { "", "number of " }, [ING_QUERY_SUM] = { "", "sum over " },
        [ING_QUERY_LIST] = { "", "" },
    };
    ing_say_pair(say, before[query->op].zh, before[query->op].en);
    say_words(say, query);
    if (query->filter != NULL) {
        ing_say_pair(say, "（", " (");
        (void)ing_say_condition(say, query->filter, NULL); /* a name without its filter is still a name */
        ing_say_pair(say, "）", ")");
    }
    if (query->op == ING_QUERY_COUNT)
        ing_say_pair(say, "的次数", "");
    if (query->op == ING_QUERY_SUM)
        ing_say_pair(say, "的合计", "");
}

/* Where no case is at hand, the value that holds last says more than the title alone. */
static void say_param(const ing_say *say, const ing_expr *expr)
{
    const ing_param *param = expr->param;
    ing_text unit = ing_expr_unit(say, expr);

    ing_buf_slice(say->out, title_of(say, expr));
    if (!ing_say_is_plain(say) || param->slice_count == 0)
        return;
    ing_say_pair(say, "（", " (");
    ing_say_value(say, param->type, &param->slices[param->slice_count - 1].value);
    if (unit.len > 0 && !say->zh)
        ing_buf_byte(say->out, ' ');
    ing_buf_slice(say->out, unit);
    ing_say_pair(say, "）", ")");
}

/* --- states, deadlines, tables ------------------------------------------------------------------ */

ing_text ing_deadline_title(bool zh, const ing_deadline *deadline)
{
    const ing_expr *length = deadline->length;
    bool has_number = length != NULL && length->kind == ING_EXPR_CALL && length->count > 0 &&
                      length->kids[0]->kind == ING_EXPR_PARAM;
    ing_text fallback = deadline->id, unit;

    if (has_number) {
        const ing_titles *titles = &length->kids[0]->param->titles;
        fallback = ing_title_split(ing_title(zh, titles->zh, titles->en, deadline->id), &unit);
    }
    return ing_title(zh, deadline->titles.zh, deadline->titles.en, fallback);
}

const ing_deadline *ing_deadline_named(const ing_pack *pack, ing_text id, const ing_procedure **procedure)
{
    for (size_t i = 0; i < pack->procedure_count; i++) {
        const ing_procedure *one = pack->procedure_list[i];
        for (size_t j = 0; j < one->deadline_count; j++) {
            if (!ing_text_equal(one->deadlines[j].id, id))
                continue;
            if (procedure != NULL)
                *procedure = one;
            return &one->deadlines[j];
        }
    }
    return NULL;
}

static void say_deadline(const ing_say *say, const ing_expr *expr)
{
    const ing_deadline *deadline = NULL;

    for (size_t i = 0; expr->procedure != NULL && i < expr->procedure->deadline_count; i++) {
        if (ing_text_equal(expr->procedure->deadlines[i].id, expr->name))
            deadline = &expr->procedure->deadlines[i];
    }
    if (deadline == NULL)
        deadline = ing_deadline_named(say->at->judgement->pack, expr->name, NULL);
    ing_say_pair(say, "", "the end of ");
    ing_buf_slice(say->out, deadline != NULL ? ing_deadline_title(say->zh, deadline) : expr->name);
    ing_say_pair(say, "届满日", "");
}

/* A state by the title that its procedure gives it. */
static void say_state(const ing_say *say, const ing_expr *expr)
{
    const ing_type *type = expr->procedure != NULL ? expr->procedure->regions[expr->region].type : NULL;

    ing_say_value(say, type, &expr->kids[0]->value);
}

static void say_looked_up(const ing_say *say, const ing_expr *expr)
{
    if (!ing_say_is_plain(say)) { /* explanations name what the log names */
        ing_buf_slice(say->out, expr->source);
    } else if (expr->kind == ING_EXPR_DUE) {
        say_deadline(say, expr);
    } else if (expr->kind == ING_EXPR_STATE) {
        const ing_procedure *procedure = ing_map_get(&say->at->judgement->pack->procedures, expr->name);
        bool is_main = ing_text_is(expr->name, "state");
        ing_say_pair(say, "", is_main ? "state" : "state of ");
        if (procedure != NULL)
            ing_buf_slice(say->out, ing_title(say->zh, procedure->titles.zh, procedure->titles.en, expr->name));
        else if (!is_main)
            ing_buf_slice(say->out, expr->name);
        ing_say_pair(say, is_main ? "状态" : "的状态", "");
    } else {
        const ing_titles *titles = &expr->table->titles;
        if (!say->zh)
            ing_buf_printf(say->out, "%.*s of ", ING_TEXT_ARG(expr->name));
        ing_buf_slice(say->out, ing_title(say->zh, titles->zh, titles->en, expr->table->id));
        if (say->zh)
            ing_buf_printf(say->out, "之%.*s", ING_TEXT_ARG(expr->name));
    }
}

static void say_kids(const ing_say *say, const ing_expr *expr, const char *zh, const char *en)
{
    for (size_t i = 0; i < expr->count; i++) {
        if (i > 0)
            ing_say_pair(say, zh, en);
        ing_say_name(say, expr->kids[i]);
    }
}

static void say_duration_call(const ing_say *say, const ing_expr *expr)
{
    static const pair units[] = {
        [ING_CALL_DAYS] = { "日", " days" }, [ING_CALL_WORKDAYS] = { "个工作日", " working days" },
        [ING_CALL_MONTHS] = { "个月", " months" }, [ING_CALL_HOURS] = { "小时", " hours" },
    };
    ing_say_name(say, expr->kids[0]);
    ing_say_pair(say, units[expr->call].zh, units[expr->call].en);
}

static void say_call(const ing_say *say, const ing_expr *expr)
{
    static const pair among[] = {
        [ING_CALL_EARLIEST] = { "之中最早者", "the earliest of " }, [ING_CALL_LATEST] = { "之中最晚者", "the latest of " },
        [ING_CALL_LEAST] = { "之中最小者", "the least of " }, [ING_CALL_GREATEST] = { "之中最大者", "the greatest of " },
        [ING_CALL_EITHER] = { "", "" },
    };
    switch (expr->call) {
    case ING_CALL_DAYS:
    case ING_CALL_WORKDAYS:
    case ING_CALL_MONTHS:
    case ING_CALL_HOURS:
        say_duration_call(say, expr);
        break;
    case ING_CALL_ELAPSED:
        ing_say_pair(say, "自", "days from ");
        say_kids(say, expr, "至", " to ");
        ing_say_pair(say, "的天数", "");
        break;
    case ING_CALL_EARLIEST:
    case ING_CALL_LATEST:
    case ING_CALL_LEAST:
    case ING_CALL_GREATEST:
    case ING_CALL_EITHER:
        ing_say_pair(say, "", among[expr->call].en);
        say_kids(say, expr, expr->call == ING_CALL_EITHER ? "或" : "、",
                 expr->call == ING_CALL_EITHER ? " or " : ", ");
        ing_say_pair(say, among[expr->call].zh, "");
        break;
    case ING_CALL_ROLL:
        ing_say_name(say, expr->kids[0]);
        ing_say_pair(say, "（遇休息日顺延）", " (on to a working day)");
        break;
    case ING_CALL_ENTERED:
        ing_say_pair(say, "进入", "the time of entering ");
        say_state(say, expr);
        ing_say_pair(say, "的时间", "");
        break;
    case ING_CALL_PICK:
        ing_say_name(say, expr->kids[0]);
        ing_say_pair(say, "（", " (");
        (void)ing_say_condition(say, expr->kids[1], NULL); /* as in queries */
        ing_say_pair(say, "）", ")");
        break;
    default:
        ing_buf_slice(say->out, expr->source);
        break;
    }
}

void ing_say_name(const ing_say *say, const ing_expr *expr)
{
    switch (expr->kind) {
    case ING_EXPR_CONSTANT:
        ing_say_value(say, expr->type, &expr->value);
        break;
    case ING_EXPR_ROOT:
        say_root(say, expr->root);
        break;
    case ING_EXPR_FIELD:
    case ING_EXPR_FACT:
        say_member(say, expr);
        break;
    case ING_EXPR_PARAM:
        say_param(say, expr);
        break;
    case ING_EXPR_STATE:
    case ING_EXPR_DUE:
    case ING_EXPR_LOOKUP:
        say_looked_up(say, expr);
        break;
    case ING_EXPR_BUILTIN:
        say_builtin(say, expr);
        break;
    case ING_EXPR_MAP:
        say_map(say, expr);
        break;
    case ING_EXPR_QUERY:
        say_query(say, expr->query);
        break;
    case ING_EXPR_CALL:
        say_call(say, expr);
        break;
    case ING_EXPR_ADD:
        say_kids(say, expr, "＋", " + ");
        break;
    case ING_EXPR_SUBTRACT:
        say_kids(say, expr, "－", " - ");
        break;
    case ING_EXPR_MULTIPLY:
        say_kids(say, expr, "×", " × ");
        break;
    default:
        if (ing_expr_is_condition(expr))
            (void)ing_say_condition(say, expr, NULL); /* as in queries */
        else
            ing_buf_slice(say->out, expr->source);
        break;
    }
}
