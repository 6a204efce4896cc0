// The sheets of any workbook row by row, and its other parts text by text.
#include <algorithm>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "report/canonical.hpp"
#include "run/find/look.hpp"
#include "xlsx/package_texts.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::run {

namespace {

using report::ColumnKind;
using report::Owner;

struct LookCell {
  std::uint32_t column = 0;
  xlsx::CellKind kind = xlsx::CellKind::blank;
  std::string text;
};

/// Which columns of a sheet are what, by the headings that stand above the rows.
struct UnderHeadings {
  const report::Table* table = nullptr;
  std::map<std::uint32_t, const report::Column*> columns;
  std::map<std::uint32_t, std::string> others;  // headings that the specification does not have: those of periods, and staff's own
};

bool is_one_of(std::string_view id, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), id) != all.end();
}

class RowsLook final : public xlsx::SheetSink {
 public:
  RowsLook(Look& look, const xlsx::WorkbookReader& reader, const report::WorkbookSpec* spec, FoundPlace place)
      : look_(look), reader_(reader), spec_(spec), place_(std::move(place)) {}

  bool row(const xlsx::RowView& row) override {
    finish();
    row_ = row.row;
    return true;
  }

  bool cell(const xlsx::CellView& view) override {
    if (!view.has_value || view.kind == xlsx::CellKind::blank) return true;
    if (cells_.size() == used_) cells_.emplace_back();
    LookCell& cell = cells_[used_++];
    cell.column = view.column;
    cell.kind = view.kind;
    if (view.kind == xlsx::CellKind::shared_string)
      cell.text = reader_.shared_strings().find(view.value).value_or(std::string_view{});
    else
      cell.text = view.value;
    return true;
  }

  void finish() {
    if (used_ > 0 && !take_headings()) look_at_row();
    used_ = 0;
  }

  std::size_t found() const { return found_; }

 private:
  bool is_text(const LookCell& cell) const {
    return cell.kind == xlsx::CellKind::text || cell.kind == xlsx::CellKind::shared_string;
  }

  /// Does most of the row say the headings of a table?
  bool take_headings() {
    if (!spec_) return false;
    UnderHeadings best;
    double most = 0.5;
    for (const report::Sheet& sheet : spec_->sheets)
      for (const report::Table& table : sheet.tables) {
        UnderHeadings under{&table, {}, {}};
        for (std::size_t at = 0; at < used_; ++at) {
          if (!is_text(cells_[at])) continue;
          const auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                           [&](const report::Column& each) { return each.heading == cells_[at].text; });
          if (column != table.columns.end())
            under.columns.emplace(cells_[at].column, &*column);
          else
            under.others.emplace(cells_[at].column, cells_[at].text);
        }
        if (under.columns.size() < 2) continue;
        const double share = static_cast<double>(under.columns.size()) / static_cast<double>(table.columns.size()) +
                             (sheet.name == place_.sheet ? 0.01 : 0.0);
        if (share <= most) continue;
        most = share;
        best = std::move(under);
      }
    if (!best.table) return false;
    under_ = std::move(best);
    return true;
  }

  const report::Column* column_of(std::uint32_t column) const {
    const auto found = under_.columns.find(column);
    return found == under_.columns.end() ? nullptr : found->second;
  }

  void look_at_row() {
    for (std::size_t at = 0; at < used_; ++at) {
      const LookCell& cell = cells_[at];
      const report::Column* column = column_of(cell.column);
      const bool number = cell.kind == xlsx::CellKind::number;
      if (!is_text(cell) && (!number || (column && !report::is_text_kind(column->kind)))) continue;
      const std::size_t matched = look_.match(cell.text);
      if (matched == Look::npos) continue;
      ++found_;
      if (matched == 0) note_what_stands_beside(column);
      tell(cell, matched);
      return;
    }
  }

  const LookCell* cell_of(std::string_view id) const {
    for (std::size_t at = 0; at < used_; ++at)
      if (const report::Column* column = column_of(cells_[at].column); column && column->id == id) return &cells_[at];
    return nullptr;
  }

  /// The name of an id, the id of a name; not what stands beside a payee, who has many.
  void note_what_stands_beside(const report::Column* column) {
    if (!column) return;
    if (column->id == "person_id") {
      if (const LookCell* name = cell_of("name")) look_.beside.insert(name->text);
    } else if (column->id == "name") {
      if (const LookCell* id = cell_of("person_id")) look_.beside.insert(id->text);
    }
  }

  std::optional<std::int64_t> pence_in(const LookCell& cell) const {
    if (cell.kind != xlsx::CellKind::number) return std::nullopt;
    xlsx::ParsedCell parsed;
    parsed.kind = cell.kind;
    parsed.has_value = true;
    parsed.value = cell.text;
    return report::canonical_number(report::canonical(parsed, ColumnKind::pence, false));
  }

  void tell(const LookCell& matched_cell, std::size_t matched) {
    FoundPlace place = place_;
    place.cell = xlsx::to_string(xlsx::CellReference{row_, matched_cell.column});
    std::vector<const LookCell*> periods;
    const LookCell* pounds = nullptr;
    for (std::size_t at = 0; at < used_; ++at) {
      const LookCell& cell = cells_[at];
      const report::Column* column = column_of(cell.column);
      if (!column) {
        if (under_.table && under_.table->periods && under_.others.contains(cell.column) && pence_in(cell))
          periods.push_back(&cell);
        continue;
      }
      if (column->id == "period") place.period = cell.text;
      if (column->owner == Owner::reviewer && (!column->choices.empty() || column->id == "decision") && place.decision.empty())
        place.decision = cell.text;
      if (column->owner == Owner::reviewer &&
          is_one_of(column->id, {"initials", "recover_initials", "owner", "done_by", "checked_by"}))
        place.by = cell.text;
      const bool figure = !under_.table->figure.empty() && column->id == under_.table->figure;
      if (column->kind == ColumnKind::pence && column->owner == Owner::engine && (figure || !pounds)) pounds = &cell;
    }
    // A row with a column for each period is a place for each.
    for (const LookCell* cell : periods) {
      FoundPlace one = place;
      one.period = under_.others.at(cell->column);
      one.pence = pence_in(*cell);
      one.pence_of = one.period;
      one.cell = xlsx::to_string(xlsx::CellReference{row_, cell->column});
      look_.add(std::move(one), matched);
    }
    if (!periods.empty()) return;
    if (pounds) {
      place.pence = pence_in(*pounds);
      place.pence_of = column_of(pounds->column)->heading;
    }
    look_.add(std::move(place), matched);
  }

  Look& look_;
  const xlsx::WorkbookReader& reader_;
  const report::WorkbookSpec* spec_;
  FoundPlace place_;
  UnderHeadings under_;
  std::uint32_t row_ = 0;
  std::vector<LookCell> cells_;
  std::size_t used_ = 0;
  std::size_t found_ = 0;
};

std::string part_in_words(std::string_view part) {
  static const std::vector<std::pair<std::string_view, std::string_view>> known = {
      {"xl/comments", "Comments"},
      {"xl/threadedComments", "Comments"},
      {"xl/persons", "Who commented"},
      {"xl/drawings", "Drawings and text boxes"},
      {"xl/diagrams", "Drawings and text boxes"},
      {"docProps", "The file's properties"},
      {"xl/workbook.xml", "Names of sheets and ranges"},
      {"xl/pivotCache", "Copy of data behind a pivot table"},
      {"xl/pivotTables", "A pivot table"},
      {"xl/charts", "Charts"},
      {"xl/externalLinks", "Copy of data from another file"},
      {"customXml", "Data kept out of sight"},
      {"xl/tables", "Headings of tables"},
      {"xl/worksheets/_rels", "Links of a sheet"},
      {"xl/worksheets", "Around the cells of a sheet: headers, drop-downs, formulas"},
      {"xl/queryTables", "A query"},
      {"xl/connections", "A connection to other data"}};
  for (const auto& [start, words] : known)
    if (part.starts_with(start)) return std::string{words};
  return "Part " + std::string{part};
}

class PartsLook {
 public:
  PartsLook(Look& look, const FolderFile& file, const xlsx::WorkbookReader& reader, FoundPlace place)
      : look_(look), file_(file), reader_(reader), place_(std::move(place)) {}

  void run(bool in_cells) {
    for (const xlsx::ZipEntry& entry : reader_.archive().entries()) {
      if (entry.name.ends_with('/')) continue;
      try {
        part(entry, in_cells);
      } catch (const Failure& failure) {
        look_.outcome.not_read.push_back({file_.shown, "Its part " + entry.name + " could not be read. " + failure.what()});
      }
    }
  }

 private:
  void part(const xlsx::ZipEntry& entry, bool in_cells) {
    const bool xml = entry.name.ends_with(".xml") || entry.name.ends_with(".rels") || entry.name.ends_with(".vml");
    Buffer bytes = reader_.archive().read(entry);
    if (!xml) return binary(entry, bytes.view());
    const Buffer text = xlsx::to_utf8(std::move(bytes));
    if (text.view().find("urn:counterfoil:record:") != std::string_view::npos) return;  // looked at line by line
    const bool strings = entry.name.find("sharedStrings") != std::string::npos;
    if (strings && in_cells) return;
    std::size_t matched = Look::npos;
    xlsx::texts_of_part(text.view(), [&](std::string_view each) {
      if (matched == Look::npos) matched = look_.match(each);
    });
    if (matched != Look::npos) add(strings ? "Texts that no cell shows any more" : part_in_words(entry.name), matched);
  }

  void binary(const xlsx::ZipEntry& entry, std::string_view bytes) {
    if (const std::size_t matched = look_.match_raw(bytes); matched != Look::npos) return add("Part " + entry.name, matched);
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0"))
      look_.outcome.not_read.push_back({file_.shown, "A file is embedded in it (" + entry.name +
                                                         "), which was not looked into: open it and save it by itself."});
  }

  void add(std::string sheet, std::size_t matched) {
    FoundPlace place = place_;
    place.sheet = std::move(sheet);
    look_.add(std::move(place), matched);
  }

  Look& look_;
  const FolderFile& file_;
  const xlsx::WorkbookReader& reader_;
  FoundPlace place_;
};

}  // namespace

void look_in_workbook(Look& look, const FolderFile& file, std::string_view bytes, const report::WorkbookSpec* spec,
                      FoundPlace place) {
  const xlsx::WorkbookReader reader{bytes};
  std::size_t in_cells = 0;
  for (const xlsx::SheetInfo& sheet : reader.sheets()) {
    if (!sheet.worksheet) continue;
    FoundPlace here = place;
    here.sheet = sheet.name;
    RowsLook sink{look, reader, spec, std::move(here)};
    try {
      const Buffer xml = reader.sheet_xml(sheet);
      xlsx::scan_sheet(xml.view(), sink);
    } catch (const Failure& failure) {
      look.outcome.not_read.push_back(
          {file.shown, "The sheet \"" + sheet.name + "\" could not be read to its end. " + failure.what()});
    }
    sink.finish();
    in_cells += sink.found();
  }
  PartsLook{look, file, reader, std::move(place)}.run(in_cells > 0);
}

}  // namespace counterfoil::run
