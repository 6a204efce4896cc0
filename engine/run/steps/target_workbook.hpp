// The workbook that a run fills: the team's own, or the blank template when there is none yet; written back, or as a new file.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/buffer.hpp"
#include "base/failure.hpp"
#include "base/workbook_lock.hpp"
#include "report/kept_cells.hpp"
#include "report/opened_workbook.hpp"
#include "run/given/identity.hpp"
#include "run/given/question.hpp"
#include "run/given/task.hpp"
#include "run/team/adopt.hpp"

namespace counterfoil::run {

struct TargetWorkbook {
  std::filesystem::path path;  // where the result goes
  std::string name;            // of the workbook that is read, without folders
  WorkbookKind kind = WorkbookKind::own;
  Buffer blank;                         // our template, for a team's own workbook that does not have our sheets yet
  std::filesystem::path template_file;  // the task's blank workbook, for sheets that an older workbook does not have
  bool is_new = false;
  bool signature_breaks = false;    // the workbook is signed, and breaking the signature was agreed
  bool in_place = false;            // as asked for
  bool saved_as = false;            // the result goes into a new file, and the workbook that was read stays as it is
  report::OpenedWorkbook book;      // as read, or the template
  std::optional<Fingerprint> base;  // of the existing workbook
  std::optional<report::OpenedWorkbook> continues;  // the older workbook from which a new one goes on
  std::string continues_name;                       // without folders
  std::string continues_sha256;                     // of its file, once cells of it were put back in memory
  std::vector<report::RewrittenCell> put_back;      // past decisions and signatures that somebody had rewritten
  std::optional<WorkbookLock> lock;                 // on `path`, held until the run ends; none in a rehearsal

  /// Where earlier runs left what they knew: the workbook itself, or the one from which a new one goes on.
  bool has_past() const { return !is_new || continues; }
  const report::OpenedWorkbook& past() const { return continues ? *continues : book; }
  const std::string& past_name() const { return continues ? continues_name : name; }
};

/// Which workbook, and how to come by it. Borrowed during open_target.
struct TargetRequest {
  const std::filesystem::path& workbook;
  const std::filesystem::path& save_as;               // empty: back into the workbook
  const std::vector<std::filesystem::path>& exports;  // never to be written over
  bool rehearse = false;
  Patience patience;  // with another run that has the workbook
  bool may_break_signature = false;
  bool in_place = false;                           // only this workbook will do: no new file is offered when somebody has it
  std::filesystem::path continue_from = {};        // as in RunRequest
  const report::OpenedWorkbook* opened = nullptr;  // the workbook as it was a moment ago: used where it is that still
};

/// Failure when the folder is not there, the name does not end in .xlsx or .xlsm, the file is one of the exports, somebody has it
/// (see WorkbookTaken), or it belongs to another task.
TargetWorkbook open_target(const TargetRequest& request, const Task& task, const Installation& installation,
                           const RunIdentity& identity);

/// Tells who made an existing workbook; loads our template where our sheets are still to be added.
void tell_kind(TargetWorkbook& target, const Task& task, const Installation& installation);

/// The team's own workbook, when our sheets stand in another one, `sheets`: there already, and not one of ours. Failure (usage)
/// otherwise.
TargetWorkbook open_team_workbook(const TargetRequest& request, const TargetWorkbook& sheets, const Task& task,
                                  const Installation& installation, const RunIdentity& identity);

/// One atomic step: proves that the workbook is still the one read, writes beside it, verifies, keeps the prior version, renames.
/// `before_rename`: the ledger's entry just before the new file is in place. `written` is told once it is.
ReplaceResult save_target(const TargetWorkbook& target, std::string_view bytes, const VersionsToKeep& keep,
                          const RunIdentity& identity, WrittenFiles& written, const std::function<void()>& before_rename);

/// Somebody has the workbook, or changed it meanwhile: its words offer a new file for the result.
class WorkbookTaken : public Failure {
 public:
  /// Adds the offer to the sentence of `failure`.
  WorkbookTaken(const Failure& failure, const std::filesystem::path& workbook, const Moment& moment);
  const std::filesystem::path& proposed() const { return proposed_; }  // beside the workbook, dated, not there yet

 private:
  WorkbookTaken(const Failure& failure, std::filesystem::path proposed);
  std::filesystem::path proposed_;
};

/// A new workbook beside an older one of the task, and nobody has said whether it goes on from that.
class OlderWorkbookBeside : public Failure {
 public:
  OlderWorkbookBeside(const std::string& name, const std::filesystem::path& older);
  /// Its name is "continue-from", its values what --continue-from takes.
  const Question& question() const { return question_; }

 private:
  Question question_;
};

/// Whether a run that failed with this is worth doing again on the workbook as it is now.
bool may_run_again(const Failure& failure, const std::filesystem::path& workbook, const std::filesystem::path& save_as);

}  // namespace counterfoil::run
