// What the scan of a table showed, as findings.
#pragma once

#include <string>
#include <vector>

#include "findings/finding.hpp"
#include "table/csv_scanner.hpp"
#include "table/heading_search.hpp"
#include "table/input_table.hpp"
#include "table/table_builder.hpp"

namespace counterfoil::table {

/// "A, B, C"; "nothing" for none.
std::string list_texts(const std::vector<std::string>& texts);

/// Required fields without a heading, with the headings seen, the nearest guesses and the words for the settings file.
void report_missing_headings(Findings& findings, const InputTable& table, const HeadingPlan& plan);

/// Two columns for one field: a note where they are alike or one is the second choice, blocking where they disagree. Fills the
/// chosen column from the other where the chosen one is blank throughout.
void report_rivals(Findings& findings, InputTable& table, TableBuilder& builder);

/// Rows: totals, notes, repeated headings, rows without an id, hidden rows, counts that look cut.
void report_rows(Findings& findings, const InputTable& table, const TableBuilder& builder);

/// Columns and cells: notes for whole columns, values missing or unreadable, lost zeros, columns without headings.
void report_cell_findings(Findings& findings, const InputTable& table, TableBuilder& builder, const CellReader& reader);

/// Merged cells, hidden columns, filters.
void report_sheet_facts(Findings& findings, const InputTable& table, const TableBuilder& builder, const xlsx::SheetFacts& facts);

void report_csv_flaws(Findings& findings, const InputTable& table, const CsvFacts& facts);

}  // namespace counterfoil::table
