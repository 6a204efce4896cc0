#include "run/steps/target_workbook.hpp"

#include <algorithm>

#include "base/command_words.hpp"
#include "base/fallback_replace.hpp"
#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/synced_folder.hpp"
#include "base/text.hpp"
#include "report/workbook_merge.hpp"
#include "run/steps/signed_workbook.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

/// In small letters: ".xlsm".
std::string ending_of(const std::filesystem::path& path) {
  std::string extension = utf8_from_path(path.extension());
  for (char& letter : extension)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return extension;
}

void require_usable_name(const std::filesystem::path& path, const std::string& name) {
  const std::string extension = ending_of(path);
  if (extension != ".xlsx" && extension != ".xlsm")
    throw Failure{FailureKind::usage, "The workbook's name must end in .xlsx, but it is \"" + name + "\"."};
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error))
    throw Failure{FailureKind::unwritable,
                  "The folder for the workbook, " + utf8_from_path(folder) + ", is not there. Make it first, or choose another."};
}

void require_no_export(const std::filesystem::path& path, const std::string& name,
                       const std::vector<std::filesystem::path>& exports) {
  for (const std::filesystem::path& each : exports) {
    std::error_code error;
    if (std::filesystem::equivalent(path, each, error) && !error)
      throw Failure{
          FailureKind::usage,
          name + " was given both as an export and as the workbook. Exports are never altered: give the workbook another name."};
  }
}

/// Ours, or a team's own that may be added to.
void require_usable_workbook(TargetWorkbook& target, const Task& task, const Installation& installation) {
  const auto refuse = [&](const std::string& sentence) { throw Failure{FailureKind::refused, sentence}; };
  if (xlsx::recognise(target.book.bytes()) != xlsx::FileKind::zip_workbook)
    refuse(target.name + " is not an Excel workbook (.xlsx). Choose another name for the workbook; it will be made.");
  const report::Record* const record = target.book.record();
  if (!record && !target.book.audit(task.spec).empty())
    refuse(target.name +
           " has Counterfoil's sheets but not its record, so it is left alone: another program saved it without the record. Go "
           "back to a version "
           "that Counterfoil saved, or choose another name for the workbook.");
  tell_kind(target, task, installation);
  if (record && record->task != task.description().id)
    refuse(target.name + " belongs to the task " + record->task + ", not to " + task.description().id +
           ". Choose another workbook.");
}

/// Nobody has it open, it is not being synced, and it may be changed.
void require_free(const std::filesystem::path& path, const FileState& state) {
  const auto refuse = [&](const std::string& sentence) { throw Failure{FailureKind::locked, file_name_of(path) + sentence}; };
  require_closed(path);
  if (const auto transfer = transfer_under_way(path))
    refuse(" is being synced just now: \"" + file_name_of(*transfer) +
           "\" lies beside it. Wait until that is done, then run again. If it has been there for long, the program was "
           "interrupted: delete it.");
  if (state.held) refuse(" is open in another program on this machine. Close it there, then run again.");
  if (state.read_only)
    refuse(
        " is marked read-only, or you may not change it, as when somebody has checked it out or it was closed to changes. Have it "
        "checked in, or take the "
        "mark off, then run again.");
}

Buffer read_workbook(const std::filesystem::path& path, const std::string& name, const FileState& state) {
  try {
    return read_file(path, xlsx::Limits{}.file_bytes);
  } catch (const Failure& failure) {
    if (!state.online_only) throw;
    throw Failure{
        failure.kind(),
        name +
            " is kept online only and could not be fetched. Open its folder, choose \"Always keep on this device\" for it, wait "
            "until it is there, then run again. (" +
            failure.what() + ")"};
  }
}

/// A run that was killed on a drive without rename may have left the workbook under another name.
void finish_what_was_begun(const std::filesystem::path& path, const std::string& name) {
  try {
    finish_replacement(behind_links(path), system_file_operations());
  } catch (const std::system_error& error) {
    throw Failure{FailureKind::unwritable, name + " was left half replaced by a run that was cut off, and cannot be put right: " +
                                               cause_in_words(error.code()) + ". The file \"" + name +
                                               ".counterfoil-before\" beside it is the workbook."};
  }
}

void require_new_file(const std::filesystem::path& save_as, const TargetWorkbook& target, const TargetRequest& request) {
  const auto refuse = [&](const std::string& sentence) { throw Failure{FailureKind::usage, sentence}; };
  const std::string name = file_name_of(save_as);
  std::error_code error;
  if (target.is_new) refuse("There is no workbook " + target.name + " to start from. Leave out --save-as, and it is made.");
  if (std::filesystem::exists(save_as, error) || error)
    refuse(name + " is there already, and --save-as never writes over a file. Choose a name that is not taken.");
  require_usable_name(save_as, name);
  if (ending_of(save_as) != ending_of(request.workbook))
    refuse("The new file's name must end in " + ending_of(request.workbook) + " as that of " + target.name +
           " does: Excel does not open a workbook whose name says something else.");
  require_no_export(save_as, name, request.exports);
}

constexpr std::string_view not_from_any = "none";

/// An older workbook of the same task in the same folder: a new one would forget what that one knows.
std::filesystem::path older_workbook_beside(const std::filesystem::path& path, const Task& task) {
  constexpr std::size_t most_looked_at = 50;
  std::vector<std::filesystem::path> books;
  std::error_code error;
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  for (std::filesystem::directory_iterator each{folder, error}, end; !error && each != end; each.increment(error))
    if (each->path().extension() == ".xlsx" && each->is_regular_file(error)) books.push_back(each->path());
  std::sort(books.begin(), books.end());
  if (books.size() > most_looked_at) books.resize(most_looked_at);
  for (const std::filesystem::path& book : books) try {
      const Buffer bytes = read_file(book, xlsx::Limits{}.file_bytes);
      if (xlsx::recognise(bytes.view()) == xlsx::FileKind::zip_workbook &&
          report::OpenedWorkbook{bytes.view()}.task() == task.description().id)
        return book;
    } catch (const Failure&) {
      continue;  // what does not read is no workbook to go on from
    }
  return {};
}

/// Takes what an older workbook knows into a new one; asks where one lies beside it.
void continue_from(TargetWorkbook& target, const TargetRequest& request, const Task& task) {
  const auto refuse = [&](const std::string& sentence) { throw Failure{FailureKind::usage, sentence}; };
  const bool none = request.continue_from == std::filesystem::path{not_from_any};
  if (!target.is_new) {
    if (!request.continue_from.empty()) refuse(target.name + " is there already and goes on by itself. Leave out --continue-from.");
    return;
  }
  if (none || !task.spec.memory) {
    if (!none && !request.continue_from.empty()) refuse("The task " + task.description().id + " has nothing to continue from.");
    return;
  }
  if (request.continue_from.empty()) {
    const std::filesystem::path older = older_workbook_beside(target.path, task);
    if (!older.empty()) throw OlderWorkbookBeside{target.name, older};
    return;
  }
  target.continues_name = file_name_of(request.continue_from);
  target.continues.emplace(read_file(request.continue_from, xlsx::Limits{}.file_bytes));
  if (xlsx::recognise(target.continues->bytes()) != xlsx::FileKind::zip_workbook ||
      target.continues->task() != task.description().id)
    refuse(target.continues_name + " is no workbook of the task " + task.description().id + ". Name the one to continue from.");
}

std::filesystem::path dated_name(const std::filesystem::path& workbook, const Moment& moment) {
  const std::string stem = utf8_from_path(workbook.stem()), extension = utf8_from_path(workbook.extension());
  const std::string day = moment.local.substr(0, 10), time = moment.local.substr(11, 2) + moment.local.substr(14, 2);
  const auto named = [&](const std::string& addition) {
    return workbook.parent_path() / path_from_utf8(stem + ' ' + addition + extension);
  };
  std::error_code error;
  std::filesystem::path proposed = named(day);
  for (unsigned count = 1; std::filesystem::exists(proposed, error); ++count)
    proposed = named(day + ' ' + time + (count == 1 ? "" : " (" + std::to_string(count) + ")"));
  return proposed;
}

}  // namespace

OlderWorkbookBeside::OlderWorkbookBeside(const std::string& name, const std::filesystem::path& older)
    : Failure(FailureKind::usage, name + " would be new, and " + file_name_of(older) +
                                      " beside it knows what was paid and what is still open." +
                                      at_command_line(" To take that along, add --continue-from \"" + file_name_of(older) +
                                                      "\"; to begin without it, add --continue-from none.")) {
  const std::string older_name = file_name_of(older);
  std::error_code error;
  question_.name = "continue-from";
  question_.words = "Does " + name + " go on from " + older_name + "?";
  question_.options = {{utf8_from_path(std::filesystem::absolute(older, error).lexically_normal()),
                        "Yes: take along what was paid and what is still open"},
                       {std::string{not_from_any}, "No: begin without it"}};
}

TargetWorkbook open_target(const TargetRequest& request, const Task& task, const Installation& installation,
                           const RunIdentity& identity) {
  const std::filesystem::path& path = request.workbook;
  TargetWorkbook target;
  target.path = path;
  target.name = file_name_of(path);
  target.in_place = request.in_place;
  require_usable_name(path, target.name);
  require_no_export(path, target.name, request.exports);
  std::error_code error;
  target.saved_as = !request.save_as.empty();
  const FileState state = file_state(path);
  if (target.saved_as) {
    target.is_new = !std::filesystem::exists(path, error);
    require_new_file(request.save_as, target, request);
    target.path = request.save_as;
    if (!request.rehearse) target.lock.emplace(target.path, this_process(identity.moment.local), request.patience);
  } else if (!request.rehearse) {
    try {
      require_free(path, state);
      target.lock.emplace(path, this_process(identity.moment.local), request.patience);
      require_closed(path);  // the wait for the lock may have been long
    } catch (const Failure& failure) {
      if (failure.kind() != FailureKind::locked || request.in_place) throw;
      throw WorkbookTaken{failure, path, identity.moment};
    }
    finish_what_was_begun(path, target.name);
  }
  target.is_new = !std::filesystem::exists(path, error);
  if (error) throw Failure{FailureKind::unreadable, target.name + " cannot be read: " + cause_in_words(error) + "."};
  if (target.is_new && ending_of(path) != ".xlsx")
    throw Failure{FailureKind::usage,
                  "There is no workbook " + target.name + ", and one that is made holds no macros: its name must end in .xlsx."};
  Buffer bytes = target.is_new ? read_file(template_file(installation, task.spec.id), xlsx::Limits{}.file_bytes)
                               : read_workbook(path, target.name, state);
  const bool known = request.opened && request.opened->bytes() == bytes.view();
  target.book = known ? *request.opened : report::OpenedWorkbook{std::move(bytes)};
  continue_from(target, request, task);
  if (!target.is_new) {
    target.base = fingerprint_of(target.book.bytes());
    require_usable_workbook(target, task, installation);
    target.signature_breaks = breaks_signature(target.name, target.book, request.may_break_signature);
  }
  return target;
}

void tell_kind(TargetWorkbook& target, const Task& task, const Installation& installation) {
  target.template_file = template_file(installation, task.spec.id);
  target.kind = kind_of_workbook(target.book);
  if (target.kind == WorkbookKind::teams) target.blank = read_file(target.template_file, xlsx::Limits{}.file_bytes);
}

TargetWorkbook open_team_workbook(const TargetRequest& request, const TargetWorkbook& sheets, const Task& task,
                                  const Installation& installation, const RunIdentity& identity) {
  if (sheets.kind != WorkbookKind::own)
    throw Failure{
        FailureKind::usage,
        sheets.name +
            " is to hold Counterfoil's sheets, but it is a workbook of the team's own. Give --sheets-in a name that is not taken."};
  TargetWorkbook team = open_target(request, task, installation, identity);
  if (team.is_new)
    throw Failure{FailureKind::usage, "There is no workbook " + team.name +
                                          ". With --sheets-in, --workbook is the team's own workbook, which must be there."};
  if (team.kind != WorkbookKind::teams)
    throw Failure{
        FailureKind::usage,
        team.name + " holds Counterfoil's sheets already. Leave out --sheets-in (and \"sheets-in\" in the settings file)."};
  return team;
}

ReplaceResult save_target(const TargetWorkbook& target, std::string_view bytes, const VersionsToKeep& keep,
                          const RunIdentity& identity, WrittenFiles& written, const std::function<void()>& before_rename) {
  ReplaceOptions options;
  options.written = &written;
  options.must_be_new = target.is_new || target.saved_as;
  if (!options.must_be_new) options.base = target.base;
  options.versions = keep;
  options.stamp = identity.run_id;
  bool ledger_has_its_word = false;  // what it refuses is not about the workbook
  options.before_rename = [&] {
    ledger_has_its_word = true;
    before_rename();
    ledger_has_its_word = false;
    require_closed(target.path);
  };
  try {
    require_closed(target.path);
    return replace_file(target.path, bytes, options);
  } catch (const Failure& failure) {
    if (ledger_has_its_word || target.in_place || (failure.kind() != FailureKind::locked && failure.kind() != FailureKind::changed))
      throw;
    throw WorkbookTaken{failure, target.path, identity.moment};
  }
}

WorkbookTaken::WorkbookTaken(const Failure& failure, const std::filesystem::path& workbook, const Moment& moment)
    : WorkbookTaken(failure, dated_name(workbook, moment)) {}

WorkbookTaken::WorkbookTaken(const Failure& failure, std::filesystem::path proposed)
    : Failure(failure.kind(), std::string{failure.what()} + " Or have the result in a new file" +
                                  at_command_line(": add --save-as \"" + utf8_from_path(proposed) + "\"") + "."),
      proposed_(std::move(proposed)) {}

bool may_run_again(const Failure& failure, const std::filesystem::path& workbook, const std::filesystem::path& save_as) {
  std::error_code error;
  // A workbook that was moved away must not be begun anew in its place.
  return failure.kind() == FailureKind::changed && save_as.empty() && std::filesystem::exists(workbook, error);
}

}  // namespace counterfoil::run
