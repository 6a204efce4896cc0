#include "run/two_people/signed_acts.hpp"

#include <system_error>

#include "acts/machine_settings.hpp"
#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/versions.hpp"
#include "base/who_and_when.hpp"
#include "run/past_runs/decision_log.hpp"
#include "run/two_people/batch_content.hpp"
#include "run/two_people/batches.hpp"
#include "run/words.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

acts::RecordFolder record_folder_for(const fs::path& workbook) {
  const acts::MachineSettings settings = acts::machine_settings();
  if (!settings.record.empty()) return acts::RecordFolder{settings.record};
  fs::path folder = behind_links(workbook).parent_path();
  if (folder == versions_folder_of(folder)) folder = folder.parent_path();  // a kept version: its workbook's record
  return acts::RecordFolder{(folder.empty() ? fs::path{"."} : folder) / record_folder_name};
}

acts::Signer signer_here(const std::string& account) { return acts::own_signer(data_folder(), account, machine_name()); }

acts::Relier relier_without_key(const std::string& account) {
  std::error_code error;
  const bool any = fs::exists(data_folder() / "keys", error);
  return acts::relier_here(data_folder(), account, any ? signer_here(account).key.public_key : std::string{});
}

acts::SeenActs seen_acts_for(const fs::path& workbook, const acts::Relier& relier) {
  return {record_folder_for(workbook), data_folder(), relier.account, relier.public_key};
}

acts::Act signed_with_heads(acts::Act act, const acts::SeenActs& seen, const acts::Signer& signer) {
  for (std::string& head : seen.heads(act.task, act.batch)) act.facts.emplace_back("seen", std::move(head));
  return acts::signed_act(std::move(act), signer);
}

namespace {

acts::SeenActs seen_by(const acts::Signer& signer, const fs::path& workbook) {
  return {record_folder_for(workbook), data_folder(), signer.account, signer.key.public_key};
}

/// Of a task that releases nothing: its runs need no record folder, and where one is there they say who prepared what.
void sign_period(const Task& task, const RunIdentity& identity, const fs::path& workbook, const report::Record& record) {
  try {
    const acts::RecordFolder folder = record_folder_for(workbook);
    if (!folder.there()) return;
    acts::Act act;
    act.kind = acts::prepared;
    act.task = task.description().id;
    act.batch = identity.run_id;
    act.time_utc = identity.moment.utc;
    act.facts = {{"of", "period"},
                 {"figures", record.digest()},
                 {"program", engine_version()},
                 {"decisions-logged", log_fact(report::DecisionLog::read(record))}};
    const acts::Signer signer = signer_here(identity.user);
    acts::SeenActs seen = seen_by(signer, workbook);
    seen.add(signed_with_heads(std::move(act), seen, signer));
  } catch (const Failure&) {
    return;
  }
}

/// That the sign-off has, from the top.
std::vector<std::string> batches_of_record(const report::Record& record) {
  std::vector<std::string> batches;
  const report::RecordTable* table = record.table(report::sign_off_table);
  if (!table) return batches;
  const report::RecordRows rows{*table};
  for (std::size_t row = 0; row < rows.size(); ++row) batches.push_back(rows.field(row, table->column("batch")));
  return batches;
}

}  // namespace

std::string sign_preparation(const Task& task, const RunIdentity& identity, const fs::path& workbook,
                             const report::Record& record) {
  if (task.spec.releases.empty()) {
    sign_period(task, identity, workbook, record);
    return {};
  }
  try {
    const acts::Signer signer = signer_here(identity.user);
    acts::SeenActs seen = seen_by(signer, workbook);
    for (const std::string& batch : batches_of_record(record)) {
      const BatchContent content = batch_content(task.spec, record, batch);
      acts::Act act;
      act.kind = acts::prepared;
      act.task = task.description().id;
      act.batch = batch;
      act.time_utc = identity.moment.utc;
      act.facts = {{"content", content.digest},
                   {"gross", std::to_string(content.gross)},
                   {"program", engine_version()},
                   {"decisions-logged", log_fact(report::DecisionLog::read(record))}};
      if (const std::string& title = release_of_batch(task.spec, batch).title; !title.empty())
        act.facts.emplace_back("what", title);
      seen.add(signed_with_heads(std::move(act), seen, signer));
    }
  } catch (const Failure& failure) {
    return "The batch cannot be approved as it is: that you prepared it could not be signed. " + std::string{failure.what()} +
           " Then run the task again.";
  }
  return {};
}

}  // namespace counterfoil::run
