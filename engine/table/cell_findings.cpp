#include "table/cell_findings.hpp"

#include <algorithm>

#include "xlsx/cell_reference.hpp"

namespace counterfoil::table {

namespace {

constexpr std::size_t runs_in_a_sentence = 500;  // about 8,000 characters, a quarter of what a cell holds
constexpr std::size_t values_told_apart = 200;   // in one column, of one kind
constexpr std::size_t longest_quotation = 200;   // bytes of a stored value

std::string shorten(std::string_view text) {
  if (text.size() <= longest_quotation) return std::string{text};
  std::size_t end = longest_quotation;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not within a character
  return std::string{text.substr(0, end)} + "...";
}

}  // namespace

std::string list_cells(std::uint32_t column, const RowRanges& rows, std::size_t first, std::size_t last) {
  const std::string letters = xlsx::column_letters(column);
  std::string list;
  for (std::size_t run = first; run < last; ++run) {
    const auto [from, to] = rows.runs()[run];
    if (!list.empty()) list += ", ";
    list += letters + std::to_string(from);
    if (to != from) list += ":" + letters + std::to_string(to);
  }
  return list;
}

std::string list_rows(const RowRanges& rows) {
  std::string list;
  for (const auto& [from, to] : rows.runs()) {
    if (!list.empty()) list += ", ";
    list += std::to_string(from);
    if (to != from) list += " to " + std::to_string(to);
  }
  return list;
}

void report_cells(Findings& findings, std::string_view id, const Place& sheet, std::uint32_t column, const RowRanges& rows,
                  const std::string& field, const std::string& stored, const std::string& shown, const FindingValues& values) {
  for (std::size_t first = 0; first < rows.runs().size(); first += runs_in_a_sentence) {
    const std::size_t last = std::min(rows.runs().size(), first + runs_in_a_sentence);
    Place place = sheet;
    place.cell = list_cells(column, rows, first, first + 1);
    FindingValues all = values;
    all.emplace_back("cells", list_cells(column, rows, first, last));
    all.emplace_back("field", field);
    findings.add(id, std::move(place), all, stored, shown);
  }
}

void CellFindings::add(std::string_view id, std::uint32_t column, const std::string& field, std::uint32_t row,
                       std::string_view stored, std::string_view shown) {
  Column& known = columns_[{id, column}];
  const std::string quoted = shorten(stored);
  const auto found = known.by_stored.find(quoted);
  if (found != known.by_stored.end()) {
    groups_[found->second].rows.add(row);
    return;
  }
  if (known.by_stored.size() >= values_told_apart && known.rest != SIZE_MAX) {
    groups_[known.rest].rows.add(row);
    return;
  }
  const bool last_apart = known.by_stored.size() >= values_told_apart;
  if (last_apart)
    known.rest = groups_.size();
  else
    known.by_stored.emplace(quoted, groups_.size());
  groups_.push_back({id, column, field, last_apart ? quoted + " (and other values)" : quoted, shorten(shown), {}});
  groups_.back().rows.add(row);
}

void CellFindings::report(Findings& findings, const Place& sheet) const {
  for (const Group& group : groups_)
    report_cells(findings, group.id, sheet, group.column, group.rows, group.field, group.stored, group.shown);
}

}  // namespace counterfoil::table
