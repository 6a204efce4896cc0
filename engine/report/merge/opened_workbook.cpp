#include "report/opened_workbook.hpp"

#include <optional>
#include <utility>

#include "report/canonical.hpp"
#include "report/merge/table_location.hpp"
#include "report/record_part.hpp"
#include "report/workbook_merge.hpp"

namespace counterfoil::report {

namespace {

AuditRows rows_of(const LocatedTable* table, bool dates_from_1904) {
  AuditRows rows;
  if (!table || !table->holds_rows) return rows;
  for (std::uint32_t number = table->first_row; number <= table->last_row; ++number) {
    const auto row = table->editor->row(number);
    std::map<std::string, std::string> texts;
    bool filled = false;
    for (std::size_t at = 0; at < table->columns.size(); ++at) {
      const xlsx::ParsedCell* cell = row && table->columns[at] ? find_cell(*row, table->columns[at]) : nullptr;
      std::string& text = texts[table->table->columns[at].id];
      if (cell) append_canonical(text, *cell, table->table->columns[at].kind, dates_from_1904);
      filled = filled || !text.empty();
    }
    if (filled) rows.push_back(std::move(texts));
  }
  return rows;
}

}  // namespace

struct OpenedWorkbook::State {
  explicit State(Buffer the_bytes) : owned(std::move(the_bytes)), bytes(owned.view()) {}
  explicit State(std::string_view the_bytes) : bytes(the_bytes) {}

  Buffer owned;
  std::string_view bytes;
  std::unique_ptr<xlsx::WorkbookEditor> editor;
  std::shared_ptr<RecordedTables> recorded;  // once the record was looked for
  std::optional<std::string> record_digest;
  std::map<std::string, AuditRows, std::less<>> audit;  // by specification
  std::map<const WorkbookSpec*, std::vector<DecidedTable>> decided;
};

OpenedWorkbook::OpenedWorkbook(Buffer bytes) : state_(std::make_shared<State>(std::move(bytes))) {}
OpenedWorkbook::OpenedWorkbook(std::string_view bytes) : state_(std::make_shared<State>(bytes)) {}

std::string_view OpenedWorkbook::bytes() const { return state_->bytes; }

xlsx::WorkbookEditor& OpenedWorkbook::editor() const {
  if (!state_->editor) state_->editor = std::make_unique<xlsx::WorkbookEditor>(state_->bytes);
  return *state_->editor;
}

std::unique_ptr<xlsx::WorkbookEditor> OpenedWorkbook::take_editor() const {
  editor();
  return std::move(state_->editor);
}

const std::shared_ptr<RecordedTables>& OpenedWorkbook::recorded() const {
  if (!state_->recorded) {
    const auto xml = record_xml(editor());
    state_->recorded = std::make_shared<RecordedTables>(xml ? parse_record(*xml) : std::nullopt);
  }
  return state_->recorded;
}

const Record* OpenedWorkbook::record() const { return recorded()->record(); }

const std::string& OpenedWorkbook::record_digest() const {
  if (!state_->record_digest) state_->record_digest = record() ? record()->digest() : std::string{};
  return *state_->record_digest;
}

const AuditRows& OpenedWorkbook::audit(const WorkbookSpec& spec) const {
  const auto known = state_->audit.find(spec.id);
  if (known != state_->audit.end()) return known->second;
  AuditRows rows;
  if (const Sheet* sheet = spec.sheet_of(audit_table)) {
    std::vector<Missing> missing;
    Locations locations = locate_tables(spec, editor(), nullptr, missing, {sheet, spec.table(audit_table)});
    rows = rows_of(locations.find(audit_table), editor().reader().uses_1904_dates());
  }
  return state_->audit.emplace(spec.id, std::move(rows)).first->second;
}

const std::vector<DecidedTable>& OpenedWorkbook::decided(const WorkbookSpec& spec) const {
  const auto known = state_->decided.find(&spec);
  if (known != state_->decided.end()) return known->second;
  return state_->decided.emplace(&spec, read_decided(spec, *this)).first->second;
}

}  // namespace counterfoil::report
