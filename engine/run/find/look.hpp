// What one look through files shares: what is wanted, what was found, what stands beside it. Not for other modules.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report/record.hpp"
#include "run/find.hpp"
#include "run/find/folder_files.hpp"
#include "run/find/wanted.hpp"
#include "run/given/task_specs.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

inline constexpr const char* result_sheet = "Found";  // of a workbook with the result

struct Look {
  TaskSpecs specs;
  std::vector<Wanted> wanted;  // the first is what was asked for
  FindOutcome& outcome;
  std::set<std::string> beside;  // ids and names that stand beside what was asked for
  TextWords words;
  std::map<std::filesystem::path, std::pair<std::string, std::string>> releases;  // by folder: batch, and who released it

  /// Which of them stands in the text; npos: none.
  std::size_t match(std::string_view text);
  /// The same in bytes of no known kind: as it was typed, in UTF-8 and in UTF-16.
  std::size_t match_raw(std::string_view bytes) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  /// Adds what was found; `place` has all but `matched` and `by_name`.
  void add(FoundPlace place, std::size_t matched);
};

/// The sheets row by row, and every other part but the record. `spec`: of a workbook of ours; nullptr of others. Failure
/// (unreadable).
void look_in_workbook(Look& look, const FolderFile& file, std::string_view bytes, const report::WorkbookSpec* spec,
                      FoundPlace place);

/// What stands on no sheet line by line, the rest as a count. `spec` may be null.
void look_in_record(Look& look, const report::WorkbookSpec* spec, const report::Record& record, const FoundPlace& place);

/// Whatever it is. Failure where it cannot be read.
void look_in_file(Look& look, const FolderFile& file);

/// A text line by line; a calendar event by event.
void look_in_text(Look& look, std::string_view bytes, const FoundPlace& place, bool calendar);

}  // namespace counterfoil::run
