#include "run/read_inputs.hpp"

#include "base/failure.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

std::map<std::string, std::filesystem::path> input_files(const Task& task, const std::map<std::string, std::filesystem::path>& given,
                                                         const Settings& settings) {
  std::map<std::string, std::filesystem::path> files;
  for (const host::InputDescription& input : task.description().inputs) {
    if (const auto named = given.find(input.id); named != given.end()) {
      files[input.id] = named->second;
    } else if (const auto standing = settings.inputs.find(input.id); standing != settings.inputs.end()) {
      files[input.id] = standing->second;
    } else if (input.required) {
      throw Failure{FailureKind::usage, "The file with " + input.title + " is missing: add --" + input.id + " FILE."};
    }
  }
  return files;
}

ReadInputs read_inputs(const Task& task, const std::map<std::string, std::filesystem::path>& files, const Settings& settings,
                       Findings& findings, const std::function<void(const std::string& file)>& before_each) {
  ReadInputs inputs;
  for (const host::InputDescription& input : task.description().inputs) {
    const auto file = files.find(input.id);
    if (file == files.end()) continue;
    InputFact fact;
    fact.id = input.id;
    fact.title = input.title;
    fact.file = file_name_of(file->second);
    before_each(fact.file);

    const Buffer bytes = read_file(file->second, xlsx::Limits{}.file_bytes);
    fact.fingerprint = fingerprint_of(bytes.view());
    table::ReadOptions options;
    if (const auto sheet = settings.sheets.find(input.id); sheet != settings.sheets.end()) options.sheet = sheet->second;
    table::InputTable table = table::read_input(bytes.view(), fact.file, task.layouts.at(input.id), options, findings);

    fact.sheet = table.sheet;
    fact.rows = table.rows();
    fact.has_control = table.control() != nullptr;
    fact.pence = fact.has_control ? table.control_total() : 0;
    fact.total_rows = table.total_rows.size();
    fact.blank_rows = table.blank_rows;
    inputs.facts.push_back(std::move(fact));
    inputs.tables.emplace(input.id, std::move(table));
  }
  return inputs;
}

}  // namespace counterfoil::run
