// Questions that earlier runs asked and nobody settled: each stays a row, or is settled by what this period's export shows, or is
// taken over by another row. And questions about earlier days that this run asks.
#pragma once

#include <string>
#include <vector>

#include "comparison.hpp"

namespace counterfoil::cwd {

/// A row of Changes that is not about this period's payment of a line.
struct OldQuestion {
  std::string person_id, line_id, about;
  std::string name, service, provider, which, risk, reasons, question, rules, payee;
  std::optional<Pence> figure;  // that was asked about
  Pence at_stake;
};

/// What became of a question that was open.
struct QuestionState {
  std::string person_id, line_id, about;
  std::string_view state;                          // "settled", "moved", "accepted"
  std::string words;                               // by what, or where to
  std::string to_person_id, to_line_id, to_about;  // a row of this run that takes it over; empty: none does
};

class Questions {
 public:
  Questions(const plugin::Run& run, const Result& result, const Memory& memory, const Debts& debts, const PastDecisions& decisions,
            const AdultDecisions& adult, DateSpan now, Notes& notes);
  const std::vector<OldQuestion>& rows() const { return rows_; }
  void hand_out_states(plugin::Run& run) const;
  /// Rows that ask for a decision.
  std::uint64_t queries() const;

 private:
  std::vector<OldQuestion> rows_;
  std::vector<QuestionState> states_;
};

}  // namespace counterfoil::cwd
