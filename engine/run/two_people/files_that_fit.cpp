#include "run/two_people/files_that_fit.hpp"

#include <algorithm>
#include <vector>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "report/canonical.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/two_people/chosen_profiles.hpp"
#include "spec/row_filter.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

std::uint64_t rows_of(const report::ReportTable& table, const std::vector<const report::RowFilter*>& filters) {
  std::vector<std::size_t> columns;
  for (const report::RowFilter* filter : filters) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), filter->column);
    if (found == table.columns.end()) return 0;
    columns.push_back(static_cast<std::size_t>(found - table.columns.begin()));
  }
  std::uint64_t count = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    bool all = true;
    for (std::size_t at = 0; at < filters.size() && all; ++at)
      all = report::matches(*filters[at], report::in_words(table.at(row, columns[at])));
    if (all) ++count;
  }
  return count;
}

}  // namespace

void tell_files_too_long(const report::Release& release, const report::Report& report, const report::ReleaseProfile& profile,
                         const std::function<report::WorkbookSpec(const std::string&)>& blank_spec, const std::string& workbook,
                         Findings& findings) {
  for (const report::ProfileFile& file : profile.files) {
    if (file.format != report::ProfileFile::Format::workbook) continue;
    const report::WorkbookSpec blank = blank_spec(file.spec);
    for (const report::ProfileFill& fill : file.fills) {
      const report::Table* target = blank.table(fill.target);
      const auto source = report.tables.find(fill.rows.table);
      if (!target || source == report.tables.end()) continue;
      std::vector<const report::RowFilter*> filters;
      if (fill.rows.where) filters.push_back(&*fill.rows.where);
      if (fill.rows.table == release.lines && release.where) filters.push_back(&*release.where);
      const std::uint64_t each = fill.form ? std::max<std::uint64_t>(fill.form->lines.size(), 1) : 1;
      const std::uint64_t lines = rows_of(source->second, filters);
      const std::uint64_t room = xlsx::last_row - target->heading_row();
      if (lines * each <= room) continue;
      const auto number = [](std::uint64_t count) { return with_thousands(static_cast<std::int64_t>(count)); };
      findings.add(
          "release-does-not-fit", Place{workbook, {}, {}},
          {{"profile", profile.id}, {"lines", number(lines)}, {"rows", number(lines * each)}, {"most", number(room / each)}});
    }
  }
}

void tell_files_too_long(const Task& task, const host::ParameterValues& parameters, const report::Report& report,
                         const std::string& workbook, Findings& findings) {
  for (const report::Release& release : task.spec.releases) {
    std::string chosen;
    if (const auto given = parameters.find(setting_of_profile(task.spec, release)); given != parameters.end())
      chosen = value_in_words(given->second);
    for (const std::string& name : profile_names(release, chosen)) {
      try {
        const report::ReleaseProfile profile = read_profile(task.installation, name).profile;
        tell_files_too_long(
            release, report, profile, [&](const std::string& id) { return load_spec(task.installation, id); }, workbook, findings);
      } catch (const Failure&) {
        continue;
      }
    }
  }
}

}  // namespace counterfoil::run
