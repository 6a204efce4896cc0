// A workbook of ours in which single cells of known rows are set between two runs: a sign-off, the mark of a release. The record
// follows, so that the workbook verifies as before.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/buffer.hpp"
#include "report/decision_log.hpp"
#include "report/opened_workbook.hpp"
#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

class MarkedWorkbook {
 public:
  /// `spec` is borrowed until save() returned; the editor of `book` is taken. Failure when the workbook does not carry the record
  /// of this specification.
  MarkedWorkbook(const WorkbookSpec& spec, const OpenedWorkbook& book, std::string file_name);
  ~MarkedWorkbook();
  MarkedWorkbook(const MarkedWorkbook&) = delete;
  MarkedWorkbook& operator=(const MarkedWorkbook&) = delete;

  /// In the rows of `table` whose text in `column` is one of `texts`: `cells`, column id and canonical text. Returns how many rows
  /// those were. Failure when a table or column is not where it was.
  std::size_t set(const std::string& table, const std::string& column, const std::set<std::string>& texts,
                  const std::vector<std::pair<std::string, std::string>>& cells);
  /// Rows that are released with this, for the record alone (released_rows.hpp).
  void keep_released(const RecordTable& rows, const std::string& batch);
  /// The log of decisions: what was changed since it saw the cells last, then what was set here as `what` ("signed"), then `lines`.
  /// After the last set().
  void log(const Seer& seer, std::string_view what, const std::vector<LoggedChange>& lines);
  /// An earlier version is brought back: the log of `replaced` (nullptr: it is out of reach), which goes on where this one's ends,
  /// with what was typed there since, and each cell that this version has otherwise.
  void log_restored(const Seer& seer, const OpenedWorkbook* replaced, const std::vector<LoggedChange>& lines);
  std::string log_digest() const;  // DecisionLog::whole_digest(), after log()
  /// Of the record with what was set.
  std::string report_digest() const;
  /// Rows below those of the Audit sheet: text by column id.
  void append_audit(const std::vector<std::map<std::string, std::string>>& rows);
  Buffer save();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace counterfoil::report
