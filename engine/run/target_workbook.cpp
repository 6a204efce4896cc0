#include "run/target_workbook.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "report/workbook_merge.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

void require_usable_name(const std::filesystem::path& path, const std::string& name) {
  std::string extension = utf8_from_path(path.extension());
  for (char& letter : extension)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  if (extension != ".xlsx" && extension != ".xlsm")
    throw Failure{FailureKind::usage, "The workbook's name must end in .xlsx, but it is \"" + name + "\"."};
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error))
    throw Failure{FailureKind::unwritable, "The folder for the workbook, " + utf8_from_path(folder) + ", is not there. Make it first, or choose another."};
}

void require_no_export(const std::filesystem::path& path, const std::string& name, const std::vector<std::filesystem::path>& exports) {
  for (const std::filesystem::path& each : exports) {
    std::error_code error;
    if (std::filesystem::equivalent(path, each, error) && !error)
      throw Failure{FailureKind::usage, name + " was given both as an export and as the workbook. Exports are never altered: give the workbook another name."};
  }
}

void require_own_workbook(const TargetWorkbook& target, const Task& task) {
  const auto refuse = [&](const std::string& sentence) { throw Failure{FailureKind::refused, sentence}; };
  if (xlsx::recognise(target.bytes.view()) != xlsx::FileKind::zip_workbook)
    refuse(target.name + " is not an Excel workbook (.xlsx). Choose another name for the workbook; it will be made.");
  const auto owner = report::task_of_workbook(target.bytes.view());
  if (!owner)
    refuse(target.name + " does not hold Counterfoil's record, so it is left alone: either Counterfoil did not make it, or another program saved it "
           "without the record. Choose another name for the workbook, or go back to a version that Counterfoil saved.");
  if (*owner != task.description().id)
    refuse(target.name + " belongs to the task " + *owner + ", not to " + task.description().id + ". Choose another workbook.");
}

}  // namespace

TargetWorkbook open_target(const std::filesystem::path& path, const std::vector<std::filesystem::path>& exports, const Task& task,
                           const Installation& installation, const RunIdentity& identity, bool rehearse) {
  TargetWorkbook target;
  target.path = path;
  target.name = file_name_of(path);
  require_usable_name(path, target.name);
  require_no_export(path, target.name, exports);
  if (!rehearse) {
    require_closed(path);
    target.lock.emplace(path, this_process(identity.moment.local));
  }
  std::error_code error;
  target.is_new = !std::filesystem::exists(path, error);
  target.bytes = read_file(target.is_new ? template_file(installation, task.spec.id) : path, xlsx::Limits{}.file_bytes);
  if (!target.is_new) {
    target.base = fingerprint_of(target.bytes.view());
    require_own_workbook(target, task);
  }
  return target;
}

ReplaceResult save_target(const TargetWorkbook& target, std::string_view bytes, unsigned versions_kept, const RunIdentity& identity,
                          const std::function<void()>& before_rename) {
  require_closed(target.path);
  ReplaceOptions options;
  options.base = target.base;
  options.must_be_new = target.is_new;
  options.versions = versions_kept;
  options.stamp = identity.run_id;
  options.before_rename = before_rename;
  return replace_file(target.path, bytes, options);
}

}  // namespace counterfoil::run
