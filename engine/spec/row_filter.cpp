#include "spec/row_filter.hpp"

#include <algorithm>

namespace counterfoil::report {

RowFilter read_row_filter(JsonObject from) {
  RowFilter filter;
  filter.column = from.text("column");
  filter.equals = from.texts("equals");
  if (filter.equals.empty()) from.wrong("equals", "is missing or empty; name the texts that count.");
  from.nothing_else();
  return filter;
}

bool matches(const RowFilter& filter, std::string_view text) {
  return std::find(filter.equals.begin(), filter.equals.end(), text) != filter.equals.end();
}

}  // namespace counterfoil::report
