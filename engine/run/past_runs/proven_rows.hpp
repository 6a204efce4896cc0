// What earlier releases put out, as far as it is proven for whoever runs the task: by the signed acts in the record folder, not by
// what a sheet or the record says of itself.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "acts/keyed_digests.hpp"
#include "acts/people.hpp"
#include "acts/seen_acts.hpp"
#include "findings/finding.hpp"
#include "host/plugin_run.hpp"
#include "report/decided_rows.hpp"
#include "report/record.hpp"
#include "report/report.hpp"
#include "run/steps/target_workbook.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// A row is proven where the rows that the workbook keeps of its batch come to the digest in a release act by a key that counts.
/// A line that is said to be released and is not proven is *held*: the plugin is told its key, counts it as nothing and does not
/// raise it again. Borrows what it is made with.
class ProvenRows {
 public:
  /// `as_recorded`: believe the workbook, for a replay: what was proven then is not known now.
  ProvenRows(const report::WorkbookSpec& spec, const TargetWorkbook& target, bool as_recorded);

  /// A table that releases mark: its marks, and what was released of its rows, as proven. What differs is a finding, by cell.
  void correct(report::DecidedTable& decided, Findings& findings);
  /// What is not proven, batch by batch, and what an earlier version released.
  void tell(Findings& findings);
  /// The inputs "#released" and "#not_proven", as plugin_abi.h says.
  void add_to(host::Inputs& inputs) const;

  /// Lines of this run that went out before, though the workbook does not say so. They are held from here on; true: there are
  /// some, and the plugin is asked once more.
  bool hold_lines_out_before(const report::Report& report);
  /// Says of these lines what became of them.
  void tell_lines_out_before(const report::Report& report, Findings& findings) const;

  /// Keys that no release ever had, whatever the workbook says: their marks go.
  std::set<std::string> never_released() const;
  /// For the record: what the workbook keeps of releases.
  std::vector<report::RecordTable> tables() const;

 private:
  struct Proof {
    bool counts = false;
    bool taken_back = false;
    std::optional<acts::Act> act;
    std::set<std::string> keys;  // the released keys, as the act names them
    std::string why;             // it does not count, in a sentence or two
  };
  struct Row {
    const report::Release* release;
    std::string batch, key, released_on, released_by;  // canonical
    std::map<std::string, std::string> cells;
  };
  struct Unproven {
    std::string batch, why;
    Place place;
    bool held = true;  // false: no release ever had it, and it counts for nothing
  };

  void read_kept(const report::Release& release, const report::RecordTable& table);
  const Proof& proof_of(const std::string& batch);
  Proof look_for(const std::string& batch) const;
  bool went_out(const Proof& proof, const std::string& key) const;
  void correct_row(const report::Release& release, const report::DecidedTable& decided, report::DecidedTable::Row& row,
                   Findings& findings);
  void doubt(const std::string& key, const std::string& batch, const Proof& proof, const Place& place);
  /// Released lines of this report: by key.
  std::map<std::string, std::shared_ptr<const acts::Act>> out_before(const report::Report& report) const;
  /// The keys that a run's report would release, however acts may name them.
  void add_keys_of_lines(const report::Release& release, const report::Report& report,
                         std::map<std::string, std::string>& keys) const;

  const report::WorkbookSpec& spec_;
  const TargetWorkbook& target_;
  bool as_recorded_;
  const report::Record* record_ = nullptr;  // of the workbook as it was
  std::unique_ptr<acts::SeenActs> seen_;    // none: out of reach
  std::optional<acts::KeyedDigests> digests_;
  std::string out_of_reach_;  // why
  acts::Relier relier_;
  std::map<std::string, Proof> proofs_;                          // by batch
  std::map<std::string, Row> rows_;                              // proven, by key
  std::map<std::string, Unproven> unproven_;                     // by key
  std::set<std::string> earlier_, told_earlier_;                 // batches that an earlier version released
  std::map<std::string, std::shared_ptr<const acts::Act>> out_;  // lines of this run that went out before: by key
};

}  // namespace counterfoil::run
