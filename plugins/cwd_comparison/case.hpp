// One pair of lines under judgement, with all that the rules may look at, and what they answer with.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "approved_rates.hpp"
#include "comparison_settings.hpp"
#include "differences.hpp"
#include "duplicates.hpp"
#include "overpaid_days.hpp"
#include "pairing.hpp"

namespace counterfoil::cwd {

/// "£1,234.56": short, as every reason is full of it.
inline std::string pounds(Pence amount) { return format_pounds(amount); }

enum class Risk : std::uint8_t { query, check, explained };  // most risky first
inline constexpr std::size_t risk_count = 3;
std::string_view risk_word(Risk risk);  // "Query", "Check", "Explained"

/// A rule that fired: its permanent id, and what it says with its figures.
struct Hit {
  std::string_view rule;
  Risk risk = Risk::explained;
  std::string reason;
  std::string question;  // "Ask the social worker: ..."; empty for what is explained
  Pence stake;           // the money in doubt, where that is not the difference itself
};

/// What both exports hold, and what was worked out once for all lines.
struct Comparison {
  const Settings& settings;
  const Export& previous;
  const Export& current;
  const ApprovedRates& approved;
  const OneOffs& one_offs;
  const std::vector<std::uint32_t>& same_service;  // by line of this period
};

struct Case {
  const Comparison& all;
  Match match = Match::same;
  const Line* before = nullptr;  // nullptr: only in this period
  const Line* now = nullptr;     // nullptr: only in last period
  std::uint32_t now_index = no_line;
  Terms then_terms, now_terms;  // of before and now
  Difference difference;
  bool person_before = true;  // the person has any line in last period's export
  bool person_now = true;

  const Settings& settings() const { return all.settings; }
  std::size_t old_row() const { return all.previous.head_row(*before); }
  std::size_t new_row() const { return all.current.head_row(*now); }
  const Payments& old_payments() const { return all.previous.payments; }
  const Payments& new_payments() const { return all.current.payments; }
  Pence paid_before() const { return then_terms.paid.paid; }
  Pence paid_now() const { return now_terms.paid.paid; }
};

using Hits = std::vector<Hit>;

/// Whether `change` of `base` is at least the percentage and the pounds of the settings.
bool large_change(const Settings& settings, Pence change, Pence base);
/// change / base in thousandths, for words; 0 when base is nought.
std::int64_t change_in_thousandths(std::int64_t base, std::int64_t now);

/// What the rate that the line has now is held against in the approved table.
RateVerdict approved_verdict(const Case& each);

// The rules, by file.
void duplicate_rules(const Case& each, Hits& hits, Overpayments& overpaid);  // suspects.cpp
void figure_rules(const Case& each, Hits& hits);                             // decimal slip, times 4, too big, negative
void date_rules(const Case& each, Hits& hits, Overpayments& overpaid);       // paid after end, before start, suspended, not resumed
void birthday_rule(const Case& each, Hits& hits);
void event_rules(const Case& each, Hits& hits);  // events.cpp: one-offs, adjustments, payee, provider, service
bool provider_moved(const Case& each);
bool payee_moved(const Case& each);
bool service_moved(const Case& each);
void arrival_rules(const Case& each, Hits& hits);  // new, ended, missing, renumbered, stopped

/// Says why the parts of the difference are what they are, each as explained, to check or to query. explain.cpp
void explain_parts(const Case& each, Hits& hits);

}  // namespace counterfoil::cwd
