// The lines that a workbook keeps of the last run's exports, so that the next run needs only the new export; and what that run was
// set to, so that it can be run again. They are tables of the record, so its digest covers them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/parameters.hpp"
#include "host/plugin_run.hpp"
#include "report/record.hpp"
#include "run/given/settings.hpp"
#include "run/steps/read_inputs.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// Of each input only the fields that the plugin looked at; of none those that the specification leaves out.
std::vector<report::RecordTable> tables_to_keep(const report::WorkbookSpec& spec, const Settings& settings,
                                                const host::ParameterValues& parameters, const host::Inputs& tables,
                                                const std::vector<InputFact>& facts, const host::AskedFields& asked);

/// For a run of an older period than the workbook has held: the lines of the newest period stay, so that they remain what the next
/// period is compared with. `before`: the record as it was; `lines_of`: the input whose lines they were.
void keep_newest(const report::Record& before, const std::string& lines_of, std::vector<report::RecordTable>& kept);

/// "0.25", "£100.00", "30/03/2025": reads back as the same value.
std::string value_in_words(const host::ParameterValue& value);

inline constexpr const char* newest_input = "#newest";  // under which keep_newest() keeps them

struct KeptInput {
  InputFact fact;
  table::InputTable table;
};

/// What the last run into a workbook kept in it. Borrows the record.
class KeptRun {
 public:
  explicit KeptRun(const report::Record& record) : record_(&record) {}

  /// Under the id of the input that it was. Nothing where the workbook does not keep it, or keeps it in a way that `layout` no
  /// longer knows.
  std::optional<KeptInput> input(const std::string& id, const table::Layout& layout) const;
  /// All of them, defaults too.
  host::ParameterTexts parameters() const;
  /// Of the run whose lines keep_newest() kept.
  host::ParameterTexts newest_parameters() const;
  /// Headings, sheet names, parameters and which of them were unlike the usual. No files, no versions.
  Settings settings() const;
  const report::Record& record() const { return *record_; }

 private:
  const report::Record* record_;
};

}  // namespace counterfoil::run
