// What the workbook holds already: every matter ever raised, and what people decided about them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "counterfoil/plugin.hpp"
#include "debtors_settings.hpp"

namespace counterfoil::debtors {

/// A row of the register. Texts are copies: a matter that is prepared again gets new ones.
struct Registered {
  std::string key, invoice, route, person_id, line_id, service, payee_id, payee, account, cause, batch, credit_of, asked, withdrawn;
  DateSpan span;
  Pence amount;
  Pence credited;  // by credit notes raised since, as a positive amount
  Pence taken;     // deductions ticked as taken
  std::optional<Date> prepared_on, discovered, recoverable_by, released_on;
  std::string released_by, released_in;  // who, and in which signed-off batch
  // The reviewer's:
  std::string disputed, cancelled_by, finance_number;
  Pence paid;
  bool payee_told = false;              // of a deduction
  bool batch_released = false;          // something of its batch was released
  std::optional<Date> deducting_since;  // the first release of one of its deductions
  bool not_proven = false;              // said to be released, and not proven: counted as nothing, and not raised again
  bool by_hand = false;  // its deductions were planned by an earlier version, which handed none of them out in a file

  std::string line;  // person and line, or what stands for the line, as in Overpayment

  bool is_deduction() const { return route == "Deduct"; }
  bool is_credit() const { return amount.count < 0; }
  bool is_cancelled() const { return !cancelled_by.empty() || (credited.count != 0 && absolute(credited) >= absolute(amount)); }
  /// What is still to come in; nothing of a credit note, or once it was withdrawn or cancelled.
  Pence outstanding() const {
    return is_credit() || !withdrawn.empty() || is_cancelled() ? Pence{} : amount - credited - taken - paid;
  }
  Pence recovered() const { return paid + taken; }
};

/// Why a row of Not raised stands there, and what the reviewer wants instead.
struct KeptOut {
  std::string why;
  std::string instead;  // "Raise", "Deduct", "Invoice", "Write-off request", "Leave" or empty
};

/// What the reviewer said on Matters.
struct Asked {
  std::string decision;  // "OK", "Hold", "Still asking" or empty
  std::string instead;
  std::string initials;
};

/// A planned deduction or instalment: it stays on its sheet, with what people wrote beside it.
struct Planned {
  std::string key, payee_id, payee, batch;
  std::int64_t number = 0;
  std::optional<Date> due;
  Pence amount, left;
  // Of a deduction:
  std::string line_key;  // its own, under which it is released once; empty: planned by an earlier version
  std::string person_id, line_id;
  std::string goes_out;  // "In this batch", "Later", "Released", "Not proven", "Stopped" or "By hand"
  std::string released_in, released_by;
  std::optional<Date> released_on;
};

class Register {
 public:
  static Register read(const plugin::Run& run);

  std::vector<Registered> rows;                         // by key
  std::unordered_map<std::string, Asked> matters;       // by key
  std::unordered_map<std::string, KeptOut> not_raised;  // by key
  std::vector<Planned> deductions, instalments;
  std::unordered_map<std::string, std::string> not_proven;  // lines that are said to be released, by key: in which batch

  const Registered* find(std::string_view key) const;

 private:
  std::unordered_map<std::string_view, std::size_t> by_key_;  // into `rows`, which do not change
};

/// Prepared, Deducting, Released, Paid, Part paid, Disputed, Cancelled by credit or Withdrawn: what the sheet's formula gives.
/// Authorised is the formula's own, as only the sheet knows whether somebody has signed since.
std::string_view status_of(const Registered& row, const std::string& batch);

}  // namespace counterfoil::debtors
