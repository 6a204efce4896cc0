// What a target system takes: which field of its file is the amount, the account, the payee and the key, how long each may be, and
// what becomes of line breaks and of texts that a spreadsheet would work out. Read from share/targets/*.json, which come with the
// program, so that no release profile says it of itself. The format is documented in workbooks/targets/README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::report {

struct TargetField {
  enum class Is { unbound, key, amount, account, payee, column };
  enum class Breaks { refuse, blank, keep };
  enum class Formulas { refuse, as_text, keep };
  std::uint32_t at = 0;  // from 1
  std::string heading;   // of a file with headings
  Is is = Is::unbound;
  std::string column;      // of `column`: which one of the batch's
  std::uint32_t most = 0;  // characters; 0: no limit
  Breaks breaks = Breaks::refuse;
  Formulas formulas = Formulas::refuse;
};

struct TargetFile {
  std::string id;
  bool headings = false;
  std::uint32_t columns = 0;  // fields of each line
  bool every_line = false;    // each released line stands there, once
  TargetField otherwise;      // policies of fields that are not named
  std::vector<TargetField> fields;

  const TargetField& field(std::uint32_t at) const;
};

struct Target {
  std::string id;
  std::string title;
  std::vector<TargetFile> files;

  const TargetFile* file(std::string_view wanted) const;
};

/// Throws Failure (refused) naming the file and the member that is wrong.
Target parse_target(std::string_view json, std::string_view file_name);

/// Whether a spreadsheet would work the text out when it opens the file.
bool is_formula_to_spreadsheets(std::string_view text);

/// The text as the field takes it; where it does not, nothing, and a few words why in `why`: "has a line break".
std::optional<std::string> as_the_target_takes_it(const TargetField& field, std::string text, std::string& why);

}  // namespace counterfoil::report
