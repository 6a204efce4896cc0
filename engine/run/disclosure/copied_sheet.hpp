// A sheet on its way into a copy: what is in sight of it, as values; and which of its cells hold names, dates of birth or remarks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "run/disclosure/disclosure_parts.hpp"
#include "run/disclosure/personal_columns.hpp"
#include "xlsx/sheet_in_sight.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

struct CopiedCell {
  std::uint32_t column = 0;
  std::uint32_t style = 0;
  xlsx::CellKind kind = xlsx::CellKind::blank;
  std::string text;
};
using CopiedRows = std::map<std::uint32_t, std::vector<CopiedCell>>;

struct CopiedSheet {
  std::string name;
  CopiedRows rows;         // cells by column, hidden and unseen ones blank
  std::string columns;     // <col> elements: widths
  std::string merges;      // <mergeCell> elements
  std::size_t unseen = 0;  // cells that held something which nobody sees, without those of hidden rows and columns
};

CopiedSheet copied_sheet(const xlsx::WorkbookReader& reader, const xlsx::CellLooks& looks, const xlsx::SheetInfo& info);

/// By column, what its cells hold from a row on.
class PersonalOfSheet {
 public:
  PersonalOfSheet(const CopiedSheet& sheet, const PersonalHeadings& headings);
  /// nullptr: nothing of the kind, or the heading itself.
  const Personal* find(std::uint32_t row, std::uint32_t column) const;
  /// Those that were recognised, each once.
  const std::vector<std::string>& headings() const { return headings_; }

 private:
  std::map<std::uint32_t, std::map<std::uint32_t, Personal>> from_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Personal> beside_;
  std::vector<std::string> headings_;
};

}  // namespace counterfoil::run
