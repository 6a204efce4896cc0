#include "run/past_runs/diverged_copies.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/synced_folder.hpp"
#include "report/workbook_merge.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

/// The hashes of the runs on an Audit sheet, from the first.
std::vector<std::string> records_of(const report::OpenedWorkbook& book, const Task& task) {
  std::vector<std::string> records;
  for (const auto& row : book.audit(task.spec)) {
    const auto record = row.find("record");
    records.push_back(record == row.end() ? std::string{} : record->second);
  }
  return records;
}

std::size_t common_start(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  const auto [end, other] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  return static_cast<std::size_t>(end - left.begin());
}

class CopiesBeside {
 public:
  CopiesBeside(const TargetWorkbook& target, const std::filesystem::path& workbook, const Task& task)
      : workbook_(workbook),
        name_(target.name),
        base_(*target.base),
        task_(task),
        records_(records_of(target.book, task)),
        versions_(kept_versions(workbook)) {}

  void look_at(const NamedCopy& copy, Findings& findings) const {
    const std::string copy_name = file_name_of(copy.file);
    const Place place{name_, {}, {}};
    try {
      // What is kept online only would be fetched by looking at it.
      if (file_state(copy.file).online_only) throw Failure{FailureKind::unreadable, "it is kept online only"};
      const Buffer bytes = read_file(copy.file, xlsx::Limits{}.file_bytes);
      const std::size_t common = common_to(bytes.view());
      if (common == 0) {
        if (copy.name == CopyName::conflict) findings.add("workbook-copy-unclear", place, {{"copy", copy_name}});
        return;
      }
      if (is_known(fingerprint_of(bytes.view()))) return;
      findings.add(copy.name == CopyName::plain ? "workbook-copy-beside" : "workbook-copy-conflict", place,
                   {{"copy", copy_name}, {"command", merge_command(copy.file, common)}});
    } catch (const Failure&) {
      if (copy.name == CopyName::conflict) findings.add("workbook-copy-unclear", place, {{"copy", copy_name}});
    }
  }

 private:
  /// How many runs, from the first, the two have in common; 0 for a workbook of anybody else.
  std::size_t common_to(const report::OpenedWorkbook& copy) const {
    if (copy.task() != task_.description().id) return 0;
    return common_start(records_, records_of(copy, task_));
  }

  bool is_known(const Fingerprint& copy) const {
    if (copy == base_) return true;
    return std::any_of(versions_.begin(), versions_.end(), [&](const KeptVersion& version) {
      std::error_code error;
      return std::filesystem::file_size(version.file, error) == copy.size && !error && fingerprint_of_file(version.file) == copy;
    });
  }

  /// With the latest kept version from before the two parted, where there is one.
  std::string merge_command(const std::filesystem::path& copy, std::size_t common) const {
    std::string base = "BASE";
    for (auto version = versions_.rbegin(); version != versions_.rend() && base == "BASE"; ++version) {
      const Buffer bytes = read_file(version->file, xlsx::Limits{}.file_bytes);
      const auto records = records_of(bytes.view(), task_);
      if (!records.empty() && records.size() <= common && common_start(records_, records) == records.size())
        base = '"' + utf8_from_path(version->file) + '"';
    }
    return "counterfoil merge " + base + " \"" + utf8_from_path(workbook_) + "\" \"" + utf8_from_path(copy) + '"';
  }

  const std::filesystem::path& workbook_;
  const std::string& name_;
  const Fingerprint& base_;
  const Task& task_;
  std::vector<std::string> records_;
  std::vector<KeptVersion> versions_;
};

}  // namespace

void notice_diverged_copies(const TargetWorkbook& target, const std::filesystem::path& workbook, const Task& task,
                            Findings& findings) {
  if (!target.base) return;
  std::vector<NamedCopy> copies = named_copies(workbook);
  // The file that this very run is asked to make has no past of its own.
  std::erase_if(copies, [&](const NamedCopy& copy) { return copy.file == target.path; });
  if (copies.empty()) return;
  const CopiesBeside beside{target, workbook, task};
  for (const NamedCopy& copy : copies) beside.look_at(copy, findings);
}

}  // namespace counterfoil::run
