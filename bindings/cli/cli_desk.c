/* SPDX-License-Identifier: Apache-2.0 */
/* Commands of the desk: drawings of a pack. */
#include "cli.h"
#include "cli_json.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* --- writing ------------------------------------------------------------------------------------ */

static int write_file(cli_call *cli, const char *path, const cli_buf *text)
{
    FILE *file = fopen(path, "wb");
    bool failed = file == NULL || fwrite(text->ptr, 1, text->len, file) != text->len;
    int error_number = errno;
    if (file != NULL && fclose(file) != 0 && !failed) {
        failed = true;
        error_number = errno;
    }
    return failed ? cli_fail_system(cli, path, error_number) : CLI_FINE;
}

static int make_directory(cli_call *cli, const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        return cli_fail_system(cli, path, errno);
    return CLI_FINE;
}

/* A text of a document: to a file, or printed. */
static int write_text(cli_call *cli, const char *path, cli_json text)
{
    cli_buf shown = CLI_BUF_INIT;
    int status = CLI_FINE;
    cli_json_show(text, &shown);
    if (shown.failed)
        cli->no_memory = true;
    else if (path != NULL)
        status = write_file(cli, path, &shown);
    else
        cli_write(cli, shown.ptr, shown.len);
    cli_buf_free(&shown);
    return status;
}

/* --- pack graph --------------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len > end_len && strcmp(text + len - end_len, end) == 0;
}

static int write_into(cli_call *cli, const char *directory, const char *suffix, cli_json procedure)
{
    cli_buf path = CLI_BUF_INIT;
    int status = CLI_FINE;
    cli_buf_text(&path, directory);
    cli_buf_text(&path, "/");
    cli_json_show(cli_json_get(procedure, "id"), &path);
    cli_buf_add(&path, suffix, strlen(suffix) + 1); /* with its NUL */
    if (path.failed)
        cli->no_memory = true;
    else
        status = write_text(cli, path.ptr, cli_json_get(procedure, "text"));
    if (status == CLI_FINE && !path.failed)
        cli_print(cli, "%s\n", path.ptr);
    cli_buf_free(&path);
    return status;
}

/* One procedure where one file is wanted. */
static bool is_too_many(cli_json list, bool is_file)
{
    cli_json_walk walk = cli_json_walk_of(list);
    cli_json key, procedure;
    int count = 0;
    while (cli_json_next(&walk, &key, &procedure))
        count++;
    return is_file && count > 1;
}

static int write_graphs(cli_call *cli, cli_json list, const char *suffix)
{
    const char *out = cli_value(cli, "out");
    bool is_file = out == NULL || ends_with(out, suffix);
    cli_json_walk walk = cli_json_walk_of(list);
    cli_json key, procedure;
    int status = is_file ? CLI_FINE : make_directory(cli, out);
    if (is_too_many(list, is_file))
        return cli_refuse(cli, "cli.graphs",
                          "the pack has several procedures: choose one with --procedure, or give a "
                          "directory with --out",
                          "规则包有多个程序：用 --procedure 选定一个，或用 --out 指定目录");
    while (status == CLI_FINE && cli_json_next(&walk, &key, &procedure)) {
        if (is_file)
            status = write_text(cli, out, cli_json_get(procedure, "text"));
        else
            status = write_into(cli, out, suffix, procedure);
    }
    return status;
}

static int run_graph(cli_call *cli)
{
    const char *format = cli_value(cli, "format");
    bool is_svg = format != NULL && strcmp(format, "svg") == 0;
    libing_document *document = NULL;
    size_t len = 0;
    int status = CLI_FINE;
    if (format != NULL && !is_svg && strcmp(format, "mermaid") != 0)
        return cli_refuse(cli, "cli.format", "no format '%s': mermaid or svg",
                          "没有格式 '%s'：mermaid 或 svg", format);
    cli_error_begin(cli);
    if (libing_pack_graph(cli->operands[0], cli_value(cli, "procedure"),
                          is_svg ? LIBING_GRAPH_SVG : LIBING_GRAPH_MERMAID, cli_page_language(cli),
                          &document, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    const char *text = libing_document_text(document, &len);
    cli_json list = cli_json_get(cli_json_first(text, len, NULL), "procedures");
    if (cli->json)
        cli_print_line(cli, text, len);
    else
        status = write_graphs(cli, list, is_svg ? ".svg" : ".mmd");
    libing_document_free(document);
    return status;
}

static const cli_option graph_options[] = {
    { "format", "FORMAT", { "mermaid (default) or svg", "mermaid（默认）或 svg" } },
    { "procedure", "ID", { "Draw this procedure alone", "只画此程序" } },
    { "out", "PATH", { "A file, or a directory for one file a procedure", "文件，或逐程序存放的目录" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_pack_graph = {
    .name = "pack graph",
    .run = run_graph,
    .operands = "DIR",
    .least = 1,
    .most = 1,
    .summary = { "Draw the procedures of a pack", "绘制规则包的程序图" },
    .details = { "States, the rules that lead from one to another, parallel regions, deadlines with\n"
                 "their lengths: as Mermaid text, or as SVG pictures fit to print on A3. Titles are\n"
                 "Chinese unless --lang en is given.",
                 "状态、规则、并行区域、期限及其时长：Mermaid 文本，或可打印于 A3 的 SVG 图。\n"
                 "除非给出 --lang en，标题用中文。" },
    .options = graph_options,
    .example = "libing pack graph rules/bayi --format svg --out drawings",
};

/* --- pack doc ----------------------------------------------------------------------------------- */

static int run_doc(cli_call *cli)
{
    libing_document *document = NULL;
    size_t len = 0;
    int status = CLI_FINE;
    cli_error_begin(cli);
    if (libing_pack_doc(cli->operands[0], cli_page_language(cli), &document, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    const char *text = libing_document_text(document, &len);
    if (cli->json)
        cli_print_line(cli, text, len);
    else
        status = write_text(cli, cli_value(cli, "out"), cli_json_get(cli_json_first(text, len, NULL), "text"));
    libing_document_free(document);
    return status;
}

static const cli_option doc_options[] = {
    { "out", "FILE", { "Write the page there instead of printing it", "写入文件而不打印" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_pack_doc = {
    .name = "pack doc",
    .run = run_doc,
    .operands = "DIR",
    .least = 1,
    .most = 1,
    .summary = { "Write a pack as a page to read", "把规则包写成可读的网页" },
    .details = { "One HTML page, complete in itself and fit to print: each rule in words, parameters\n"
                 "with their days and sources, tables, procedures drawn, legal provisions, an index.\n"
                 "Chinese unless --lang en is given.",
                 "单个网页文件，自足、可打印：逐条规则的文字说明、参数及其日期与出处、对照表、\n"
                 "程序图、法律依据、索引。除非给出 --lang en，用中文。" },
    .options = doc_options,
    .example = "libing pack doc rules/bayi --out bayi.html",
};

/* --- pack diff ---------------------------------------------------------------------------------- */

static void print_text(cli_call *cli, cli_json value, const char *before, const char *after)
{
    cli_buf shown = CLI_BUF_INIT;
    cli_json_show(value, &shown);
    if (shown.failed)
        cli->no_memory = true;
    cli_print(cli, "%s", before);
    if (!shown.failed && shown.len > 0)
        cli_print_text(cli, shown.ptr, shown.len);
    cli_print(cli, "%s", after);
    cli_buf_free(&shown);
}

static void print_change(cli_call *cli, cli_json change)
{
    cli_json what = cli_json_get(change, "change"), title = cli_json_get(change, "title"), key, detail;
    cli_json_walk walk = cli_json_walk_of(cli_json_get(change, "details"));
    const char *sign = cli_json_is(what, "\"added\"") ? "+ " : cli_json_is(what, "\"removed\"") ? "- " : "~ ";
    print_text(cli, cli_json_get(change, "word"), sign, " ");
    print_text(cli, cli_json_get(change, "id"), "", title.ptr != NULL ? " " : "\n");
    if (title.ptr != NULL)
        print_text(cli, title, "", "\n");
    while (cli_json_next(&walk, &key, &detail))
        print_text(cli, detail, "    ", "\n");
}

static int run_diff(cli_call *cli)
{
    libing_document *document = NULL;
    cli_json key, change;
    size_t len = 0;
    cli_error_begin(cli);
    if (libing_pack_diff(cli->operands[0], cli->operands[1], cli_language(cli), &document, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    const char *text = libing_document_text(document, &len);
    cli_json whole = cli_json_first(text, len, NULL);
    bool is_same = cli_json_is_true(cli_json_get(whole, "same"));
    cli_json_walk walk = cli_json_walk_of(cli_json_get(whole, "changes"));
    if (cli->json)
        cli_print_line(cli, text, len);
    while (!cli->json && cli_json_next(&walk, &key, &change))
        print_change(cli, change);
    if (!cli->json && is_same)
        cli_print(cli, "%s", cli_say(cli, "the packs say the same\n", "两个规则包内容相同\n"));
    libing_document_free(document);
    return is_same ? CLI_FINE : CLI_FOUND;
}

const cli_command cli_command_pack_diff = {
    .name = "pack diff",
    .run = run_diff,
    .operands = "OLD NEW",
    .least = 2,
    .most = 2,
    .summary = { "Say what is different between two packs", "说明两个规则包的不同" },
    .details = { "In words: values of parameters with the days from which they hold, rules added (+),\n"
                 "removed (-) and changed (~) with the condition or outcome concerned, states,\n"
                 "deadlines, rows of tables. The exit status is 1 when they differ.",
                 "以文字说明：参数数值及其起始日；新增（+）、删去（-）、改动（~）的规则；\n"
                 "所涉条件与结果、状态、期限、对照表的行。有不同时退出码为 1。" },
    .example = "libing pack diff rules/bayi drafts/bayi --lang zh",
};

/* --- pack new ----------------------------------------------------------------------------------- */

static int run_new(cli_call *cli)
{
    const char *extends = cli_value(cli, "extends"), *id = cli_value(cli, "id");
    if (extends == NULL || id == NULL)
        return cli_refuse(cli, "cli.operands", "'pack new' needs --extends DIR and --id ID",
                          "'pack new' 需要 --extends DIR 和 --id ID");
    cli_error_begin(cli);
    if (libing_pack_new(cli->operands[0], extends, id, &cli->err) != LIBING_OK)
        return cli_fail(cli);
    if (!cli->json)
        cli_print(cli,
                  cli_say(cli, "began %s; what it does otherwise goes into own.lua\n",
                          "已建立 %s；与上级不同之处写在 own.lua\n"),
                  cli->operands[0]);
    return CLI_FINE;
}

static const cli_option new_options[] = {
    { "extends", "DIR", { "The pack that it extends (required)", "上级规则包的目录（必填）" } },
    { "id", "ID", { "Its own id, e.g. my.town (required)", "本包的 id，如 my.town（必填）" } },
    { NULL, NULL, { NULL, NULL } }
};

const cli_command cli_command_pack_new = {
    .name = "pack new",
    .run = run_new,
    .operands = "DIR",
    .least = 1,
    .most = 1,
    .summary = { "Begin a township's own pack", "建立本镇自己的规则包" },
    .details = { "Everything of the parent holds, unless own.lua says otherwise and why. The new pack\n"
                 "loads, checks clean and passes its scenario as it is.",
                 "上级规则全部适用，只有 own.lua 写明并说明理由的除外。新包即可载入、检查无误、\n"
                 "通过所附案例。" },
    .options = new_options,
    .example = "libing pack new towns/mine --extends rules/bayi --id my.town",
};
