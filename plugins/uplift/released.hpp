// What earlier releases put out, line by line, as far as that is proven: new rates that a later run builds on.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "counterfoil/plugin.hpp"

namespace counterfoil::uplift {

/// A new rate of a line that was released.
struct ReleasedRate {
  std::string key, batch, person, line, service_type, service, provider, unit, rule, source;
  Quantity old_rate, new_rate;
  Date from{};
  std::optional<Date> to, released_on;
};

class Released {
 public:
  Released() = default;
  explicit Released(std::vector<ReleasedRate> rates, std::set<std::string> not_proven = {});

  const std::vector<ReleasedRate>& all() const { return rates_; }  // by day, then by key
  /// Of a line, in order of their days.
  std::vector<const ReleasedRate*> of(std::string_view person, std::string_view line) const;
  /// Of a line, the last that began before `date`.
  const ReleasedRate* last_before(std::string_view person, std::string_view line, Date date) const;
  const ReleasedRate* on(std::string_view person, std::string_view line, Date date) const;
  bool has(const std::string& key) const { return keys_.contains(key); }
  /// It is said of this key that it went out, and not proven.
  bool not_proven(const std::string& key) const { return not_proven_.contains(key); }

 private:
  std::vector<ReleasedRate> rates_;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>, std::less<>> by_line_;
  std::set<std::string> keys_, not_proven_;
};

/// Keys of which it is said that they went out, and not proven: of the input "#not_proven".
std::set<std::string> read_not_proven(const plugin::Run& run);

/// From the inputs "#released" and "#not_proven"; nothing where there is no workbook yet.
Released read_released(const plugin::Run& run);

/// "batch RUN-1 of 14/04/2025"
std::string batch_words(const ReleasedRate& rate);

}  // namespace counterfoil::uplift
