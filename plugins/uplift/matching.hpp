// Which rule speaks for a price: of those that match, the one with the lowest priority.
#pragma once

#include "care_lines.hpp"
#include "rules.hpp"

namespace counterfoil::uplift {

struct Match {
  const Rule* rule = nullptr;   // nothing: no rule matches
  const Rule* rival = nullptr;  // another rule of the same priority: a person must say which
};

bool matches(const Rule& rule, const PriceRow& price);

/// Among the rules that take effect on `date`. `rules` are in the order of their priority.
Match match(const std::vector<Rule>& rules, Date date, const PriceRow& price);

}  // namespace counterfoil::uplift
