// A workbook that carries a digital signature, which any change breaks.
#pragma once

#include <string>

#include "report/opened_workbook.hpp"

namespace counterfoil::run {

/// True when the workbook is signed and the signature will break. Failure (refused) when it is signed and nobody agreed to that.
bool breaks_signature(const std::string& name, const report::OpenedWorkbook& workbook, bool may_break);

/// What a person must do after it.
std::string words_of_broken_signature(const std::string& name);

}  // namespace counterfoil::run
