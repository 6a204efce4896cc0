// Rates that follow others: the new rate of a named line, or the one new rate of a service.
#pragma once

#include <map>
#include <unordered_map>

#include "evaluation.hpp"

namespace counterfoil::uplift {

/// What there is to follow, as it becomes known.
class Followed {
 public:
  explicit Followed(const CareLines& lines) : lines_(lines) {}

  /// A line's rate after the day is settled (uplifted, unchanged or already), or is not.
  void settle(const Decision& decision);

  struct Answer {
    std::optional<Quantity> rate;
    std::string_view finding = {};  // why there is none
  };
  /// `service` is the rule's Follows as a word of the vocabulary. `unit`: of the line that follows.
  Answer rate_for(std::string_view follows, Vocabulary::Id service, Vocabulary::Id unit) const;

 private:
  struct Rates {
    std::optional<Quantity> rate;
    bool differ = false;
    bool unsettled = false;
  };
  static void add(Rates& rates, const Decision& decision, bool settled);

  const CareLines& lines_;
  std::unordered_map<std::string_view, Rates> by_line_;
  std::map<std::pair<Vocabulary::Id, Vocabulary::Id>, Rates> by_service_;  // service, unit
};

}  // namespace counterfoil::uplift
