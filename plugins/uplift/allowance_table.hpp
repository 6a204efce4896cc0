// Weekly allowances by age and region, dated, such as the national minimum fostering allowance.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"
#include "uplift_settings.hpp"
#include "vocabulary.hpp"

namespace counterfoil::uplift {

struct Allowance {
  std::int64_t age_from = 0, age_to = 0;  // whole years, both included
  Vocabulary::Id region = 0;              // 0: any
  Quantity weekly;
  std::optional<Date> from, to;
};

class Allowances {
 public:
  Allowances() = default;
  explicit Allowances(std::vector<Allowance> rows) : rows_(std::move(rows)) {}
  bool empty() const { return rows_.empty(); }
  /// The amount for an age on a day: of the rows that fit, those that began last. Nothing where none fits or they differ.
  std::optional<Quantity> find(std::int64_t age, Vocabulary::Id region, Date day) const;

 private:
  std::vector<Allowance> rows_;
};

/// Whole years on `day`, by the settings for bands and for 29 February.
std::int64_t age_on(Date born, Date day, const Settings& settings);

Allowances read_allowances(const plugin::Run& run, Vocabulary& words, Notes& notes);

}  // namespace counterfoil::uplift
