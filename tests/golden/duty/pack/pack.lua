-- SPDX-License-Identifier: Apache-2.0
-- Duties of plants, of the office, of registered fields: every hour, every month, once, in four kinds.
pack { id = "plants", version = "1.0.0", time_zone = "+08:00", files = { "plants.lua" } }
