/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of a load: where a thing was written, and what is said about it. */
#include "pack/load.h"

#include <stdarg.h>
#include <stdio.h>

#define MESSAGE_BYTES 1024

ing_text ing_load_file(const ing_load *load, int32_t file)
{
    size_t count = ing_program_files(load->program);
    if (file >= 0 && (size_t)file < count)
        return ing_program_file(load->program, file);
    bool is_other = file >= 0 && (size_t)file - count < load->pack->file_count;
    return is_other ? load->pack->files[(size_t)file - count].path : ING_TEXT_NONE;
}

ing_place_saved ing_load_enter(ing_load *load, const ing_syntax *syntax)
{
    ing_place_saved saved = { load->file, load->line };
    if (syntax != NULL && syntax->line != 0) {
        load->file = syntax->file;
        load->line = syntax->line;
    }
    return saved;
}

void ing_load_leave(ing_load *load, ing_place_saved saved)
{
    load->file = saved.file;
    load->line = saved.line;
}

void *ing_load_new(ing_load *load, size_t count, size_t size)
{
    void *out = load->failed ? NULL : ing_arena_new(load->arena, count, size);
    if (out == NULL)
        load->failed = true;
    return out;
}

ing_text ing_load_copy(ing_load *load, const ing_buf *buf)
{
    ing_text view = ing_buf_view(buf);
    const char *copy =
        buf->failed || load->failed ? NULL : ing_arena_text(load->arena, view.ptr, view.len);
    if (copy == NULL) {
        load->failed = true;
        return ING_TEXT_NONE;
    }
    return (ing_text){ copy, view.len };
}

bool ing_load_put(ing_load *load, ing_map *map, ing_text key, void *value)
{
    if (!ing_map_put(map, key, value))
        load->failed = true;
    return !load->failed;
}

/* The word by which a node is found again in its file. */
static ing_text word_of(const ing_syntax *syntax)
{
    while (syntax != NULL && syntax->kind == ING_SYNTAX_CALL && syntax->count > 0)
        syntax = syntax->kids[0];
    if (syntax == NULL)
        return ING_TEXT_NONE;
    switch (syntax->kind) {
    case ING_SYNTAX_TEXT:
    case ING_SYNTAX_NAME:
    case ING_SYNTAX_INDEX:
    case ING_SYNTAX_METHOD:
        return syntax->text;
    default:
        return ING_TEXT_NONE;
    }
}

/* Words that a half-run file may have declared are not missed, and lints wait for a whole pack. */
static bool is_muted(const ing_load *load, const char *code)
{
    return load->is_partial && (code[0] == 'W' || strcmp(code, "E101") == 0);
}

__attribute__((format(printf, 4, 0))) static void
add_finding(ing_load *load, ing_finding *finding, ing_text what, const char *format, va_list args)
{
    char text[MESSAGE_BYTES];
    int32_t line = 0, column = 0;
    if (what.ptr != NULL && what.len > 0 &&
        ing_program_locate(load->program, finding->file, finding->line, what, &line, &column)) {
        finding->line = line;
        finding->column = column;
    }
    int len = vsnprintf(text, sizeof text, format, args);
    if (len < 0)
        return;
    size_t size = (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    while (size < (size_t)len && size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
        size--; /* not inside a character */
    ing_diagnosis_add(load->diagnosis, finding, ing_load_file(load, finding->file),
                      (ing_text){ text, size });
}

void ing_load_report(ing_load *load, const char *code, const ing_syntax *at, ing_text what,
                     const char *en, const char *zh, ...)
{
    va_list args;
    bool is_placed = at != NULL && at->line != 0;
    ing_finding finding = { code, is_placed ? at->file : load->file,
                            NULL, is_placed ? at->line : load->line,
                            0,    NULL };
    load->report_count++;
    if (is_muted(load, code))
        return;
    va_start(args, zh);
    add_finding(load, &finding, what.ptr != NULL ? what : word_of(at),
                load->diagnosis->is_zh ? zh : en, args);
    va_end(args);
}

void ing_load_report_thing(ing_load *load, const char *code, int32_t file, int32_t line,
                           ing_text id, const char *en, const char *zh, ...)
{
    va_list args;
    ing_finding finding = { code, file, NULL, line, 0, NULL };
    load->report_count++;
    if (is_muted(load, code))
        return;
    va_start(args, zh);
    add_finding(load, &finding, id, load->diagnosis->is_zh ? zh : en, args);
    va_end(args);
}

void ing_load_unknown(ing_load *load, const ing_syntax *at, const char *noun_en,
                      const char *noun_zh, const ing_nearest *nearest)
{
    const char *noun = load->diagnosis->is_zh ? noun_zh : noun_en;
    ing_text what = word_of(at).ptr != NULL ? ING_TEXT_NONE : nearest->wanted;
    if (nearest->best.ptr != NULL)
        ing_load_report(load, "E101", at, what, "unknown %s %.*s; did you mean %.*s?",
                        "没有这个%s：%.*s；是否想写 %.*s？", noun, ING_TEXT_ARG(nearest->wanted),
                        ING_TEXT_ARG(nearest->best));
    else
        ing_load_report(load, "E101", at, what, "unknown %s %.*s", "没有这个%s：%.*s", noun,
                        ING_TEXT_ARG(nearest->wanted));
}

void ing_load_later(ing_load *load, const ing_syntax *at, ing_text what)
{
    ing_load_report(load, "E199", at, at != NULL ? ING_TEXT_NONE : what,
                    "%.*s is not part of this version of the rule language",
                    "%.*s 不在本版规则语言之内", ING_TEXT_ARG(what));
}

/* Where the next declaration of the file begins. */
static int32_t end_line(const ing_load *load)
{
    int32_t end = INT32_MAX;
    for (size_t i = 0; i < load->declaration_count; i++) {
        const ing_declaration *one = &load->declarations[i];
        if (one->file == load->file && one->line > load->line && one->line < end)
            end = one->line;
    }
    return end;
}

void ing_load_report_computed(ing_load *load, const ing_syntax *at, bool truth)
{
    const char *text = truth ? "true" : "false";
    ing_place_saved saved = { load->file, load->line };
    ing_finding leftover;
    bool is_found = ing_diagnosis_take(load->diagnosis, "E103", load->file, load->line,
                                       end_line(load), &leftover);
    if (is_found) {
        ing_finding finding = { "E104", leftover.file, NULL, leftover.line, leftover.column, NULL };
        ing_diagnosis_add(
            load->diagnosis, &finding, ing_load_file(load, leftover.file),
            ing_text_of(load->diagnosis->is_zh
                            ? "比较在加载时就被计算了：请用 x:is(…) 或 no(…) 代替 == 和 not"
                            : "a comparison was computed while loading; write x:is(…) or no(…) "
                              "instead of == "
                              "and not"));
        load->report_count++;
    } else {
        ing_load_report(
            load, "E104", at, ING_TEXT_NONE,
            "%s stands in a list of conditions: write x:is(…) or no(…) instead of == and not",
            "条件列表里有 %s：请用 x:is(…) 或 no(…) 代替 == 和 not", text);
    }
    ing_load_leave(load, saved);
}
