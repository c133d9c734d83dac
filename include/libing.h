/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * libing (礼兵): township plans as dated, explained, replayable rules over an append-only case store.
 *
 * This header includes the others and declares nothing itself.
 */
#ifndef LIBING_H
#define LIBING_H

#include <libing/audit.h>
#include <libing/desk.h>
#include <libing/engine.h>
#include <libing/exchange.h>
#include <libing/export.h>
#include <libing/host.h>
#include <libing/pack.h>
#include <libing/rehearse.h>
#include <libing/status.h>
#include <libing/version.h>

#endif
