// A run that cannot go on: thrown with a sentence for staff, given context on the way up, caught once in run.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace counterfoil {

/// What kind of thing stopped the run; decides the exit status and, in JSON, the outcome's `reason`.
enum class FailureKind {
  unreadable,  // an input is missing, damaged, of a refused kind, or beyond the limits
  locked,      // somebody has the workbook open
  changed,     // the workbook changed between reading and saving
  unwritable,  // the result or the ledger cannot be written
  refused,     // a rule of the engine says no (plugin digest, contract version, signature)
  out_of_tie,  // rows or pence do not add up
  cancelled,   // by the user
  usage,       // the command line is wrong
};

/// what() is one or two sentences in plain English: what is wrong, where, what to do. No person's details.
class Failure : public std::runtime_error {
 public:
  Failure(FailureKind kind, const std::string& sentence) : std::runtime_error(sentence), kind_(kind) {}
  FailureKind kind() const { return kind_; }

  /// The same failure with the place where it happened put first: "Oct.xlsx, sheet 'Payments': ...".
  Failure within(std::string_view context) const { return Failure{kind_, std::string{context} + ": " + what()}; }

 private:
  FailureKind kind_;
};

}  // namespace counterfoil
