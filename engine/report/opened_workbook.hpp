// A workbook that a command opened, handed to everything that asks about it: each part is inflated and each sheet taken apart on
// first use and once, the record and the Audit sheet are read once.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "report/decided_rows.hpp"
#include "report/record.hpp"
#include "spec/workbook_spec.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

inline constexpr std::string_view audit_table = "audit";  // of every specification

/// Rows of the Audit sheet as they stand, text by column id.
using AuditRows = std::vector<std::map<std::string, std::string>>;

class RecordedTables;

/// Copies are the same workbook. Nothing is opened before somebody asks, and Failure says then what is wrong with the file. Not for
/// several threads.
class OpenedWorkbook {
 public:
  OpenedWorkbook() : OpenedWorkbook(Buffer{}) {}
  explicit OpenedWorkbook(Buffer bytes);
  /// Borrows the bytes.
  OpenedWorkbook(std::string_view bytes);  // NOLINT(google-explicit-constructor): where a file is asked a single question

  std::string_view bytes() const;
  /// As it was read.
  xlsx::WorkbookEditor& editor() const;
  /// For whoever changes it: what is asked of the cells afterwards opens the bytes again.
  std::unique_ptr<xlsx::WorkbookEditor> take_editor() const;

  /// nullptr: the workbook has no record, or a damaged one. Failure (refused) where a later version wrote it.
  const Record* record() const;
  /// With the record; its keys are indexed once.
  const std::shared_ptr<RecordedTables>& recorded() const;
  /// Record::digest() of it; empty where there is none.
  const std::string& record_digest() const;
  /// The id of the task that the record is of; empty where there is none.
  std::string task() const { return record() ? record()->task : std::string{}; }
  /// Empty where the workbook has no Audit sheet.
  const AuditRows& audit(const WorkbookSpec& spec) const;
  /// As read_decided. `spec` is borrowed while the workbook is.
  const std::vector<DecidedTable>& decided(const WorkbookSpec& spec) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace counterfoil::report
