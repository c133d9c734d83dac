/* SPDX-License-Identifier: Apache-2.0 */
/* Features of everything but rules. */
#include "exchange/features.h"

typedef struct kind_words { const char *id, *zh, *en; } kind_words;

static const kind_words kinds[ING_CONSTRUCTS] = {
    [ING_CONSTRUCT_PACK] = { "pack", "规则包", "pack" },
    [ING_CONSTRUCT_PARAM] = { "param", "参数", "param" },
    [ING_CONSTRUCT_RULE] = { "rule", "规则", "rule" },
    [ING_CONSTRUCT_FACT] = { "fact", "概念", "fact" },
    [ING_CONSTRUCT_TABLE] = { "table", "对照表", "table" },
    [ING_CONSTRUCT_PROCEDURE] = { "procedure", "程序", "procedure" },
    [ING_CONSTRUCT_ACTION] = { "action", "行动", "action" },
    [ING_CONSTRUCT_EVENT] = { "event", "事件", "event" },
    [ING_CONSTRUCT_CASE] = { "case", "案件种类", "case" },
    [ING_CONSTRUCT_PARTY] = { "party", "当事方", "party" },
    [ING_CONSTRUCT_ROLE] = { "role", "角色", "role" },
    [ING_CONSTRUCT_LAW] = { "law", "条文", "law" },
};

const char *ing_construct_id(ing_construct construct)
{
    return kinds[construct].id;
}

const char *ing_construct_word(ing_construct construct, bool zh)
{
    return zh ? kinds[construct].zh : kinds[construct].en;
}

/* --- walking ------------------------------------------------------------------------------------ */

static const ing_map *map_of(const ing_pack *pack, ing_construct construct)
{
    switch (construct) {
    case ING_CONSTRUCT_PARAM: return &pack->params;
    case ING_CONSTRUCT_FACT: return &pack->facts;
    case ING_CONSTRUCT_TABLE: return &pack->tables;
    case ING_CONSTRUCT_PROCEDURE: return &pack->procedures;
    case ING_CONSTRUCT_ACTION: return &pack->actions;
    case ING_CONSTRUCT_EVENT: return &pack->events;
    case ING_CONSTRUCT_CASE: return &pack->cases;
    case ING_CONSTRUCT_PARTY: return &pack->parties;
    case ING_CONSTRUCT_ROLE: return &pack->roles;
    case ING_CONSTRUCT_LAW: return &pack->laws;
    default: return NULL;
    }
}

size_t ing_construct_count(const ing_pack *pack, ing_construct construct)
{
    if (construct == ING_CONSTRUCT_PACK)
        return 1;
    return construct == ING_CONSTRUCT_RULE ? pack->rule_count : map_of(pack, construct)->count;
}

static const ing_titles *titles_of(ing_construct construct, const void *item)
{
    switch (construct) {
    case ING_CONSTRUCT_PARAM: return &((const ing_param *)item)->titles;
    case ING_CONSTRUCT_FACT: return &((const ing_fact *)item)->titles;
    case ING_CONSTRUCT_TABLE: return &((const ing_table *)item)->titles;
    case ING_CONSTRUCT_PROCEDURE: return &((const ing_procedure *)item)->titles;
    case ING_CONSTRUCT_ACTION: return &((const ing_action *)item)->titles;
    case ING_CONSTRUCT_EVENT: return &((const ing_event *)item)->titles;
    case ING_CONSTRUCT_CASE: return &((const ing_case_kind *)item)->titles;
    case ING_CONSTRUCT_PARTY: return &((const ing_party_kind *)item)->titles;
    case ING_CONSTRUCT_ROLE: return &((const ing_role *)item)->titles;
    case ING_CONSTRUCT_LAW: return &((const ing_law *)item)->titles;
    case ING_CONSTRUCT_RULE: return &((const ing_rule *)item)->titles;
    default: return &((const ing_pack *)item)->titles;
    }
}

const void *ing_construct_at(const ing_pack *pack, ing_construct construct, size_t at, ing_text *id,
                             const ing_titles **titles)
{
    const void *item = pack;

    *id = ING_TEXT_LIT("pack");
    if (construct == ING_CONSTRUCT_RULE) {
        item = pack->rules[at];
        *id = pack->rules[at]->id;
    } else if (construct != ING_CONSTRUCT_PACK) {
        const ing_map_item *entry = &map_of(pack, construct)->items[at];
        item = entry->value;
        *id = entry->key;
    }
    *titles = titles_of(construct, item);
    return item;
}

/* --- adding ------------------------------------------------------------------------------------- */

void ing_feature_add(const ing_telling *telling, ing_features *out, const char *zh, const char *en, ing_text key,
                     ing_text words)
{
    size_t cap = out->cap == 0 ? 16 : out->cap * 2;
    ing_feature *items = out->items;

    if (out->count == out->cap) {
        items = ing_arena_new(telling->arena, cap, sizeof *items);
        if (items != NULL && out->count > 0)
            memcpy(items, out->items, out->count * sizeof *items);
        out->cap = cap;
    }
    if (items == NULL || key.ptr == NULL || words.ptr == NULL) {
        out->failed = true;
        return;
    }
    out->items = items;
    items[out->count++] = (ing_feature){ telling->zh ? zh : en, key, words };
}

/* A text that is its own key; absent: nothing. */
static void add_text(const ing_telling *telling, ing_features *out, const char *zh, const char *en, ing_text text)
{
    if (text.ptr != NULL)
        ing_feature_add(telling, out, zh, en, text, text);
}

static void add_flag(const ing_telling *telling, ing_features *out, const char *zh, const char *en, bool truth)
{
    add_text(telling, out, zh, en, truth ? ing_text_of(telling->zh ? "是" : "yes") : ING_TEXT_NONE);
}

void ing_feature_expr(const ing_telling *telling, ing_features *out, const char *zh, const char *en,
                      const ing_expr *expr)
{
    ing_buf words = ING_BUF_INIT;

    if (expr == NULL)
        return;
    ing_tell(telling, expr, &words);
    ing_feature_add(telling, out, zh, en, expr->source, ing_tell_keep(telling, &words));
}

void ing_feature_conditions(const ing_telling *telling, ing_features *out, const char *zh, const char *en,
                            const ing_expr *all)
{
    if (all == NULL || all->kind != ING_EXPR_ALL) {
        ing_feature_expr(telling, out, zh, en, all);
        return;
    }
    for (size_t i = 0; i < all->count; i++)
        ing_feature_expr(telling, out, zh, en, all->kids[i]);
}

static void add_words(const ing_telling *telling, ing_features *out, const char *zh, const char *en, size_t count,
                      const ing_text *words)
{
    for (size_t i = 0; i < count; i++) {
        ing_buf text = ING_BUF_INIT;
        ing_tell_word(telling, words[i], &text);
        ing_feature_add(telling, out, zh, en, words[i], ing_tell_keep(telling, &text));
    }
}

static void add_titles(const ing_telling *telling, ing_features *out, const ing_titles *titles)
{
    add_text(telling, out, "中文标题", "Chinese title", titles->zh);
    add_text(telling, out, "英文标题", "English title", titles->en);
    for (size_t i = 0; i < titles->cite_count; i++)
        add_text(telling, out, "依据", "basis", titles->cites[i]);
    add_text(telling, out, "说明", "note", titles->note);
}

static void add_day(const ing_telling *telling, ing_features *out, const char *zh, const char *en, bool has,
                    ing_date day)
{
    ing_buf text = ING_BUF_INIT;
    char written[11];

    if (!has)
        return;
    ing_date_format(day, written);
    ing_buf_text(&text, written);
    ing_text kept = ing_tell_keep(telling, &text);
    ing_feature_add(telling, out, zh, en, kept, kept);
}

/* "size integer": a field by its name and type; optional ones and those with a default differ. */
static void add_fields(const ing_telling *telling, ing_features *out, size_t count, const ing_field *fields)
{
    for (size_t i = 0; i < count; i++) {
        const ing_titles titles = { .zh = fields[i].zh, .en = fields[i].en };
        ing_buf key = ING_BUF_INIT, words = ING_BUF_INIT;
        ing_buf_slice(&key, fields[i].name);
        ing_buf_byte(&key, ' ');
        ing_type_print(fields[i].type, &key);
        ing_buf_text(&key, fields[i].optional ? " optional" : "");
        if (fields[i].fallback != NULL)
            ing_json_write(fields[i].fallback, &key);
        ing_buf_slice(&words, ing_tell_title(telling, &titles, fields[i].name));
        ing_buf_printf(&words, telling->zh ? "（%.*s）" : " (%.*s)", ING_TEXT_ARG(ing_buf_view(&key)));
        ing_feature_add(telling, out, "字段", "field", ing_tell_keep(telling, &key),
                        ing_tell_keep(telling, &words));
    }
}

/* --- one construct each ------------------------------------------------------------------------- */

static void of_pack(const ing_telling *telling, const ing_pack *pack, ing_features *out)
{
    add_text(telling, out, "编号", "id", pack->id);
    add_text(telling, out, "版本", "version", pack->version);
    add_text(telling, out, "时区", "time zone", pack->zone);
    add_text(telling, out, "货币", "currency", pack->currency);
    add_text(telling, out, "所需 libing", "needs libing", pack->needs);
    add_text(telling, out, "日历", "calendar", pack->calendar_path);
    for (size_t i = 0; i < pack->file_count; i++) {
        ing_buf hex = ING_BUF_INIT;
        if (pack->calendar_path.ptr == NULL || !ing_text_equal(pack->files[i].path, pack->calendar_path))
            continue;
        ing_buf_hex(&hex, pack->files[i].digest.bytes, 8);
        ing_text kept = ing_tell_keep(telling, &hex);
        ing_feature_add(telling, out, "日历内容的指纹", "digest of the calendar", kept, kept);
    }
}

static void of_param(const ing_telling *telling, const ing_param *param, ing_features *out)
{
    ing_buf type = ING_BUF_INIT;

    ing_type_print(param->type, &type);
    add_text(telling, out, "类型", "type", ing_tell_keep(telling, &type));
    add_text(telling, out, "单位", "unit", param->unit);
    add_flag(telling, out, "我方假定", "assumed by us", param->assumed);
}

/* The lines of a fact's function as they are written: functions have no words. */
static ing_text function_text(const ing_telling *telling, const ing_fact *fact)
{
    ing_text path = ing_program_file(telling->pack->program, fact->titles.file), bytes = ING_TEXT_NONE;
    size_t start = 0, end;

    for (size_t i = 0; i < telling->pack->file_count; i++) {
        if (ing_text_equal(telling->pack->files[i].path, path))
            bytes = telling->pack->files[i].bytes;
    }
    for (int32_t line = 1; line < fact->titles.line && start < bytes.len; start++)
        line += bytes.ptr[start] == '\n';
    end = start;
    while (end < bytes.len && !(end > start && bytes.ptr[end - 1] == '\n' && bytes.ptr[end] >= 'a' &&
                                bytes.ptr[end] <= 'z'))
        end++;
    return (ing_text){ bytes.ptr + start, end - start };
}

static void of_fact(const ing_telling *telling, const ing_fact *fact, ing_features *out)
{
    add_words(telling, out, "关于", "of", fact->kind_count, fact->kinds);
    if (fact->function != 0)
        ing_feature_add(telling, out, "函数", "function", function_text(telling, fact),
                        ing_text_of(telling->zh ? "由函数计算" : "computed by a function"));
    else if (fact->is_condition)
        ing_feature_conditions(telling, out, "条件", "condition", fact->is);
    else
        ing_feature_expr(telling, out, "取值", "value", fact->is);
    for (size_t i = 0; i < fact->branch_count; i++) {
        const ing_branch *branch = &fact->branches[i];
        ing_buf key = ING_BUF_INIT, words = ING_BUF_INIT;
        ing_buf_slice(&key, branch->value->source);
        ing_tell(telling, branch->value, &words);
        if (branch->when != NULL && branch->when->count > 0) {
            ing_buf_printf(&key, " if %.*s", ING_TEXT_ARG(branch->when->source));
            ing_buf_text(&words, telling->zh ? "，若" : ", if ");
            ing_tell(telling, branch->when, &words);
        }
        ing_feature_add(telling, out, "情形", "branch", ing_tell_keep(telling, &key),
                        ing_tell_keep(telling, &words));
    }
    add_flag(telling, out, "计量", "measure", fact->measure);
}

static void add_row(const ing_telling *telling, const ing_table *table, const ing_row *row, ing_features *out)
{
    ing_buf words = ING_BUF_INIT;
    char day[11];

    for (size_t i = 0; i < table->input_count + table->output_count; i++) {
        const ing_type *type = i < table->input_count ? table->inputs[i]->type
                                                      : table->output_types[i - table->input_count];
        ing_buf_text(&words, i == 0 ? "" : i == table->input_count ? " → " : telling->zh ? "，" : ", ");
        if (row->cells[i].kind == ING_VALUE_UNKNOWN)
            ing_buf_text(&words, "—");
        else
            ing_tell_value(telling, type->kind == ING_TYPE_LIST ? type->element : type, &row->cells[i], &words);
    }
    if (row->has_from) {
        ing_date_format(row->from, day);
        ing_buf_printf(&words, telling->zh ? "，自%s" : ", from %s", day);
    }
    if (row->has_to) {
        ing_date_format(row->to, day);
        ing_buf_printf(&words, telling->zh ? "，至%s" : ", to %s", day);
    }
    ing_text kept = ing_tell_keep(telling, &words);
    ing_feature_add(telling, out, "行", "row", kept, kept);
}

static void of_table(const ing_telling *telling, const ing_table *table, ing_features *out)
{
    static const char *const hits[] = { "unique", "first", "any", "priority", "collect" };
    static const char *const times[] = { "step", "act", "lenient" };

    add_text(telling, out, "取行", "hit", ing_text_of(hits[table->hit]));
    add_text(telling, out, "法律时间", "law_time", ing_text_of(times[table->law_time]));
    for (size_t i = 0; i < table->input_count; i++)
        ing_feature_expr(telling, out, "输入", "input", table->inputs[i]);
    for (size_t i = 0; i < table->output_count; i++)
        add_text(telling, out, "输出", "output", table->outputs[i]);
    for (size_t i = 0; i < table->row_count; i++)
        add_row(telling, table, &table->rows[i], out);
}

/* A deadline's length is a feature of its own, so that a changed one reads "30 days -> 20 days". */
static void add_deadline(const ing_telling *telling, const ing_procedure *procedure, const ing_deadline *deadline,
                         ing_features *out)
{
    ing_buf words = ING_BUF_INIT, key = ING_BUF_INIT, state = ING_BUF_INIT;
    ing_text title = ing_tell_deadline(telling, deadline);

    ing_buf_printf(&key, "%.*s %.*s", ING_TEXT_ARG(deadline->id), ING_TEXT_ARG(deadline->length->source));
    ing_buf_printf(&words, telling->zh ? "%.*s：" : "%.*s: ", ING_TEXT_ARG(title));
    ing_tell_length(telling, deadline->length, &words);
    if (deadline->from != NULL) {
        ing_buf_printf(&key, " from %.*s", ING_TEXT_ARG(deadline->from->source));
        ing_buf_text(&words, telling->zh ? "，自" : ", from ");
        ing_tell(telling, deadline->from, &words);
    }
    if (deadline->rolls) {
        ing_buf_text(&key, " rolls");
        ing_buf_text(&words, telling->zh ? "，遇休息日顺延" : ", on to a working day");
    }
    if (deadline->pause_from.ptr != NULL) {
        ing_buf_printf(&key, " pause %.*s %.*s", ING_TEXT_ARG(deadline->pause_from), ING_TEXT_ARG(deadline->pause_to));
        ing_buf_text(&words, telling->zh ? "，扣除" : ", paused by ");
        ing_tell_word(telling, deadline->pause_from, &words);
    }
    ing_feature_add(telling, out, "期限", "deadline", ing_tell_keep(telling, &key), ing_tell_keep(telling, &words));
    for (size_t i = 0; i < deadline->run_count; i++) {
        const ing_region *region = &procedure->regions[deadline->region];
        ing_buf run = ING_BUF_INIT;
        ing_buf_printf(&run, "%.*s / %.*s", ING_TEXT_ARG(title),
                       ING_TEXT_ARG(ing_tell_state(telling, region, deadline->runs[i])));
        ing_buf_printf(&state, "%.*s/%.*s", ING_TEXT_ARG(deadline->id), ING_TEXT_ARG(deadline->runs[i]));
        ing_feature_add(telling, out, "计时的状态", "runs while", ing_tell_keep(telling, &state),
                        ing_tell_keep(telling, &run));
    }
}

static void of_procedure(const ing_telling *telling, const ing_procedure *procedure, ing_features *out)
{
    add_words(telling, out, "案件", "case", procedure->kind_count, procedure->kinds);
    for (size_t i = 0; i < procedure->region_count; i++) {
        const ing_region *region = &procedure->regions[i];
        for (size_t k = 0; k < region->state_count; k++) {
            ing_buf key = ING_BUF_INIT, words = ING_BUF_INIT;
            if (i > 0)
                ing_buf_printf(&key, "%.*s.", ING_TEXT_ARG(region->id));
            ing_buf_slice(&key, region->states[k]);
            ing_buf_printf(&words, telling->zh ? "%.*s（%.*s）" : "%.*s (%.*s)",
                           ING_TEXT_ARG(ing_tell_state(telling, region, region->states[k])),
                           ING_TEXT_ARG(ing_buf_view(&key)));
            ing_feature_add(telling, out, "状态", "state", ing_tell_keep(telling, &key),
                            ing_tell_keep(telling, &words));
        }
        add_text(telling, out, "起点", "start", region->start);
    }
    for (size_t i = 0; i < procedure->end_count; i++)
        add_text(telling, out, "终点", "end", procedure->ends[i]);
    for (size_t i = 0; i < procedure->deadline_count; i++)
        add_deadline(telling, procedure, &procedure->deadlines[i], out);
}

static void of_event(const ing_telling *telling, const ing_event *event, ing_features *out)
{
    add_words(telling, out, "关于", "about", event->kind_count, event->kinds);
    for (size_t i = 0; i < event->role_count; i++) {
        const ing_role *role = ing_map_get(&telling->pack->roles, event->roles[i]);
        ing_feature_add(telling, out, "记录人", "recorded by", event->roles[i],
                        role != NULL ? ing_tell_title(telling, &role->titles, role->id) : event->roles[i]);
    }
    add_words(telling, out, "不得同为记录人", "recorded by another than", event->apart_count, event->apart_from);
    for (size_t i = 0; i < event->presupposes_count; i++)
        add_text(telling, out, "前提状态", "presupposes", event->presupposes[i]);
    add_flag(telling, out, "立案", "opens a case", event->opens);
    add_fields(telling, out, event->field_count, event->fields);
}

static void of_action(const ing_telling *telling, const ing_action *action, ing_features *out)
{
    add_text(telling, out, "种类", "kind", action->kind);
    ing_feature_expr(telling, out, "决定人", "decided by", action->decider);
    for (size_t i = 0; i < action->key_count; i++)
        add_text(telling, out, "唯一键", "key", action->key[i]);
    add_fields(telling, out, action->field_count, action->fields);
}

static void of_law(const ing_telling *telling, const ing_law *law, ing_features *out)
{
    add_day(telling, out, "施行日", "in force from", law->has_from, law->from);
    add_day(telling, out, "失效日", "in force to", law->has_to, law->to);
    add_text(telling, out, "接续条文", "successor", law->next);
    add_text(telling, out, "条文", "text", law->text);
}

void ing_features_of(const ing_telling *telling, ing_construct construct, const void *item, ing_features *out)
{
    switch (construct) {
    case ING_CONSTRUCT_PACK: of_pack(telling, item, out); break;
    case ING_CONSTRUCT_PARAM: of_param(telling, item, out); break;
    case ING_CONSTRUCT_RULE: ing_features_of_rule(telling, item, out); break;
    case ING_CONSTRUCT_FACT: of_fact(telling, item, out); break;
    case ING_CONSTRUCT_TABLE: of_table(telling, item, out); break;
    case ING_CONSTRUCT_PROCEDURE: of_procedure(telling, item, out); break;
    case ING_CONSTRUCT_EVENT: of_event(telling, item, out); break;
    case ING_CONSTRUCT_ACTION: of_action(telling, item, out); break;
    case ING_CONSTRUCT_LAW: of_law(telling, item, out); break;
    case ING_CONSTRUCT_CASE: add_text(telling, out, "主体字段", "subject", ((const ing_case_kind *)item)->subject); break;
    case ING_CONSTRUCT_PARTY:
        add_fields(telling, out, ((const ing_party_kind *)item)->field_count, ((const ing_party_kind *)item)->fields);
        break;
    case ING_CONSTRUCT_ROLE: break;
    }
    add_titles(telling, out, titles_of(construct, item));
}
