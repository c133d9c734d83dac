/* SPDX-License-Identifier: Apache-2.0 */
/* libing's documents for people. What a document says is decided by libing; this only lays it out.
 */
#include "cli_document.h"

#include <inttypes.h>
#include <string.h>

#define FIELD_DEPTH_MAX 4

cli_json cli_document_json(const libing_document *document)
{
    size_t len = 0;
    const char *text = libing_document_text(document, &len);
    return cli_json_first(text, len, NULL);
}

void cli_print_document(cli_call *cli, libing_document *document)
{
    size_t len = 0;
    const char *text = libing_document_text(document, &len);
    cli_print_line(cli, text, len);
    libing_document_free(document);
}

static bool is_list_of_objects(cli_json value)
{
    cli_json_walk walk = cli_json_walk_of(value);
    cli_json key, item;
    return cli_json_is_list(value) && cli_json_next(&walk, &key, &item) && cli_json_is_object(item);
}

/* A list's items with commas; an object's members as name=value; anything else as it is. */
static void show_inline(cli_json value, cli_buf *out)
{
    cli_json_walk walk = cli_json_walk_of(value);
    cli_json key, item;
    bool first = true;
    if (!cli_json_is_list(value) && !cli_json_is_object(value)) {
        cli_json_show(value, out);
        return;
    }
    while (cli_json_next(&walk, &key, &item)) {
        if (!first)
            cli_buf_text(out, cli_json_is_list(value) ? ", " : " ");
        first = false;
        if (key.ptr != NULL) {
            cli_json_show(key, out);
            cli_buf_text(out, "=");
        }
        if (cli_json_is_list(item) || cli_json_is_object(item))
            cli_buf_add(out, item.ptr, item.len);
        else
            cli_json_show(item, out);
    }
}

static void inline_cell(cli_table *table, cli_json value)
{
    cli_buf shown = CLI_BUF_INIT;
    show_inline(value, &shown);
    if (shown.failed)
        table->cli->no_memory = true;
    cli_table_cell(table, shown.len > 0 ? shown.ptr : "", shown.len);
    cli_buf_free(&shown);
}

/* Walks nested objects with an own stack: their names joined by dots are the field's. */
typedef struct field_level {
    cli_json_walk walk;
    size_t name_len; /* of the path's name, up to this level */
    int64_t items;   /* of a list, so far */
} field_level;

typedef struct field_path {
    field_level levels[FIELD_DEPTH_MAX];
    size_t depth;
    cli_buf name;
} field_path;

static void name_field(field_path *path, cli_json key)
{
    field_level *level = &path->levels[path->depth];
    char number[24];
    path->name.len = level->name_len;
    if (path->name.len > 0)
        cli_buf_text(&path->name, ".");
    if (key.ptr != NULL) {
        cli_json_show(key, &path->name);
        return;
    }
    (void)snprintf(number, sizeof number, "%" PRId64, ++level->items);
    cli_buf_text(&path->name, number);
}

static void add_field(cli_table *table, field_path *path, cli_json key, cli_json value)
{
    name_field(path, key);
    if ((cli_json_is_object(value) || is_list_of_objects(value)) &&
        path->depth + 1 < FIELD_DEPTH_MAX) {
        path->depth++;
        path->levels[path->depth] = (field_level){ cli_json_walk_of(value), path->name.len, 0 };
        return;
    }
    if (path->name.failed)
        return;
    cli_table_cell(table, path->name.ptr, path->name.len);
    inline_cell(table, value);
}

void cli_print_object(cli_call *cli, cli_json object)
{
    static const cli_column columns[] = { { { "", "" }, false }, { { "", "" }, false } };
    cli_table table;
    field_path path = { .depth = 0, .name = CLI_BUF_INIT };
    cli_json key, value;
    cli_table_begin(&table, cli, columns, 2);
    table.titled = true; /* names stand in the first column */
    path.levels[0].walk = cli_json_walk_of(object);
    for (;;) {
        if (cli_json_next(&path.levels[path.depth].walk, &key, &value))
            add_field(&table, &path, key, value);
        else if (path.depth == 0)
            break;
        else
            path.depth--;
    }
    if (path.name.failed)
        cli->no_memory = true;
    cli_table_end(&table);
    cli_buf_free(&path.name);
}

/* {procedure, region?, from?, to?, set?, cleared?} as "from → to (region), set a=day, stopped b". */
static void move_cell(cli_table *table, cli_json data)
{
    cli_json region = cli_json_get(data, "region"), from = cli_json_get(data, "from");
    cli_json to = cli_json_get(data, "to"), due = cli_json_get(data, "set");
    cli_json cleared = cli_json_get(data, "cleared");
    bool stays = from.len == to.len && from.len > 0 && memcmp(from.ptr, to.ptr, from.len) == 0;
    cli_buf shown = CLI_BUF_INIT;
    if (from.ptr == NULL)
        cli_buf_text(&shown, cli_say(table->cli, "unknown", "未知"));
    cli_json_show(from, &shown);
    if (!stays && to.ptr != NULL) {
        cli_buf_text(&shown, " → ");
        cli_json_show(to, &shown);
    }
    cli_buf_text(&shown, cli_say(table->cli, " (", "（"));
    cli_json_show(region.ptr != NULL ? region : cli_json_get(data, "procedure"), &shown);
    cli_buf_text(&shown, cli_say(table->cli, ")", "）"));
    if (due.ptr != NULL) {
        cli_buf_text(&shown, cli_say(table->cli, ", set ", "，起算 "));
        show_inline(due, &shown);
    }
    if (cleared.ptr != NULL) {
        cli_buf_text(&shown, cli_say(table->cli, ", stopped ", "，停止 "));
        show_inline(cleared, &shown);
    }
    if (shown.failed)
        table->cli->no_memory = true;
    cli_table_cell(table, shown.len > 0 ? shown.ptr : "", shown.len);
    cli_buf_free(&shown);
}

void cli_records_begin(cli_table *table, cli_call *cli)
{
    static const cli_column columns[] = { { { "SEQ", "序号" }, true },
                                          { { "AT", "发生时间" }, false },
                                          { { "TYPE", "类型" }, false },
                                          { { "BY", "经办" }, false },
                                          { { "DATA", "内容" }, false } };
    cli_table_begin(table, cli, columns, sizeof columns / sizeof columns[0]);
}

void cli_records_row(cli_table *table, cli_json record)
{
    cli_json data = cli_json_get(record, "data"), rule = cli_json_get(record, "rule");
    cli_json action = cli_json_get(data, "action");
    bool is_move = cli_json_is(cli_json_get(record, "type"), "\"case.moved\"");
    cli_table_json(table, cli_json_get(record, "seq"));
    cli_table_json(table, cli_json_get(record, "at"));
    cli_table_json(table, action.ptr != NULL ? action : cli_json_get(record, "type"));
    cli_table_json(table, rule.ptr != NULL ? rule : cli_json_get(record, "by"));
    if (is_move)
        move_cell(table, data);
    else
        inline_cell(table, action.ptr != NULL ? cli_json_get(data, "args") : data);
}

void cli_decisions_begin(cli_table *table, cli_call *cli, bool has_standing)
{
    static const cli_column columns[] = {
        { { "SEQ", "序号" }, true },       { { "AT", "发生时间" }, false },
        { { "CASE", "案卷" }, false },     { { "RULE", "规则" }, false },
        { { "MODALITY", "性质" }, false }, { { "ACTION", "事项" }, false },
        { { "ARGUMENTS", "内容" }, false }
    };
    static const cli_column standing[] = {
        { { "SEQ", "序号" }, true },       { { "AT", "发生时间" }, false },
        { { "CASE", "案卷" }, false },     { { "RULE", "规则" }, false },
        { { "MODALITY", "性质" }, false }, { { "ACTION", "事项" }, false },
        { { "STANDING", "状态" }, false }, { { "ARGUMENTS", "内容" }, false }
    };
    if (has_standing)
        cli_table_begin(table, cli, standing, sizeof standing / sizeof standing[0]);
    else
        cli_table_begin(table, cli, columns, sizeof columns / sizeof columns[0]);
}

static const char *modality_name(const cli_call *cli, cli_json modality)
{
    static const struct {
        const char *quoted;
        cli_words words;
    } names[] = { { "\"must\"", { "must", "应当" } },
                  { "\"may\"", { "may", "可以" } },
                  { "\"must_not\"", { "must not", "不得" } } };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (cli_json_is(modality, names[i].quoted))
            return cli_say(cli, names[i].words.en, names[i].words.zh);
    }
    return "";
}

static const char *standing_name(const cli_call *cli, const char *standing)
{
    static const struct {
        const char *name;
        cli_words words;
    } names[] = {
        { "in_force", { "in force", "有效" } },     { "blocked", { "blocked", "被禁止" } },
        { "confirmed", { "confirmed", "已确认" } }, { "executed", { "executed", "已执行" } },
        { "declined", { "declined", "未采纳" } },   { "revoked", { "revoked", "已撤销" } }
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(standing, names[i].name) == 0)
            return cli_say(cli, names[i].words.en, names[i].words.zh);
    }
    return standing;
}

void cli_decisions_row(cli_table *table, cli_json record, const char *standing)
{
    cli_json data = cli_json_get(record, "data"), about = cli_json_get(record, "case");
    cli_table_json(table, cli_json_get(record, "seq"));
    cli_table_json(table, cli_json_get(record, "at"));
    cli_table_json(table, about.ptr != NULL ? about : cli_json_get(record, "party"));
    cli_table_json(table, cli_json_get(record, "rule"));
    cli_table_text(table, modality_name(table->cli, cli_json_get(data, "modality")));
    cli_table_json(table, cli_json_get(data, "action"));
    if (standing != NULL)
        cli_table_text(table, standing_name(table->cli, standing));
    inline_cell(table, cli_json_get(data, "args"));
}

/* The first item of a list; not there when it is empty. */
static cli_json first_item(cli_json list)
{
    cli_json_walk walk = cli_json_walk_of(list);
    cli_json key, item;
    (void)cli_json_next(&walk, &key, &item); /* sets `item` in any case */
    return item;
}

void cli_print_records(cli_call *cli, const char *title, cli_json list)
{
    cli_json_walk walk = cli_json_walk_of(list);
    cli_json key, item;
    cli_table table;
    if (first_item(list).ptr == NULL)
        return;
    cli_print(cli, "\n%s\n", title);
    cli_records_begin(&table, cli);
    while (cli_json_next(&walk, &key, &item))
        cli_records_row(&table, item);
    cli_table_end(&table);
}

void cli_print_decisions(cli_call *cli, const char *title, cli_json list)
{
    cli_json_walk walk = cli_json_walk_of(list);
    cli_json key, item;
    cli_table table;
    if (first_item(list).ptr == NULL)
        return;
    cli_print(cli, "\n%s\n", title);
    cli_decisions_begin(&table, cli, false);
    while (cli_json_next(&walk, &key, &item))
        cli_decisions_row(&table, item, NULL);
    cli_table_end(&table);
}

void cli_print_deadlines(cli_call *cli, const char *title, cli_json list)
{
    static const cli_column columns[] = { { { "DUE", "届满" }, false },
                                          { { "DEADLINE", "期限" }, false },
                                          { { "PROCEDURE", "程序" }, false },
                                          { { "SET BY", "设定记录" }, true },
                                          { { "CASE", "案卷" }, false } };
    static const char *const keys[] = { "due", "deadline", "procedure", "set_by", "case" };
    size_t count = title == NULL ? 5 : 4;
    cli_json_walk walk = cli_json_walk_of(list);
    cli_json key, item;
    cli_table table;
    if (first_item(list).ptr == NULL)
        return;
    if (title != NULL)
        cli_print(cli, "\n%s\n", title);
    cli_table_begin(&table, cli, columns, count);
    while (cli_json_next(&walk, &key, &item)) {
        for (size_t i = 0; i < count; i++)
            cli_table_json(&table, cli_json_get(item, keys[i]));
    }
    cli_table_end(&table);
}

void cli_print_duties(cli_call *cli, cli_json list)
{
    static const cli_column columns[] = { { { "DUE", "届满" }, false },
                                          { { "DUTY", "职责" }, false },
                                          { { "PERIOD", "周期" }, false } };
    static const char *const keys[] = { "due", "duty", "period" };
    cli_json_walk walk = cli_json_walk_of(list);
    cli_json key, item;
    cli_table table;
    if (first_item(list).ptr == NULL)
        return;
    cli_print(cli, "\n%s\n", cli_say(cli, "Duties", "职责"));
    cli_table_begin(&table, cli, columns, 3);
    while (cli_json_next(&walk, &key, &item)) {
        for (size_t i = 0; i < 3; i++)
            cli_table_json(&table, cli_json_get(item, keys[i]));
    }
    cli_table_end(&table);
}

static void print_notes(cli_call *cli, cli_json notes)
{
    cli_json_walk walk = cli_json_walk_of(notes);
    cli_json key, note;
    while (cli_json_next(&walk, &key, &note)) {
        cli_buf line = CLI_BUF_INIT;
        cli_json rule = cli_json_get(note, "rule");
        cli_json_show(rule, &line);
        cli_buf_text(&line, rule.ptr != NULL ? ": " : "");
        cli_json_show(cli_json_get(note, cli_json_get(note, "text").ptr != NULL ? "text" : "note"),
                      &line);
        if (line.failed)
            cli->no_memory = true;
        else
            cli_print_text(cli, line.ptr, line.len);
        cli_print(cli, "\n");
        cli_buf_free(&line);
    }
}

void cli_print_receipt(cli_call *cli, cli_json receipt)
{
    cli_buf about = CLI_BUF_INIT;
    int64_t seq = cli_json_integer(cli_json_get(receipt, "seq"), -1);
    bool dry_run = cli_value(cli, "dry-run") != NULL;
    cli_json_show(cli_json_get(receipt, "case"), &about);
    if (dry_run)
        cli_print(cli, "%s", cli_say(cli, "would be record ", "将记为第 "));
    else
        cli_print(cli, "%s", cli_say(cli, "record ", "记录 "));
    cli_print(cli, "%" PRId64 "%s", seq, dry_run ? cli_say(cli, "", " 号") : "");
    if (about.len > 0 && !about.failed) {
        cli_print(cli, "%s", cli_say(cli, ", case ", "，案卷 "));
        cli_print_text(cli, about.ptr, about.len);
    }
    if (cli_json_is_true(cli_json_get(receipt, "opened")))
        cli_print(cli, "%s", cli_say(cli, ", opened", "，新立案"));
    if (cli_json_is_true(cli_json_get(receipt, "late")))
        cli_print(cli, "%s", cli_say(cli, ", late", "，迟到"));
    if (cli_json_is_true(cli_json_get(receipt, "repeated")))
        cli_print(cli, "%s", cli_say(cli, ", recorded before", "，此前已记录"));
    cli_print(cli, "\n");
    cli_print_decisions(cli, cli_say(cli, "Decisions", "决定"), cli_json_get(receipt, "decisions"));
    print_notes(cli, cli_json_get(receipt, "notes"));
    cli_buf_free(&about);
}
