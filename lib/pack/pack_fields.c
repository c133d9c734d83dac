/* SPDX-License-Identifier: Apache-2.0 */
/* pack { … }: what a pack says of itself. */
#include "pack/inherit.h"

#include <libing/version.h>

#include <stdlib.h>

#define INSTRUCTIONS_MOST  16000000
#define MEMORY_KIB_MOST    65536
#define INSTRUCTIONS_USUAL 1000000
#define MEMORY_KIB_USUAL   4096

static const char *const pack_members[] = { "id",       "version",   "files",
                                            "calendar", "time_zone", "currency",
                                            "needs",    "limits",    "extends", NULL };
static const char *const limit_members[] = { "instructions", "memory_kib", NULL };

static bool is_pack_id(ing_text id)
{
    return ing_text_is_id(id, 63) && memchr(id.ptr, ':', id.len) == NULL;
}

static void read_identity(ing_load *load, const ing_syntax *body)
{
    ing_pack *pack = load->pack;
    pack->id = ing_member_text(load, body, "id");
    pack->version = ing_member_text(load, body, "version");
    if (ing_member(body, "id") == NULL || (pack->id.ptr != NULL && !is_pack_id(pack->id)))
        ing_load_report(load, "E105", NULL, ING_TEXT_LIT("id"),
                        "pack: id is 1 to 63 letters, digits and . _ -",
                        "pack：id 为 1 至 63 个字母、数字或 . _ -");
    if (ing_member(body, "version") == NULL ||
        (pack->version.ptr != NULL && !is_pack_id(pack->version)))
        ing_load_report(load, "E105", NULL, ING_TEXT_LIT("version"),
                        "pack: version is missing or no version: \"1.0.0\"",
                        "pack：缺少 version，或写法不对：\"1.0.0\"");
}

static void read_zone(ing_load *load, const ing_syntax *body)
{
    ing_pack *pack = load->pack;
    const ing_syntax *written = ing_inherit_member(load, body, "time_zone");
    const ing_syntax *from = ing_member(body, "time_zone") == NULL && written != NULL ? load->parent : body;
    pack->zone = ing_member_text(load, from, "time_zone");
    if (pack->zone.ptr == NULL)
        pack->zone = ING_TEXT_LIT("+08:00");
    if (!ing_zone_parse(pack->zone, &pack->zone_seconds))
        ing_load_report(load, "E105", ing_member(body, "time_zone"), ING_TEXT_NONE,
                        "pack: '%.*s' is no time zone, write a fixed offset such as \"+08:00\"",
                        "pack：“%.*s”不是时区，请写固定偏移，如 \"+08:00\"",
                        ING_TEXT_ARG(pack->zone));
}

/* Major, minor, patch; false when the text is none. */
static bool parse_version(ing_text text, int out[3])
{
    size_t part = 0, digits = 0;
    out[0] = out[1] = out[2] = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.' && digits > 0 && part < 2) {
            part++;
            digits = 0;
        } else if (text.ptr[i] >= '0' && text.ptr[i] <= '9' && digits < 6) {
            out[part] = out[part] * 10 + (text.ptr[i] - '0');
            digits++;
        } else {
            return false;
        }
    }
    return digits > 0;
}

static void read_needs(ing_load *load, const ing_syntax *body)
{
    static const int own[3] = { LIBING_VERSION_MAJOR, LIBING_VERSION_MINOR, LIBING_VERSION_PATCH };
    ing_text needs = ing_member_text(load, body, "needs");
    int wanted[3];
    load->pack->needs = needs;
    if (needs.ptr == NULL)
        return;
    bool is_good = needs.len > 2 && needs.ptr[0] == '>' && needs.ptr[1] == '=';
    size_t at = 2;
    while (is_good && at < needs.len && needs.ptr[at] == ' ')
        at++;
    if (!is_good || !parse_version((ing_text){ needs.ptr + at, needs.len - at }, wanted)) {
        ing_load_report(load, "E105", ing_member(body, "needs"), ING_TEXT_NONE,
                        "pack: write needs = \">= 0.1\"", "pack：请写 needs = \">= 0.1\"");
        return;
    }
    int order = 0;
    for (size_t i = 0; i < 3 && order == 0; i++)
        order = own[i] - wanted[i];
    if (order < 0)
        ing_load_report(load, "E105", ing_member(body, "needs"), ING_TEXT_NONE,
                        "pack needs libing %.*s, this is %s", "规则包需要 libing %.*s，当前是 %s",
                        ING_TEXT_ARG(needs), LIBING_VERSION);
}

static int64_t read_limit(ing_load *load, const ing_syntax *table, const char *name, int64_t usual,
                          int64_t most)
{
    const ing_syntax *syntax = ing_member(table, name);
    if (syntax == NULL)
        return usual;
    if (syntax->kind == ING_SYNTAX_INTEGER && syntax->number >= 1 && syntax->number <= most)
        return syntax->number;
    ing_load_report(load, "E105", NULL, ing_text_of(name),
                    "pack: limits.%s is a whole number from 1 to %lld",
                    "pack：limits.%s 是 1 至 %lld 的整数", name, (long long)most);
    return usual;
}

static void read_limits(ing_load *load, const ing_syntax *body)
{
    const ing_syntax empty = { .kind = ING_SYNTAX_TABLE };
    const ing_syntax *table = ing_inherit_member(load, body, "limits");
    if (table != NULL && table->kind != ING_SYNTAX_TABLE) {
        ing_load_report(load, "E105", NULL, ING_TEXT_LIT("limits"),
                        "pack: write limits = { instructions = 1000000, memory_kib = 4096 }",
                        "pack：请写 limits = { instructions = 1000000, memory_kib = 4096 }");
        table = NULL;
    }
    if (table == NULL)
        table = &empty;
    ing_members_check(load, table, ING_TEXT_LIT("limits"), limit_members, NULL);
    load->pack->limits = (ing_program_limits){
        .instructions =
            read_limit(load, table, "instructions", INSTRUCTIONS_USUAL, INSTRUCTIONS_MOST),
        .memory_bytes =
            read_limit(load, table, "memory_kib", MEMORY_KIB_USUAL, MEMORY_KIB_MOST) * 1024,
    };
}

/* --- files ------------------------------------------------------------------------------------ */

bool ing_pack_path_is_good(ing_text path)
{
    size_t start = 0;
    bool is_good = path.len > 0 && path.len <= 128;
    for (size_t i = 0; i <= path.len && is_good; i++) {
        if (i < path.len && path.ptr[i] != '/') {
            is_good =
                path.ptr[i] != '\\' && (unsigned char)path.ptr[i] >= 0x20 && path.ptr[i] != 0x7F;
            continue;
        }
        size_t len = i - start; /* of one part: neither empty nor . nor .. */
        is_good = len > 0 && !(path.ptr[start] == '.' &&
                               (len == 1 || (len == 2 && path.ptr[start + 1] == '.')));
        start = i + 1;
    }
    return is_good;
}

static bool ends_in(ing_text path, const char *ending)
{
    size_t len = strlen(ending);
    return path.len > len && memcmp(path.ptr + path.len - len, ending, len) == 0;
}

const ing_pack_file *ing_pack_file_find(const ing_pack *pack, ing_text path)
{
    for (size_t i = 0; i < pack->file_count; i++) {
        if (ing_text_equal(pack->files[i].path, path))
            return &pack->files[i];
    }
    return NULL;
}

/* Paths of the parent's own are those of its folder. */
static ing_text path_in_pack(ing_load *load, ing_text path)
{
    ing_buf whole = ING_BUF_INIT;
    if (!ing_inherit_is_parents(load, load->file))
        return path;
    ing_buf_printf(&whole, "%.*s%.*s", ING_TEXT_ARG(load->parent_prefix), ING_TEXT_ARG(path));
    path = ing_load_copy(load, &whole);
    ing_buf_free(&whole);
    return path;
}

const ing_pack_file *ing_pack_file_check(ing_load *load, const ing_syntax *at, ing_text path)
{
    path = path_in_pack(load, path);
    if (load->failed)
        return NULL;
    if (!ing_pack_path_is_good(path)) {
        ing_load_report(load, "E105", at, ING_TEXT_NONE, "'%.*s' is no path inside the pack",
                        "“%.*s”不是规则包内的路径", ING_TEXT_ARG(path));
        return NULL;
    }
    const ing_pack_file *file = ing_pack_file_find(load->pack, path);
    if (file != NULL)
        return file;
    ing_nearest nearest = ing_nearest_begin(path);
    for (size_t i = 0; i < load->pack->file_count; i++)
        ing_nearest_try(&nearest, load->pack->files[i].path);
    ing_load_unknown(load, at, "file", "文件", &nearest);
    return NULL;
}

/* Added to those that run before. */
static void read_files(ing_load *load, const ing_syntax *body)
{
    ing_texts files = ing_member_texts(load, body, "files");
    const ing_pack_file **run =
        ing_load_new(load, load->run_file_count + files.count, sizeof(const ing_pack_file *));
    if (run == NULL)
        return;
    for (size_t i = 0; i < load->run_file_count; i++)
        run[i] = load->run_files[i];
    load->run_files = run;
    for (size_t i = 0; i < files.count; i++) {
        bool is_lua = ends_in(files.items[i], ".lua");
        bool is_new = !ing_text_is(files.items[i], "pack.lua");
        for (size_t j = 0; j < i && is_new; j++)
            is_new = !ing_text_equal(files.items[i], files.items[j]);
        if (!is_new)
            ing_load_report(load, "E102", files.nodes[i], ING_TEXT_NONE,
                            "the file %.*s is listed twice", "文件 %.*s 列了两次",
                            ING_TEXT_ARG(files.items[i]));
        else if (!is_lua && !ends_in(files.items[i], ".csv"))
            ing_load_report(load, "E105", files.nodes[i], ING_TEXT_NONE,
                            "'%.*s' is neither a .lua nor a .csv file",
                            "“%.*s”既不是 .lua 也不是 .csv 文件", ING_TEXT_ARG(files.items[i]));
        const ing_pack_file *file =
            is_new ? ing_pack_file_check(load, files.nodes[i], files.items[i]) : NULL;
        if (file != NULL && is_lua)
            run[load->run_file_count++] = file;
    }
}

static void read_calendar(ing_load *load, const ing_syntax *body)
{
    const ing_syntax *syntax = ing_member(body, "calendar");
    ing_text path = ing_member_text(load, body, "calendar");
    libing_error err = LIBING_ERROR_INIT;
    load->has_calendar = syntax != NULL;
    const ing_pack_file *file = path.ptr == NULL ? NULL : ing_pack_file_check(load, syntax, path);
    if (file == NULL)
        return;
    load->pack->calendar_path = file->path;
    ing_error_language(&err, load->diagnosis->is_zh ? "zh" : "en");
    libing_status status = ing_calendar_read(file->bytes, file->path, &load->pack->calendar, &err);
    if (status == LIBING_OK)
        return;
    if (status == LIBING_ERR_NOMEM) {
        load->failed = true;
        return;
    }
    ing_finding finding = { "E108", INT32_MAX, NULL, err.line, err.column, NULL };
    load->report_count++;
    ing_diagnosis_add(load->diagnosis, &finding, file->path, ing_text_of(err.message));
}

/* The parent's files run first; its calendar holds where the child has none. */
static void read_parent(ing_load *load, const ing_syntax *body)
{
    if (load->parent == NULL)
        return;
    load->file = load->parent_file;
    load->line = 1;
    read_files(load, load->parent);
    if (ing_member(body, "calendar") == NULL)
        read_calendar(load, load->parent);
}

void ing_load_pack_fields(ing_load *load, const ing_declaration *declaration)
{
    const ing_syntax *body = declaration->body;
    load->file = declaration->file;
    load->line = declaration->line;
    ing_members_check(load, body, declaration->construct, pack_members, NULL);
    load->pack->titles = ing_titles_read(load, declaration);
    read_identity(load, body);
    read_zone(load, body);
    load->pack->currency = ing_member_text(load, body, "currency");
    if (load->pack->currency.ptr == NULL && load->parent != NULL)
        load->pack->currency = ing_member_text(load, load->parent, "currency");
    read_needs(load, body);
    read_limits(load, body);
    read_parent(load, body);
    load->file = declaration->file;
    load->line = declaration->line;
    read_files(load, body);
    if (ing_member(body, "calendar") != NULL || load->parent == NULL)
        read_calendar(load, body);
}
