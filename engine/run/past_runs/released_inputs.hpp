// The inputs "#released" and "#not_proven" of a plugin: what earlier releases put out, row by row.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host/plugin_run.hpp"
#include "spec/workbook_spec.hpp"
#include "table/layout.hpp"

namespace counterfoil::run {

/// As which kind of field a column of the workbook is given to a plugin.
table::FieldKind field_kind_of(report::ColumnKind kind);

/// A row that was released. Canonical texts.
struct ReleasedRow {
  std::string kind, batch, key, released_on, released_by;
  std::map<std::string, std::string> cells;  // the amount and what else the specification keeps
};

class ReleasedInputs {
 public:
  /// `file`: whose name findings show. Both are borrowed.
  ReleasedInputs(const report::WorkbookSpec& spec, const std::string& file) : spec_(spec), file_(file) {}
  void add_released(ReleasedRow row) { released_.push_back(std::move(row)); }
  void add_not_proven(const std::string& key, const std::string& batch) { not_proven_.emplace_back(key, batch); }
  /// Also where there is no row.
  void put_into(host::Inputs& inputs) const;

 private:
  const report::WorkbookSpec& spec_;
  const std::string& file_;
  std::vector<ReleasedRow> released_;
  std::vector<std::pair<std::string, std::string>> not_proven_;
};

}  // namespace counterfoil::run
