// What reviewers decided, as the workbook holds it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "turning_18_settings.hpp"

namespace counterfoil::turning {

enum class Decided : std::uint8_t { nothing, awaiting, continues, end_on, staying_put, transferred, off_the_list };

/// "End on"; "" for nothing.
std::string_view decision_word(Decided decided);
Decided read_decision(std::string_view text);

struct Decision {
  Decided what = Decided::nothing;
  std::optional<Date> last_day;  // the last day to be paid
  std::string owner;
  std::optional<Date> decided_on;
  std::optional<Date> turns_18;  // that the row was about
  std::string_view period;

  /// Whether an end was decided, with its date. It alone makes money overpaid.
  bool ends() const { return (what == Decided::end_on || what == Decided::transferred) && last_day; }
  /// "End on 31/01/2026, by TM on 12/01/2026"
  std::string words() const;
};

class Decisions {
 public:
  /// Of the Watch list; of people who left it, of its history.
  static Decisions read(const plugin::Run& run, Notes& notes);

  /// Nothing for a person without a row on the Watch list.
  const Decision* on_watch(std::string_view person) const;
  /// The last one that left the Watch list with its row.
  const Decision* in_history(std::string_view person) const;

 private:
  std::map<std::string, Decision, std::less<>> watch_;
  std::map<std::string, Decision, std::less<>> history_;
};

}  // namespace counterfoil::turning
