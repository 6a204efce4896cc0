#include "overlap.hpp"

#include <algorithm>

namespace counterfoil::debtors {

std::vector<DateSpan> days_left(DateSpan span, const std::vector<TakenDays>& taken) {
  std::vector<DateSpan> cuts;
  for (const TakenDays& each : taken)
    if (overlap(span, each.span).days() > 0) cuts.push_back(overlap(span, each.span));
  std::sort(cuts.begin(), cuts.end(), [](DateSpan left, DateSpan right) { return left.first < right.first; });
  std::vector<DateSpan> left;
  Date next = span.first;
  for (const DateSpan cut : cuts) {
    if (next < cut.first) left.push_back({next, cut.first - std::chrono::days{1}});
    next = std::max(next, cut.last + std::chrono::days{1});
  }
  if (next <= span.last) left.push_back({next, span.last});
  return left;
}

}  // namespace counterfoil::debtors
