// What is wrong with what a run was given, before it begins: all of it at once, each tied to the field of a form that it is about.
#pragma once

#include <string>
#include <vector>

#include "base/failure.hpp"

namespace counterfoil::run {

struct Problem {
  enum class About { input, setting, workbook };
  About about = About::input;
  std::string id;     // of the input or setting; empty for the workbook
  std::string words;  // one or two sentences; a part for the command line alone is marked (base/command_words.hpp)
};

/// Several at once. what() is all of them, a line each.
class Problems : public Failure {
 public:
  Problems(FailureKind kind, std::vector<Problem> all) : Failure(kind, joined(all)), all_(std::move(all)) {}
  const std::vector<Problem>& all() const { return all_; }

 private:
  static std::string joined(const std::vector<Problem>& all) {
    std::string words;
    for (const Problem& each : all) words += (words.empty() ? "" : "\n") + each.words;
    return words;
  }
  std::vector<Problem> all_;
};

}  // namespace counterfoil::run
