#include "report/record/seen_check.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/record/shown_format.hpp"
#include "xlsx/covering_drawings.hpp"
#include "xlsx/sheet_in_sight.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::report {

namespace {

constexpr std::size_t rows_for_look_alikes = 200;  // in which a sheet like ours has its headings
constexpr std::size_t told_rows = 5;

std::string rows_in_words(const std::vector<std::uint32_t>& rows) {
  std::string words = rows.size() == 1 ? "row " : "rows ";
  for (std::size_t at = 0; at < std::min(rows.size(), told_rows); ++at) words += (at ? ", " : "") + std::to_string(rows[at]);
  if (rows.size() > told_rows) words += " and " + with_thousands(static_cast<std::int64_t>(rows.size() - told_rows)) + " more";
  return words;
}

bool is_hidden(const xlsx::ParsedRow& row) {
  return row.hidden || row.attributes.starts_with("ht=\"0\"") || row.attributes.find(" ht=\"0\"") != std::string_view::npos ||
         row.attributes.find("hidden=\"true\"") != std::string_view::npos;
}

bool says_no(std::string_view value) { return !value.empty() && value.find_first_not_of("0.") == std::string_view::npos; }

/// Columns without width, from the sheet's own definitions; and whether rows without a height of their own are hidden.
struct HiddenByShape {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> columns;
  bool rows = false;
};

HiddenByShape hidden_by_shape(const xlsx::WorkbookReader& reader, const std::string& name) {
  HiddenByShape found;
  const auto info =
      std::find_if(reader.sheets().begin(), reader.sheets().end(), [&](const xlsx::SheetInfo& each) { return each.name == name; });
  if (info == reader.sheets().end()) return found;
  const Buffer xml = reader.sheet_xml(*info);
  xlsx::XmlWalker walker{xml.view(), 0, xlsx::XmlWalker::Part::fragment};
  while (walker.next() && walker.tag().local != "sheetData") {
    if (walker.tag().kind == xlsx::XmlTagKind::close) continue;
    if (walker.tag().local == "sheetFormatPr")
      found.rows = walker.attribute("zeroHeight") == "1" || walker.attribute("zeroHeight") == "true" ||
                   says_no(walker.attribute("defaultRowHeight"));
    if (walker.tag().local != "col") continue;
    const std::string_view hidden = walker.attribute("hidden");
    if (hidden == "1" || hidden == "true" || says_no(walker.attribute("width")))
      found.columns.emplace_back(static_cast<std::uint32_t>(canonical_number(walker.attribute("min")).value_or(0)),
                                 static_cast<std::uint32_t>(canonical_number(walker.attribute("max")).value_or(0)));
  }
  return found;
}

class SheetsAsSeen {
 public:
  SheetsAsSeen(xlsx::WorkbookEditor& editor, const Locations& locations, const Record& record, CellCheck& check)
      : editor_(editor), locations_(locations), check_(check) {
    for (const LocatedTable& table : locations.tables) ours_.insert(table.editor->name());
    const RecordTable* words = record.table("#words");
    if (!words || words->columns.size() != 3) return;
    const RecordRows rows{*words};
    for (std::size_t row = 0; row < rows.size(); ++row) words_[{rows.field(row, 0), rows.field(row, 1)}] = rows.field(row, 2);
  }

  void run() {
    for (const xlsx::SheetInfo& info : editor_.reader().sheets()) look_at_sheet(info);
    const Sheet* last = nullptr;
    for (const LocatedTable& table : locations_.tables) {
      if (table.sheet != last) {
        look_over(table);
        look_at_words(table, "heading", table.sheet->heading, "heading");
        look_at_words(table, "subtitle", table.sheet->subtitle, "subtitle");
        shape_ = hidden_by_shape(editor_.reader(), table.editor->name());
        if (shape_.rows && table.recorded)
          say("rows-hidden", table, {},
              "Rows without a height of their own are hidden on the sheet " + table.editor->name() +
                  ". Give them their height back.");
      }
      last = table.sheet;
      look_at_words(table, "title " + table.table->id, table.table->title, "title");
      look_at_headings(table);
      if (table.recorded) look_at_columns(table);
    }
  }

 private:
  void say(const char* id, const LocatedTable& table, std::string cell, std::string words) {
    check_.seen.push_back({id, table.editor->name(), std::move(cell), std::move(words), false});
  }

  void look_at_sheet(const xlsx::SheetInfo& info) {
    const bool ours = ours_.contains(info.name);
    if (ours && info.visibility != xlsx::SheetVisibility::visible)
      check_.seen.push_back(
          {"sheet-hidden-from-sight",
           info.name,
           {},
           "The sheet " + info.name + " is hidden" +
               (info.visibility == xlsx::SheetVisibility::very_hidden ? " so that Excel does not even list it" : "") +
               ". What it holds cannot be seen by whoever signs. Unhide it.",
           false});
    if (!ours && info.worksheet) look_for_likeness(info);
  }

  /// Where our tables stand on its sheet, with their headings.
  std::vector<xlsx::RangeReference> areas_on(const Sheet* sheet) const {
    std::vector<xlsx::RangeReference> areas;
    for (const LocatedTable& table : locations_.tables)
      if (table.sheet == sheet)
        areas.push_back(
            {{table.heading_row, table.left()}, {table.holds_rows ? table.last_row : table.heading_row, table.right()}});
    return areas;
  }

  /// What no font, fill, rule or drawing may hide. Numbers formats and hidden rows are looked at with the cells.
  void look_over(const LocatedTable& table) {
    const auto& sheets = editor_.reader().sheets();
    const std::string& name = table.editor->name();
    const auto info = std::find_if(sheets.begin(), sheets.end(), [&](const xlsx::SheetInfo& each) { return each.name == name; });
    if (info == sheets.end()) return;
    const std::vector<xlsx::RangeReference> areas = areas_on(table.sheet);
    const auto touches = [&](const xlsx::RangeReference& cells) {
      return std::any_of(areas.begin(), areas.end(), [&](const xlsx::RangeReference& area) {
        return cells.first.row <= area.last.row && cells.last.row >= area.first.row && cells.first.column <= area.last.column &&
               cells.last.column >= area.first.column;
      });
    };
    if (!looks_) looks_.emplace(editor_.reader());
    for (const xlsx::OutOfSight& each : xlsx::SheetInSight{editor_.reader(), *looks_, *info}.all_out_of_sight())
      if (each.cells && each.why != xlsx::Unseen::format && touches(*each.cells))
        say(each.id.c_str(), table, each.place, name + ", " + each.place + ": " + each.words + " Make it visible.");
    for (const xlsx::CoveringDrawing& each : xlsx::covering_drawings(editor_.reader(), *info)) {
      if (!touches(each.cells)) continue;
      const std::string place = xlsx::to_string(each.cells);
      check_.seen.push_back({"covered-cells", name, place,
                             name + ", " + place + ": " + each.what + " lies over these cells" +
                                 (each.see_through ? "; it has no filling, so what is under it shows."
                                                   : ", so that what they hold is not seen. Move it aside."),
                             each.see_through});
    }
  }

  /// A sheet with the headings of one of ours is read in its place.
  void look_for_likeness(const xlsx::SheetInfo& info) {
    constexpr std::size_t fewest_headings = 4;
    const xlsx::SheetEditor* sheet = editor_.sheet(info.name);
    if (!sheet) return;
    std::size_t looked = 0;
    for (const std::uint32_t number : sheet->row_numbers()) {
      if (++looked > rows_for_look_alikes) return;
      const auto row = sheet->row(number);
      std::set<std::string> texts;
      for (const xlsx::ParsedCell& cell : row->cells)
        if (cell.has_value) texts.insert(fold_for_comparing(cell.value));
      if (texts.size() < fewest_headings) continue;
      for (const LocatedTable& table : locations_.tables) {
        if (table.table->columns.size() < fewest_headings || !table.recorded) continue;
        const auto same = std::count_if(table.table->columns.begin(), table.table->columns.end(),
                                        [&](const Column& column) { return texts.contains(fold_for_comparing(column.heading)); });
        if (static_cast<std::size_t>(same) * 4 < table.table->columns.size() * 3) continue;
        check_.seen.push_back({"sheet-looks-alike",
                               info.name,
                               {},
                               "The sheet " + info.name + " has the headings of Counterfoil's sheet " + table.editor->name() +
                                   ", but nothing of it is Counterfoil's or is released. Delete it, or give it other headings.",
                               false});
        return;
      }
    }
  }

  void look_at_columns(const LocatedTable& table) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> hidden = table.editor->facts().hidden_columns;
    hidden.insert(hidden.end(), shape_.columns.begin(), shape_.columns.end());
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      const std::uint32_t column = table.columns[at];
      if (column != 0 && std::any_of(hidden.begin(), hidden.end(),
                                     [&](const auto& span) { return span.first <= column && column <= span.second; }))
        say("column-hidden", table, xlsx::to_string(xlsx::CellReference{table.heading_row, column}),
            table.editor->name() + ", column " + xlsx::column_letters(column) + " (" + table.table->columns[at].heading +
                ") is hidden. Unhide it.");
    }
  }

  void look_at_headings(const LocatedTable& table) {
    const auto row = table.editor->row(table.heading_row);
    if (!row) return;
    if (is_hidden(*row))
      say("rows-hidden", table, {},
          table.editor->name() + ", row " + std::to_string(table.heading_row) + " with the headings is hidden. Unhide it.");
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      const xlsx::ParsedCell* cell = table.columns[at] ? find_cell(*row, table.columns[at]) : nullptr;
      if (!cell || fold_for_comparing(cell->value) == fold_for_comparing(table.table->columns[at].heading)) continue;
      const std::string place = xlsx::to_string(xlsx::CellReference{table.heading_row, table.columns[at]});
      say("heading-changed", table, place,
          table.editor->name() + ", cell " + place + ", is headed \"" + cell->value + "\" and should be headed \"" +
              table.table->columns[at].heading + "\". Put that back.");
    }
  }

  /// Words with facts in them are known by what the last run wrote; staff may have put rows above them.
  void look_at_words(const LocatedTable& table, const std::string& name, const std::string& pattern, const char* what) {
    if (pattern.empty() || table.heading_row == 1) return;
    std::string text = pattern;
    if (pattern.find('{') != std::string::npos) {
      const auto written = words_.find({table.sheet->name, name});
      if (written == words_.end() || written->second.empty()) return;
      text = written->second;
    }
    for (std::uint32_t number = 1; number < table.heading_row; ++number) {
      const auto row = table.editor->row(number);
      if (!row) continue;
      for (const xlsx::ParsedCell& cell : row->cells)
        if (cell.has_value && cell.value == text) return;
    }
    say("title-changed", table, {},
        "The " + std::string{what} + " \"" + text + "\" does not stand on the sheet " + table.editor->name() +
            " any more. Put it back.");
  }

  xlsx::WorkbookEditor& editor_;
  const Locations& locations_;
  CellCheck& check_;
  std::set<std::string> ours_;
  std::map<std::pair<std::string, std::string>, std::string> words_;
  HiddenByShape shape_;
  std::optional<xlsx::CellLooks> looks_;
};

}  // namespace

void SeenTable::row(const xlsx::ParsedRow& row) {
  if (is_hidden(row)) hidden_.push_back(row.row);
}

void SeenTable::cell(std::uint32_t row, const xlsx::ParsedCell& cell, ColumnKind kind, const std::string& heading) {
  if (!cell.has_value || cell.value.empty()) return;
  const ColumnKind as = cell.kind == xlsx::CellKind::number ? kind : ColumnKind::text;
  const auto [known, fresh] = shows_.try_emplace({cell.style, as}, true);
  if (fresh) known->second = format_shows(styles_.code(cell.style), as);
  if (known->second) return;
  Format& format = formats_[cell.column];
  if (format.cells++ > 0) return;
  format.cell = xlsx::to_string(xlsx::CellReference{row, cell.column});
  format.code = styles_.code(cell.style);
  format.heading = heading;
}

void SeenTable::stranger(const xlsx::ParsedRow& row) {
  bool keyed = true, amount = false;
  std::size_t filled = 0;
  for (std::size_t at = 0; at < table_.columns.size(); ++at) {
    const Column& column = table_.table->columns[at];
    const xlsx::ParsedCell* cell = table_.columns[at] ? find_cell(row, table_.columns[at]) : nullptr;
    const bool has = cell && is_filled(*cell);
    const bool key = std::find(table_.key_columns.begin(), table_.key_columns.end(), at) != table_.key_columns.end();
    if (key && !has) keyed = false;
    if (!has || column.owner != Owner::engine) continue;
    ++filled;
    amount = amount || (column.kind == ColumnKind::pence && cell->kind == xlsx::CellKind::number);
  }
  constexpr std::size_t looks_like_ours = 3;
  if (keyed && (amount || filled >= looks_like_ours)) strange_.push_back(row.row);
}

void SeenTable::finish(CellCheck& check) const {
  const std::string& sheet = table_.editor->name();
  if (!hidden_.empty()) {
    const bool filter = table_.editor->facts().filter_has_criteria;
    check.seen.push_back({filter ? "rows-filtered" : "rows-hidden",
                          sheet,
                          {},
                          sheet + ", " + rows_in_words(hidden_) + (hidden_.size() == 1 ? " is" : " are") + " hidden" +
                              (filter ? " by a filter. What does not show counts all the same."
                                      : ", and no filter says why. Unhide " + std::string{hidden_.size() == 1 ? "it." : "them."}),
                          filter});
  }
  if (!strange_.empty())
    check.seen.push_back({"row-not-ours", sheet, "A" + std::to_string(strange_.front()),
                          sheet + ", " + rows_in_words(strange_) + (strange_.size() == 1 ? " looks" : " look") +
                              " like Counterfoil's, but no run wrote " + (strange_.size() == 1 ? "it" : "them") +
                              ", and nothing of it is released. Delete " + (strange_.size() == 1 ? "it." : "them."),
                          false});
  for (const auto& [column, format] : formats_)
    check.seen.push_back(
        {"format-hides", sheet, format.cell,
         sheet + ", cell " + format.cell + " (" + format.heading + ")" +
             (format.cells > 1 ? " and " + with_thousands(static_cast<std::int64_t>(format.cells - 1)) + " more below" : "") +
             " has the number format " + format.code +
             ", which does not show what the cell holds. Give it the format of the other cells, or run the task again.",
         false});
}

void check_sheets_as_seen(xlsx::WorkbookEditor& editor, const Locations& locations, const Record& record, CellCheck& check) {
  SheetsAsSeen{editor, locations, record, check}.run();
}

}  // namespace counterfoil::report
