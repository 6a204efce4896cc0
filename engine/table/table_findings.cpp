#include "table/table_findings.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::table {

namespace {

Place at_cell(const InputTable& table, std::uint32_t row, std::uint32_t column) {
  Place place = table.place();
  place.cell = xlsx::to_string(xlsx::CellReference{row, column});
  return place;
}

std::uint32_t first_column(const InputTable& table) {
  std::uint32_t first = 0;
  for (const TypedColumn& column : table.columns)
    if (column.sheet_column != 0 && (first == 0 || column.sheet_column < first)) first = column.sheet_column;
  return first == 0 ? 1 : first;
}

bool all_missing(const TypedColumn& column) {
  return std::all_of(column.texts.begin(), column.texts.end(), [](std::string_view text) { return text.data() == nullptr; }) &&
         std::all_of(column.numbers.begin(), column.numbers.end(), [](std::int64_t number) { return number == no_number; });
}

}  // namespace

std::string list_texts(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + in_quotes(text);
  return list.empty() ? "nothing" : list;
}

void report_missing_headings(Findings& findings, const InputTable& table, const HeadingPlan& plan) {
  std::vector<std::string> seen;
  std::vector<std::string> free;
  std::vector<std::pair<std::uint32_t, std::string>> all;
  for (const MappedHeading& mapped : plan.columns) all.emplace_back(mapped.column, mapped.heading);
  for (const RivalHeading& rival : plan.rivals) all.emplace_back(rival.other.column, rival.other.heading);
  for (const MappedHeading& other : plan.unmapped) {
    all.emplace_back(other.column, other.heading);
    free.push_back(other.heading);
  }
  std::sort(all.begin(), all.end());
  for (const auto& each : all) seen.push_back(each.second);
  for (const std::size_t group : plan.missing_groups) {
    std::vector<std::string> titles;
    std::vector<std::string> guesses;
    for (const std::string& id : table.layout.required[group]) {
      const Field& field = *table.layout.field(id);
      titles.push_back(field.title);
      for (const std::string& name : field.headings)
        for (const std::string& guess : nearest_names(name, free, 3))
          if (std::find(guesses.begin(), guesses.end(), guess) == guesses.end()) guesses.push_back(guess);
    }
    if (guesses.size() > 5) guesses.resize(5);
    std::string fields;
    for (const std::string& title : titles) fields += (fields.empty() ? "" : " or ") + title;
    Place place = table.place();
    if (plan.first_row > 0) place.cell = xlsx::to_string(xlsx::CellReference{plan.first_row, first_column(table)});
    findings.add("heading-missing", std::move(place),
                 {{"fields", fields},
                  {"row", std::to_string(plan.last_row)},
                  {"headings", list_texts(seen)},
                  {"guesses", guesses.empty() ? "None of them is near a known name." : "Nearest: " + list_texts(guesses) + "."},
                  {"setting", "\"headings\": {\"" + table.layout.required[group].front() + "\": [\"" +
                                  (guesses.empty() ? "the heading" : guesses.front()) + "\"]}"}});
  }
}

void report_rivals(Findings& findings, InputTable& table, TableBuilder& builder) {
  const auto& rivals = builder.rivals();
  for (std::size_t at = 0; at < rivals.size(); ++at) {
    const RivalHeading& rival = rivals[at];
    const TypedColumn& other = builder.rival_column(at);
    const Field& field = table.layout.fields[rival.field];
    // By field: the chosen column's place moves to the first rival that has data.
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const TypedColumn& each) { return each.field->id == field.id; });
    if (found == table.columns.end()) throw std::logic_error("a heading rivals a column that was not read");
    TypedColumn& chosen = *found;
    const FindingValues values = {{"field", field.title},
                                  {"heading", rival.chosen.heading},
                                  {"other", rival.other.heading},
                                  {"column", xlsx::column_letters(rival.chosen.column)},
                                  {"other_column", xlsx::column_letters(rival.other.column)}};
    const Place place = at_cell(table, table.heading_row, rival.other.column);
    if (all_missing(other)) {
      if (rival.same_heading) findings.add("heading-repeated-alike", place, values);
      continue;
    }
    if (!rival.same_heading) {
      findings.add("heading-second-choice", place, values);
      continue;
    }
    if (all_missing(chosen)) {
      findings.add("heading-repeated-first-blank", place, values);
      chosen.texts = other.texts;
      chosen.numbers = other.numbers;
      chosen.sheet_column = other.sheet_column;
      continue;
    }
    RowRanges differ;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const bool same = chosen.texts.empty() ? chosen.numbers[row] == other.numbers[row] : chosen.texts[row] == other.texts[row];
      if (!same) differ.add(table.source_rows[row]);
    }
    if (differ.empty())
      findings.add("heading-repeated-alike", place, values);
    else
      report_cells(findings, "heading-repeated", table.place(), rival.other.column, differ, field.title, {}, {}, values);
  }
}

namespace {

void report_trailers(Findings& findings, const InputTable& table, const RowAccount& account) {
  for (const TrailerRow& trailer : account.trailers)
    findings.add(trailer.rows_agree && trailer.sum_agrees ? "trailer-agrees" : "trailer-differs",
                 at_cell(table, trailer.row, trailer.column),
                 {{"row", std::to_string(trailer.row)},
                  {"words", in_quotes(trailer.words)},
                  {"rows", count_of(trailer.rows_read, "row")},
                  {"total", format_pounds(Pence{trailer.whole_sum})}});
}

}  // namespace

void report_rows(Findings& findings, const InputTable& table, const TableBuilder& builder) {
  const RowAccount& account = builder.account();
  const std::uint32_t column = builder.anchor_slot() ? builder.anchor_slot()->column : first_column(table);
  const std::string field = builder.anchor_slot() ? builder.anchor_slot()->field->title : "";
  if (!account.without_id.empty())
    report_cells(findings, "row-without-id", table.place(), column, account.without_id, field, {}, {});
  account.placeholders.report(findings, table.place());
  if (!account.filled_down.empty())
    report_cells(findings, "rows-filled-down", table.place(), column, account.filled_down, field, {}, {},
                 {{"count", count_of(static_cast<std::int64_t>(account.filled_down.count()), "row")}});
  report_trailers(findings, table, account);
  const TypedColumn* control = table.control();
  RowRanges agreeing;  // an export may have a subtotal for every person: told together
  std::string last_agreeing;
  for (const TotalRow& total : account.totals) {
    const Place place = at_cell(table, total.row, control ? control->sheet_column : column);
    const std::string label = total.label.empty() ? "no words" : in_quotes(total.label);
    const FindingValues values = {{"row", std::to_string(total.row)},
                                  {"label", label},
                                  {"total", total.stated == no_number ? "" : format_pounds(Pence{total.stated})},
                                  {"whole", format_pounds(Pence{total.whole_sum})},
                                  {"group", format_pounds(Pence{total.group_sum})}};
    if (total.stated == no_number)
      findings.add("total-not-checked", place, values);
    else if (total.agrees) {
      agreeing.add(total.row);
      last_agreeing = format_pounds(Pence{total.stated});
    } else
      findings.add("total-differs", place, values);
  }
  if (!agreeing.empty())
    report_cells(findings, "total-agrees", table.place(), control ? control->sheet_column : column, agreeing, field, {}, {},
                 {{"count", std::to_string(agreeing.count())}, {"total", last_agreeing}});
  CellFindings remarks;
  const bool says_that_it_is_empty = table.may_be_empty && table.rows() == 0;
  if (!says_that_it_is_empty)
    for (const NoteRow& note : account.notes) remarks.add("row-is-a-remark", note.column, {}, note.row, note.text);
  remarks.report(findings, table.place());
  if (!account.repeated_headings.empty())
    report_cells(findings, "headings-repeated-below", table.place(), column, account.repeated_headings, field, {}, {},
                 {{"count", std::to_string(account.repeated_headings.count())}});
  if (!account.hidden.empty())
    report_cells(findings, "rows-hidden", table.place(), column, account.hidden, field, {}, {},
                 {{"count", std::to_string(account.hidden.count())}});
  if (!account.too_many_fields.empty())
    report_cells(findings, "csv-too-many-fields", table.place(), first_column(table), account.too_many_fields, field, {}, {});
  if (!account.too_few_fields.empty())
    report_cells(findings, "csv-too-few-fields", table.place(), first_column(table), account.too_few_fields, field, {}, {});
  for (const std::uint32_t limit : {std::uint32_t{65'536}, xlsx::last_row})
    if (account.last_row == limit || table.rows() == limit)
      findings.add("rows-at-limit", at_cell(table, account.last_row, first_column(table)),
                   {{"limit", limit == xlsx::last_row ? "1,048,576" : "65,536"}});
  if (table.rows() == 0 && account.without_id.empty() && !table.may_be_empty)
    findings.add("no-rows", table.place(), {{"row", std::to_string(table.heading_row)}});
}

namespace {

void report_column_notes(Findings& findings, const InputTable& table, const Slot& slot) {
  const auto tell = [&](ColumnNote about, std::string_view id) {
    const NoteRows& note = slot.notes[static_cast<std::size_t>(about)];
    if (note.rows.empty()) return;
    report_cells(findings, id, table.place(), slot.column, note.rows, slot.field->title, note.stored, note.shown,
                 {{"count", count_of(static_cast<std::int64_t>(note.rows.count()), "cell")}});
  };
  tell(ColumnNote::month_first, "date-month-first");
  tell(ColumnNote::formula, "values-calculated");
  tell(ColumnNote::number_as_text, "number-as-text");
  tell(ColumnNote::date_as_text, "date-as-text");
  tell(ColumnNote::serial_as_text, "date-serial-as-text");
  tell(ColumnNote::date_unformatted, "date-not-formatted");
  tell(ColumnNote::short_year, "date-short-year");
  tell(ColumnNote::amount_noise, "amount-noise");
  tell(ColumnNote::quantity_rounded, "quantity-rounded");
  tell(ColumnNote::dash_as_nothing, "dash-as-nothing");
  tell(ColumnNote::length_255, "text-length-255");
  tell(ColumnNote::length_limit, "text-length-limit");
  tell(ColumnNote::word_for_nothing, "word-for-nothing");
  tell(ColumnNote::date_for_none, "date-for-none");
  tell(ColumnNote::date_from_utc, "date-from-utc");
  tell(ColumnNote::date_from_evening, "date-from-evening");
  tell(ColumnNote::date_late, "date-late");
  tell(ColumnNote::id_respelt, "identifier-respelt");
  tell(ColumnNote::id_point_zero, "identifier-respelt");
  tell(ColumnNote::pound_sign_damaged, "pound-sign-damaged");
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
}

/// Some identifiers begin with 0 and others are shorter than all of those: their zeros may have been lost.
void report_lost_zeros(Findings& findings, const InputTable& table, const Slot& slot) {
  if (slot.kind != FieldKind::identifier || slot.shortest_padded == SIZE_MAX || slot.shortest_plain >= slot.shortest_padded) return;
  RowRanges shorter;
  std::string example;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view text = slot.out->texts[row];
    if (text.size() >= slot.shortest_padded || !all_digits(text)) continue;
    if (shorter.empty()) example = text;
    shorter.add(table.source_rows[row]);
  }
  report_cells(findings, "identifier-zeros-lost", table.place(), slot.column, shorter, slot.field->title, example, {},
               {{"length", std::to_string(slot.shortest_padded)}});
}

/// Of a closed layout: what stands under the heading would count for nothing.
void report_unknown_column(Findings& findings, const InputTable& table, const TableBuilder& builder, std::uint32_t column,
                           const RowRanges& rows) {
  const auto& unknown = builder.plan().unmapped;
  const auto found =
      std::find_if(unknown.begin(), unknown.end(), [column](const MappedHeading& each) { return each.column == column; });
  const std::string heading = found == unknown.end() ? std::string{} : found->heading;
  std::vector<std::string> known;
  for (const Field& field : table.layout.fields) known.insert(known.end(), field.headings.begin(), field.headings.end());
  const std::vector<std::string> near = nearest_names(heading, known, 2);
  report_cells(findings, "heading-unknown", table.place(), column, rows, {}, {}, {},
               {{"heading", heading},
                {"column", xlsx::column_letters(column)},
                {"guesses", near.empty() ? "None of the known headings is near." : "Nearest: " + list_texts(near) + "."}});
}

}  // namespace

void report_cell_findings(Findings& findings, const InputTable& table, TableBuilder& builder, const CellReader& reader) {
  reader.report(findings, table.place());
  for (const auto& [slot, rows] : builder.account().missing_values)
    report_cells(findings, "value-missing", table.place(), builder.slots()[slot].column, rows, builder.slots()[slot].field->title,
                 {}, {});
  for (const auto& [column, rows] : builder.account().headless)
    report_cells(findings, table.layout.closed ? "column-without-heading-needed" : "column-without-heading", table.place(), column,
                 rows, {}, {}, {}, {{"column", xlsx::column_letters(column)}});
  for (const auto& [column, rows] : builder.account().not_known) report_unknown_column(findings, table, builder, column, rows);
  for (const Slot& slot : builder.slots()) report_lost_zeros(findings, table, slot);
  for (const Slot& slot : builder.slots()) report_column_notes(findings, table, slot);
}

namespace {

void report_ranges(Findings& findings, const InputTable& table, std::string_view id, const std::vector<std::string>& ranges) {
  constexpr std::size_t ranges_in_a_sentence = 500;
  for (std::size_t at = 0; at < ranges.size(); at += ranges_in_a_sentence) {
    Place place = table.place();
    place.cell = ranges[at];
    std::string cells;
    for (std::size_t each = at; each < std::min(ranges.size(), at + ranges_in_a_sentence); ++each)
      cells += (cells.empty() ? "" : ", ") + ranges[each];
    findings.add(id, std::move(place), {{"cells", cells}});
  }
}

/// Cells that are merged sideways are how report writers lay out a column, and ask for nothing.
void report_merged(Findings& findings, const InputTable& table, const xlsx::SheetFacts& facts) {
  std::vector<std::string> figures;
  std::vector<std::string> read;
  for (const xlsx::RangeReference& range : facts.merged) {
    const auto row = std::lower_bound(table.source_rows.begin(), table.source_rows.end(), range.first.row);
    if (row == table.source_rows.end() || *row > range.last.row) continue;
    std::size_t columns = 0;
    bool holds_figures = false;
    for (const TypedColumn& column : table.columns) {
      if (column.sheet_column < range.first.column || column.sheet_column > range.last.column) continue;
      ++columns;
      holds_figures = holds_figures || column.field->kind == FieldKind::pence || column.field->kind == FieldKind::quantity;
    }
    const bool down = range.last.row > range.first.row;
    if (columns > 1 || (columns == 1 && down && holds_figures))
      figures.push_back(xlsx::to_string(range));
    else if (columns == 1 && down)
      read.push_back(xlsx::to_string(range));
  }
  report_ranges(findings, table, "cells-merged", figures);
  report_ranges(findings, table, "cells-merged-read", read);
}

}  // namespace

void report_sheet_facts(Findings& findings, const InputTable& table, const TableBuilder& builder, const xlsx::SheetFacts& facts) {
  if (table.source_rows.empty()) return;
  std::uint32_t last_column = 0;
  for (const TypedColumn& column : table.columns) last_column = std::max(last_column, column.sheet_column);
  report_merged(findings, table, facts);
  for (const HiddenValue& value : builder.merged().hidden())
    findings.add("merge-hides-value", at_cell(table, value.cell.row, value.cell.column),
                 {{"shown", in_quotes(value.shown)}, {"hidden", in_quotes(value.hidden)}}, value.hidden, value.shown);
  for (const auto& [first, last] : facts.hidden_columns) {
    std::string fields;
    for (const TypedColumn& column : table.columns)
      if (column.sheet_column >= first && column.sheet_column <= last) fields += (fields.empty() ? "" : ", ") + column.heading;
    if (fields.empty()) continue;
    const std::string from = xlsx::column_letters(first);
    const std::string to = xlsx::column_letters(std::min(last, last_column));
    Place place = table.place();
    place.cell =
        xlsx::to_string(xlsx::RangeReference{{table.heading_row, first}, {table.heading_row, std::min(last, last_column)}});
    findings.add("columns-hidden", std::move(place), {{"columns", from == to ? from : from + " to " + to}, {"headings", fields}});
  }
  if (facts.filter_has_criteria) {
    Place place = table.place();
    place.cell = facts.auto_filter;
    findings.add("filter-left-on", std::move(place), {{"count", std::to_string(builder.account().hidden.count())}});
  }
}

void report_csv_flaws(Findings& findings, const InputTable& table, const CsvFacts& facts) {
  std::map<std::uint32_t, RowRanges> after_quote;  // by column
  for (const CsvFlaw& flaw : facts.flaws) {
    if (flaw.kind == CsvFlaw::Kind::unclosed_quote)
      findings.add("csv-quote-not-closed", at_cell(table, flaw.cell.row, flaw.cell.column));
    else
      after_quote[flaw.cell.column].add(flaw.cell.row);
  }
  for (const auto& [column, rows] : after_quote)
    report_cells(findings, "csv-text-after-quote", table.place(), column, rows, {}, {}, {});
}

}  // namespace counterfoil::table
