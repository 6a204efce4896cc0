// A made file, read back as its target system reads it, and held to the batch row by row: which field is the key, the amount, the
// account and the payee the target says, not the profile that made the file.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/record.hpp"
#include "report/release_profile.hpp"
#include "report/release_target.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// A line of fields, unquoted. Strict: nothing but what RFC 4180 allows. Failure (refused) otherwise.
std::vector<std::vector<std::string>> lines_of_csv(std::string_view text);

/// A sentence for each field that does not say what the batch says, up to ten; none where all do. `bytes`: of `file` as made,
/// under this name. `release`: the kind of batch. `targets`: by the profile's name for them, "oracle-fusion/lines".
std::vector<std::string> untied(const report::WorkbookSpec& spec, const report::Release& release, const report::Record& record,
                                const report::ProfileFile& file, const std::string& name, std::string_view bytes,
                                const std::map<std::string, report::TargetFile>& targets);

}  // namespace counterfoil::run
