// What keeps a line from being uplifted without a person: the checks of a new rate, in the order in which they are made.
#pragma once

#include <map>
#include <set>

#include "evaluation.hpp"

namespace counterfoil::uplift {

/// The rates that each rule gives to lines whose price is not new: a line with a new price at such a rate has had its uplift.
using GivenRates = std::map<const Rule*, std::set<Quantity>>;

/// Typical rates of lines alike (service type, service, unit), to tell an outlier.
class Peers {
 public:
  explicit Peers(const CareLines& lines);
  /// The middle rate of at least five lines alike; nothing where there are fewer.
  std::optional<Quantity> middle_for(const PriceRow& price) const;

 private:
  std::map<std::tuple<Vocabulary::Id, Vocabulary::Id, Vocabulary::Id>, Quantity> middles_;
};

struct Checker {
  const CareLines& lines;
  const WageFloors& floors;
  const Peers& peers;
  const Settings& settings;
  const GivenRates& given;

  /// Fills result, finding and words of a decision whose rate was worked out.
  void check(Decision& decision, const PriceRow& price) const;
};

/// Whether the price was agreed so short before the decision that it may hold the uplift already.
bool newly_priced(const PriceRow& price, Date date, const Settings& settings);

}  // namespace counterfoil::uplift
