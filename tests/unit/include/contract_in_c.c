/* A plugin in plain C: what C sees of the contract, for the C++ test to hold against what it sees itself. */
#include "counterfoil/plugin_abi.h"

uint64_t contract_sizes_in_c(unsigned which) {
  switch (which) {
    case 0: return sizeof(cf_text);
    case 1: return sizeof(cf_column);
    case 2: return sizeof(cf_value);
    case 3: return sizeof(cf_place);
    case 4: return sizeof(cf_named_text);
    case 5: return sizeof(cf_host);
    case 6: return sizeof(cf_input);
    case 7: return sizeof(cf_parameter);
    case 8: return sizeof(cf_finding);
    case 9: return sizeof(cf_plugin);
    default: return 0;
  }
}

int64_t contract_no_number_in_c(void) { return CF_NO_NUMBER; }
uint64_t contract_no_row_in_c(void) { return CF_NO_ROW; }
