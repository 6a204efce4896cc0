// From a pair of lines to its class, its parts, its risk, the reasons and the questions.
#pragma once

#include "case.hpp"

namespace counterfoil::cwd {

struct Judgement {
  Class which = Class::unchanged;
  Risk risk = Risk::explained;
  Parts parts;
  Hits hits;                           // highest risk first
  Overpayments overpaid;               // what may have to come back, where the export says exactly how much
  Pence stake;                         // absolute money at stake: the difference, or what a rule puts in doubt
  bool dates_moved = false;            // start or end, while the line went on: said even where no money moved
  bool missing_child = false;          // the whole child is gone without an end date
  std::string acceptance;              // what an earlier decision with an "Accept until" date says about it
  std::optional<Date> accepted_until;  // where that decision holds
  std::string accepted_about;          // the question that it was a decision on, where the workbook holds it on Changes
  Followed followed;
};

/// Who and what a pair is, in the ids that are shown.
struct Named {
  std::string person_id;
  std::vector<std::string> line_ids;  // the first is shown; a renumbered line has its old one as well
  bool person_before = true;          // the person has any line in last period's export
  bool person_now = true;
};

Judgement judge(const Comparison& all, const Pair& pair, const Named& named);

}  // namespace counterfoil::cwd
