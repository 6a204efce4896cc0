// What people decided about payments and questions of earlier periods, from the workbook's own tables.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "counterfoil/plugin.hpp"

namespace counterfoil::cwd {

enum class Said : std::uint8_t {
  right,    // OK
  wrong,    // Error
  waiting,  // "Still asking" (once "Query"), any other word, or nothing yet
};

struct PastDecision {
  Said what = Said::waiting;
  std::optional<Pence> right_amount;  // of an Error: what should have been paid
  std::string_view rules;             // the rules that asked
};

/// The words that name a question about what one export paid: "10 Nov to 7 Dec 2025".
std::string about_period(DateSpan period);
/// The same for a question that goes on under its own name: "Owed for 10 Nov to 7 Dec 2025".
inline constexpr std::string_view about_owed_begins = "Owed for ";
std::string about_owed(DateSpan days);

class PastDecisions {
 public:
  PastDecisions() = default;
  /// The last word on each question: of #changes, else of #history.
  explicit PastDecisions(const plugin::Run& run);

  /// On what an export paid on a line; nullptr where nobody decided.
  const PastDecision* about_payment(std::string_view person, std::string_view line, DateSpan export_period) const;
  /// Whether anything was decided on the line: cheap, for the many lines on which nothing was.
  bool any(std::string_view person, std::string_view line) const;
  /// Whether somebody said OK where this rule had asked about the line.
  bool accepted_rule(std::string_view person, std::string_view line, std::string_view rule) const;
  const PastDecision* about(std::string_view person, std::string_view line, std::string_view question) const;

 private:
  void read(const plugin::Run& run, std::string_view table);
  std::map<std::string, PastDecision, std::less<>> by_question_;  // by person, line and question
};

}  // namespace counterfoil::cwd
