/* SPDX-License-Identifier: Apache-2.0 */
/* Inheritance. The parent's files lie under base/<id>/ of the pack's files; they run first, then the child's.
 * What the child changes, it says: `replaces = true, because`, or `drop "rule:X" { because }`. */
#include "pack/inherit.h"

#define PARENT_FOLDER "base/"

bool ing_extends_read(ing_text written, ing_text *id, ing_text *least)
{
    size_t at = 0;

    while (at < written.len && written.ptr[at] != ' ')
        at++;
    *id = (ing_text){ written.ptr, at };
    *least = ING_TEXT_NONE;
    if (!ing_text_is_id(*id, 63) || memchr(id->ptr, ':', id->len) != NULL || id->ptr[0] == '.')
        return false;
    while (at < written.len && written.ptr[at] == ' ')
        at++;
    if (at == written.len)
        return true;
    if (written.len - at < 3 || memcmp(written.ptr + at, ">=", 2) != 0)
        return false;
    at += 2;
    while (at < written.len && written.ptr[at] == ' ')
        at++;
    *least = (ing_text){ written.ptr + at, written.len - at };
    return least->len > 0;
}

/* Numbers between dots, compared one by one; what is missing is 0. */
static int order_versions(ing_text a, ing_text b)
{
    size_t i = 0, k = 0;
    int order = 0;

    while (order == 0 && (i < a.len || k < b.len)) {
        int64_t left = 0, right = 0;
        for (; i < a.len && a.ptr[i] != '.'; i++)
            left = left < 100000000 && a.ptr[i] >= '0' && a.ptr[i] <= '9' ? left * 10 + (a.ptr[i] - '0') : left;
        for (; k < b.len && b.ptr[k] != '.'; k++)
            right = right < 100000000 && b.ptr[k] >= '0' && b.ptr[k] <= '9' ? right * 10 + (b.ptr[k] - '0') : right;
        i += i < a.len ? 1 : 0;
        k += k < b.len ? 1 : 0;
        order = left < right ? -1 : left > right;
    }
    return order;
}

/* --- the parent's head -------------------------------------------------------------------------- */

static bool set_prefix(ing_load *load, ing_text id)
{
    ing_buf path = ING_BUF_INIT;

    ing_buf_printf(&path, PARENT_FOLDER "%.*s/", ING_TEXT_ARG(id));
    load->parent_prefix = ing_load_copy(load, &path);
    ing_buf_free(&path);
    return !load->failed;
}

bool ing_inherit_is_parents(const ing_load *load, int32_t file)
{
    ing_text path = ing_load_file(load, file), prefix = load->parent_prefix;
    return prefix.len > 0 && path.len > prefix.len && memcmp(path.ptr, prefix.ptr, prefix.len) == 0;
}

static const ing_pack_file *parent_file(ing_load *load)
{
    const ing_pack_file *file = NULL;
    ing_buf path = ING_BUF_INIT;

    ing_buf_printf(&path, "%.*spack.lua", ING_TEXT_ARG(load->parent_prefix));
    load->failed = load->failed || path.failed;
    if (!path.failed)
        file = ing_pack_file_find(load->pack, ing_buf_view(&path));
    ing_buf_free(&path);
    return file;
}

/* pack { … } of the parent; NULL when it has none. */
static const ing_declaration *parent_head(const ing_load *load)
{
    size_t count;
    const ing_declaration *all = ing_program_declarations(load->program, &count), *found = NULL;

    for (size_t i = 0; i < count && found == NULL; i++) {
        if (ing_text_is(all[i].construct, "pack") && ing_inherit_is_parents(load, all[i].file))
            found = &all[i];
    }
    return found;
}

static void check_parent(ing_load *load, const ing_syntax *at, ing_text id, ing_text least)
{
    ing_text own = ing_member_text(load, load->parent, "id"), version = ing_member_text(load, load->parent, "version");

    if (!ing_text_equal(own, id))
        ing_load_report(load, "E111", at, ING_TEXT_NONE, "the parent in %.*s is called %.*s",
                        "%.*s 里的上级规则包名为 %.*s", ING_TEXT_ARG(load->parent_prefix), ING_TEXT_ARG(own));
    else if (least.len > 0 && order_versions(version, least) < 0)
        ing_load_report(load, "E111", at, ING_TEXT_NONE, "the parent %.*s has version %.*s, older than %.*s",
                        "上级规则包 %.*s 的版本是 %.*s，早于 %.*s", ING_TEXT_ARG(id), ING_TEXT_ARG(version),
                        ING_TEXT_ARG(least));
    else if (ing_member(load->parent, "extends") != NULL)
        ing_load_report(load, "E111", at, ING_TEXT_NONE, "the parent %.*s has a parent itself: one is all there may be",
                        "上级规则包 %.*s 自己又有上级：只能有一层", ING_TEXT_ARG(id));
    load->pack->parent_id = own;
    load->pack->parent_version = version;
}

static libing_status run_parent(ing_load *load, const ing_syntax *at, ing_text id, ing_text least, libing_error *err)
{
    const ing_pack_file *file = parent_file(load);
    const ing_declaration *head;
    libing_status status;

    if (load->failed)
        return LIBING_OK;
    if (file == NULL) {
        ing_load_report(load, "E111", at, ING_TEXT_NONE,
                        "there is no pack %.*s beside this one, nor in %.*s", "旁边没有规则包 %.*s，%.*s 里也没有",
                        ING_TEXT_ARG(id), ING_TEXT_ARG(load->parent_prefix));
        load->parent_prefix = ING_TEXT_NONE;
        return LIBING_OK;
    }
    status = ing_program_run(load->program, file->path, file->bytes, err);
    head = status == LIBING_OK ? parent_head(load) : NULL;
    if (head == NULL)
        return status;
    load->parent = head->body;
    load->parent_file = head->file;
    check_parent(load, at, id, least);
    return LIBING_OK;
}

libing_status ing_inherit_begin(ing_load *load, const ing_declaration *head, libing_error *err)
{
    const ing_syntax *at = ing_member(head->body, "extends");
    ing_text written, id, least;

    load->file = head->file;
    load->line = head->line;
    if (at == NULL)
        return LIBING_OK;
    written = ing_member_text(load, head->body, "extends");
    if (written.ptr == NULL)
        return LIBING_OK;
    if (!ing_extends_read(written, &id, &least)) {
        ing_load_report(load, "E105", at, ING_TEXT_NONE, "pack: write extends = \"bayi >= 1.0\"",
                        "pack：请写 extends = \"bayi >= 1.0\"");
        return LIBING_OK;
    }
    return set_prefix(load, id) ? run_parent(load, at, id, least, err) : LIBING_OK;
}

const ing_syntax *ing_inherit_member(const ing_load *load, const ing_syntax *body, const char *name)
{
    const ing_syntax *own = ing_member(body, name);
    return own != NULL || load->parent == NULL ? own : ing_member(load->parent, name);
}

/* --- one list out of two ------------------------------------------------------------------------ */

typedef struct merging {
    ing_load *load;
    ing_declaration *list;
    bool *gone;                     /* by place in the list */
    size_t count, parent_count;
    ing_change *changes;
    size_t change_count;
} merging;

static bool is_true(const ing_syntax *syntax)
{
    return syntax != NULL && syntax->kind == ING_SYNTAX_BOOLEAN && syntax->truth;
}

/* The parent's construct of that id; SIZE_MAX, and *nearest, when there is none. */
static size_t find_parents(const merging *m, ing_text construct, ing_text id, ing_nearest *nearest)
{
    *nearest = ing_nearest_begin(id);
    for (size_t i = 0; i < m->parent_count; i++) {
        if (m->gone[i] || !ing_text_equal(m->list[i].construct, construct))
            continue;
        if (ing_text_equal(m->list[i].id, id))
            return i;
        ing_nearest_try(nearest, m->list[i].id);
    }
    return SIZE_MAX;
}

/* A reason, and nothing locked: may the child change it. */
static bool may_change(const merging *m, const ing_declaration *one, ing_text construct, ing_text id, size_t place,
                       const ing_nearest *nearest)
{
    ing_load *load = m->load;
    ing_text because = ing_member_text(load, one->body, "because"), near = nearest->best;

    if (place == SIZE_MAX && near.ptr != NULL)
        ing_load_report(load, "E111", NULL, one->id, "the parent has no %.*s %.*s; did you mean %.*s?",
                        "上级规则包没有 %.*s %.*s；是否指 %.*s？", ING_TEXT_ARG(construct), ING_TEXT_ARG(id),
                        ING_TEXT_ARG(near));
    else if (place == SIZE_MAX)
        ing_load_report(load, "E111", NULL, one->id, "the parent has no %.*s %.*s", "上级规则包没有 %.*s %.*s",
                        ING_TEXT_ARG(construct), ING_TEXT_ARG(id));
    else if (is_true(ing_member(m->list[place].body, "locked")))
        ing_load_report(load, "E111", NULL, one->id, "%.*s %.*s is locked by the parent (%.*s:%d)",
                        "%.*s %.*s 被上级规则包锁定（%.*s:%d）", ING_TEXT_ARG(construct), ING_TEXT_ARG(id),
                        ING_TEXT_ARG(ing_load_file(load, m->list[place].file)), (int)m->list[place].line);
    else if (because.len == 0)
        ing_load_report(load, "E111", NULL, one->id, "say why %.*s %.*s is changed: because = \"…\"",
                        "请说明改动 %.*s %.*s 的理由：because = \"…\"", ING_TEXT_ARG(construct), ING_TEXT_ARG(id));
    else
        return true;
    return false;
}

static void note_change(merging *m, ing_text construct, ing_text id, ing_text because, bool is_dropped)
{
    m->changes[m->change_count++] = (ing_change){ construct, id, because, is_dropped };
}

/* drop "rule:E-53r" { because = … } */
static void drop(merging *m, const ing_declaration *one)
{
    const char *colon = one->id.len > 0 ? memchr(one->id.ptr, ':', one->id.len) : NULL;
    size_t len = colon != NULL ? (size_t)(colon - one->id.ptr) : 0;
    ing_text construct = { one->id.ptr, len }, id;
    ing_nearest nearest;
    size_t place;

    if (len == 0 || len + 1 == one->id.len) {
        ing_load_report(m->load, "E105", NULL, one->construct, "write drop \"rule:B-01\" { because = \"…\" }",
                        "请写 drop \"rule:B-01\" { because = \"…\" }");
        return;
    }
    id = (ing_text){ colon + 1, one->id.len - len - 1 };
    place = find_parents(m, construct, id, &nearest);
    if (!may_change(m, one, construct, id, place, &nearest))
        return;
    m->gone[place] = true;
    note_change(m, construct, id, ing_member_text(m->load, one->body, "because"), true);
}

static bool is_title(ing_text name)
{
    return ing_text_is(name, "zh") || ing_text_is(name, "en") || ing_text_is(name, "cite") || ing_text_is(name, "note");
}

/* Values from earlier days than the child's first stay the parent's. */
static const ing_syntax *merge_days(ing_load *load, const ing_syntax *own, const ing_syntax *parents)
{
    ing_syntax *table = ing_load_new(load, 1, sizeof *table);
    ing_syntax_member *members;
    size_t count = 0;

    if (own->kind != ING_SYNTAX_TABLE || parents->kind != ING_SYNTAX_TABLE || own->member_count == 0)
        return own;
    members = ing_load_new(load, own->member_count + parents->member_count, sizeof *members);
    if (table == NULL || members == NULL)
        return own;
    for (size_t i = 0; i < parents->member_count; i++) {
        if (ing_text_order(parents->members[i].name, own->members[0].name) < 0)
            members[count++] = parents->members[i];
    }
    for (size_t i = 0; i < own->member_count; i++)
        members[count++] = own->members[i];
    *table = *own;
    table->members = members;
    table->member_count = count;
    return table;
}

/* By name, as the members of a table stand. */
static void insert(ing_syntax_member *members, size_t *count, ing_text name, const ing_syntax *value)
{
    size_t at = *count;

    while (at > 0 && ing_text_order(members[at - 1].name, name) > 0) {
        members[at] = members[at - 1];
        at--;
    }
    members[at] = (ing_syntax_member){ name, value };
    (*count)++;
}

/* The child's body without what it says to the parent, with the parent's titles where it has none; of a
 * parameter, with everything that it does not say itself. */
static const ing_syntax *merge_body(ing_load *load, const ing_declaration *one, const ing_syntax *parents)
{
    bool is_param = ing_text_is(one->construct, "param");
    const ing_syntax *own = one->body;
    ing_syntax *body = ing_load_new(load, 1, sizeof *body);
    ing_syntax_member *members = ing_load_new(load, own->member_count + parents->member_count, sizeof *members);
    size_t count = 0;

    if (body == NULL || members == NULL)
        return own;
    for (size_t i = 0; i < own->member_count; i++) {
        ing_text name = own->members[i].name;
        const ing_syntax *value = own->members[i].value, *before = ing_member(parents, "from");
        if (ing_text_is(name, "replaces") || ing_text_is(name, "because"))
            continue;
        if (is_param && before != NULL && ing_text_is(name, "from"))
            value = merge_days(load, value, before);
        insert(members, &count, name, value);
    }
    for (size_t i = 0; i < parents->member_count; i++) {
        ing_text name = parents->members[i].name;
        bool is_said = false;
        for (size_t k = 0; k < own->member_count && !is_said; k++)
            is_said = ing_text_equal(own->members[k].name, name);
        if (!is_said && (is_param || is_title(name)))
            insert(members, &count, name, parents->members[i].value);
    }
    *body = *own;
    body->members = members;
    body->member_count = count;
    return body;
}

static void replace(merging *m, const ing_declaration *one)
{
    ing_nearest nearest;
    size_t place = find_parents(m, one->construct, one->id, &nearest);
    const ing_syntax *parents;

    if (!may_change(m, one, one->construct, one->id, place, &nearest))
        return;
    parents = m->list[place].body;
    note_change(m, one->construct, one->id, ing_member_text(m->load, one->body, "because"), false);
    m->list[place] = *one;
    m->list[place].body = merge_body(m->load, one, parents);
}

static void merge_one(merging *m, const ing_declaration *one)
{
    m->load->file = one->file;
    m->load->line = one->line;
    if (ing_text_is(one->construct, "drop")) {
        drop(m, one);
    } else if (is_true(ing_member(one->body, "replaces"))) {
        replace(m, one);
    } else {
        if (ing_member(one->body, "because") != NULL)
            ing_load_report(m->load, "E111", NULL, ING_TEXT_LIT("because"),
                            "because stands beside replaces = true, or in drop",
                            "because 应与 replaces = true 同写，或写在 drop 里");
        m->list[m->count++] = *one;
    }
}

static bool begin(merging *m, size_t count)
{
    m->list = ing_load_new(m->load, count + 1, sizeof *m->list);
    m->gone = ing_load_new(m->load, count + 1, sizeof *m->gone);
    m->changes = ing_load_new(m->load, count + 1, sizeof *m->changes);
    return !m->load->failed;
}

void ing_inherit_merge(ing_load *load)
{
    merging m = { .load = load };
    size_t count, kept = 0;
    const ing_declaration *all = ing_program_declarations(load->program, &count);

    if (!begin(&m, count))
        return;
    for (size_t i = 0; i < count; i++) {
        bool is_head = ing_text_is(all[i].construct, "pack") && all[i].file == load->parent_file;
        if (ing_inherit_is_parents(load, all[i].file) && !is_head)
            m.list[m.count++] = all[i];
    }
    m.parent_count = m.count;
    for (size_t i = 0; i < count && !load->failed; i++) {
        if (!ing_inherit_is_parents(load, all[i].file))
            merge_one(&m, &all[i]);
    }
    for (size_t i = 0; i < m.count; i++) {
        if (!m.gone[i])
            m.list[kept++] = m.list[i];
    }
    load->declarations = m.list;
    load->declaration_count = kept;
    load->pack->change_count = m.change_count;
    load->pack->changes = m.changes;
}
