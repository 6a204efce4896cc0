// What earlier exports paid, line by line, as the workbook remembers it (decision 30): read once, and looked at by the rules.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "counterfoil/paid_days.hpp"
#include "paid_lines.hpp"
#include "past_decisions.hpp"

namespace counterfoil::cwd {

/// What a remembered row is about. The words stand in the kept table.
enum class Kept : std::uint8_t {
  regular,     // ""
  one_off,     // "one-off"
  adjustment,  // "adjustment"
  named,       // "on overpayments": so much of what was paid too much for these days has been named there
  made_up,     // "made up": so much of what was short for these days was paid later, as part of a payment for other days
  backdated,   // "backdated": so much more is due for these days, since a rate was changed afterwards
};
std::string_view kept_word(Kept kind);
Kept kept_kind(std::string_view word);

/// One remembered row: what one export said.
struct PastPayment {
  Kept kind = Kept::regular;
  DateSpan export_period;  // of the export that paid it
  DateSpan days;           // that it is for
  std::optional<Pence> due;
  Pence paid;
  std::optional<Weekly> weekly;
  std::string_view payee, service;  // plain words
  bool right_told = false;          // a person typed what should have been paid
  bool accepted = false;            // of an adjustment: a person said that it is right
};

/// A payment for earlier days that is not what was due for them, after what has been put right since.
struct Wrong {
  DateSpan days;
  DateSpan export_period;
  Pence due, paid;
  Pence open;  // above nought: paid too much; below: too little
  bool right_told = false;
};

/// Lines of one person as one account: a line, with the ids that it had before; or every line of a service.
class Past {
 public:
  void add(const PastPayment& payment) { payments_.push_back(payment); }
  /// A row of a later export, where an older one is compared after it. It is no payment of the past; but what it adjusted, named or
  /// made up is not asked, named or paid again.
  void add_later(const PastPayment& payment) { later_.push_back(payment); }
  const std::vector<PastPayment>& later() const { return later_; }
  bool empty() const { return payments_.empty(); }
  const std::vector<PastPayment>& payments() const { return payments_; }

  /// Sums by day, adjustments and later changes of what is due among them.
  const paid_days::Account& account() const;
  /// The last export's regular payments, or nothing.
  std::optional<DateSpan> last_export() const;
  /// Regular payments of one export.
  std::vector<PastPayment> paid_by(DateSpan export_period) const;
  /// The latest regular payment for which what was due is known and was paid, at these terms; nullptr when there is none.
  const PastPayment* settled_at(Weekly weekly) const;
  /// Payments that are still wrong, oldest first. `now_adjusted`: what the export in hand adjusts. More than was due goes to what
  /// had been short before it, as far as that reaches whole: it was paid with it.
  std::vector<Wrong> wrong(const std::vector<paid_days::Paid>& now_adjusted) const;

 private:
  void add_to_account(const PastPayment& payment) const;

  std::vector<PastPayment> payments_, later_;
  mutable std::optional<paid_days::Account> account_;
};

/// A sum named on Overpayments, or taken back of one, by one export.
struct DebtEvent {
  DateSpan export_period;
  std::string_view person, line, cause;
  Date from{};
  Date to{};
  std::int64_t days = 0;
  Pence paid, correct, recovered;
  std::string_view service, provider, payee, payee_id, cost_centre, subjective;
};

class Memory {
 public:
  Memory() = default;
  /// Payments of periods before `now` alone: one of the same period is what a corrected export takes the place of, and a later one
  /// has not happened yet when an older export is run again. What a later one settled or named counts all the same.
  Memory(const plugin::Run& run, DateSpan now, const PastDecisions& decisions);

  bool empty() const { return periods_.empty(); }
  /// The periods that were seen, oldest first.
  const std::vector<DateSpan>& periods() const { return periods_; }
  bool holds(DateSpan period) const;
  /// Whether exports of later periods were compared already: an older one is run after them.
  bool reaches_past_now() const { return later_; }
  /// First day that is remembered, of any line.
  std::optional<Date> reaches_to() const;

  /// More to remember than what the workbook holds: last period's export, where it was never run.
  void add(std::string person, std::string line, PastPayment payment, std::string payee, std::string service);

  /// Everything under these ids of one line.
  Past line(std::string_view person, const std::vector<std::string>& ids) const;
  /// Everything of one service (plain words) of a person; but for the lines of `but`.
  Past service(std::string_view person, std::string_view service, const std::vector<std::string>& but = {}) const;
  bool knows(std::string_view person) const;
  /// Whether any export paid the person for days from the export in hand on.
  bool paid_in_advance(std::string_view person) const { return paid_in_advance_.contains(person); }

  /// A line as the last export that had it left it.
  struct Left {
    std::string line;
    std::string_view service, payee;
    Date last_day{};  // that was paid for
    std::optional<Weekly> weekly;
    DateSpan last_export;
  };
  std::vector<Left> lines_of(std::string_view person) const;

  const std::vector<DebtEvent>& debts() const { return debts_; }
  /// What an export that the one in hand takes the place of paid in all on a line.
  const std::map<std::pair<std::string_view, std::string_view>, Pence>& superseded() const { return superseded_; }

 private:
  /// The rows of one line: they stand together, as the kept table is sorted by person and line.
  struct Rows {
    std::string_view line;
    std::size_t first = 0;
    std::size_t count = 0;
  };
  struct Columns {
    explicit Columns(const plugin::Run& run);
    plugin::Column person_id, line_id, kind, first, last, due, control, paid, weekly, service, payee, export_first, export_last;
    std::size_t rows;
  };
  PastPayment payment_at(std::size_t row) const;
  void collect(std::string_view person, const Rows& rows, Past& past) const;
  void index(DateSpan now);
  void read_debts(const plugin::Run& run, DateSpan now);

  std::optional<Columns> columns_;
  const PastDecisions* decisions_ = nullptr;
  DateSpan now_{};
  std::vector<DateSpan> periods_;
  bool later_ = false;
  std::unordered_map<std::string_view, std::vector<Rows>> people_;
  std::map<std::string, std::map<std::string, std::vector<PastPayment>, std::less<>>, std::less<>> added_;
  std::deque<std::string> texts_;  // that `added_` points to
  std::unordered_set<std::string_view> paid_in_advance_;
  std::vector<DebtEvent> debts_;
  std::map<std::pair<std::string_view, std::string_view>, Pence> superseded_;
};

}  // namespace counterfoil::cwd
