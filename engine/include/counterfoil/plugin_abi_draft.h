/* Calls that are being tried and are not promised: the draft of the contract's next minor version, in C.
 *
 * A plugin that uses one is built with COUNTERFOIL_DRAFT_PLUGIN (plugin_draft.hpp). Its counterfoil_contract holds
 * CF_CONTRACT_DRAFT and the revision in the place of the minor version. Only a Counterfoil of exactly that revision runs it, and
 * only where the list of tasks was told so: make_manifest --draft. Everywhere else it is refused before any of its code runs.
 *
 * Each change to this file is a new revision. A call that has proven itself goes to the end of cf_host with a new minor version and
 * leaves this file; one that has not just leaves it. So nobody can come to depend on the draft in silence.
 */
#ifndef COUNTERFOIL_PLUGIN_ABI_DRAFT_H
#define COUNTERFOIL_PLUGIN_ABI_DRAFT_H

#include "counterfoil/plugin_abi.h"

#define CF_CONTRACT_DRAFT 0x8000
#define CF_DRAFT_REVISION 1

#ifdef __cplusplus
extern "C" {
#endif

/* What run() of a draft plugin gets: the cf_host that it is given is the first member of this. */
typedef struct cf_host_draft {
  cf_host promised;
  uint32_t size; /* sizeof(cf_host_draft) of the host */
  uint32_t revision;

  /* The heading that a field's column has in the export, as staff typed it; empty where the values were taken from the rows above
   * the table. For sentences that name a column. CF_ABSENT when the input was not given or has no such column. */
  cf_status (*heading)(void* self, cf_text input, cf_text field, cf_text* out);
} cf_host_draft;

#ifdef __cplusplus
}
#endif

#endif
