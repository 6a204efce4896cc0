// The sheet Overpayments: what this comparison names, and what earlier ones named in the same workbook.
#pragma once

#include "comparison.hpp"

namespace counterfoil::cwd {

/// Everything on the sheet before this run, and whether this period's export takes money back on one of those lines (a note).
/// Called before the findings are handed out.
class OverpaidTable {
 public:
  OverpaidTable(const plugin::Run& run, const Result& result, const Memory& memory, const Debts& debts, DateSpan now, Notes& notes);
  /// The sheet, and what of it is to be remembered as said by this period's export.
  void hand_out(plugin::Run& run) const;

  /// Of this period: rows and pounds.
  std::uint64_t named() const { return named_; }
  Pence named_amount() const { return named_amount_; }

  /// What this period's export adds to all that was overpaid, and what it takes back.
  Pence overpaid_now() const;
  Pence recovered_now() const;

 private:
  struct Row {
    std::string person_id, line_id, service, provider, payee, payee_id, cost_centre, subjective, cause, source;
    DateSpan span;
    std::int64_t days = 0;
    std::optional<Pence> correct_weekly, next_payment;
    Pence paid, correct, recovered;
    std::optional<Date> discovered;
    std::string_view still_paid;
    bool decided = false;       // somebody filled in what the reviewer is asked
    bool withdrawn = false;     // named by an earlier run of this period, and not by this one
    Pence recovered_at_once{};  // by the export that named it
    std::string in_register{};  // what the debtors' register says of it
  };

  /// What this period's export adds to a row, or takes back of it.
  struct Event {
    Row row;  // with this export's part of the money
  };

  /// What this period's export added is added anew. False: the memory does not know the row.
  static bool as_earlier_exports_left_it(Row& row, const Memory& memory);
  void read_kept(const plugin::Run& run, const Result& result, const Memory& memory, const Debts& debts, const std::string& source,
                 Notes& notes);
  void add_named(const Result& result, DateSpan now, const std::string& source);
  void take_out_accepted(const Debts& debts);
  void add_recoveries(const Debts& debts);
  /// Of debts in the debtors' register, what that counts; nothing else does.
  static void read_register(const KnownDebt& debt, Row& row);

  std::vector<Row> rows_;
  std::vector<Event> events_;
  std::uint64_t named_ = 0;
  Pence named_amount_;
};

}  // namespace counterfoil::cwd
