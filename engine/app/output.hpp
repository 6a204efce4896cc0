// How a command tells what it does: to a person in words, or to a front end as JSON lines.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "app/check_account.hpp"
#include "host/description.hpp"
#include "run/form.hpp"
#include "run/history.hpp"
#include "run/inspect.hpp"
#include "run/restore.hpp"
#include "run/run.hpp"
#include "run/waiting.hpp"

namespace counterfoil::app {

/// Number of the JSON-lines protocol, described in ARCHITECTURE.md.
inline constexpr int protocol_number = 1;

/// One installed task, or why it cannot be used.
struct InstalledTask {
  std::string id;
  std::string trouble;  // empty: usable
  host::PluginDescription description;
  run::Form form;
};

/// Rows that a task has looked at; `total` 0 where that is not known.
struct RowsDone {
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

class Output {
 public:
  virtual ~Output() = default;
  virtual void started(const std::string& run_id, const std::string& task) = 0;
  virtual void progress(const std::string& stage, std::uint64_t done, std::uint64_t total, RowsDone rows) = 0;
  /// `all`: every finding, however many are alike.
  virtual void outcome(const run::RunOutcome& outcome, bool all) = 0;
  virtual void tasks(const std::vector<InstalledTask>& tasks) = 0;
  virtual void checked(const CheckAccount& account) = 0;
  virtual void restored(const run::RestoreOutcome& outcome) = 0;
  virtual void inspected(const run::InspectOutcome& outcome) = 0;
  virtual void waiting(const run::WaitingOutcome& outcome) = 0;
  virtual void history(const run::History& history) = 0;
  /// A sentence when the command could not be carried out at all.
  virtual void trouble(const std::string& sentence, int exit_status) = 0;
};

/// `progress_bar`: whether a person watches `err`.
std::unique_ptr<Output> people_output(std::ostream& out, std::ostream& err, bool progress_bar);
std::unique_ptr<Output> json_output(std::ostream& out);

}  // namespace counterfoil::app
