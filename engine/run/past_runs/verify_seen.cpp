#include "run/past_runs/verify_seen.hpp"

#include <algorithm>

#include "acts/batch_standing.hpp"
#include "base/clock.hpp"
#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/who_and_when.hpp"
#include "report/workbook_merge.hpp"
#include "run/forget/removals.hpp"
#include "run/two_people/batch_content.hpp"
#include "run/two_people/period_content.hpp"
#include "run/two_people/period_standing.hpp"
#include "run/two_people/sign_off.hpp"
#include "run/two_people/signed_acts.hpp"

namespace counterfoil::run {

namespace {

audit::VerifyStatement statement(bool removed_since, const std::string& words) {
  return {audit::Verdict::sound,
          "file-as-signed",
          std::string{removed_since ? "Until one person was removed from it this file was, byte for byte, what "
                                    : "This file is, byte for byte, what "} +
              words + ".",
          {},
          {},
          {},
          {},
          {}};
}

std::string in_the_past(std::string_view action) { return action == "reject" ? "rejected" : "approved"; }

}  // namespace

std::optional<audit::VerifyStatement> what_was_signed(const report::WorkbookSpec& spec, const std::filesystem::path& workbook,
                                                      const report::OpenedWorkbook& book,
                                                      const std::vector<audit::Entry>& entries) {
  const report::AuditRows& rows = book.audit(spec);
  const Removals removals{spec.id, workbook, rows};
  const std::string now = fingerprint_of(book.bytes()).sha256, sha256 = removals.file_before(now);
  const std::vector<BatchState> states =
      spec.releases.empty() ? std::vector<BatchState>{period_state(spec, rows)} : batch_states(spec, book, rows);
  const acts::RecordFolder folder = record_folder_for(workbook);
  for (const BatchState& state : states) {
    if (state.batch.empty() || !folder.there()) continue;
    const acts::BatchRecord record = folder.of_batch(spec.id, state.batch);
    for (auto found = record.acts.rbegin(); found != record.acts.rend(); ++found)
      if (found->act.fact(acts::seen_workbook) == sha256)
        return statement(now != sha256, found->act.account + " " + found->act.kind +
                                            acts::who_and_when_in_words(found->act).substr(found->act.account.size()));
  }
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const auto facts = audit::from_body(entry->body);
    if (!facts || !entry->is(audit::EntryKind::finished) || facts->base_sha256 != sha256) continue;
    if (facts->action != "approve" && facts->action != "reject") continue;
    const auto seconds = parse_utc(entry->time_utc);
    return statement(now != sha256, entry->user + " " + in_the_past(facts->action) + " on " +
                                        (seconds ? make_moment(*seconds, 0).local_words() + " UTC" : entry->time_utc) +
                                        ", by this ledger");
  }
  return std::nullopt;
}

bool bound_by_acts(const report::WorkbookSpec& spec, const std::filesystem::path& workbook, const report::OpenedWorkbook& book) {
  const acts::RecordFolder folder = record_folder_for(workbook);
  const report::Record* record = book.record();
  if (!record || !folder.there()) return false;
  const acts::Relier relier = relier_without_key(user_name());
  const auto bound = [&](const BatchState& state, std::string_view fact, const std::string& digest) {
    const acts::BatchRecord found = folder.of_batch(spec.id, state.batch);
    return std::any_of(found.acts.begin(), found.acts.end(), [&](const acts::FoundAct& each) {
      return each.act.fact(fact) == digest && acts::standing_of(each.act, relier, false).known != acts::KeyKnown::no;
    });
  };
  if (spec.releases.empty()) {
    const BatchState state = period_state(spec, book.audit(spec));
    const Removals removals{spec.id, workbook, book.audit(spec)};
    return !state.batch.empty() && bound(state, "figures", removals.figures_before(book.record_digest()));
  }
  const std::vector<BatchState> states = batch_states(spec, book, book.audit(spec));
  return !states.empty() && std::all_of(states.begin(), states.end(), [&](const BatchState& state) {
    return bound(state, "content", batch_content(spec, *record, state.batch).digest);
  });
}

}  // namespace counterfoil::run
