#include "run/steps/signed_workbook.hpp"

#include "base/command_words.hpp"
#include "base/failure.hpp"

namespace counterfoil::run {

bool breaks_signature(const std::string& name, const report::OpenedWorkbook& workbook, bool may_break) {
  if (!workbook.editor().is_signed()) return false;
  if (!may_break) {
    throw Failure{FailureKind::refused,
                  name +
                      " carries a digital signature, and any change to it breaks that. Ask whoever signed it; if the "
                      "signature may break, run again" +
                      at_command_line(" with --break-signature") + ", and have the workbook signed anew afterwards."};
  }
  return true;
}

std::string words_of_broken_signature(const std::string& name) {
  return "The digital signature of " + name + " no longer holds, as was agreed" + at_command_line(" with --break-signature") +
         ". Have it signed anew.";
}

}  // namespace counterfoil::run
