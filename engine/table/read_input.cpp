// The main path: what kind of file, where its table is, its rows, and what there is to say about them.
#include <algorithm>

#include "base/failure.hpp"
#include "counterfoil/date.hpp"
#include "table/csv_scanner.hpp"
#include "table/heading_search.hpp"
#include "table/read_text.hpp"
#include "table/read_workbook.hpp"
#include "table/table_findings.hpp"
#include "table/text_encoding.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::table {

namespace {

void add_title_dates(InputTable& table, const HeadingPlan& plan, const std::vector<PeekRow>& peeked, Findings& findings) {
  std::vector<const Field*> wanted;
  for (const Field& field : table.layout.fields)
    if (field.from_title) wanted.push_back(&field);
  if (wanted.size() != 2 || table.column(wanted[0]->id) || table.column(wanted[1]->id)) return;
  const auto dates = find_title_dates(peeked, plan.first_row);
  if (!dates) return;
  std::string shown;
  for (std::size_t at = 0; at < 2; ++at) {
    const std::int64_t day = at == 0 ? dates->first : dates->last;
    TypedColumn& column = table.columns.emplace_back();
    column.field = wanted[at];
    column.numbers.assign(table.rows(), day);
    shown += (at == 0 ? "" : " to ") + format_date(Date{std::chrono::days{day}});
  }
  Place place = table.place();
  place.cell = xlsx::to_string(xlsx::CellReference{dates->row, 1});
  findings.add("period-from-title", std::move(place),
               {{"fields", wanted[0]->title + " and " + wanted[1]->title}, {"row", std::to_string(dates->row)}}, {}, shown);
}

}  // namespace

void finish_table(InputTable& table, const HeadingPlan& plan, const std::vector<PeekRow>& peeked, TableBuilder& builder,
                  CellReader& reader, Findings& findings) {
  builder.finish();
  const RowAccount& account = builder.account();
  for (const NoteRow& note : account.notes) table.note_rows.push_back(note.row);
  for (const auto& [first, last] : account.repeated_headings.runs())
    for (std::uint32_t row = first; row <= last; ++row) table.repeated_heading_rows.push_back(row);
  report_rivals(findings, table, builder);
  report_rows(findings, table, builder);
  report_cell_findings(findings, table, builder, reader);
  add_title_dates(table, plan, peeked, findings);
  for (Buffer& block : reader.arena().take()) table.parts.push_back(std::move(block));
}

void begin_table(InputTable& table, const HeadingPlan& plan, Findings& findings) {
  table.heading_row = plan.last_row;
  for (const MappedHeading& other : plan.unmapped) table.unmapped_headings.push_back(other.heading);
  if (!plan.complete()) report_missing_headings(findings, table, plan);
}

InputTable read_input(std::string_view bytes, std::string_view file_name, const Layout& layout, const ReadOptions& options,
                      Findings& findings) {
  InputTable table;
  table.file = file_name;
  table.layout = layout;
  table.may_be_empty = options.may_be_empty;
  add_headings(table.layout, options.headings);
  const xlsx::FileKind kind = xlsx::recognise(bytes);
  try {
    if (kind == xlsx::FileKind::zip_workbook) {
      read_workbook(table, bytes, options, findings);
    } else if (kind == xlsx::FileKind::text && options.may_be_absent) {
      table.absent = true;  // a text file holds one table, and another input reads it
    } else if (kind == xlsx::FileKind::text) {
      read_text(table, bytes, findings);
    } else {
      throw Failure{FailureKind::unreadable, std::string{xlsx::refusal_words(kind)}};
    }
  } catch (const Failure& failure) {
    throw failure.within(file_name);
  }
  return table;
}

}  // namespace counterfoil::table
