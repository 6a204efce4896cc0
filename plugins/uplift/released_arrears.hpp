// Arrears that earlier releases put out, a line and paid period, as far as that is proven.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/plugin.hpp"

namespace counterfoil::uplift {

struct ReleasedArrear {
  std::string key, batch, provider_id, provider, person, line, service;
  DateSpan period;
  Pence recalculated;  // the whole period at the rates of that release
  Pence amount;
  std::optional<Date> released_on;
};

class ReleasedArrears {
 public:
  ReleasedArrears() = default;
  explicit ReleasedArrears(std::vector<ReleasedArrear> arrears, std::set<std::string> not_proven = {});

  const std::vector<ReleasedArrear>& all() const { return arrears_; }  // by person, line and period, then as they were released

  struct Sum {
    Pence amount;
    Pence recalculated;  // at the last of them
    std::size_t releases = 0;
  };
  /// Of a line, for exactly this period.
  Sum of(std::string_view person, std::string_view line, DateSpan period) const;
  /// One of the line for another period that has some of the same days; nullptr: none.
  const ReleasedArrear* with_other_days(std::string_view person, std::string_view line, DateSpan period) const;
  /// It is said of this key that it went out, and not proven.
  bool not_proven(const std::string& key) const { return not_proven_.contains(key); }

 private:
  /// [first, last) of the line's in arrears_.
  std::pair<std::size_t, std::size_t> of_line(std::string_view person, std::string_view line) const;

  std::vector<ReleasedArrear> arrears_;
  std::set<std::string> not_proven_;
};

/// From the inputs "#released" and "#not_proven"; nothing where there is no workbook yet.
ReleasedArrears read_released_arrears(const plugin::Run& run);

}  // namespace counterfoil::uplift
