-- SPDX-License-Identifier: Apache-2.0
table "basis" { zh = "法定依据", inputs = { case.norms, case.forest_zone }, outputs = { "law", "min", "max", "competent" }, hit = "priority", rank = { "max", "min" }, law_time = "lenient",
  rows = { { "coal_unenclosed",   "-",  "大气法117",      yuan(10000), yuan(100000), "eco_branch" },
           { "industrial_dust",   "-",  "大气法108",      yuan(20000), yuan(200000), "eco_branch" },
           { "straw_burning",     "-",  "大气法119",      yuan(500),   yuan(2000),   "eco_branch" },
           { "straw_burning",     true, "森林防火条例50", yuan(200),   yuan(3000),   "forestry" } } }

-- The same in a file.
table "basis_file" { zh = "法定依据", inputs = { case.norms, case.forest_zone }, outputs = { "law", "min", "max", "competent" }, hit = "priority",
  rank = { "max", "min" }, csv = "basis.csv" }
fact "heaviest" { of = { "air_issue", "straw_fire" }, is = basis_file.max }
