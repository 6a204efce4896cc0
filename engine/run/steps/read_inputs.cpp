#include "run/steps/read_inputs.hpp"

#include <functional>
#include <future>

#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "run/steps/display_names.hpp"
#include "run/steps/own_workbook.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

std::map<std::string, std::filesystem::path> input_files(const Task& task,
                                                         const std::map<std::string, std::filesystem::path>& given,
                                                         const Settings& settings, const std::filesystem::path& workbook,
                                                         std::vector<Problem>& problems, bool continues) {
  std::map<std::string, std::filesystem::path> files;
  std::error_code error;
  const bool new_workbook = !continues && !std::filesystem::exists(workbook, error);
  for (const host::InputDescription& input : task.description().inputs) {
    if (const auto named = given.find(input.id); named != given.end()) {
      files[input.id] = named->second;
    } else if (const auto standing = settings.inputs.find(input.id); standing != settings.inputs.end()) {
      files[input.id] = standing->second;
    } else if (task.spec.last_period && task.spec.last_period->input == input.id) {
      if (new_workbook)
        problems.push_back(
            {Problem::About::input, input.id,
             file_name_of(workbook) +
                 " will be new, so it does not hold last period's lines yet. The file with them is needed this once" +
                 at_command_line(": add --" + input.id + " FILE") +
                 ". From next period on the workbook holds them, and the new export is enough."});
    } else if (input.required) {
      problems.push_back({Problem::About::input, input.id,
                          "The file with " + input.title + " is missing" + at_command_line(": add --" + input.id + " FILE") + "."});
    }
  }
  return files;
}

namespace {

/// One export, read by itself: the exports do not know of each other.
struct OneInput {
  InputFact fact;
  table::InputTable table;
  Findings findings;
};

OneInput read_one(const host::InputDescription& input, const std::filesystem::path& file, const std::string& name,
                  const table::Layout& layout, const Task& task, const Settings& settings, bool may_be_absent) {
  OneInput one;
  one.fact.id = input.id;
  one.fact.title = input.title;
  one.fact.file = name;

  const Buffer bytes = read_file(file, xlsx::Limits{}.file_bytes);
  one.fact.fingerprint = fingerprint_of(bytes.view());
  table::ReadOptions options;
  options.input = input.id;
  options.may_be_absent = may_be_absent;
  if (const auto sheet = settings.sheets.find(input.id); sheet != settings.sheets.end()) options.sheet = sheet->second;
  const std::optional<OwnWorkbook> own = own_workbook(task.installation, one.fact.file, bytes.view());
  options.may_be_empty = own && !input.required;  // a list of ours on which nobody stands
  const std::string_view as_it_counts = own && own->as_recorded ? own->as_recorded->view() : bytes.view();
  one.table = table::read_input(as_it_counts, one.fact.file, layout, options, one.findings);
  if (own && !one.table.absent) name_changed_cells(*own, one.table, one.findings);

  one.fact.sheet = one.table.sheet;
  one.fact.rows = one.table.rows();
  one.fact.has_control = one.table.control() != nullptr;
  one.fact.pence = one.fact.has_control ? one.table.control_total() : 0;
  one.fact.total_rows = one.table.total_rows.size();
  one.fact.blank_rows = one.table.blank_rows;
  return one;
}

/// Large exports are read one after the other: each inflates to many times its size, and a desktop has little memory to spare.
std::launch launch_for(const std::map<std::string, std::filesystem::path>& files) {
  constexpr std::uintmax_t side_by_side_bytes = 32 << 20;
  std::uintmax_t bytes = 0;
  for (const auto& [input, file] : files) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (!error) bytes += size;
  }
  return bytes <= side_by_side_bytes ? std::launch::async : std::launch::deferred;
}

}  // namespace

ReadInputs read_inputs(const Task& task, const std::map<std::string, std::filesystem::path>& files, const Settings& settings,
                       Findings& findings, const std::function<void(const std::string& file)>& before_each) {
  const std::launch launch = launch_for(files);
  const std::map<std::string, std::string> names = display_names(files);
  // After all that a reading borrows: where one fails, the others still go on until this list is gone.
  std::vector<std::future<OneInput>> readings;
  for (const host::InputDescription& input : task.description().inputs) {
    auto file = files.find(input.id);
    const auto companion = task.spec.companions.find(input.id);
    const bool beside =
        file == files.end() && companion != task.spec.companions.end();  // perhaps on a sheet of another input's file
    if (beside) file = files.find(companion->second);
    if (file == files.end()) continue;
    const std::string& name = names.at(file->first);
    if (!beside) before_each(name);
    readings.push_back(std::async(launch, read_one, std::cref(input), std::cref(file->second), std::cref(name),
                                  std::cref(task.layouts.at(input.id)), std::cref(task), std::cref(settings), beside));
  }
  // Gathered in the task's order, whichever is ready first.
  ReadInputs inputs;
  for (std::future<OneInput>& reading : readings) {
    OneInput one = reading.get();
    if (one.table.absent) continue;
    for (const Finding& finding : one.findings.all()) findings.add(finding);
    const std::string id = one.fact.id;
    inputs.facts.push_back(std::move(one.fact));
    inputs.tables.emplace(id, std::move(one.table));
  }
  return inputs;
}

}  // namespace counterfoil::run
