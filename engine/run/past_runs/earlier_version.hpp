// Whether a workbook lies among the earlier versions of another one, which goes on from it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "report/opened_workbook.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

struct GoesOn {
  std::string name;      // of the workbook; empty: it is no earlier version, or the workbook is gone
  std::string run;       // of the last row there
  std::size_t rows = 0;  // of the Audit sheet there that follow this one's
};

/// Looks beside the folder of versions: under the names that the version's name may stand for, then at the other workbooks there,
/// as one may have been renamed since. What cannot be read is passed over.
GoesOn workbook_that_goes_on(const std::filesystem::path& version, const report::OpenedWorkbook& book,
                             const report::WorkbookSpec& spec);

}  // namespace counterfoil::run
