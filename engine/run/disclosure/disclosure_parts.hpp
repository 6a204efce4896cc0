// The pieces that find_disclosures() is put together from. Not for other modules.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "run/disclosure.hpp"
#include "xlsx/workbook_reader.hpp"
#include "xlsx/xml_cursor.hpp"

namespace counterfoil::run {

using DisclosedList = std::vector<Disclosed>;

/// Walks a part's XML, which is read for it; calls `at` at each start and each text. A damaged part is reported by name.
using PartWalk = std::function<void(xlsx::XmlCursor& cursor, xlsx::XmlCursor::Token token)>;
void walk_part(const xlsx::WorkbookReader& reader, const std::string& part, DisclosedList& found, const PartWalk& at);
/// The same with the ends of elements. Failure where the part is damaged.
void walk_part_whole(const xlsx::WorkbookReader& reader, const std::string& part, const PartWalk& at);

/// Every part that relationships lead to, each judged by what it is; and the parts that none leads to.
void find_in_parts(const xlsx::WorkbookReader& reader, DisclosedList& found);

/// The workbook part itself (names, hidden sheets) and its properties.
void find_in_workbook(const xlsx::WorkbookReader& reader, DisclosedList& found);

/// What stands around the cells of a sheet: headers, drop-downs, scenarios. Its cells: sheet_in_sight.hpp.
void find_in_sheet(const xlsx::WorkbookReader& reader, const xlsx::SheetInfo& sheet, DisclosedList& found);

}  // namespace counterfoil::run
