/* SPDX-License-Identifier: Apache-2.0 */
/* The verb that begins a pack of one's own: it extends another, loads, checks clean and passes its scenario. */
#include <libing/desk.h>

#include "exchange/desk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct beginning {
    const char *directory;
    ing_text id;
    const ing_pack *parent;
    libing_error *err;
} beginning;

/* --- writing ------------------------------------------------------------------------------------ */

static libing_status fail_write(const char *path, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_STORE, "desk.write", "cannot write '%s'", "无法写入“%s”", path);
}

/* The folders of a path, one after the other. */
static libing_status make_folders(const char *path, libing_error *err)
{
    libing_status status = LIBING_OK;
    ing_buf part = ING_BUF_INIT;

    for (const char *at = path; status == LIBING_OK; at++) {
        if (at > path && (*at == '/' || *at == '\0')) {
            ing_buf_clear(&part);
            ing_buf_add(&part, path, (size_t)(at - path));
            if (part.failed)
                status = ing_fail_nomem(err);
            else if (mkdir(part.ptr, 0777) != 0 && errno != EEXIST)
                status = fail_write(part.ptr, err);
        }
        if (*at == '\0')
            break;
    }
    ing_buf_free(&part);
    return status;
}

static libing_status write_bytes(const char *path, ing_text bytes, libing_error *err)
{
    FILE *file = fopen(path, "wb");
    bool failed = file == NULL || fwrite(bytes.ptr, 1, bytes.len, file) != bytes.len;

    if (file != NULL && fclose(file) != 0)
        failed = true;
    return failed ? fail_write(path, err) : LIBING_OK;
}

/* Below the new pack's folder; folders on the way are made. */
static libing_status write_file(const beginning *b, const char *prefix, ing_text name, ing_text bytes)
{
    libing_status status = LIBING_OK;
    ing_buf path = ING_BUF_INIT;
    size_t end;

    ing_buf_printf(&path, "%s/%s%.*s", b->directory, prefix, ING_TEXT_ARG(name));
    if (path.failed)
        status = ing_fail_nomem(b->err);
    for (end = path.len; status == LIBING_OK && path.ptr[end - 1] != '/'; end--)
        continue;
    if (status == LIBING_OK) {
        path.ptr[end - 1] = '\0';
        status = make_folders(path.ptr, b->err);
        path.ptr[end - 1] = '/';
    }
    if (status == LIBING_OK)
        status = write_bytes(path.ptr, bytes, b->err);
    ing_buf_free(&path);
    return status;
}

static libing_status write_text(const beginning *b, const char *name, ing_buf *text)
{
    libing_status status = text->failed ? ing_fail_nomem(b->err)
                                        : write_file(b, "", ing_text_of(name), ing_buf_view(text));

    ing_buf_free(text);
    return status;
}

/* --- what is in it ------------------------------------------------------------------------------ */

static libing_status write_pack(const beginning *b)
{
    ing_buf text = ING_BUF_INIT;

    ing_buf_printf(&text,
                   "-- SPDX-License-Identifier: Apache-2.0\n"
                   "pack {\n"
                   "  id = \"%.*s\", version = \"0.1.0\", extends = \"%.*s >= %.*s\",\n"
                   "  zh = \"本镇规则\", en = \"rules of our own\",\n"
                   "  files = { \"own.lua\" } }\n",
                   ING_TEXT_ARG(b->id), ING_TEXT_ARG(b->parent->id), ING_TEXT_ARG(b->parent->version));
    return write_text(b, "pack.lua", &text);
}

/* A parameter of the parent's as the example: of money where there is one. */
static const ing_param *example_param(const ing_pack *pack)
{
    const ing_param *found = NULL;

    for (size_t i = 0; i < pack->params.count; i++) {
        const ing_param *param = pack->params.items[i].value;
        bool fits = param->type->kind == ING_TYPE_MONEY || param->type->kind == ING_TYPE_INTEGER;
        if (fits && (found == NULL || (found->type->kind != ING_TYPE_MONEY && param->type->kind == ING_TYPE_MONEY)))
            found = param;
    }
    return found;
}

static libing_status write_own(const beginning *b)
{
    const ing_param *param = example_param(b->parent);
    ing_buf text = ING_BUF_INIT;

    ing_buf_text(&text,
                 "-- SPDX-License-Identifier: Apache-2.0\n"
                 "-- 本镇规则 / What our township does otherwise. Everything of the parent holds unless it is said here.\n"
                 "-- 去掉行首的 -- 即生效；改动须写明理由（because）。Take away the -- to make a line count; say why.\n\n");
    if (param != NULL)
        ing_buf_printf(&text,
                       "-- 自某日起改一个数值，之前的日期仍按上级规则 / a value from a day on; earlier days keep the parent's\n"
                       "-- param \"%.*s\" { replaces = true, because = \"镇长办公会纪要〔2024〕3号\", from = { [\"2024-07-01\"] = %s } }\n\n",
                       ING_TEXT_ARG(param->id), param->type->kind == ING_TYPE_MONEY ? "yuan(200)" : "20");
    if (b->parent->rule_count > 0)
        ing_buf_printf(&text, "-- 不适用上级的一条规则 / a rule of the parent's that does not hold here\n"
                              "-- drop \"rule:%.*s\" { because = \"本镇不适用\" }\n",
                       ING_TEXT_ARG(b->parent->rules[0]->id));
    return write_text(b, "own.lua", &text);
}

static libing_status write_scenarios(const beginning *b)
{
    ing_buf text = ING_BUF_INIT;

    ing_buf_printf(&text,
                   "# 案例 / Scenarios: what is recorded, and what is to follow. `libing pack test` runs them.\n"
                   "schema: 1\n"
                   "timezone: \"%.*s\"\n"
                   "scenarios:\n\n"
                   "- id: T-01\n"
                   "  zh: 没有事件，就没有决定\n"
                   "  en: nothing recorded, nothing decided\n"
                   "  events: []\n"
                   "  as_of: 2024-01-15\n"
                   "  expect:\n"
                   "    decisions: []\n",
                   ING_TEXT_ARG(b->parent->zone));
    return write_text(b, "scenarios.yaml", &text);
}

static libing_status write_readme(const beginning *b)
{
    ing_buf text = ING_BUF_INIT;

    ing_buf_printf(&text,
                   "# %.*s\n\n"
                   "本镇规则包，以 %.*s 为上级：上级的规则全部适用，只有 `own.lua` 写明的除外。\n\n"
                   "A pack of our own that extends %.*s: everything of it holds, unless `own.lua` says otherwise.\n\n"
                   "    libing pack check .     # 检查 / what is wrong\n"
                   "    libing pack test .      # 案例 / run scenarios.yaml\n"
                   "    libing pack diff PARENT . --lang zh   # 与上级的不同 / what is different\n"
                   "    libing pack doc . --out pack.html     # 可读的网页 / a page to read\n",
                   ING_TEXT_ARG(b->id), ING_TEXT_ARG(b->parent->id), ING_TEXT_ARG(b->parent->id));
    return write_text(b, "README.md", &text);
}

/* --- the parent --------------------------------------------------------------------------------- */

/* Does the parent lie beside the new pack, under its own name: then it is found there. */
static bool is_beside(const beginning *b, const char *parent_directory)
{
    ing_buf path = ING_BUF_INIT;
    struct stat a, c;
    bool same;

    ing_buf_printf(&path, "%s/../%.*s", b->directory, ING_TEXT_ARG(b->parent->id));
    same = !path.failed && stat(path.ptr, &a) == 0 && stat(parent_directory, &c) == 0 && a.st_dev == c.st_dev &&
           a.st_ino == c.st_ino;
    ing_buf_free(&path);
    return same;
}

/* Otherwise its files come along. */
static libing_status copy_parent(const beginning *b)
{
    libing_status status = LIBING_OK;
    ing_buf prefix = ING_BUF_INIT;

    ing_buf_printf(&prefix, "base/%.*s/", ING_TEXT_ARG(b->parent->id));
    if (prefix.failed)
        status = ing_fail_nomem(b->err);
    for (size_t i = 0; i < b->parent->file_count && status == LIBING_OK; i++)
        status = write_file(b, prefix.ptr, b->parent->files[i].path, b->parent->files[i].bytes);
    ing_buf_free(&prefix);
    return status;
}

static libing_status check(const beginning *b)
{
    ing_buf path = ING_BUF_INIT;
    struct stat there;
    libing_status status = LIBING_OK;

    ing_buf_printf(&path, "%s/pack.lua", b->directory);
    if (path.failed)
        status = ing_fail_nomem(b->err);
    else if (stat(path.ptr, &there) == 0)
        status = ing_fail(b->err, LIBING_ERR_EXISTS, "desk.exists", "there is a pack in '%s' already",
                          "“%s”里已有规则包", b->directory);
    else if (!ing_text_is_id(b->id, 63) || memchr(b->id.ptr, ':', b->id.len) != NULL)
        status = ing_fail(b->err, LIBING_ERR_INVALID, "desk.id",
                          "'%.*s' is no id of a pack: 1 to 63 letters, digits and . _ -",
                          "“%.*s”不是规则包的 id：1 至 63 个字母、数字或 . _ -", ING_TEXT_ARG(b->id));
    else if (b->parent->parent_id.ptr != NULL)
        status = ing_fail(b->err, LIBING_ERR_INVALID, "desk.parent", "pack %.*s extends %.*s: extend that one",
                          "规则包 %.*s 以 %.*s 为上级：请直接以后者为上级", ING_TEXT_ARG(b->parent->id),
                          ING_TEXT_ARG(b->parent->parent_id));
    ing_buf_free(&path);
    return status;
}

static libing_status write_all(const beginning *b, const char *parent_directory)
{
    static libing_status (*const writers[])(const beginning *b) = { write_own, write_scenarios, write_readme,
                                                                    write_pack };
    libing_status status = make_folders(b->directory, b->err);

    if (status == LIBING_OK && !is_beside(b, parent_directory))
        status = copy_parent(b);
    for (size_t i = 0; i < sizeof writers / sizeof writers[0] && status == LIBING_OK; i++)
        status = writers[i](b);
    return status;
}

libing_status libing_pack_new(const char *directory, const char *extends, const char *id, libing_error *err)
{
    ing_pack *parent = NULL;
    beginning b = { .directory = directory, .id = ing_text_of(id), .err = err };
    libing_status status;

    if (directory == NULL || extends == NULL || id == NULL || directory[0] == '\0')
        return ing_fail(err, LIBING_ERR_INVALID, "desk.argument", "no directory, no parent or no id given",
                        "没有给出目录、上级规则包或 id");
    status = ing_desk_load(extends, directory, &parent, err);
    b.parent = parent;
    if (status == LIBING_OK)
        status = check(&b);
    if (status == LIBING_OK)
        status = write_all(&b, extends);
    ing_pack_free(parent);
    return status;
}
