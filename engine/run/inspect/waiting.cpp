#include "run/waiting.hpp"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "acts/machine_settings.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "run/inspect/look_at_workbook.hpp"
#include "run/settings_table.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int most_deep = 3;
constexpr std::uintmax_t most_bytes_of_one = 64 << 20;  // the list of what waits is no place to read a giant

/// Whether the folder is there, asked on a thread that is left behind where a share does not answer: the system's own patience
/// with it may be minutes.
bool answers(const fs::path& folder, std::chrono::seconds patience) {
  struct Answer {
    std::mutex guard;
    std::condition_variable came;
    bool known = false, there = false;
  };
  const auto answer = std::make_shared<Answer>();
  std::thread{[answer, folder] {
    std::error_code error;
    const bool there = fs::is_directory(folder, error);
    const std::lock_guard lock{answer->guard};
    answer->known = true;
    answer->there = there;
    answer->came.notify_one();
  }}.detach();
  std::unique_lock lock{answer->guard};
  answer->came.wait_for(lock, patience, [&] { return answer->known; });
  return answer->known && answer->there;
}

bool is_release_folder(const fs::path& folder) { return file_name_of(folder).find(" release ") != std::string::npos; }

bool is_passed_over(const fs::path& path) {
  const std::string name = file_name_of(path);
  return name.empty() || name.starts_with('.') || name.starts_with("~$");
}

/// What somebody has to do with it; 0: nobody.
int urgency(const InspectedBatch& batch) {
  if (batch.rows == 0) return 0;
  if (batch.state == "waiting") return batch.may_approve ? 4 : 1;
  return batch.state == "approved" ? 3 : batch.state == "rejected" ? 1 : 0;
}

int urgency(const InspectedWorkbook& workbook) {
  if (workbook.cut_off) return 5;
  int most = 0;
  for (const InspectedBatch& batch : workbook.batches) most = std::max(most, urgency(batch));
  if (most > 0) return most;
  if (workbook.period && workbook.period->state == "waiting") return workbook.period->may_approve ? 2 : 1;
  return 0;
}

class LookForWaiting {
 public:
  LookForWaiting(const WaitingRequest& request, const Installation& installation)
      : request_(request), installation_(installation), ends_(Clock::now() + request.whole_look) {}

  WaitingOutcome run() {
    std::vector<fs::path> folders = acts::machine_settings().folders;
    const bool named_by_council = !folders.empty();
    for (fs::path& folder : folders_of_user()) folders.push_back(std::move(folder));
    folders.insert(folders.end(), request_.folders.begin(), request_.folders.end());
    for (const fs::path& each : folders) {
      std::error_code error;
      const fs::path folder = fs::absolute(each, error).lexically_normal();
      if (looked_at_.insert(folder.has_filename() ? folder : folder.parent_path()).second) look_at(folder);
    }
    std::stable_sort(outcome_.workbooks.begin(), outcome_.workbooks.end(),
                     [](const InspectedWorkbook& one, const InspectedWorkbook& other) { return urgency(one) > urgency(other); });
    tell(named_by_council);
    return std::move(outcome_);
  }

 private:
  bool is_enough() const {
    return entries_ >= request_.most_entries || opened_ >= request_.most_workbooks || Clock::now() >= ends_;
  }

  void look_at(const fs::path& folder) {
    LookedFolder& told = outcome_.folders.emplace_back(LookedFolder{folder, "read", {}});
    const std::string name = utf8_from_path(folder);
    if (!answers(folder, request_.answer_of_a_folder)) {
      told.state = "unreachable";
      told.words = "The folder " + name +
                   " could not be reached, so what waits in it is not shown. Check the network or the drive, then look again.";
      return;
    }
    if (!look_into(folder, 0)) {
      told.state = "cut-short";
      told.words = "Not everything in the folder " + name + " was looked at: " +
                   (opened_ >= request_.most_workbooks  ? "it holds more workbooks than one look opens"
                    : entries_ >= request_.most_entries ? "it holds more files than one look takes"
                                                        : "it answers too slowly") +
                   ". Open the workbook itself if the one that you expect is missing.";
    }
  }

  /// False where it was given up.
  bool look_into(const fs::path& folder, int deep) {
    std::vector<fs::path> files, folders;
    std::error_code error;
    for (fs::directory_iterator each{folder, error}, end; !error && each != end; each.increment(error)) {
      if (is_enough()) return false;
      ++entries_;
      if (is_passed_over(each->path())) continue;
      std::error_code unknown;
      if (each->is_directory(unknown) && !each->is_symlink(unknown)) {
        if (!is_release_folder(each->path())) folders.push_back(each->path());
      } else if (const std::string extension = fold_for_comparing(utf8_from_path(each->path().extension()));
                 extension == "xlsx" || extension == "xlsm") {
        files.push_back(each->path());
      }
    }
    if (error) return false;
    std::sort(files.begin(), files.end());
    std::sort(folders.begin(), folders.end());
    for (const fs::path& file : files) {
      if (is_enough()) return false;
      open(file);
    }
    bool whole = true;
    for (const fs::path& each : folders)
      if (deep + 1 < most_deep && looked_at_.insert(each).second) whole = look_into(each, deep + 1) && whole;
    return whole;
  }

  void open(const fs::path& file) {
    std::error_code error;
    if (fs::file_size(file, error) > most_bytes_of_one || error) return;
    ++opened_;
    WorkbookLook look = look_at_workbook(file, nullptr, installation_);
    if (urgency(look.told) > 0) outcome_.workbooks.push_back(std::move(look.told));
  }

  void tell(bool named_by_council) {
    if (outcome_.folders.empty())
      outcome_.words.emplace_back(
          "No folder was looked in: the council's settings name none of the team's. IT can name them there.");
    else if (!named_by_council)
      outcome_.words.emplace_back("The council's settings name no folders of the team, so only these were looked in.");
    for (const LookedFolder& folder : outcome_.folders)
      if (!folder.words.empty()) outcome_.words.push_back(folder.words);
  }

  const WaitingRequest& request_;
  const Installation& installation_;
  Clock::time_point ends_;
  std::size_t entries_ = 0, opened_ = 0;
  std::set<fs::path> looked_at_;
  WaitingOutcome outcome_;
};

}  // namespace

WaitingOutcome waiting(const WaitingRequest& request, const Installation& installation) {
  return LookForWaiting{request, installation}.run();
}

}  // namespace counterfoil::run
