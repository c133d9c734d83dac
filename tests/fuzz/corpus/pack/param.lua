-- SPDX-License-Identifier: Apache-2.0
param "p" { zh = "甲", en = "p", unit = "fen", from = { ["2024-01-01"] = yuan(1) } }
