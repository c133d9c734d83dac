/* SPDX-License-Identifier: Apache-2.0 */
/* Syntax as text, for tests of the rule language: case.harm:upto("minor"), {1, a = 2}. */
#ifndef ING_TESTS_PROGRAM_PRINT_H
#define ING_TESTS_PROGRAM_PRINT_H

#include "base/buf.h"
#include "script/program.h"

static void program_print(const ing_syntax *syntax, ing_buf *out);

static void program_print_kids(const ing_syntax *syntax, size_t first, ing_buf *out)
{
    for (size_t i = first; i < syntax->count; i++) {
        if (i > first)
            ing_buf_text(out, ", ");
        program_print(syntax->kids[i], out);
    }
}

static void program_print_table(const ing_syntax *syntax, ing_buf *out)
{
    ing_buf_text(out, "{");
    program_print_kids(syntax, 0, out);
    for (size_t i = 0; i < syntax->member_count; i++) {
        if (i > 0 || syntax->count > 0)
            ing_buf_text(out, ", ");
        ing_buf_slice(out, syntax->members[i].name);
        ing_buf_text(out, " = ");
        program_print(syntax->members[i].value, out);
    }
    ing_buf_text(out, "}");
}

static void program_print_operator(const ing_syntax *syntax, const char *sign, ing_buf *out)
{
    ing_buf_text(out, "(");
    program_print(syntax->kids[0], out);
    ing_buf_text(out, sign);
    program_print(syntax->kids[1], out);
    ing_buf_text(out, ")");
}

static void program_print_call(const ing_syntax *syntax, ing_buf *out)
{
    program_print(syntax->kids[0], out);
    if (syntax->kind == ING_SYNTAX_METHOD) {
        ing_buf_text(out, ":");
        ing_buf_slice(out, syntax->text);
    }
    ing_buf_text(out, "(");
    program_print_kids(syntax, 1, out);
    ing_buf_text(out, ")");
}

static void program_print(const ing_syntax *syntax, ing_buf *out)
{
    switch (syntax->kind) {
    case ING_SYNTAX_BOOLEAN:
        ing_buf_text(out, syntax->truth ? "true" : "false");
        break;
    case ING_SYNTAX_INTEGER:
        ing_buf_int(out, syntax->number);
        break;
    case ING_SYNTAX_FLOAT:
        ing_buf_text(out, "float ");
        ing_buf_slice(out, syntax->text);
        break;
    case ING_SYNTAX_TEXT:
        ing_buf_text(out, "\"");
        ing_buf_slice(out, syntax->text);
        ing_buf_text(out, "\"");
        break;
    case ING_SYNTAX_NAME:
        ing_buf_slice(out, syntax->text);
        break;
    case ING_SYNTAX_INDEX:
        program_print(syntax->kids[0], out);
        ing_buf_text(out, ".");
        ing_buf_slice(out, syntax->text);
        break;
    case ING_SYNTAX_CALL:
    case ING_SYNTAX_METHOD:
        program_print_call(syntax, out);
        break;
    case ING_SYNTAX_ADD:
        program_print_operator(syntax, " + ", out);
        break;
    case ING_SYNTAX_SUBTRACT:
        program_print_operator(syntax, " - ", out);
        break;
    case ING_SYNTAX_MULTIPLY:
        program_print_operator(syntax, " * ", out);
        break;
    case ING_SYNTAX_TABLE:
        program_print_table(syntax, out);
        break;
    case ING_SYNTAX_FUNCTION:
        ing_buf_text(out, "function");
        break;
    }
}

#endif
