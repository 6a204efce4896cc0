// The first rows of an export, before it is known what it is: which layout do its headings fit?
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "table/heading_search.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::table {

struct SheetLook {
  std::string name;  // empty: a text file, once for each way of parting its fields
  bool visible = true;
  std::vector<PeekRow> rows;
};

struct FirstLook {
  xlsx::FileKind kind = xlsx::FileKind::unknown;
  std::vector<SheetLook> sheets;  // none for a kind that is not read
};

/// Failure (unreadable) for a damaged container.
FirstLook first_look(std::string_view bytes);

/// The best headings of `layout` on any visible sheet, else on a hidden one; nothing where no cell means one of its fields.
struct LookedFor {
  HeadingPlan plan;
  std::string sheet;
};
std::optional<LookedFor> look_for(const FirstLook& look, const Layout& layout);

}  // namespace counterfoil::table
