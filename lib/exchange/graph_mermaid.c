/* SPDX-License-Identifier: Apache-2.0 */
/* Mermaid: states by their titles, rules on the arrows, regions as parallel parts, deadlines as notes. */
#include "exchange/graph_mermaid.h"

typedef struct mermaid {
    const ing_telling *telling;
    const ing_procedure *procedure;
    int32_t region;
    ing_buf *out;
} mermaid;

/* Mermaid ends a text at ; and : and reads # as the beginning of an entity. */
static void put_text(const mermaid *m, ing_text text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ';' || c == '#' || c == ':' || c == '"' || c == '{' || c == '}' || c == '<' || c == '>')
            ing_buf_printf(m->out, "#%d;", c);
        else
            ing_buf_byte(m->out, c == '\n' ? ' ' : c);
    }
}

/* States of regions carry the region's name: two regions may both have `none`. */
static void put_id(const mermaid *m, ing_text state)
{
    if (m->region > 0)
        ing_buf_printf(m->out, "%.*s__", ING_TEXT_ARG(m->procedure->regions[m->region].id));
    ing_buf_slice(m->out, state);
}

static void put_arrow(const mermaid *m, ing_text from, ing_text to, const ing_rule *rule)
{
    ing_buf_text(m->out, "        ");
    put_id(m, from);
    ing_buf_text(m->out, " --> ");
    put_id(m, to);
    ing_buf_printf(m->out, " : %.*s ", ING_TEXT_ARG(rule->id));
    put_text(m, ing_tell_title(m->telling, &rule->titles, ING_TEXT_NONE));
    ing_buf_byte(m->out, '\n');
}

static void put_rule(const mermaid *m, const ing_rule *rule)
{
    const ing_region *region = &m->procedure->regions[m->region];
    bool is_any = rule->from_count == 0;
    size_t count = is_any ? region->state_count : rule->from_count;

    for (size_t i = 0; i < count; i++) {
        ing_text from = is_any ? region->states[i] : rule->from[i];
        if (!is_any || !ing_text_equal(from, rule->to[0]))
            put_arrow(m, from, rule->to[0], rule);
    }
    for (size_t i = 1; i < rule->to_count; i++)
        put_arrow(m, rule->to[i - 1], rule->to[i], rule);
}

static void put_notes(const mermaid *m, ing_text state)
{
    bool begun = false;

    for (size_t i = 0; i < m->procedure->deadline_count; i++) {
        const ing_deadline *deadline = &m->procedure->deadlines[i];
        bool runs = false;
        for (size_t k = 0; deadline->region == m->region && k < deadline->run_count && !runs; k++)
            runs = ing_text_equal(deadline->runs[k], state);
        if (!runs)
            continue;
        ing_buf length = ING_BUF_INIT;
        if (!begun) {
            ing_buf_text(m->out, "        note right of ");
            put_id(m, state);
            ing_buf_byte(m->out, '\n');
        }
        begun = true;
        ing_tell_length(m->telling, deadline->length, &length);
        ing_buf_text(m->out, "            ");
        put_text(m, ing_tell_deadline(m->telling, deadline));
        ing_buf_byte(m->out, ' ');
        put_text(m, ing_buf_view(&length));
        ing_buf_byte(m->out, '\n');
        m->out->failed = m->out->failed || length.failed;
        ing_buf_free(&length);
    }
    if (begun)
        ing_buf_text(m->out, "        end note\n");
}

static void put_states(const mermaid *m)
{
    const ing_region *region = &m->procedure->regions[m->region];

    for (size_t i = 0; i < region->state_count; i++) {
        ing_buf_text(m->out, "        state \"");
        put_text(m, ing_tell_state(m->telling, region, region->states[i]));
        ing_buf_text(m->out, "\" as ");
        put_id(m, region->states[i]);
        ing_buf_byte(m->out, '\n');
    }
    ing_buf_text(m->out, "        [*] --> ");
    put_id(m, region->start);
    ing_buf_byte(m->out, '\n');
}

static void put_region(const mermaid *m)
{
    const ing_region *region = &m->procedure->regions[m->region];
    const ing_pack *pack = m->telling->pack;

    put_states(m);
    for (size_t i = 0; i < pack->rule_count; i++) {
        const ing_rule *rule = pack->rules[i];
        if (rule->procedure == m->procedure && rule->region == m->region && rule->to_count > 0)
            put_rule(m, rule);
    }
    for (size_t i = 0; m->region == 0 && i < m->procedure->end_count; i++) {
        ing_buf_text(m->out, "        ");
        put_id(m, m->procedure->ends[i]);
        ing_buf_text(m->out, " --> [*]\n");
    }
    for (size_t i = 0; i < region->state_count; i++)
        put_notes(m, region->states[i]);
}

void ing_mermaid_procedure(const ing_telling *telling, const ing_procedure *procedure, ing_buf *out)
{
    mermaid m = { telling, procedure, 0, out };

    ing_buf_text(out, "stateDiagram-v2\n    direction TB\n    state \"");
    put_text(&m, ing_tell_title(telling, &procedure->titles, procedure->id));
    ing_buf_printf(out, "\" as %.*s_all {\n", ING_TEXT_ARG(procedure->id));
    for (size_t i = 0; i < procedure->region_count; i++) {
        m.region = (int32_t)i;
        if (i > 0)
            ing_buf_text(out, "        --\n");
        put_region(&m);
    }
    ing_buf_text(out, "    }\n");
}
