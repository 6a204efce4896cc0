// Allowances by age band, as a dated table has them, and the days on which a child comes into the next band.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "counterfoil/plugin.hpp"
#include "turning_18_settings.hpp"

namespace counterfoil::turning {

struct Allowance {
  std::string band;
  int age_from = 0;
  int age_to = 0;  // inclusive
  Pence weekly;
  std::optional<Date> from, to;
  std::string source;
};

struct BandChange {
  int age = 0;  // that is attained
  Date birthday;
  Date paid_from;
  const Allowance* before = nullptr;  // of the table; nullptr: no amount for the age before
  const Allowance* after = nullptr;
};

class Allowances {
 public:
  /// Rows of the set region, or of none.
  static Allowances read(const plugin::Run& run, const Settings& settings, Notes& notes);

  bool empty() const { return rows_.empty(); }
  /// In force for that age on that day; of two the one that began last.
  const Allowance* at(int age, Date day) const;
  /// Changes of amount under 18 that are paid from a day of `window`, by date.
  std::vector<BandChange> changes_of(Date born, DateSpan window, const Settings& settings) const;
  /// Gaps and overlaps at those changes, each once.
  void check(const std::vector<BandChange>& changes, const Settings& settings, Notes& notes) const;

 private:
  std::vector<Allowance> rows_;
  std::vector<int> ages_;  // at which a band begins
};

}  // namespace counterfoil::turning
