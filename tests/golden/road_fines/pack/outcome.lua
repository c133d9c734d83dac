-- SPDX-License-Identifier: Apache-2.0
-- How a fine stands: the first that applies, at the end or as of a day.

fact "outcome" { of = "road_fine", measure = true, zh = "结果", en = "outcome", cite = "narrative",
  type = one_of { "CREDIT_COLLECTION", "DISMISSED", "PAID", "DISMISSED_OTHER", "OPEN" },
  choose = {
    { "CREDIT_COLLECTION", known(first "collection") },
    { "DISMISSED",         case.dismissal:one_of { "#", "G" } },
    { "PAID",              case.paid:atleast(case.amount + case.expense) },
    { "DISMISSED_OTHER",   case.dismissal:isnt "NIL" },
    { "OPEN" } } }
