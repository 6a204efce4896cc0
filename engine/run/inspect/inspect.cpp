#include "run/inspect.hpp"

#include <algorithm>
#include <set>

#include "base/file.hpp"
#include "base/text.hpp"
#include "host/manifest.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/council_settings.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/given/team_answers.hpp"
#include "run/inspect/look_at_file.hpp"
#include "run/inspect/look_at_workbook.hpp"
#include "run/inspect/place_files.hpp"
#include "run/past_runs/changed_settings.hpp"
#include "run/steps/display_names.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t most_workbooks_opened = 24;
constexpr std::uintmax_t most_bytes_opened = 64 << 20;

std::filesystem::path whole_path(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::absolute(path, error).lexically_normal();
}

class Inspection {
 public:
  Inspection(const InspectRequest& request, const Installation& installation)
      : request_(request), installation_(installation), settings_(settings_for(request.settings, request.workbook)) {
    take_answers(settings_, {{}, request.headings, {}});
  }

  InspectOutcome run() {
    load_tasks();
    look_at_files();
    choose_task();
    look_at_standing();
    read_files();
    choose_questions();
    if (!request_.workbook.empty()) workbook_ = look_at_workbook(request_.workbook, chosen_, installation_);
    if (chosen_) tell_task();
    for (FileLook& look : looks_) outcome_.files.push_back(std::move(look.result));
    if (!request_.workbook.empty()) {
      outcome_.workbook = workbook_.told;
      if (!workbook_.told.trouble.empty()) outcome_.problems.push_back({Problem::About::workbook, {}, workbook_.told.trouble});
    }
    return std::move(outcome_);
  }

 private:
  void load_tasks() {
    if (!request_.task.empty()) {
      tasks_.push_back(load_task(installation_, request_.task, settings_));
    } else {
      for (const host::ManifestEntry& entry : host::read_manifest(installation_.plugins).plugins) {
        try {
          tasks_.push_back(load_task(installation_, entry.id, settings_));
        } catch (const Failure&) {
          // One broken task, or one that the settings file is not for, must not hide the others.
        }
      }
    }
    for (const Task& task : tasks_)
      for (const host::InputDescription& input : task.description().inputs) {
        const auto sheet = settings_.sheets.find(input.id);
        candidates_.push_back({task.description().id, input.id, input.title, input.required, &task.layouts.at(input.id),
                               &settings_.headings, sheet == settings_.sheets.end() ? "" : sheet->second});
      }
  }

  std::size_t look(const std::filesystem::path& path) {
    looks_.emplace_back(path, candidates_);
    return looks_.size() - 1;
  }

  void look_at_files() {
    for (const std::filesystem::path& file : request_.files) look(file);
    for (const auto& [input, file] : request_.inputs) {
      if (request_.task.empty() || !tasks_.front().description().input(input))
        throw Failure{FailureKind::usage, "The task has no input " + input + "."};
      given_[input] = look(file);
    }
    std::map<std::string, std::filesystem::path> paths;
    for (std::size_t at = 0; at < looks_.size(); ++at) paths[std::to_string(at)] = looks_[at].result.path;
    const auto names = display_names(paths);
    for (std::size_t at = 0; at < looks_.size(); ++at) looks_[at].result.name = names.at(std::to_string(at));
  }

  std::vector<InspectedFile> results() const {
    std::vector<InspectedFile> files;
    for (const FileLook& look : looks_) files.push_back(look.result);
    return files;
  }

  void choose_task() {
    const std::vector<InspectedFile> files = results();
    std::map<std::string, std::size_t> fields;
    for (const Task& task : tasks_) {
      outcome_.tasks.push_back(fit_of(task, files, given_));
      for (const InspectedFile& file : files)
        if (const InputFit* fit = best_fit(file, task.description().id))
          fields[task.description().id] += fit->fields + (fit->complete ? 1000 : 0);
    }
    std::stable_sort(outcome_.tasks.begin(), outcome_.tasks.end(), [&](const TaskFit& one, const TaskFit& other) {
      if (one.placed != other.placed) return one.placed > other.placed;
      if (one.missing.size() != other.missing.size()) return one.missing.size() < other.missing.size();
      return fields[one.task] > fields[other.task];
    });
    if (outcome_.tasks.empty() || (request_.task.empty() && outcome_.tasks.front().placed == 0)) return;
    outcome_.task = outcome_.tasks.front().task;
    for (Task& task : tasks_)
      if (task.description().id == outcome_.task) chosen_ = &task;
  }

  /// A standing input of the settings file is looked at like the others, unless a file was placed there.
  void look_at_standing() {
    if (!chosen_) return;
    const auto placed = place_files(*chosen_, results(), given_);
    for (const host::InputDescription& input : chosen_->description().inputs) {
      const auto standing = settings_.inputs.find(input.id);
      if (standing == settings_.inputs.end() || placed.contains(input.id)) continue;
      given_[input.id] = look(standing->second);
      standing_.insert(input.id);
    }
  }

  const CandidateInput* candidate(const std::string& task, const std::string& input) const {
    const auto found = std::find_if(candidates_.begin(), candidates_.end(),
                                    [&](const CandidateInput& each) { return each.task == task && each.input == input; });
    return found == candidates_.end() ? nullptr : &*found;
  }

  void read_files() {
    for (std::size_t at = 0; at < looks_.size(); ++at) {
      InspectedFile& file = looks_[at].result;
      const auto given = std::find_if(given_.begin(), given_.end(), [&](const auto& each) { return each.second == at; });
      const CandidateInput* as = nullptr;
      if (given != given_.end()) {
        as = candidate(outcome_.task, given->first);
      } else if (const InputFit* fit = best_fit(file, outcome_.task)) {
        as = candidate(fit->task, fit->input);
      } else if (!file.fits.empty() && file.fits.front().complete) {
        as = candidate(file.fits.front().task, file.fits.front().input);
      }
      if (as) looks_[at].read_as(*as);
      read_as_.push_back(as);
      if (!as && file.trouble.empty())
        file.trouble = file.name + " has no headings that " + (request_.task.empty() ? "a task" : "this task") +
                       " knows. Check that it is the right export.";
    }
  }

  /// Which of the columns that a file lacks are asked for; of most kinds of columns an export rightly has none.
  void choose_questions() {
    for (std::size_t at = 0; at < looks_.size(); ++at) {
      InspectedFile& file = looks_[at].result;
      const bool has_unread = std::any_of(file.headings.begin(), file.headings.end(),
                                          [](const InspectedHeading& each) { return each.sure == "guess" || each.sure == "none"; });
      if (!read_as_[at] || !has_unread) continue;
      const std::set<std::string> needed = needed_fields(*read_as_[at]->layout, file);
      for (MissingField& missing : file.missing) {
        const auto answered = settings_.headings.find(missing.field);
        if (answered != settings_.headings.end() && answered->second.empty()) continue;  // there is no such column
        missing.ask = !missing.guess.empty() || needed.contains(missing.field) || another_has(missing.field, at);
      }
    }
  }

  /// The first field of each group of which the file has none.
  static std::set<std::string> needed_fields(const table::Layout& layout, const InspectedFile& file) {
    std::set<std::string> needed;
    for (const std::vector<std::string>& group : layout.required) {
      const bool all_missing = std::all_of(group.begin(), group.end(), [&](const std::string& field) {
        return std::any_of(file.missing.begin(), file.missing.end(), [&](const MissingField& each) { return each.field == field; });
      });
      if (all_missing && !group.empty()) needed.insert(group.front());
    }
    return needed;
  }

  static std::set<std::string> fields_of(const InspectedFile& file) {
    std::set<std::string> fields;
    for (const InspectedHeading& each : file.headings)
      if (each.sure == "known" || each.sure == "council") fields.insert(each.field);
    return fields;
  }

  /// Of the same kind are two files that have four of five fields in common: last month's export, not any list of payments.
  bool another_has(const std::string& field, std::size_t than) const {
    const std::set<std::string> own = fields_of(looks_[than].result);
    for (std::size_t at = 0; at < looks_.size(); ++at) {
      if (at == than || looks_[at].result.read_as != looks_[than].result.read_as) continue;
      const std::set<std::string> others = fields_of(looks_[at].result);
      const auto common = std::count_if(own.begin(), own.end(), [&](const std::string& each) { return others.contains(each); });
      if (others.contains(field) && static_cast<std::size_t>(common) * 5 >= std::max(own.size(), others.size()) * 4) return true;
    }
    return false;
  }

  void tell_task() {
    const std::vector<InspectedFile> files = results();
    const auto placed = place_files(*chosen_, files, given_);
    for (const host::InputDescription& input : chosen_->description().inputs) {
      InspectedSlot slot{input.id, input.title, input.required, {}, {}, {}, {}};
      if (const auto found = placed.find(input.id); found != placed.end()) {
        slot.path = files[found->second.file].path;
        slot.how = standing_.contains(input.id) ? "standing" : found->second.how;
        if (!files[found->second.file].trouble.empty())
          outcome_.problems.push_back({Problem::About::input, input.id, files[found->second.file].trouble});
      }
      if (chosen_->spec.last_period && chosen_->spec.last_period->input == input.id && !workbook_.told.last_run.empty()) {
        slot.required = false;
        if (slot.path.empty()) slot.how = "workbook";
      }
      if (const auto before = workbook_.inputs_before.find(input.id); before != workbook_.inputs_before.end()) {
        slot.rows_before = before->second.rows;
        slot.pence_before = before->second.pence;
      }
      outcome_.slots.push_back(std::move(slot));
    }
    for (Problem& problem : problems_of_places(*chosen_, files, placed)) outcome_.problems.push_back(std::move(problem));
    tell_settings();
    if (request_.workbook.empty()) propose_workbook(files);
  }

  void tell_settings() {
    const host::PluginDescription& description = chosen_->description();
    const CouncilSettings council = council_settings(description);
    const host::ParameterTexts given = joined(settings_.parameters, request_.parameters);
    std::map<std::string, std::pair<std::string, const char*>> told;  // value and source
    for (const auto& [id, value] : council.values) told[id] = {value.value, "council"};
    for (const auto& [id, value] : settings_.parameters) told[id] = {value, "settings-file"};
    for (const auto& [id, value] : request_.parameters) told[id] = {value, "given"};
    std::vector<host::ParameterTrouble> troubles;
    const host::ParameterValues values = host::read_parameters(description, joined(council.texts(), given), troubles);
    for (host::ParameterTrouble& trouble : troubles)
      outcome_.problems.push_back({Problem::About::setting, std::move(trouble.id), std::move(trouble.words)});
    for (Problem& problem : problems_of_locks(council, description, given)) outcome_.problems.push_back(std::move(problem));
    const std::vector<ChangedSetting> changed = ask_for_reasons(council, values);
    for (const host::ParameterDescription& parameter : description.parameters) {
      const auto known = told.try_emplace(parameter.id, parameter.default_value, "default").first;
      const bool unlike = std::any_of(changed.begin(), changed.end(), [&](const auto& each) { return each.id == parameter.id; });
      outcome_.settings.push_back({parameter.id, known->second.first, known->second.second, usual_value(parameter, council),
                                   council.locks(parameter.id), unlike});
    }
  }

  /// As a run would, with the workbook's last run where that is one of ours.
  std::vector<ChangedSetting> ask_for_reasons(const CouncilSettings& council, const host::ParameterValues& values) {
    const host::PluginDescription& description = chosen_->description();
    std::vector<ChangedSetting> changed = changed_settings(description, council, values);
    if (changed.empty()) return changed;
    std::set<std::string> by_command;
    for (const auto& [id, text] : request_.parameters) by_command.insert(id);
    std::optional<KeptRun> last;
    if (!workbook_.told.last_run.empty() && workbook_.book.record()) last.emplace(*workbook_.book.record());
    for (Problem& problem :
         find_reasons(description, values, {request_.reason, by_command, settings_.reasons}, last ? &*last : nullptr, changed))
      outcome_.problems.push_back(std::move(problem));
    return changed;
  }

  /// The task's workbook in the folder of the files: the one that is there, else a name for a new one.
  void propose_workbook(const std::vector<InspectedFile>& files) {
    if (files.empty()) return;
    const std::filesystem::path folder = files.back().path.parent_path();
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (std::filesystem::directory_iterator each{folder, error}, end; !error && each != end; each.increment(error)) {
      const std::string name = file_name_of(each->path());
      const bool is_export =
          std::any_of(files.begin(), files.end(), [&](const auto& file) { return file.path == whole_path(each->path()); });
      if (name.ends_with(".xlsx") && !name.starts_with("~$") && !name.starts_with(".") && !is_export) found.push_back(each->path());
    }
    std::sort(found.begin(), found.end());
    if (found.size() > most_workbooks_opened) found.resize(most_workbooks_opened);
    std::uintmax_t opened = 0;
    for (const std::filesystem::path& path : found) {
      opened += std::filesystem::file_size(path, error);
      if (error || opened > most_bytes_opened) break;
      try {
        const Buffer bytes = read_file(path, xlsx::Limits{}.file_bytes);
        if (report::OpenedWorkbook{bytes.view()}.task() != chosen_->description().id) continue;
        outcome_.proposed_workbook = whole_path(path);
        return;
      } catch (const Failure&) {
        continue;  // nobody asked about this one
      }
    }
    const std::string title = chosen_->spec.title;
    std::filesystem::path proposed = folder / path_from_utf8(title + ".xlsx");
    for (unsigned count = 2; std::filesystem::exists(proposed, error); ++count)
      proposed = folder / path_from_utf8(title + " " + std::to_string(count) + ".xlsx");
    outcome_.proposed_workbook = whole_path(proposed);
  }

  const InspectRequest& request_;
  const Installation& installation_;
  Settings settings_;
  std::vector<Task> tasks_;
  std::vector<CandidateInput> candidates_;
  std::vector<FileLook> looks_;
  std::map<std::string, std::size_t> given_;    // input to file
  std::set<std::string> standing_;              // inputs whose file the settings name
  std::vector<const CandidateInput*> read_as_;  // of each look; null: as nothing
  Task* chosen_ = nullptr;
  WorkbookLook workbook_;
  InspectOutcome outcome_;
};

}  // namespace

InspectOutcome inspect(const InspectRequest& request, const Installation& installation) {
  return Inspection{request, installation}.run();
}

}  // namespace counterfoil::run
