// By what a person is known in workbooks of ours: ids, names, lines, payees of theirs alone, birthdays. Worked out from the
// records, over all copies together, so that each copy loses the same.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "report/plain_rows.hpp"
#include "report/removal.hpp"
#include "run/find/wanted.hpp"

namespace counterfoil::run {

struct PersonTraces {
  report::Removal removal;                // but for `elsewhere`
  std::vector<Wanted> everywhere;         // looked for in every text
  std::vector<std::string> instead;       // of each of those
  std::vector<std::string> not_searched;  // numbers too short to be told from others outside of the person's rows

  /// The text without them; the same where none is in it.
  std::string without(std::string_view text) const;
};

/// `tables`: of all records. `mark`: what stands for the person, "Removed-7F3A21".
PersonTraces traces_of(const std::string& person, const std::vector<report::PlainTable>& tables, const std::string& mark);

}  // namespace counterfoil::run
