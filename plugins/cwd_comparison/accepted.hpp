// Decisions that were given an "Accept until" date: the same matter is then explained, with the decision cited, in periods that end
// by that day, as long as the figure stays.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "comparison.hpp"

namespace counterfoil::cwd {

struct Acceptance {
  std::string_view rules;       // of the row that was decided on, as its column Rules has them
  std::optional<Pence> figure;  // the amount that was decided on; empty: nothing was paid
  std::optional<Pence> shown;   // the amount last shown in the row; unlike `figure` where it had moved before
  Date until{};
  std::string about;  // the question that stands on Changes; empty where it is in the history
  std::string words;  // "TM on 8 Dec 2025: rang the family"
};

class Acceptances {
 public:
  /// From the workbook's own tables, as they stood before this run. The decisions of this very period count where it was run
  /// before; else those that stand on Changes. One that is not complete becomes a note and does not count.
  static Acceptances read(const plugin::Run& run, DateSpan now, Notes& notes);

  const Acceptance* find(std::string_view person, std::string_view line) const;
  /// For tests.
  void add(std::string_view person, std::string_view line, Acceptance acceptance);

 private:
  std::map<std::string, std::optional<Acceptance>> by_line_;  // nothing: decided on for this period, and not accepted
};

/// Where the decision holds, the change is explained by it. Where it no longer holds, the reason.
void apply(const Acceptance& acceptance, std::optional<Pence> figure, DateSpan now, Judgement& judgement);

}  // namespace counterfoil::cwd
