// One function for each way in which a table takes in this run's rows.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/merge/merge_context.hpp"

namespace counterfoil::report {

/// This run's rows take the place of the last one's; what people typed, coloured and added goes with its key. Rows that leave are
/// put on the way to the table's history.
void merge_replace(MergeContext& context, LocatedTable& table);

/// Rows are matched by key and stay where they are; new ones come below; this period gets a column.
void merge_accumulate(MergeContext& context, LocatedTable& table);

/// Rows about the periods that are let go leave an append table and its record, before new ones come.
void let_go_of_old_rows(MergeContext& context, LocatedTable& table);

/// Rows are added below. For the audit table pass `with_record` false: it is checked by its own chain.
void merge_append(MergeContext& context, LocatedTable& table, const std::vector<HistoryRow>& rows, bool with_record);

/// Rows below those of the audit table: text by column id.
void append_audit_rows(MergeContext& context, const std::vector<std::map<std::string, std::string>>& rows);

/// Rows of a fixed table, cell by cell.
void merge_fixed(MergeContext& context, LocatedTable& table, CellPatches& patches);

/// Sheet headings, subtitles and table titles with facts in them.
void write_words(MergeContext& context, CellPatches& patches);

}  // namespace counterfoil::report
