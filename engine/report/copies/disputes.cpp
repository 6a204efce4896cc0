#include "report/copies/disputes.hpp"

#include <algorithm>

#include "counterfoil/disputed.hpp"
#include "report/canonical.hpp"
#include "report/decided_rows.hpp"
#include "report/workbook_copies.hpp"

namespace counterfoil::report {

namespace {

bool is_drop_down(const Table& table, const PeoplesColumn& column) {
  return !column.own && std::any_of(table.columns.begin(), table.columns.end(),
                                    [&](const Column& each) { return each.id == column.name && !each.choices.empty(); });
}

}  // namespace

Dispute::Dispute(const CopyTable* before, const OldRow* old, const CopyTable& here, const OldRow& target, const CopyTable& there,
                 const OldRow& row) {
  const Table& table = *here.table().table;
  const std::size_t carried = here.table().column_index(table.carried);
  if (carried == LocatedTable::npos || here.table().columns[carried] == 0 || target.recorded == KeyIndex::none) return;
  std::vector<Cell> changed;  // by one of the copies at least
  bool decision = false;
  for (const PeoplesColumn& column : there.columns()) {
    const PeoplesColumn* place = here.column(column);
    const PeoplesColumn* was = before ? before->column(column) : nullptr;
    if (!place) continue;
    const std::string base = old && was ? before->held(*old, *was).canonical : std::string{};
    const HeldCell mine = here.held(target, *place), theirs = there.held(row, column);
    if (mine.formula() || theirs.formula()) continue;  // asked about in its own way
    if (mine.canonical == base && theirs.canonical == base) continue;
    const auto words = [&](const std::string& text) { return column.own ? text : report::in_words(text, column.kind); };
    const Cell cell{place, words(base), words(mine.canonical), words(theirs.canonical)};
    if (mine.canonical != theirs.canonical && mine.canonical != base && theirs.canonical != base) {
      cells_.push_back(cell);
      decision = decision || is_drop_down(table, column);
    }
    const bool alike = mine.canonical == theirs.canonical;
    if (!alike || column.own || column.kind != ColumnKind::paragraph) changed.push_back(cell);  // the same remark is no dispute
  }
  if (decision) cells_ = std::move(changed);
}

bool Dispute::has(const PeoplesColumn& column) const {
  return std::any_of(cells_.begin(), cells_.end(),
                     [&](const Cell& cell) { return cell.here->own == column.own && cell.here->name == column.name; });
}

std::string Dispute::in_words(std::string_view standing, const std::string& mine, const std::string& theirs,
                              bool lead_is_mine) const {
  const auto list = [&](bool of_lead) {
    std::string words;
    for (const Cell& cell : cells_) {
      const std::string& text = of_lead ? cell.lead : cell.other;
      if (!text.empty()) words += (words.empty() ? "" : "; ") + cell.here->heading + " " + text;
    }
    return words.empty() ? std::string{"nothing"} : words;
  };
  std::string words{standing};
  if (!words.empty()) words += ". ";
  return words.append(copies_differ_words) + mine + " has " + list(lead_is_mine) + ", and " + theirs + " has " +
         list(!lead_is_mine);
}

void set_fields(RecordTable& table, std::string_view column, const std::map<std::uint32_t, std::string>& texts) {
  const std::size_t at = table.column(column);
  if (at == RecordTable::npos) return;
  const RecordTable before = table;
  const RecordRows rows{before};
  std::vector<std::string_view> fields;
  table.rows.clear();
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    const auto changed = texts.find(row);
    if (changed == texts.end()) {
      table.rows.append(rows.line(row)) += '\n';
      continue;
    }
    rows.fields(row, fields);
    for (std::size_t field = 0; field < fields.size(); ++field) {
      if (field > 0) table.rows += '\t';
      if (field == at)
        append_field(table.rows, changed->second);
      else
        table.rows.append(fields[field]);
    }
    table.rows += '\n';
  }
}

std::vector<DisputedRow> disputed_rows(const WorkbookSpec& spec, const OpenedWorkbook& book) {
  std::vector<DisputedRow> found;
  for (const DecidedTable& decided : book.decided(spec)) {
    const auto& columns = decided.table->columns;
    for (const DecidedTable::Row& row : decided.rows) {
      DisputedRow disputed{decided.sheet, {}, {}};
      bool answered = false;
      for (std::size_t at = 0; at < columns.size(); ++at) {
        if (columns[at].id == decided.table->carried && row.cells[at].find(copies_differ_words) != std::string::npos)
          disputed.words = row.cells[at].substr(row.cells[at].find(copies_differ_words));
        answered = answered || (columns[at].owner == Owner::reviewer && !columns[at].choices.empty() && !row.cells[at].empty());
      }
      if (disputed.words.empty() || answered) continue;
      for (const std::string& id : decided.table->key)
        for (std::size_t at = 0; at < columns.size(); ++at)
          if (columns[at].id == id) disputed.row += (disputed.row.empty() ? "" : ", ") + in_words(row.cells[at], columns[at].kind);
      found.push_back(std::move(disputed));
    }
  }
  return found;
}

}  // namespace counterfoil::report
