#include "run/past_runs/replay_material.hpp"

#include <algorithm>
#include <set>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "report/workbook_merge.hpp"
#include "run/forget/removals.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

std::vector<std::filesystem::path> versions_beside(const std::filesystem::path& workbook) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator each{workbook.parent_path() / ".counterfoil-versions", error}, end;
       !error && each != end; each.increment(error))
    if (each->is_regular_file(error)) files.push_back(each->path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Where the workbook may be: as named, else under its recorded name here and beside the exports.
std::vector<std::filesystem::path> candidates(const RecordedRun& run, const ReplayRequest& request) {
  std::vector<std::filesystem::path> places;
  const std::filesystem::path name = path_from_utf8(run.facts.workbook);
  if (!request.workbook.empty()) {
    places.push_back(request.workbook);
  } else if (!name.empty()) {
    places.push_back(std::filesystem::absolute(name));
    for (const std::filesystem::path& file : request.files) places.push_back(std::filesystem::absolute(file).parent_path() / name);
  }
  std::set<std::filesystem::path> met;
  std::vector<std::filesystem::path> all;
  std::error_code error;
  for (const std::filesystem::path& place : places) {
    if (!met.insert(place.lexically_normal()).second) continue;
    if (std::filesystem::is_regular_file(place, error)) all.push_back(place);
    for (const std::filesystem::path& version : versions_beside(std::filesystem::absolute(place))) all.push_back(version);
  }
  return all;
}

}  // namespace

RecordedRun recorded_run(const std::string& run_id, const std::filesystem::path& ledger) {
  const audit::LedgerEvidence evidence = audit::read_evidence(ledger);
  if (!evidence.there)
    throw Failure{FailureKind::usage,
                  "There is no ledger at " + utf8_from_path(ledger) + ", so no run is recorded. Name another with --ledger."};
  RecordedRun run;
  run.trouble = evidence.check.problems();
  bool known = false;
  bool prepared = false;
  std::string state = "did not finish";
  for (const audit::Entry& entry : evidence.entries) {
    if (entry.run_id != run_id || entry.is(audit::EntryKind::verified)) continue;
    known = true;
    run.task = entry.task;
    run.user = entry.user;
    run.time_utc = entry.time_utc;
    const auto facts = audit::from_body(entry.body);
    if (!facts) continue;
    if (!facts->action.empty())
      throw Failure{FailureKind::usage,
                    run_id + " is not a run: a batch was signed or released then. \"counterfoil history\" lists the runs."};
    if (entry.is(audit::EntryKind::failed)) state = facts->reason == "findings" ? "was stopped by findings" : "failed";
    if (entry.is(audit::EntryKind::cancelled)) state = "was cancelled";
    if (entry.is(audit::EntryKind::prepared)) {
      prepared = true;
      run.facts = *facts;
      run.facts.workbook = entry.workbook;
    }
    run.finished = run.finished || entry.is(audit::EntryKind::finished);
  }
  if (!known)
    throw Failure{FailureKind::usage, "The ledger knows no run " + run_id + ". \"counterfoil history\" lists those that it knows."};
  if (!prepared) throw Failure{FailureKind::refused, "Run " + run_id + " " + state + ", so there is no result to compare with."};
  return run;
}

FoundExports match_exports(const RecordedRun& run, const std::vector<std::filesystem::path>& files) {
  std::vector<std::string> digests;
  for (const std::filesystem::path& file : files)
    digests.push_back(fingerprint_of(read_file(file, xlsx::Limits{}.file_bytes).view()).sha256);
  FoundExports found;
  std::vector<bool> used(files.size(), false);
  std::string missing;
  for (const audit::InputFacts& input : run.facts.inputs) {
    if (input.kept) continue;
    const auto at = static_cast<std::size_t>(std::find(digests.begin(), digests.end(), input.sha256) - digests.begin());
    if (at == digests.size()) {
      missing += " The export that it read as \"" + input.role + "\" (" + count_of(static_cast<std::int64_t>(input.bytes), "byte") +
                 ", SHA-256 " + input.sha256 + ") is none of the files named.";
      continue;
    }
    used[at] = true;
    found.by_input[input.role] = files[at];
  }
  for (std::size_t at = 0; at < files.size(); ++at)
    if (!used[at]) found.not_read.push_back(file_name_of(files[at]));
  if (!missing.empty())
    throw Failure{FailureKind::usage,
                  "The run cannot be done again." + missing +
                      (found.not_read.empty() ? "" : " Not read by that run: " + list_in_words(found.not_read) + ".") +
                      " Name the files as they were, after --inputs."};
  return found;
}

FoundWorkbooks find_workbooks(const RecordedRun& run, const ReplayRequest& request, const report::WorkbookSpec& spec) {
  if (request.workbook.empty() && run.facts.workbook.empty())
    throw Failure{FailureKind::usage,
                  "Which file the run was made into is not known here: its name is kept for its user alone, and was removed or is "
                  "elsewhere. Name the workbook with --workbook."};
  FoundWorkbooks found;
  found.path = request.workbook.empty() ? path_from_utf8(run.facts.workbook) : request.workbook;
  for (const std::filesystem::path& file : candidates(run, request)) {
    try {
      Buffer bytes = read_file(file, xlsx::Limits{}.file_bytes);
      if (!run.facts.base_sha256.empty() && !found.before && fingerprint_of(bytes.view()).sha256 == run.facts.base_sha256) {
        found.before = std::move(bytes);
        continue;
      }
      const report::AuditRows rows = report::OpenedWorkbook{bytes.view()}.audit(spec);
      for (const audit::AuditRow& row : rows)
        if (audit::AuditRecord record = audit::from_row(row);
            record.record == run.facts.record && audit::record_hash(record) == record.record)
          found.audit_row = std::move(record);
      const std::size_t removals = removals_at_end(rows);
      if (rows.size() == removals) continue;
      const std::string last = audit::from_row(rows[rows.size() - 1 - removals]).record;
      // As it was before the run, less a person who was removed since: its bytes are others.
      if (removals > 0 && !found.before && !run.facts.continues.empty() && last == run.facts.continues) {
        found.before = std::move(bytes);
        continue;
      }
      if (found.after || last != run.facts.record) continue;
      found.removals = removals;
      found.after_name = file_name_of(file);
      found.after = std::move(bytes);
    } catch (const Failure&) {
      if (file == request.workbook) throw;  // others are only looked at
    }
  }
  return found;
}

}  // namespace counterfoil::run
