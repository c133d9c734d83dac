/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters: typed values, each from a day on. */
#include "pack/load.h"

static const char *const param_members[] = { "type", "unit", "from", "assumed", "range", NULL };

static bool read_day(ing_load *load, const ing_param *param, ing_text name, ing_date *out)
{
    if (ing_date_parse(name, out))
        return true;
    ing_load_report(load, "E105", NULL, name,
                    "param %.*s: '%.*s' is no day, write [\"2023-12-20\"] = value",
                    "参数 %.*s：“%.*s”不是日期，请写 [\"2023-12-20\"] = 值",
                    ING_TEXT_ARG(param->id), ING_TEXT_ARG(name));
    return false;
}

/* Values of days come sorted: members are in byte order, and days are written so that
 * this is time. */
static void read_slices(ing_load *load, ing_param *param, const ing_syntax *from)
{
    ing_param_slice *slices = ing_load_new(load, from->member_count, sizeof *slices);
    if (slices == NULL)
        return;
    for (size_t i = 0; i < from->member_count && !load->failed; i++) {
        const ing_type *type = &ing_type_any;
        ing_param_slice *slice = &slices[param->slice_count];
        if (!read_day(load, param, from->members[i].name, &slice->from))
            continue;
        slice->value =
            ing_constant_read(load, from->members[i].value, param->type, param->id, &type);
        if (slice->value.kind == ING_VALUE_UNKNOWN)
            continue;
        if (param->type == NULL)
            param->type = type;
        param->slice_count++;
    }
    param->slices = slices;
}

static bool is_open_list(const ing_type *type)
{
    return type != NULL && type->kind == ING_TYPE_LIST && type->element->kind == ING_TYPE_ANY;
}

static void read_values(ing_load *load, ing_param *param, const ing_syntax *body)
{
    const ing_syntax *from = ing_member(body, "from");
    bool is_table = from != NULL && from->kind == ING_SYNTAX_TABLE && from->member_count > 0 &&
                    from->count == 0;
    if (!is_table) {
        ing_load_report(load, "E105", NULL, from == NULL ? param->id : ING_TEXT_LIT("from"),
                        "param %.*s has no values: from = { [\"2023-12-20\"] = value }",
                        "参数 %.*s 没有值：from = { [\"2023-12-20\"] = 值 }",
                        ING_TEXT_ARG(param->id));
        return;
    }
    read_slices(load, param, from);
    if (is_open_list(param->type)) {
        ing_load_report(load, "E105", NULL, param->id,
                        "param %.*s is an empty list: say of what, type = list_of(text)",
                        "参数 %.*s 是空列表：请写明类型，如 type = list_of(text)",
                        ING_TEXT_ARG(param->id));
        param->type = NULL;
    }
}

static bool is_number(const ing_value *value)
{
    return value->kind == ING_VALUE_INTEGER || value->kind == ING_VALUE_DECIMAL;
}

/* range = { lowest, highest }, for numbers. */
static void check_range(ing_load *load, const ing_param *param, const ing_syntax *range)
{
    const ing_type *type = &ing_type_any;
    ing_value ends[2];
    if (range->kind != ING_SYNTAX_TABLE || range->count != 2 || range->member_count > 0) {
        ing_load_report(load, "E105", NULL, ING_TEXT_LIT("range"),
                        "param %.*s: write range = { lowest, highest }",
                        "参数 %.*s：请写 range = { 最小, 最大 }", ING_TEXT_ARG(param->id));
        return;
    }
    for (size_t i = 0; i < 2; i++)
        ends[i] = ing_constant_read(load, range->kids[i], param->type, param->id, &type);
    if (!is_number(&ends[0]) || !is_number(&ends[1]))
        return;
    for (size_t i = 0; i < param->slice_count; i++) {
        const ing_value *value = &param->slices[i].value;
        char day[11];
        ing_date_format(param->slices[i].from, day);
        if (is_number(value) && (value->number < ends[0].number || value->number > ends[1].number))
            ing_load_report(load, "E105", NULL, ing_text_of(day),
                            "param %.*s: the value from %s lies outside its range",
                            "参数 %.*s：%s 起的值超出 range", ING_TEXT_ARG(param->id), day);
    }
}

static void load_param(ing_load *load, const ing_declaration *declaration)
{
    const ing_syntax *body = declaration->body;
    const ing_syntax *type = ing_member(body, "type");
    const ing_syntax *range = ing_member(body, "range");
    ing_param *param = ing_load_new(load, 1, sizeof *param);
    if (param == NULL)
        return;
    ing_members_check(load, body, declaration->construct, param_members, NULL);
    param->id = declaration->id;
    param->titles = ing_titles_read(load, declaration);
    param->unit = ing_member_text(load, body, "unit");
    param->assumed = ing_member_flag(load, body, "assumed");
    if (type != NULL) {
        ing_field field = { .type = NULL };
        if (!ing_typing_read(load, type, ING_TYPING_PARAM, &field))
            return;
        param->type = field.type;
    }
    read_values(load, param, body);
    if (param->type == NULL)
        param->type = &ing_type_any;
    if (range != NULL && param->type->kind != ING_TYPE_ANY)
        check_range(load, param, range);
    (void)ing_load_put(load, &load->pack->params, param->id, param);
}

static bool begins(ing_text id, ing_text longer)
{
    return longer.len > id.len && longer.ptr[id.len] == '.' &&
           memcmp(longer.ptr, id.ptr, id.len) == 0;
}

/* param.a.b could mean b of a, or a.b. */
static void check_beginnings(ing_load *load)
{
    const ing_map *params = &load->pack->params;
    for (size_t i = 0; i < params->count; i++) {
        for (size_t j = 0; j < params->count; j++) {
            const ing_param *longer = params->items[j].value;
            if (begins(params->items[i].key, longer->id))
                ing_load_report_thing(load, "E102", longer->titles.file, longer->titles.line,
                                      longer->id, "param %.*s begins with another, %.*s",
                                      "参数 %.*s 以另一个参数 %.*s 开头", ING_TEXT_ARG(longer->id),
                                      ING_TEXT_ARG(params->items[i].key));
        }
    }
}

void ing_load_params(ing_load *load)
{
    for (size_t i = 0; i < load->declaration_count && !load->failed; i++) {
        const ing_declaration *declaration = &load->declarations[i];
        if (ing_text_is(declaration->construct, "param") && ing_claim(load, "param", declaration))
            load_param(load, declaration);
    }
    check_beginnings(load);
    ing_load_overlay(load);
}
