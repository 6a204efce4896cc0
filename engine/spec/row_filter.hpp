// "Only rows whose text in this column is one of these", as specifications and release profiles write it.
#pragma once

#include <string_view>

#include "spec/json_object.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// {"column": "route", "equals": ["Invoice"]}
RowFilter read_row_filter(JsonObject from);
bool matches(const RowFilter& filter, std::string_view text);

}  // namespace counterfoil::report
