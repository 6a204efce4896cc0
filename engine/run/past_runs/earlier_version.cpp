#include "run/past_runs/earlier_version.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include "audit/audit_record.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/versions.hpp"
#include "report/workbook_merge.hpp"
#include "run/forget/removals.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_others = 30;  // workbooks that may have been renamed

std::vector<fs::path> candidates(const fs::path& version, const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  const std::string name = utf8_from_path(version.stem()), extension = utf8_from_path(version.extension());
  for (std::size_t dot = name.rfind('.'); dot != std::string::npos && dot > 0; dot = name.rfind('.', dot - 1))
    if (fs::path by_name = folder / path_from_utf8(name.substr(0, dot) + extension); fs::is_regular_file(by_name, error))
      found.push_back(std::move(by_name));
  std::vector<fs::path> others;
  for (fs::directory_iterator each{folder, error}, end; !error && each != end; each.increment(error))
    if (each->path().extension() == version.extension() && each->is_regular_file(error) &&
        std::find(found.begin(), found.end(), each->path()) == found.end())
      others.push_back(each->path());
  std::sort(others.begin(), others.end());
  if (others.size() > most_others) others.resize(most_others);
  found.insert(found.end(), others.begin(), others.end());
  return found;
}

}  // namespace

GoesOn workbook_that_goes_on(const fs::path& version, const report::OpenedWorkbook& book, const report::WorkbookSpec& spec) {
  const fs::path here = behind_links(version).parent_path(), folder = here.parent_path();
  report::AuditRows rows = book.audit(spec);
  rows.resize(rows.size() - removals_at_end(rows));  // a person was taken out of each by itself
  if (here != versions_folder_of(here) || rows.empty()) return {};
  for (const fs::path& file : candidates(version, folder)) try {
      const report::OpenedWorkbook other{read_file(file, xlsx::Limits{}.file_bytes)};
      if (xlsx::recognise(other.bytes()) != xlsx::FileKind::zip_workbook || other.task() != book.task()) continue;
      const report::AuditRows& later = other.audit(spec);
      if (later.size() <= rows.size() || !std::equal(rows.begin(), rows.end(), later.begin())) continue;
      return {file_name_of(file), audit::from_row(later.back()).run_id, later.size() - rows.size()};
    } catch (const Failure&) {
      continue;
    }
  return {};
}

}  // namespace counterfoil::run
