-- SPDX-License-Identifier: Apache-2.0
pack { id = "shanxi.changzhi.bayi-2", version = "1.1.0", extends = "bayi >= 1.0", calendar = "calendar-2024.csv", time_zone = "+08:00", files = { "own.lua" } }
