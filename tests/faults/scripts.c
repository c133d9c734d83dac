/* SPDX-License-Identifier: Apache-2.0 */
/* The scripts: short sequences of calls, as hosts make them. Each writing request has an id, so that a
 * second try after a failure may find that the first was done after all. */
#include "faults.h"
#include "stage.h"

#include <stddef.h>

#define SHOP_EVENT(id, type, about, at, by, data) \
    "{\"id\":\"" id "\",\"type\":\"" type "\"," about ",\"at\":\"" at "\",\"by\":\"" by "\",\"data\":" data "}"
#define CASE(id)  "\"case\":\"" id "\""
#define PARTY(id) "\"party\":\"" id "\""

#define FOUND(id, name) \
    SHOP_EVENT(id, "defect_found", CASE(name), "2024-01-05", "inspector:1", "{\"shop\":\"shop:S1\"}")
#define ORDERED(id, name, at) SHOP_EVENT(id, "fix_ordered", CASE(name), at, "inspector:1", "{}")
#define FIXED(id, name)       SHOP_EVENT(id, "fixed", CASE(name), "2024-02-20", "inspector:1", "{}")
#define VISITED(id, at)       SHOP_EVENT(id, "visited", PARTY("shop:S1"), at, "inspector:1", "{}")
#define BURNT(id, name) \
    SHOP_EVENT(id, "burn_found", CASE(name), "2024-03-15", "grid_member:07", "{\"household\":\"household:H3\"}")
#define VERIFIED(id, name, actor) \
    SHOP_EVENT(id, "burn_verified", CASE(name), "2024-03-16", "committee:1", \
               "{\"act\":\"2024-03-14\",\"actor\":\"" actor "\"}")
#define BUDGET(id) \
    "{\"id\":\"" id "\",\"type\":\"budget_set\",\"at\":\"2024-03-18\",\"by\":\"committee:1\",\"data\":{\"yuan\":100000}}"

/* D1 is overdue and a fine is proposed, D2 is being repaired. */
const script_line stage_beginning_shops[] = {
    { step_init, NULL },
    { step_install, PACK_SHOPS },
    { step_append, FOUND("b1", "D1") },
    { step_append, ORDERED("b2", "D1", "2024-01-06") },
    { step_append, VISITED("b3", "2024-02-01") },
    { step_append, SHOP_EVENT("b4", "defect_found", CASE("D2"), "2024-02-10", "inspector:2", "{\"shop\":\"shop:S2\"}") },
    { step_append, ORDERED("b5", "D2", "2024-02-11") },
    { step_close, NULL },
    { NULL, NULL },
};

const script_line stage_beginning_village[] = {
    { step_init, NULL },
    { step_install, PACK_VILLAGE },
    { step_append, BURNT("b1", "F1") },
    { step_append, VERIFIED("b2", "F1", "member") },
    { step_append, BURNT("b3", "F2") },
    { step_close, NULL },
    { NULL, NULL },
};

const fault_script fault_scripts[] = {
    { "a store is born", NULL,
      { { step_init, NULL }, { step_info, NULL }, { step_close, NULL }, { step_open, NULL }, { step_verify, NULL } }, 0, 0 },
    { "a pack is installed, twice", NULL,
      { { step_init, NULL }, { step_install, PACK_VILLAGE }, { step_install, PACK_VILLAGE }, { step_info, NULL } }, 0, 0 },
    { "a case opens", PACK_SHOPS,
      { { step_open, NULL }, { step_append, FOUND("k1", "D7") }, { step_show, "D7" } }, 0, 0 },
    { "a case moves and its deadline starts", PACK_SHOPS,
      { { step_open, NULL }, { step_append, FOUND("k1", "D7") }, { step_append, ORDERED("k2", "D7", "2024-01-06") },
        { step_due, NULL }, { step_show, "D7" } }, 0, 0 },
    { "the same request twice", PACK_SHOPS,
      { { step_open, NULL }, { step_append, FOUND("k1", "D7") }, { step_append, FOUND("k1", "D7") },
        { step_append, FOUND("b1", "D1") } }, 0, 0 },
    { "requests that are refused", PACK_SHOPS,
      { { step_open, NULL }, { step_append, FOUND("b1", "D9") }, { step_append, "{\"type\":" },
        { step_append, SHOP_EVENT("k3", "fix_orderd", CASE("D1"), "2024-02-20", "inspector:1", "{}") },
        { step_append, SHOP_EVENT("k4", "more_time", CASE("D1"), "2024-02-20", "inspector:1", "{\"to\":\"2024-03-01\"}") },
        { step_records, NULL } }, 0, 0 },
    { "an event that lapses what ended before it", PACK_SHOPS,
      { { step_open, NULL }, { step_append, SHOP_EVENT("k1", "visited", PARTY("shop:S2"), "2024-02-28", "inspector:1", "{}") },
        { step_decisions, "propose_fine" } }, 0, 0 },
    { "time passes", PACK_SHOPS,
      { { step_open, NULL }, { step_advance, "2024-02-28" }, { step_due, "2024-03-10" }, { step_inbox, "office" } }, 0, 0 },
    { "a fine is confirmed and paid", PACK_SHOPS,
      { { step_open, NULL }, { step_inbox, "office" }, { step_confirm, "propose_fine" }, { step_execute, "propose_fine" },
        { step_decisions, "alert" } }, 0, 0 },
    { "a fine is declined", PACK_SHOPS,
      { { step_open, NULL }, { step_decline, "propose_fine" }, { step_confirm, "propose_fine" }, { step_inbox, "office" } }, 0, 0 },
    { "an order is carried out", PACK_SHOPS,
      { { step_open, NULL }, { step_execute, "order_repair" }, { step_append, FIXED("k2", "D2") }, { step_show, "D2" } }, 0, 0 },
    { "a late record is reviewed", PACK_SHOPS,
      { { step_open, NULL }, { step_append, SHOP_EVENT("k1", "fixed", CASE("D1"), "2024-01-10", "inspector:1", "{}") },
        { step_decisions, "review_required" } }, 0, 0 },
    { "a batch", PACK_SHOPS,
      { { step_open, NULL },
        { step_append_many, FOUND("k1", "D7") "\n" ORDERED("k2", "D7", "2024-01-06") "\n" FOUND("k3", "D8") "\n" },
        { step_cases, "defect" } }, 0, 0 },
    { "a batch with one bad line", PACK_SHOPS,
      { { step_open, NULL }, { step_append_many, FOUND("k1", "D7") "\n{}\n" }, { step_cases, NULL } }, 0, 0 },
    { "a rehearsed event", PACK_SHOPS,
      { { step_open, NULL }, { step_try, FOUND("k1", "D7") }, { step_append, FOUND("k1", "D7") }, { step_records, "D7" } }, 0, 0 },
    { "an event about the store visits every case", PACK_VILLAGE,
      { { step_open, NULL }, { step_append, BUDGET("k1") }, { step_decisions, "remind" } }, 0, 0 },
    { "a requirement fails, a decision is revoked", PACK_VILLAGE,
      { { step_open, NULL }, { step_append, VERIFIED("k1", "F2", "tenant") },
        { step_append, SHOP_EVENT("k2", "objection", CASE("F1"), "2024-03-18", "committee:1", "{}") },
        { step_decisions, NULL } }, 0, 0 },
    { "a measure", PACK_VILLAGE, { { step_open, NULL }, { step_measure, "burnings" }, { step_measure, "no_such" } }, 0, 0 },
    { "an explanation", PACK_VILLAGE,
      { { step_open, NULL }, { step_explain, "suspend" }, { step_silence, "" }, { step_silence, "S-1" } }, 0, 0 },
    { "an import", PACK_VILLAGE, { { step_open, NULL }, { step_import, NULL }, { step_cases, NULL } }, 0, 0 },
    { "looking round without writing", PACK_SHOPS,
      { { step_open, "" }, { step_info, NULL }, { step_cases, NULL }, { step_show, "D1" }, { step_records, "D1" },
        { step_append, FOUND("k1", "D7") } }, 0, 0 },
    { "verify", PACK_SHOPS, { { step_verify, NULL } }, 0, 0 },
    { "replay", PACK_VILLAGE, { { step_replay, NULL } }, 0, 0 },
    { "audit beside an open engine", PACK_SHOPS,
      { { step_open, NULL }, { step_append, FIXED("k1", "D1") }, { step_replay, NULL }, { step_verify, NULL } }, 0, 0 },
    { "packs are checked", NULL,
      { { step_check_pack, PACK_SHOPS }, { step_check_pack, NULL }, { step_names, NULL } }, 0, 0 },
    { "a pack is drawn", NULL, { { step_graph, PACK_SHOPS } }, 0, 0 },
    { "a pack becomes a page, and is compared", NULL, { { step_doc, PACK_VILLAGE }, { step_diff, PACK_SHOPS } }, 0, 0 },
    { "a pack of one's own begins", NULL, { { step_new, PACK_SHOPS } }, 0, 0 },
    { "a pack is rehearsed", NULL, { { step_test, PACK_SHOPS } }, 0, 0 },
    { "an iterator outlives its engine", PACK_SHOPS, { { step_open, NULL }, { step_orphan, NULL }, { step_open, NULL } }, 0, 0 },
    { NULL, NULL, { { NULL, NULL } }, 0, 0 },
};

const fault_script fault_regressions[] = {
    { "append__repeated_request_that_fails_is_not_recorded_twice", PACK_SHOPS,
      { { step_open, NULL }, { step_append, FOUND("b1", "D1") } }, 1, 1 + FAULT_SQLITE_MEMORY },
    { "begin__that_fails_leaves_no_transaction_behind", PACK_SHOPS,
      { { step_open, NULL }, { step_try, FOUND("k1", "D7") }, { step_append, FOUND("k1", "D7") } }, 2, 1 + FAULT_SQLITE_MEMORY },
    { "execute__whose_commit_fails_gives_no_receipt", PACK_SHOPS,
      { { step_open, NULL }, { step_try, FOUND("k1", "D7") }, { step_execute, "order_repair" } }, 2, 1 + FAULT_SHORT_WRITE },
    { "records__whose_standing_cannot_be_read_fail", PACK_SHOPS,
      { { step_open, NULL }, { step_records, NULL } }, 1, 1 + FAULT_SQLITE_MEMORY },
    { "word__is_not_written_where_sqlite_has_undone_the_transaction", PACK_SHOPS,
      { { step_open, NULL }, { step_try, FOUND("k1", "D7") }, { step_decline, "propose_fine" } }, 2,
      1 + FAULT_SQLITE_MEMORY },
    { "install__without_memory_never_keeps_a_part_of_the_model", NULL,
      { { step_init, NULL }, { step_install, PACK_VILLAGE }, { step_install, PACK_VILLAGE } }, 1, 1 + FAULT_MEMORY },
    { "verify__disk_that_fails_is_not_called_damage", PACK_VILLAGE, { { step_verify, NULL } }, 0, 1 + FAULT_IO },
    { NULL, NULL, { { NULL, NULL } }, 0, 0 },
};
