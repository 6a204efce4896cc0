// Which lines each rule spoke for, and what must be asked about a rule that names something no line has: a name that is spelt in
// another way lets the general rule take the line, and nobody notices.
#pragma once

#include <string>
#include <vector>

#include "evaluation.hpp"

namespace counterfoil::uplift {

struct RuleUse {
  const Rule* rule = nullptr;
  std::size_t lines = 0;     // for which it spoke
  std::size_t uplifted = 0;  // of these
  std::string asked;         // the question, in a sentence or two; empty: none
};

/// Of the scenario's rules, in their order.
std::vector<RuleUse> rule_uses(const Scenario& scenario, const Evaluation& decided, const CareLines& lines,
                               const Vocabulary& words);

/// Questions about rules that were answered on the sheet Rules of the workbook, as the last run left them: rule and question.
class Answered {
 public:
  explicit Answered(const plugin::Run& run);
  bool holds(const RuleUse& use) const;

 private:
  std::vector<std::pair<std::string, std::string>> answered_;
};

}  // namespace counterfoil::uplift
