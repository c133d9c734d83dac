/* SPDX-License-Identifier: Apache-2.0 */
/* A pack's files as bytes: from a directory, or one by one from a store's blobs. */
#include "pack/inherit.h"
#include "pack/pack.h"

#include <errno.h>
#include <stdio.h>

/* --- one by one --------------------------------------------------------------------------------- */

static bool is_plain_path(ing_text path)
{
    size_t start = 0;

    if (path.len == 0 || path.len > 200 || path.ptr[0] == '/')
        return false;
    for (size_t i = 0; i <= path.len; i++) {
        if (i < path.len && path.ptr[i] != '/') {
            if (path.ptr[i] == '\\' || (unsigned char)path.ptr[i] < 0x20)
                return false;
            continue;
        }
        if (i == start || (i - start == 2 && memcmp(path.ptr + start, "..", 2) == 0) ||
            (i - start == 1 && path.ptr[start] == '.'))
            return false;
        start = i + 1;
    }
    return true;
}

static libing_status refuse_path(ing_text path, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_PACK, "pack.path",
                    "'%.*s' is no path inside the pack; write it relative, with / and without ..",
                    "“%.*s”不是规则包内的路径；请写相对路径，用/分隔，不含..", ING_TEXT_ARG(path));
}

static size_t total_bytes(const ing_pack_source *source)
{
    size_t bytes = 0;

    for (size_t i = 0; i < source->count; i++)
        bytes += source->files[i].bytes.len;
    return bytes;
}

static libing_status check_size(const ing_pack_source *source, ing_text path, size_t len, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (len > ING_PACK_FILE_BYTES_MAX)
        status = ing_fail(err, LIBING_ERR_TOOLONG, "pack.file_too_long",
                          "file '%.*s' has %zu bytes, %d at most; split it",
                          "文件“%.*s”有%zu字节，最多%d字节；请拆分", ING_TEXT_ARG(path), len,
                          ING_PACK_FILE_BYTES_MAX);
    else if (total_bytes(source) + len > ING_PACK_BYTES_MAX)
        status = ing_fail(err, LIBING_ERR_TOOLONG, "pack.too_long",
                          "with file '%.*s' the pack has more than %d bytes",
                          "加上文件“%.*s”后规则包超过%d字节", ING_TEXT_ARG(path), ING_PACK_BYTES_MAX);
    if (status != LIBING_OK)
        ing_error_place(err, path, 0, 0);
    return status;
}

/* Kept in order of path: the order in which a pack's identity is taken. */
libing_status ing_pack_source_add(ing_pack_source *source, ing_text path, ing_text bytes, libing_error *err)
{
    ing_pack_file *grown;
    char *path_copy, *bytes_copy;
    size_t at = 0;
    libing_status status = is_plain_path(path) ? check_size(source, path, bytes.len, err)
                                               : refuse_path(path, err);

    if (status != LIBING_OK)
        return status;
    while (at < source->count && ing_text_order(source->files[at].path, path) < 0)
        at++;
    if (at < source->count && ing_text_equal(source->files[at].path, path))
        return ing_fail(err, LIBING_ERR_PACK, "pack.file_twice", "file '%.*s' is listed twice",
                        "文件“%.*s”列了两次", ING_TEXT_ARG(path));
    grown = ing_arena_new(&source->arena, source->count + 1, sizeof *grown);
    path_copy = ing_arena_text(&source->arena, path.ptr, path.len);
    bytes_copy = ing_arena_text(&source->arena, bytes.ptr, bytes.len);
    if (grown == NULL || path_copy == NULL || bytes_copy == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < source->count; i++)
        grown[i < at ? i : i + 1] = source->files[i];
    grown[at].path = (ing_text){ path_copy, path.len };
    grown[at].bytes = (ing_text){ bytes_copy, bytes.len };
    source->files = grown;
    source->count++;
    return LIBING_OK;
}

void ing_pack_source_free(ing_pack_source *source)
{
    ing_arena_free(&source->arena);
    *source = (ing_pack_source){ .arena = ING_ARENA_INIT };
}

/* --- from a directory --------------------------------------------------------------------------- */

static libing_status fail_read(const char *path, libing_error *err)
{
    return ing_fail(err, LIBING_ERR_STORE, "pack.unreadable", "cannot read '%s'", "无法读取“%s”", path);
}

/* LIBING_ERR_NOTFOUND when there is no such file; reading stops one byte beyond what is allowed. */
static libing_status read_file(const char *path, ing_buf *out, libing_error *err)
{
    FILE *file = fopen(path, "rb");
    libing_status status = LIBING_OK;

    if (file == NULL)
        return errno == ENOENT || errno == ENOTDIR
                   ? ing_fail(err, LIBING_ERR_NOTFOUND, "pack.no_file", "there is no '%s'", "没有“%s”", path)
                   : fail_read(path, err);
    while (status == LIBING_OK && out->len <= ING_PACK_FILE_BYTES_MAX) {
        char block[8192];
        size_t got = fread(block, 1, sizeof block, file);

        ing_buf_add(out, block, got);
        if (out->failed)
            status = ing_fail_nomem(err);
        else if (got < sizeof block && ferror(file))
            status = fail_read(path, err);
        if (got < sizeof block)
            break;
    }
    (void)fclose(file); /* it was only read */
    return status;
}

/* Where files are read from, and what stands before their paths in the pack: "base/bayi/" for a parent's. */
typedef struct folder {
    const char *directory;
    ing_text prefix;
    ing_pack_source *source;
} folder;

/* The path in the pack; the caller frees it. */
static ing_buf path_of(const folder *from, ing_text name)
{
    ing_buf path = ING_BUF_INIT;

    ing_buf_printf(&path, "%.*s%.*s", ING_TEXT_ARG(from->prefix), ING_TEXT_ARG(name));
    return path;
}

static libing_status add_file(const folder *from, ing_text name, libing_error *err)
{
    ing_buf path = ING_BUF_INIT, bytes = ING_BUF_INIT, inside = ING_BUF_INIT;
    libing_status status;

    if (!is_plain_path(name))
        return refuse_path(name, err);
    ing_buf_printf(&path, "%s/%.*s", from->directory, ING_TEXT_ARG(name));
    status = path.failed ? ing_fail_nomem(err) : read_file(path.ptr, &bytes, err);
    inside = path_of(from, name);
    if (status == LIBING_OK && inside.failed)
        status = ing_fail_nomem(err);
    if (status == LIBING_OK)
        status = ing_pack_source_add(from->source, ing_buf_view(&inside), ing_buf_view(&bytes), err);
    ing_buf_free(&path);
    ing_buf_free(&bytes);
    ing_buf_free(&inside);
    return status;
}

static bool has_file(const ing_pack_source *source, ing_text path)
{
    for (size_t i = 0; i < source->count; i++) {
        if (ing_text_equal(source->files[i].path, path))
            return true;
    }
    return false;
}

/* A file that pack.lua lists and the directory lacks is left out: the load finds it missing and says on
 * which line. So is one listed twice. */
static libing_status add_listed(const folder *from, const ing_syntax *name, libing_error *err)
{
    libing_status status = LIBING_OK;
    ing_buf inside;

    if (name->kind != ING_SYNTAX_TEXT || !is_plain_path(name->text))
        return LIBING_OK;
    inside = path_of(from, name->text);
    if (inside.failed)
        status = ing_fail_nomem(err);
    else if (!has_file(from->source, ing_buf_view(&inside)))
        status = add_file(from, name->text, err);
    ing_buf_free(&inside);
    return status == LIBING_ERR_NOTFOUND ? LIBING_OK : status;
}

static libing_status add_what_pack_lists(const folder *from, const ing_syntax *body, libing_error *err)
{
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < body->member_count && status == LIBING_OK; i++) {
        const ing_syntax_member *member = &body->members[i];

        if (ing_text_is(member->name, "calendar"))
            status = add_listed(from, member->value, err);
        if (!ing_text_is(member->name, "files") || member->value->kind != ING_SYNTAX_TABLE)
            continue;
        for (size_t k = 0; k < member->value->count && status == LIBING_OK; k++)
            status = add_listed(from, member->value->kids[k], err);
    }
    return status;
}

/* The id that `extends` names is kept in the source's arena; absent when there is none. */
static libing_status note_parent(const folder *from, const ing_syntax *body, ing_text *parent, libing_error *err)
{
    ing_text id, least;
    const char *copy;

    for (size_t i = 0; i < body->member_count; i++) {
        const ing_syntax_member *member = &body->members[i];
        if (!ing_text_is(member->name, "extends") || member->value->kind != ING_SYNTAX_TEXT ||
            !ing_extends_read(member->value->text, &id, &least))
            continue;
        copy = ing_arena_text(&from->source->arena, id.ptr, id.len);
        if (copy == NULL)
            return ing_fail_nomem(err);
        *parent = (ing_text){ copy, id.len };
    }
    return LIBING_OK;
}

/* pack.lua is run here for what it lists, and once more by the load, for what it declares. */
static libing_status read_listed(const folder *from, ing_text *parent, libing_error *err)
{
    ing_program_options options = { .hash = NULL };
    ing_program *program = NULL;
    const ing_declaration *declarations;
    size_t count = 0, head = 0;
    ing_buf path = path_of(from, ING_TEXT_LIT("pack.lua"));
    libing_status status = path.failed ? ing_fail_nomem(err) : ing_program_new(&options, &program, err);

    while (status == LIBING_OK && !ing_text_equal(from->source->files[head].path, ing_buf_view(&path)))
        head++;
    if (status == LIBING_OK)
        status = ing_program_run(program, from->source->files[head].path, from->source->files[head].bytes, err);
    if (status != LIBING_OK)
        goto done;
    declarations = ing_program_declarations(program, &count);
    for (size_t i = 0; i < count && status == LIBING_OK; i++) {
        if (!ing_text_is(declarations[i].construct, "pack"))
            continue;
        status = add_what_pack_lists(from, declarations[i].body, err);
        if (status == LIBING_OK)
            status = note_parent(from, declarations[i].body, parent, err);
    }
done:
    ing_buf_free(&path);
    ing_program_free(program);
    return status;
}

static libing_status read_folder(const folder *from, ing_text *parent, libing_error *err)
{
    libing_status status = add_file(from, ING_TEXT_LIT("pack.lua"), err);

    *parent = ING_TEXT_NONE;
    return status == LIBING_OK ? read_listed(from, parent, err) : status;
}

/* The parent lies in the pack, under base/, or beside it. One that is not there is left out, as a file is. */
static libing_status add_parent(const char *directory, ing_text id, ing_pack_source *source, libing_error *err)
{
    libing_status status = LIBING_ERR_NOTFOUND;
    ing_buf prefix = ING_BUF_INIT;

    ing_buf_printf(&prefix, "base/%.*s/", ING_TEXT_ARG(id));
    for (size_t i = 0; i < 2 && status == LIBING_ERR_NOTFOUND; i++) {
        ing_buf path = ING_BUF_INIT;
        ing_text ignored;
        ing_buf_printf(&path, i == 0 ? "%s/base/%.*s" : "%s/../%.*s", directory, ING_TEXT_ARG(id));
        const folder from = { path.ptr, ing_buf_view(&prefix), source };
        status = path.failed || prefix.failed ? ing_fail_nomem(err) : read_folder(&from, &ignored, err);
        ing_buf_free(&path);
    }
    ing_buf_free(&prefix);
    return status == LIBING_ERR_NOTFOUND ? LIBING_OK : status;
}

libing_status ing_pack_source_directory(const char *directory, ing_pack_source *out, libing_error *err)
{
    const folder from = { directory, ING_TEXT_LIT(""), out };
    libing_status status;
    ing_text parent;

    *out = (ing_pack_source){ .arena = ING_ARENA_INIT };
    status = read_folder(&from, &parent, err);
    if (status == LIBING_OK && parent.len > 0)
        status = add_parent(directory, parent, out, err);
    if (status != LIBING_OK)
        ing_pack_source_free(out);
    return status;
}
