// The look of cells for a copy that leaves the team, written anew: fonts, fills, borders, alignment and number formats, with
// colours as they come out, and nothing that could hold words of a person's: no names of styles, rules, extensions, no theme.
#pragma once

#include <string>
#include <string_view>

#include "run/disclosure/personal_columns.hpp"
#include "xlsx/cell_looks.hpp"

namespace counterfoil::run {

/// xl/styles.xml with the same cell styles by number; empty where the workbook has none.
std::string styles_for_copy(const xlsx::WorkbookReader& reader, const xlsx::CellLooks& looks, const KnownNames& known);

/// Words in a number format stay where they are units, such as "weeks"; those that begin with a capital, and known names, go.
std::string format_for_copy(std::string_view code, const KnownNames& known);

}  // namespace counterfoil::run
