// What the rules that look back found on one line, beside its hits: what is to be remembered, and what is asked in rows of its own.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "memory.hpp"

namespace counterfoil::cwd {

/// A row to remember beside the payments themselves.
struct Remark {
  Kept kind = Kept::named;
  DateSpan days;
  std::optional<Pence> due;
  Pence paid;
};

/// Too little was paid for these days, and nothing that was seen since makes it up.
struct Owed {
  DateSpan days;
  Pence amount;
  std::string_view rule;
  std::string reason, question;
};

struct Followed {
  std::optional<Pence> due;            // of this period's regular payments; nothing: not known
  bool stands = false;                 // a payment that was wrong before is paid again
  bool corrected = false;              // the last payment was wrong, and this one is right
  bool as_usual = false;               // this one is what is due at terms that were settled before
  bool by_calendar = false;            // it is what is due and the extra weeks that the team told of
  bool ties = false;                   // what looks odd about the amount is explained to the penny by what was owed
  std::optional<DateSpan> paid_later;  // the later export, compared before, that paid what is missing in this one
  std::string put_right;               // "£428.00 paid for 10 Nov to 7 Dec 2025": for the question that this settles
  Pence named;                         // put on Overpayments by this run, for earlier periods
  std::vector<Remark> remarks;
  std::vector<Owed> owed;
  std::vector<std::pair<std::uint32_t, Pence>> neutral;  // rows of which so much is accounted for on Overpayments
};

}  // namespace counterfoil::cwd
