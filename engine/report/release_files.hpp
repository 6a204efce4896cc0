// The files of a release, worked out in memory from the record of an approved workbook. The same record, profile and day give the
// same bytes.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "report/record.hpp"
#include "report/release_profile.hpp"
#include "report/release_target.hpp"

namespace counterfoil::report {

/// The lines that a record says are released.
struct ReleaseLines {
  std::vector<std::string> keys;  // in the order of the workbook
  std::int64_t pence = 0;
  std::vector<std::string> wrong;  // sentences: a key that is missing, there twice, or too long
};
ReleaseLines release_lines(const Release& release, const Record& record);
/// What the released lines hold in a column, in the order of the workbook.
std::vector<std::string> texts_of_lines(const Release& release, const Record& record, const std::string& column);

struct ReleaseFile {
  std::string name;
  Buffer bytes;
  std::uint64_t rows = 0;  // of the batch that are in it
};

/// What the files are made from; borrowed.
struct ReleaseMaterial {
  const WorkbookSpec& spec;
  const Release& release;  // of the specification
  const Record& record;
  const ReleaseProfile& profile;
  std::map<std::string, std::string> values;  // of the profile, as set
  std::string batch;
  std::int64_t release_date = 0;  // days since 1970-01-01
  std::map<std::string, WorkbookSpec> blank_specs;
  std::map<std::string, TargetFile> targets;  // by the profile's name for them
  std::function<Buffer(const std::string& spec)> blank_workbook;
};

/// What cannot be written (a text that is too long, a number with too many decimals) is added to `wrong` as sentences that name the
/// row by its key; the files are then of no use.
std::vector<ReleaseFile> make_release_files(const ReleaseMaterial& material, std::vector<std::string>& wrong);

/// A field as RFC 4180 has it.
void append_csv_field(std::string& out, std::string_view text);

}  // namespace counterfoil::report
