/* SPDX-License-Identifier: Apache-2.0 */
/* Why rules spoke or stayed silent, as a page that a person reads. */
#include "engine/explain_text.h"

/* The words of one language; the page has the same lines in both. */
typedef struct phrases {
    const char *heading, *none, *spoke, *silent, *blocked, *first, *changes, *miss, *each;
} phrases;

static const phrases english = {
    .heading = "Record %lld, %.*s of %.*s\n",
    .none = "No rule listens to it.\n",
    .spoke = "spoke",
    .silent = "stayed silent",
    .blocked = "stopped: %.*s",
    .first = "    first condition not met: %.*s\n",
    .changes = "    nearest: %lld change(s)\n",
    .miss = "      - %.*s\n",
    .each = " [for %.*s]",
};

static const phrases chinese = {
    .heading = "第%lld条记录，%.*s，%.*s\n",
    .none = "没有规则涉及该记录。\n",
    .spoke = "已作出结论",
    .silent = "未触发",
    .blocked = "被阻止：%.*s",
    .first = "    首个不成立的条件：%.*s\n",
    .changes = "    最近的可能：需改变%lld处\n",
    .miss = "      - %.*s\n",
    .each = "〔%.*s〕",
};

static ing_text title_of(const ing_json *object, bool zh)
{
    ing_text title = ing_json_text(object, zh ? "zh" : "en");

    return title.ptr != NULL ? title : ing_json_text(object, zh ? "en" : "zh");
}

/* Formats live in the tables above, each with the arguments that its place gives it. */
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#endif

static void write_rule(const ing_json *why, const phrases *say, bool zh, ing_buf *out)
{
    const ing_json *spoke = ing_json_get(why, "spoke"), *first = ing_json_get(why, "first_failing");
    const ing_json *miss = ing_json_get(why, "miss");
    ing_text stopped = ing_json_text(why, "blocked_by"), element = ing_json_text(why, "element");
    bool has_spoken = spoke != NULL && spoke->truth;

    ing_buf_printf(out, "  %.*s  %.*s", ING_TEXT_ARG(ing_json_text(why, "rule")),
                   ING_TEXT_ARG(title_of(why, zh)));
    if (element.ptr != NULL)
        ing_buf_printf(out, say->each, ING_TEXT_ARG(element));
    ing_buf_text(out, zh ? "：" : ": ");
    if (stopped.ptr != NULL)
        ing_buf_printf(out, say->blocked, ING_TEXT_ARG(stopped));
    else
        ing_buf_text(out, has_spoken ? say->spoke : say->silent);
    ing_buf_byte(out, '\n');
    if (first != NULL)
        ing_buf_printf(out, say->first, ING_TEXT_ARG(title_of(first, zh)));
    if (has_spoken || miss == NULL || miss->count == 0)
        return;
    ing_buf_printf(out, say->changes, (long long)ing_json_integer(why, "changes", 0));
    for (size_t i = 0; i < miss->count; i++)
        ing_buf_printf(out, say->miss, ING_TEXT_ARG(title_of(&miss->items[i], zh)));
}

void ing_explain_rules_text(const ing_json *rules, const ing_record *record, const char *language,
                            ing_buf *out)
{
    bool zh = language[0] == 'z';
    const phrases *say = zh ? &chinese : &english;

    ing_buf_printf(out, say->heading, (long long)record->seq, ING_TEXT_ARG(record->word),
                   ING_TEXT_ARG(record->at_text));
    if (rules->count == 0)
        ing_buf_text(out, say->none);
    for (size_t i = 0; i < rules->count; i++)
        write_rule(&rules->items[i], say, zh, out);
}

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
