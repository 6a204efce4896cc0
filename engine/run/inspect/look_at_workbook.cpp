#include "run/inspect/look_at_workbook.hpp"

#include <algorithm>
#include <charconv>

#include "audit/audit_record.hpp"
#include "audit/sign_off_record.hpp"
#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/synced_folder.hpp"
#include "base/text.hpp"
#include "base/workbook_lock.hpp"
#include "report/decided_rows.hpp"
#include "report/release_files.hpp"
#include "report/workbook_merge.hpp"
#include "run/team/adopt.hpp"
#include "run/two_people/period_standing.hpp"
#include "run/two_people/record_news.hpp"
#include "run/two_people/reviewers_stops.hpp"
#include "run/two_people/sign_off.hpp"
#include "run/two_people/signed_acts.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

std::uint64_t digits_in(std::string_view text) {
  std::uint64_t number = 0;
  for (const char letter : text)
    if (letter >= '0' && letter <= '9') number = number * 10 + static_cast<std::uint64_t>(letter - '0');
  return number;
}

bool same_name(const std::string& one, const std::string& other) {
  return !one.empty() && audit::login_for_comparing(one) == audit::login_for_comparing(other);
}

WorkbookHolder told(const LockHolder& holder) {
  WorkbookHolder told{holder_in_words(holder), holder.user, holder.machine, holder.program, holder.since, false};
  told.mine = same_name(holder.user, user_name()) || (!holder.machine.empty() && holder.machine == machine_name());
  return told;
}

/// Who has it, and whether it may be changed: the same that a run asks, without taking a lock.
void look_at_holders(const std::filesystem::path& path, InspectedWorkbook& told_of) {
  const FileState state = file_state(path);
  told_of.read_only = state.read_only;
  const std::string name = file_name_of(path);
  std::optional<LockHolder> holder = who_has_it_open(path);
  if (!holder) {
    std::error_code error;
    const std::filesystem::path lock = lock_file_of(path);
    if (std::filesystem::is_regular_file(lock, error)) {
      constexpr std::uint64_t longest_lock_text = 4096;
      try {
        const LockHolder ours = parse_lock_text(read_file(lock, longest_lock_text).view());
        if (ours.machine != machine_name() || process_runs(ours.process)) holder = ours;
      } catch (const Failure&) {
        // Emptied or gone meanwhile: the run that had it is done.
      }
    }
  }
  if (holder) told_of.holder = told(*holder);
  if (told_of.holder) {
    told_of.trouble = told_of.holder->mine ? "You have " + name + " open yourself. Save and close it."
                                           : name + " is open: " + told_of.holder->words + ". Ask them to close it.";
  } else if (const auto transfer = transfer_under_way(path)) {
    told_of.trouble = name + " is just being brought up to date by the program that syncs its folder. Wait until that is done.";
  } else if (state.held) {
    told_of.trouble = name + " is open in another program on this machine. Close it there.";
  } else if (state.read_only) {
    told_of.trouble = name + " is marked read-only, or somebody has checked it out. Have it checked in, or take the mark off.";
  }
}

void look_at_decisions(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book, InspectedWorkbook& told_of) {
  for (const report::DecidedTable& table : book.decided(spec)) {
    // What is said on Sign-off is an approval's to write: it is told as one.
    if (table.table->update != report::Update::replace || table.table->id == report::sign_off_table) continue;
    const auto decision = std::find_if(table.table->columns.begin(), table.table->columns.end(), [](const report::Column& column) {
      return column.owner == report::Owner::reviewer && !column.choices.empty();
    });
    if (decision == table.table->columns.end()) continue;
    const auto at = static_cast<std::size_t>(decision - table.table->columns.begin());
    const auto undecided =
        std::count_if(table.rows.begin(), table.rows.end(), [&](const auto& row) { return row.cells[at].empty(); });
    told_of.decisions.push_back({table.sheet, table.rows.size(), static_cast<std::uint64_t>(undecided)});
  }
}

void look_at_batch(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book, const BatchState& state,
                   InspectedWorkbook& told_of) {
  InspectedBatch& batch = told_of.batches.emplace_back();
  batch.id = state.batch;
  batch.kind = state.release->id;
  batch.title = state.title;
  batch.rows = static_cast<std::uint64_t>(std::max<std::int64_t>(state.rows, 0));
  batch.pence = state.pence;
  batch.prepared_by = state.prepared_by;
  batch.prepared_on = state.prepared_on;
  batch.state = "waiting";
  if (const BatchAct* signed_by = state.last("approve", "reject")) {
    batch.state = signed_by->action == "approve" ? "approved" : "rejected";
    batch.by = act_in_words(*signed_by);
  }
  if (const BatchAct* released = state.last("release")) {
    batch.state = "released";
    batch.by = act_in_words(*released);
  }
  batch.may_approve = batch.state == "waiting" && batch.rows > 0 && !same_name(state.prepared_by, user_name());
  if (batch.state == "released") return;
  const report::Record* record = book.record();
  if (!record) return;
  for (const ReviewersStop& stop : reviewers_stops(spec, *state.release, book, *record)) batch.stops.push_back(stop.words);
}

/// Of a task that releases nothing: who signs the period of the last run.
void look_at_period(const report::WorkbookSpec& spec, const std::vector<audit::AuditRow>& rows, InspectedWorkbook& told_of) {
  if (!spec.releases.empty()) return;
  const BatchState state = period_state(spec, rows);
  if (state.batch.empty()) return;
  InspectedPeriodToSign& period = told_of.period.emplace();
  period.run = state.batch;
  period.period = told_of.last_period;
  period.prepared_by = state.prepared_by;
  period.prepared_on = state.prepared_on;
  period.state = "waiting";
  if (const BatchAct* signed_by = state.last("approve", "reject")) {
    period.state = signed_by->action == "approve" ? "approved" : "rejected";
    period.by = act_in_words(*signed_by);
  }
  period.may_approve = period.state != "approved" && !same_name(state.prepared_by, user_name());
}

void tell_next_of_batch(const InspectedBatch& batch, InspectedWorkbook& told_of) {
  const std::string lines =
      (batch.title.empty() ? std::string{} : batch.title + ": ") + count_of(static_cast<std::int64_t>(batch.rows), "line");
  if (batch.state == "waiting" && batch.rows > 0)
    told_of.next.push_back({"approve",
                            batch.may_approve ? "me" : "a colleague",
                            batch.may_approve
                                ? lines + " that " + batch.prepared_by + " prepared wait for you to approve or reject."
                                : lines + " wait for a colleague to approve: the one who prepared them cannot.",
                            {}});
  if (batch.state == "approved" && batch.stops.empty())
    told_of.next.push_back({"release", "anybody", lines + ", approved by " + batch.by + ", can be released.", {}});
  if (batch.state == "rejected")
    told_of.next.push_back(
        {"run", "anybody", lines + " were rejected by " + batch.by + ". Put right what they say, and run again.", {}});
}

/// What is to be done with the workbook now, the nearest first.
void tell_next(InspectedWorkbook& told_of) {
  for (const UndecidedRows& rows : told_of.decisions)
    if (rows.undecided > 0)
      told_of.next.push_back({"decide", "anybody",
                              count_of(static_cast<std::int64_t>(rows.undecided), "row") + " on the sheet " + rows.sheet +
                                  (rows.undecided == 1 ? " waits" : " wait") + " for a decision.",
                              rows.sheet});
  for (const InspectedBatch& batch : told_of.batches) tell_next_of_batch(batch, told_of);
}

/// A release that was cut off stands before everything else.
bool look_for_cut_off_release(const report::WorkbookSpec& spec, const std::vector<audit::AuditRow>& rows,
                              InspectedWorkbook& told_of) {
  if (spec.releases.empty() || rows.empty()) return false;
  try {
    const acts::SeenActs seen = seen_acts_for(told_of.path, relier_without_key(user_name()));
    const auto cut_off = cut_off_release(seen, spec, rows);
    if (!cut_off) return false;
    const bool mine = same_name(cut_off->release.act.account, user_name());
    told_of.cut_off = InspectedCutOff{cut_off_in_words(*cut_off, user_name()), mine};
    told_of.next.push_back({"release", mine ? "me" : "a colleague", told_of.cut_off->words, {}});
    return true;
  } catch (const Failure&) {
    return false;  // the record folder is out of reach: what is next is told without it
  }
}

void look_at_ours(const Task& task, WorkbookLook& look) {
  const report::AuditRows& rows = look.book.audit(task.spec);
  const auto run =
      std::find_if(rows.rbegin(), rows.rend(), [](const audit::AuditRow& row) { return audit::is_of_a_run(audit::from_row(row)); });
  if (run != rows.rend()) {
    const audit::AuditRecord last = audit::from_row(*run);
    look.told.last_run = last.run_id;
    look.told.last_time = last.time_local;
    look.told.last_user = last.user;
    look.told.last_period = last.period;
    look.inputs_before = inputs_in_audit(last.inputs);
  }
  look_at_decisions(task.spec, look.book, look.told);
  if (!task.spec.releases.empty())
    for (const BatchState& state : batch_states(task.spec, look.book, rows)) look_at_batch(task.spec, look.book, state, look.told);
  look_at_period(task.spec, rows, look.told);
  if (!look_for_cut_off_release(task.spec, rows, look.told)) tell_next(look.told);
}

/// Why a new workbook cannot be made there; empty: it can.
std::string trouble_of_new(const std::filesystem::path& path) {
  const std::string extension = fold_for_comparing(utf8_from_path(path.extension()));
  if (extension != "xlsx" && extension != "xlsm")
    return "The workbook's name must end in .xlsx, but it is \"" + file_name_of(path) + "\".";
  std::error_code error;
  if (!std::filesystem::is_directory(path.parent_path(), error))
    return "The folder for the workbook, " + utf8_from_path(path.parent_path()) +
           ", is not there. Make it first, or choose another.";
  return {};
}

}  // namespace

std::map<std::string, InputBefore> inputs_in_audit(const std::string& text) {
  std::map<std::string, InputBefore> inputs;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = std::string_view{text}.substr(start, end - start);
    start = end + 1;
    const std::size_t colon = line.find(": "), digest = line.rfind(", SHA-256 ");
    if (colon == std::string_view::npos || digest == std::string_view::npos || digest < colon) continue;
    InputBefore before;
    before.digest = line.substr(digest + 10, 64);
    std::string_view left = line.substr(0, digest);  // names may hold commas: what is wanted is read from the right
    const auto last_part = [&] {
      const std::size_t comma = left.rfind(", ");
      const std::string_view part = comma == std::string_view::npos ? left : left.substr(comma + 2);
      left = left.substr(0, comma == std::string_view::npos ? 0 : comma);
      return part;
    };
    std::string_view part = last_part();
    if (part.find("\u00A3") != std::string_view::npos) {
      before.pence = static_cast<std::int64_t>(digits_in(part)) * (part.starts_with("\u2011") || part.starts_with('-') ? -1 : 1);
      part = last_part();
    }
    before.rows = digits_in(part);
    inputs[std::string{line.substr(0, colon)}] = std::move(before);
  }
  return inputs;
}

WorkbookLook look_at_workbook(const std::filesystem::path& workbook, const Task* task, const Installation& installation) {
  WorkbookLook look;
  InspectedWorkbook& told_of = look.told;
  std::error_code error;
  told_of.path = std::filesystem::absolute(workbook, error).lexically_normal();
  const std::string name = file_name_of(told_of.path);
  if (!std::filesystem::exists(told_of.path, error)) {
    told_of.state = "new";
    told_of.trouble = trouble_of_new(told_of.path);
    if (task) told_of.next.push_back({"run", "me", name + " will be made.", {}});
    return look;
  }
  look_at_holders(told_of.path, told_of);
  try {
    look.book = report::OpenedWorkbook{read_file(told_of.path, xlsx::Limits{}.file_bytes)};
    if (xlsx::recognise(look.book.bytes()) != xlsx::FileKind::zip_workbook) {
      told_of.state = "no-workbook";
      told_of.trouble = name + " is not an Excel workbook (.xlsx). Choose another name for the workbook; it will be made.";
      return look;
    }
    const bool owned = look.book.record() != nullptr;
    told_of.task = look.book.task();
    if (owned && task && told_of.task != task->description().id) {
      told_of.state = "other-task";
      told_of.trouble = name + " belongs to another task. Choose another workbook.";
      return look;
    }
    if (!owned) {
      told_of.state = "team";
      return look;
    }
    told_of.state = kind_of_workbook(look.book) == WorkbookKind::own ? "ours" : "team-with-ours";
    if (task) {
      look_at_ours(*task, look);
    } else {
      look.own_task.emplace(load_task(installation, told_of.task, {}));
      look_at_ours(*look.own_task, look);
    }
  } catch (const Failure& failure) {
    told_of.state = "unreadable";
    told_of.trouble = failure.what();
  }
  return look;
}

}  // namespace counterfoil::run
