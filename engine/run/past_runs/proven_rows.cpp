#include "run/past_runs/proven_rows.hpp"

#include <algorithm>
#include <tuple>

#include "acts/batch_standing.hpp"
#include "audit/run_facts.hpp"
#include "base/command_words.hpp"
#include "base/environment.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "report/canonical.hpp"
#include "report/released_rows.hpp"
#include "report/workbook_merge.hpp"
#include "run/forget/removals.hpp"
#include "run/past_runs/released_inputs.hpp"
#include "run/two_people/batches.hpp"
#include "run/two_people/signed_acts.hpp"
#include "spec/row_filter.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::run {

namespace {

constexpr const char* told_earlier_table = "released_earlier";  // batches of an earlier version that were told

std::size_t place_in(const report::Table& table, const std::string& id) {
  return static_cast<std::size_t>(
      std::find_if(table.columns.begin(), table.columns.end(), [&](const report::Column& each) { return each.id == id; }) -
      table.columns.begin());
}

Place cell_of(const std::string& file, const report::DecidedTable& decided, const report::DecidedTable::Row& row, std::size_t at) {
  const std::uint32_t column = decided.places[at];
  return {file, decided.sheet, column == 0 ? std::string{} : xlsx::to_string(xlsx::CellReference{row.number, column})};
}

}  // namespace

ProvenRows::ProvenRows(const report::WorkbookSpec& spec, const TargetWorkbook& target, bool as_recorded)
    : spec_(spec), target_(target), as_recorded_(as_recorded) {
  if (spec.releases.empty()) return;
  if (target.has_past()) record_ = target.past().record();
  if (!as_recorded) {
    try {
      relier_ = relier_without_key(user_name());
      seen_ = std::make_unique<acts::SeenActs>(seen_acts_for(target.path, relier_));
      if (!seen_->folder().there()) {
        out_of_reach_ = "The record folder " + utf8_from_path(seen_->folder().path()) +
                        " is not there: the workbook was moved or copied away from it, or it cannot be reached.";
        seen_.reset();
      } else if (out_of_reach_ = acts::missing_secret_in_words(*seen_); !out_of_reach_.empty()) {
        seen_.reset();
      } else {
        digests_.emplace(*seen_);
      }
    } catch (const Failure& failure) {
      out_of_reach_ = failure.what();
      seen_.reset();
    }
  }
  if (!record_) return;
  for (const report::Release& release : spec.releases)
    if (const report::RecordTable* table = record_->table(report::released_table(release))) read_kept(release, *table);
  if (const report::RecordTable* told = record_->table(told_earlier_table)) {
    const report::RecordRows rows{*told};
    for (std::size_t row = 0; row < rows.size(); ++row) told_earlier_.insert(rows.field(row, 0));
  }
}

ProvenRows::Proof ProvenRows::look_for(const std::string& batch) const {
  Proof proof;
  proof.counts = as_recorded_;
  if (as_recorded_) return proof;
  proof.why = out_of_reach_;
  if (!seen_) return proof;
  const acts::BatchRecord record = seen_->kept_of_batch(spec_.id, batch);
  const acts::Act* found = nullptr;
  for (const acts::FoundAct& each : record.acts)
    if (each.act.kind == acts::released) found = &each.act;
  for (const acts::MissedAct& each : record.gone)  // whoever saw it goes by it
    if (!found && each.act && each.act->kind == acts::released) found = &*each.act;
  if (!found) {
    proof.why = "The record folder " + utf8_from_path(seen_->folder().path()) + " holds no signed release of this batch.";
    return proof;
  }
  proof.act = *found;
  for (std::string& key : found->all("line-key")) proof.keys.insert(std::move(key));
  proof.taken_back = acts::withdrawn_by_two(record, &relier_);
  if (proof.taken_back) {
    proof.why = "Two people have taken this release back.";
    return proof;
  }
  // One's own confirmation counts here: nobody is shown to be a second person by what one reads for oneself.
  proof.counts = acts::standing_of(*found, relier_, false).known != acts::KeyKnown::no;
  if (!proof.counts)
    proof.why = "That " + acts::who_and_when_in_words(*found) +
                " released it is named, not proven: nothing here says whose the key is. Ask " + found->account +
                ", by telephone, whether its code is " + acts::key_code(found->public_key) +
                at_command_line(", and confirm it: counterfoil people --confirm CODE --who " + found->account) + ".";
  return proof;
}

const ProvenRows::Proof& ProvenRows::proof_of(const std::string& batch) {
  const auto known = proofs_.find(batch);
  return known != proofs_.end() ? known->second : proofs_.emplace(batch, look_for(batch)).first->second;
}

bool ProvenRows::went_out(const Proof& proof, const std::string& key) const {
  return as_recorded_ || (proof.act && digests_ && proof.keys.contains(digests_->line_in(*proof.act, key)));
}

/// `key` is said to be released in `batch`, and that is not proven. What a counting release never had counts for nothing.
void ProvenRows::doubt(const std::string& key, const std::string& batch, const Proof& proof, const Place& place) {
  const bool had = went_out(proof, key);
  Unproven& unproven = unproven_[key];
  if (unproven.place.cell.empty()) unproven.place = place;
  unproven.batch = batch;
  unproven.held = !proof.taken_back && (!proof.counts || had);
  unproven.why = !proof.counts ? proof.why
                 : had         ? "What the workbook keeps of it is not what was signed: rows were added, taken away or changed."
                               : "The signed release has no line of this key.";
}

void ProvenRows::read_kept(const report::Release& release, const report::RecordTable& table) {
  const report::RecordRows rows{table};
  std::set<std::string> batches;
  for (std::size_t row = 0; row < rows.size(); ++row) batches.insert(rows.field(row, 0));
  std::set<std::string> sound;
  const Removals removals{spec_.id, target_.path, target_.has_past() ? target_.past().audit(spec_) : report::AuditRows{}};
  for (const std::string& batch : batches) {
    const Proof& proof = proof_of(batch);
    const std::string rows_then = removals.released_before(report::digest_of_released(table, batch));
    if (as_recorded_ || (proof.counts && proof.act->fact("rows") == rows_then)) sound.insert(batch);
  }
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const std::string batch = rows.field(at, 0), key = rows.field(at, table.column(release.key));
    const Proof& proof = proof_of(batch);
    if (!sound.contains(batch)) {
      doubt(key, batch, proof, {target_.past_name(), {}, {}});
      continue;
    }
    Row& row = rows_[key];
    row = {&release, batch, key, proof.act ? proof.act->fact("day") : std::string{}, proof.act ? proof.act->account : std::string{},
           {}};
    for (std::size_t column = 1; column < table.columns.size(); ++column) row.cells[table.columns[column]] = rows.field(at, column);
  }
}

void ProvenRows::correct(report::DecidedTable& decided, Findings& findings) {
  for (const report::Release& release : spec_.releases)
    if (release.marks && release.marks->table == decided.table->id)
      for (report::DecidedTable::Row& row : decided.rows) correct_row(release, decided, row, findings);
}

void ProvenRows::correct_row(const report::Release& release, const report::DecidedTable& decided, report::DecidedTable::Row& row,
                             Findings& findings) {
  const report::ReleaseMarks& marks = *release.marks;
  const report::Table& table = *decided.table;
  const std::size_t batch = place_in(table, marks.batch), on = place_in(table, marks.released_on),
                    by = place_in(table, marks.released_by);
  const std::string key = row.cells[place_in(table, marks.column)], claimed = row.cells[batch];
  const auto set = [&](std::size_t at, const std::string& signed_text) {
    std::string& held = row.cells[at];
    if (held == signed_text) return;
    const report::Column& column = table.columns[at];
    findings.add("released-row-changed", cell_of(target_.past_name(), decided, row, at),
                 {{"heading", column.heading},
                  {"key", key},
                  {"held", held.empty() ? "nothing" : report::in_words(held, column.kind)},
                  {"signed", report::in_words(signed_text, column.kind)}});
    held = signed_text;
  };
  if (const auto proven = rows_.find(key); proven != rows_.end() && proven->second.release == &release) {
    Row& signed_row = proven->second;
    if (as_recorded_) {
      signed_row.released_on = row.cells[on];
      signed_row.released_by = row.cells[by];
      return;
    }
    set(batch, signed_row.batch);
    set(by, signed_row.released_by);
    if (!signed_row.released_on.empty() && table.columns[on].kind == report::ColumnKind::date) set(on, signed_row.released_on);
    for (const auto& [id, text] : signed_row.cells)
      if (const std::size_t at = place_in(table, id); at < table.columns.size()) set(at, text);
    return;
  }
  if (claimed.empty() || &release_of_batch(spec_, claimed) != &release) return;
  const Proof& proof = proof_of(claimed);
  const bool earlier = as_recorded_ || (proof.counts && proof.act->fact("rows").empty() && went_out(proof, key));
  if (earlier) {
    rows_[key] = {&release, claimed, key, row.cells[on], row.cells[by], {}};
    if (!as_recorded_) earlier_.insert(claimed);
    return;
  }
  doubt(key, claimed, proof, cell_of(target_.past_name(), decided, row, batch));
  for (const std::size_t at : {batch, on, by}) row.cells[at].clear();
}

void ProvenRows::tell(Findings& findings) {
  std::map<std::tuple<std::string, bool, std::string>, std::pair<std::int64_t, Place>> groups;
  for (const auto& [key, unproven] : unproven_) {
    auto& [count, place] = groups[{unproven.batch, unproven.held, unproven.why}];
    ++count;
    if (place.cell.empty()) place = unproven.place;
  }
  for (const auto& [group, found] : groups) {
    const auto& [batch, held, why] = group;
    findings.add("released-not-proven", found.second,
                 {{"lines", count_of(found.first, "line")},
                  {"batch", batch},
                  {"why", why},
                  {"what", held ? "Neither is it counted as released nor raised again until that is proven."
                                : "It counts for nothing: what is due is raised."}});
  }
  for (const std::string& batch : earlier_)
    if (told_earlier_.insert(batch).second)
      findings.add("released-by-earlier-version", Place{target_.past_name(), {}, {}}, {{"batch", batch}});
}

void ProvenRows::add_to(host::Inputs& inputs) const {
  if (spec_.releases.empty()) return;
  ReleasedInputs tables{spec_, target_.past_name()};
  for (const auto& [key, row] : rows_)
    tables.add_released({row.release->id, row.batch, key, row.released_on, row.released_by, row.cells});
  for (const auto& [key, unproven] : unproven_)
    if (unproven.held) tables.add_not_proven(key, unproven.batch);
  tables.put_into(inputs);
}

std::map<std::string, std::shared_ptr<const acts::Act>> ProvenRows::out_before(const report::Report& report) const {
  std::map<std::string, std::shared_ptr<const acts::Act>> found;
  if (!seen_ || as_recorded_) return found;
  std::map<std::string, std::string> keys;  // by digest
  for (const report::Release& release : spec_.releases) add_keys_of_lines(release, report, keys);
  std::vector<std::string> digests;
  for (const auto& [digest, key] : keys) digests.push_back(digest);
  if (digests.empty()) return found;
  for (acts::FoundAct& each : seen_->releases_with(spec_.id, digests)) {
    if (acts::withdrawn_by_two(seen_->kept_of_batch(spec_.id, each.act.batch), &relier_)) continue;
    const auto act = std::make_shared<const acts::Act>(std::move(each.act));
    for (const std::string& digest : act->all("line-key"))
      if (const auto key = keys.find(digest); key != keys.end()) found.emplace(key->second, act);
  }
  return found;
}

void ProvenRows::add_keys_of_lines(const report::Release& release, const report::Report& report,
                                   std::map<std::string, std::string>& keys) const {
  const auto lines = report.tables.find(release.lines);
  if (lines == report.tables.end()) return;
  const report::ReportTable& table = lines->second;
  const auto column = [&](const std::string& id) {
    return static_cast<std::size_t>(std::find(table.columns.begin(), table.columns.end(), id) - table.columns.begin());
  };
  const std::size_t key = column(release.key), filter = release.where ? column(release.where->column) : 0;
  if (key == table.columns.size() || filter == table.columns.size()) return;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (release.where && !report::matches(*release.where, report::in_words(table.at(row, filter)))) continue;
    const std::string text = report::in_words(table.at(row, key));
    for (std::string& digest : digests_->lines_of(spec_.id, text)) keys.emplace(std::move(digest), text);
  }
}

bool ProvenRows::hold_lines_out_before(const report::Report& report) {
  out_ = out_before(report);
  bool fresh = false;
  for (const auto& [key, act] : out_) {
    if (rows_.contains(key)) continue;  // the plugin was told
    Unproven& unproven = unproven_[key];
    fresh = fresh || unproven.batch.empty() || !unproven.held;
    unproven.batch = act->batch;
    unproven.held = true;
  }
  return fresh;
}

void ProvenRows::tell_lines_out_before(const report::Report& report, Findings& findings) const {
  if (out_.empty()) return;
  constexpr std::size_t named = 3;
  const auto still = out_before(report);
  struct Group {
    const acts::Act* act = nullptr;
    std::vector<std::string> keys;
    std::int64_t count = 0;
  };
  std::map<std::tuple<std::string, bool, bool>, Group> groups;  // by batch, whether it is there again, whether the workbook says so
  for (const auto& [key, act] : out_) {
    Group& group = groups[{act->batch, still.contains(key), rows_.contains(key)}];
    group.act = act.get();
    ++group.count;
    if (group.keys.size() < named) group.keys.push_back(key);
  }
  for (const auto& [of, group] : groups) {
    const auto& [batch, again, known] = of;
    const bool one = group.count == 1;
    const std::string they_are = one ? "It is" : "They are";
    findings.add("line-out-before", Place{target_.past_name(), {}, {}},
                 {{"lines", count_of(group.count, "line")},
                  {"keys", list_in_words(group.keys) + (group.count > static_cast<std::int64_t>(named) ? " and others" : "")},
                  {"batch", batch},
                  {"who", acts::who_and_when_in_words(*group.act)},
                  {"known", known ? "" : ", which this workbook does not say"},
                  {"what", again ? they_are + " in this batch again, which is not released with " + (one ? "it." : "them.")
                                 : they_are + " not raised again."}});
  }
}

std::set<std::string> ProvenRows::never_released() const {
  std::set<std::string> keys;
  for (const auto& [key, unproven] : unproven_)
    if (!unproven.held) keys.insert(key);
  return keys;
}

std::vector<report::RecordTable> ProvenRows::tables() const {
  std::vector<report::RecordTable> kept;
  if (record_)
    for (const report::RecordTable& table : record_->tables)
      if (std::string_view{table.id}.starts_with(report::released_prefix)) kept.push_back(table);
  std::set<std::string> told = told_earlier_;
  if (told.empty()) return kept;
  report::RecordTable& table = kept.emplace_back();
  table.id = told_earlier_table;
  table.columns = {"batch"};
  for (const std::string& batch : told) report::append_row(table, {batch});
  return kept;
}

}  // namespace counterfoil::run
