/* SPDX-License-Identifier: Apache-2.0 */
/* Procedures as Mermaid state diagrams, which GitHub, GitLab and many editors draw. */
#ifndef ING_EXCHANGE_GRAPH_MERMAID_H
#define ING_EXCHANGE_GRAPH_MERMAID_H

#include "pack/telling.h"

void ing_mermaid_procedure(const ing_telling *telling, const ing_procedure *procedure, ing_buf *out);

#endif
