// One pair of lines under judgement, with all that the rules may look at, and what they answer with.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adult_decisions.hpp"
#include "approved_rates.hpp"
#include "comparison_settings.hpp"
#include "debts.hpp"
#include "differences.hpp"
#include "duplicates.hpp"
#include "known_due.hpp"
#include "line_follow_up.hpp"
#include "memory.hpp"
#include "overpaid_days.hpp"
#include "pairing.hpp"
#include "pay_calendar.hpp"

namespace counterfoil::cwd {

/// "£1,234.56": short, as every reason is full of it.
inline std::string pounds(Pence amount) { return format_pounds(amount); }

enum class Risk : std::uint8_t { query, check, explained };  // highest risk first
inline constexpr std::size_t risk_count = 3;
std::string_view risk_word(Risk risk);  // "Query", "Check", "Explained"

/// A rule that fired: its permanent id, and what it says with its figures.
struct Hit {
  std::string_view rule;
  Risk risk = Risk::explained;
  std::string reason;
  std::string question;  // "Ask the social worker: ..."; empty for what is explained
  Pence stake;           // the money in doubt, where that is not the difference itself
  std::string cause{};   // what tells it apart from other hits of the same rule; lines that have it in common are asked about once
};

/// What both exports hold, and what was worked out once for all lines.
struct Comparison {
  const Settings& settings;
  const Export& previous;
  const Export& current;
  const ApprovedRates& approved;
  const OneOffs& one_offs;
  const std::vector<bool>& is_new;                        // by line of this period: last period's export does not have it
  const std::vector<std::uint32_t>& same_service;         // by line of this period
  const std::vector<std::uint32_t>& same_service_before;  // by line of last period
  const Memory& memory;
  Debts& debts;
  const PastDecisions& decisions;
  const AdultDecisions& adult;
  const PayCalendar& calendar;
};

struct Case {
  const Comparison& all;
  Match match = Match::same;
  const Line* before = nullptr;  // nullptr: only in this period
  const Line* now = nullptr;     // nullptr: only in last period
  std::uint32_t now_index = no_line;
  std::uint32_t old_index = no_line;
  Terms then_terms, now_terms;  // of before and now
  Difference difference;
  bool person_before = true;  // the person has any line in last period's export
  bool person_now = true;
  std::string person_id{}, line_id{};  // as shown
  Past past{};                         // of this line, under all its ids
  std::vector<Wrong> wrong{};          // of the past
  Followed followed{};
  std::optional<Memory::Left> linked_to{};  // the line that this new one seems to go on from

  const Settings& settings() const { return all.settings; }
  std::size_t old_row() const { return all.previous.head_row(*before); }
  std::size_t new_row() const { return all.current.head_row(*now); }
  const Payments& old_payments() const { return all.previous.payments; }
  const Payments& new_payments() const { return all.current.payments; }
  Pence paid_before() const { return then_terms.paid.paid; }
  Pence paid_now() const { return now_terms.paid.paid; }
  std::string service_key() const;  // plain words
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
void event_rules(Case& each, Hits& hits, Overpayments& overpaid);  // events.cpp: one-offs, adjustments, payee, provider, service
bool provider_moved(const Case& each);
bool payee_moved(const Case& each);
bool service_moved(const Case& each);
/// Start and end that moved under a line that goes on: what was paid already for days that are now outside of them is to be
/// checked, the rest is told. Whether any moved. moved_dates.cpp
bool moved_dates_rule(const Case& each, Hits& hits);
void arrival_rules(Case& each, Hits& hits);  // new, ended, missing, renumbered, stopped

// The rules that look back. past_money.cpp
void past_rules(Case& each, Hits& hits, Overpayments& overpaid);
/// After all rules: where a later export, which was compared before this one, paid with its own period what is missing here.
void paid_later_rule(Case& each, Hits& hits);
/// After all rules: where the amount looks like a slip, what had been paid before is taken as due.
void doubt_what_is_due(Case& each, const Hits& hits);
/// The payee's number, or the name where there is none, in plain words.
std::string payee_words(const Payments& payments, std::size_t row);
// adjustments_held.cpp
/// What the line's terms of this period come to over other days: a monthly payment by months, anything else in sevenths.
Pence cost_over(const Case& each, Weekly weekly, DateSpan days);
std::vector<paid_days::Paid> adjustments_of(const Export& from, const Line& line);
void held_adjustment(Case& each, const PaidRow& row, DateSpan span, Hits& hits, Overpayments& overpaid);
// past_lines.cpp
std::optional<Memory::Left> line_before(const Case& each);
void linked_rule(const Case& each, Hits& hits);
bool has_returned(const Case& each);
void returned_rule(Case& each, Hits& hits);
void backdated_rule(Case& each, Hits& hits);
/// For a line with a row for each week: the weeks in which it runs but has no row.
void unpaid_days_rule(const Case& each, Hits& hits);
/// Whether this period was paid for by an earlier export.
bool paid_ahead(const Case& each);

/// Says why the parts of the difference are what they are, each as explained, to check or to query. explain.cpp
void explain_parts(const Case& each, Hits& hits);

}  // namespace counterfoil::cwd
