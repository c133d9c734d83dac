/* SPDX-License-Identifier: Apache-2.0 */
/* What a construct says, feature by feature, so that two packs can be compared in words. */
#ifndef ING_EXCHANGE_FEATURES_H
#define ING_EXCHANGE_FEATURES_H

#include "pack/telling.h"

/* Two features are the same when aspect and key are; the words are for people. */
typedef struct ing_feature {
    const char *aspect;             /* "condition": a constant, in the language of the telling */
    ing_text key, words;
} ing_feature;

typedef struct ing_features {
    size_t count, cap;
    ing_feature *items;
    bool failed;                    /* no memory */
} ing_features;

/* The kinds of constructs that are compared, in the order in which they are told. */
typedef enum ing_construct {
    ING_CONSTRUCT_PACK, ING_CONSTRUCT_PARAM, ING_CONSTRUCT_RULE, ING_CONSTRUCT_FACT, ING_CONSTRUCT_TABLE,
    ING_CONSTRUCT_PROCEDURE, ING_CONSTRUCT_ACTION, ING_CONSTRUCT_EVENT, ING_CONSTRUCT_CASE, ING_CONSTRUCT_PARTY,
    ING_CONSTRUCT_ROLE, ING_CONSTRUCT_LAW
} ing_construct;
#define ING_CONSTRUCTS (ING_CONSTRUCT_LAW + 1)

const char *ing_construct_id(ing_construct construct);            /* "rule" */
const char *ing_construct_word(ing_construct construct, bool zh); /* "规则" */

/* How many the pack has; number `at`, with its id and titles. Facts are "kind.id". */
size_t ing_construct_count(const ing_pack *pack, ing_construct construct);
const void *ing_construct_at(const ing_pack *pack, ing_construct construct, size_t at, ing_text *id,
                             const ing_titles **titles);

/* Appends what it says. Parameters' values are apart, since their days matter: pack_diff.c. */
void ing_features_of(const ing_telling *telling, ing_construct construct, const void *item, ing_features *out);

/* features_rule.c */
void ing_features_of_rule(const ing_telling *telling, const ing_rule *rule, ing_features *out);

/* Appends one. The key is copied. */
void ing_feature_add(const ing_telling *telling, ing_features *out, const char *zh, const char *en, ing_text key,
                     ing_text words);
/* An expression: its source is the key. Nothing for NULL. */
void ing_feature_expr(const ing_telling *telling, ing_features *out, const char *zh, const char *en,
                      const ing_expr *expr);
/* A list of conditions, one feature each. */
void ing_feature_conditions(const ing_telling *telling, ing_features *out, const char *zh, const char *en,
                            const ing_expr *all);

#endif
