// The steps that workbooks and text files share.
#pragma once

#include <vector>

#include "table/cell_reader.hpp"
#include "table/heading_search.hpp"
#include "table/input_table.hpp"
#include "table/table_builder.hpp"

namespace counterfoil::table {

/// The headings are known: what is missing is told.
void begin_table(InputTable& table, const HeadingPlan& plan, Findings& findings);

/// The rows are read: what there is to say about them, and the columns that come from the title rows.
void finish_table(InputTable& table, const HeadingPlan& plan, const std::vector<PeekRow>& peeked, TableBuilder& builder,
                  CellReader& reader, Findings& findings);

}  // namespace counterfoil::table
