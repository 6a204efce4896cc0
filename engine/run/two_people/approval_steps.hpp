// The steps of an approval, of a batch or of a period alike.
#pragma once

#include "run/approve.hpp"
#include "run/two_people/batch_session.hpp"

namespace counterfoil::run {

/// First all that stands against it, which then is the outcome; else it is carried out. A failure before `saved` is the end of the
/// ledger's entry. A look ends after the first.
template <class Check, class CarryOut>
ApproveOutcome approve_in_steps(BatchSession& session, ApproveOutcome& outcome, const bool& saved, Check check,
                                CarryOut carry_out) {
  if (session.only_looks()) {
    check();
    outcome.batch = session.refused();
    return std::move(outcome);
  }
  try {
    check();
    if (session.refusals().empty())
      carry_out();
    else
      outcome.batch = session.refused();
    return std::move(outcome);
  } catch (const Failure& failure) {
    if (!saved) session.journal().failed(failure.kind());
    throw;
  }
}

}  // namespace counterfoil::run
