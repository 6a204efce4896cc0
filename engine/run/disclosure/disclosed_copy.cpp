// The copy that may leave the team: a new workbook made of nothing but what is in sight. What is not written here is not in it, so
// a kind of hidden part that nobody thought of cannot slip through.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "run/disclosure/disclosure_parts.hpp"
#include "run/disclosure/personal_columns.hpp"
#include "run/given/identity.hpp"
#include "run/steps/save_report.hpp"
#include "xlsx/formula.hpp"
#include "xlsx/relationships.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_editor.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/zip_writer.hpp"

namespace counterfoil::run {

namespace {

constexpr std::string_view main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relationships_namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

struct Cell {
  std::uint32_t column = 0;
  std::uint32_t style = 0;
  xlsx::CellKind kind = xlsx::CellKind::blank;
  std::string text;
};
using Rows = std::map<std::uint32_t, std::vector<Cell>>;

/// The cells of a sheet that are in sight, formulas as what they came to.
class InSight final : public xlsx::SheetSink {
 public:
  InSight(const xlsx::WorkbookReader& reader, const std::vector<bool>& invisible) : reader_(reader), invisible_(invisible) {}

  bool row(const xlsx::RowView& row) override {
    hidden_ = row.hidden;
    return true;
  }
  bool cell(const xlsx::CellView& view) override {
    if (hidden_) return true;
    Cell cell{view.column, view.style, view.kind, {}};
    const bool unseen = view.style < invisible_.size() && invisible_[view.style];
    if (view.kind == xlsx::CellKind::blank || !view.has_value || unseen) {
      cell.kind = xlsx::CellKind::blank;
      left_out += unseen && view.has_value;
    } else if (view.kind == xlsx::CellKind::shared_string) {
      cell.kind = xlsx::CellKind::text;
      cell.text = reader_.shared_strings().find(view.value).value_or(std::string_view{});
    } else {
      cell.text = view.value;
    }
    rows[view.row].push_back(std::move(cell));
    return true;
  }

  Rows rows;
  std::size_t left_out = 0;

 private:
  const xlsx::WorkbookReader& reader_;
  const std::vector<bool>& invisible_;
  bool hidden_ = false;
};

struct CopiedSheet {
  std::string name;
  Rows rows;
  std::string columns;  // <cols>
  std::string merges;
};

/// The widths, and merged cells: numbers only.
CopiedSheet read_sheet(const xlsx::WorkbookReader& reader, const xlsx::SheetInfo& info, const std::vector<bool>& invisible,
                       std::size_t& unseen) {
  CopiedSheet sheet;
  sheet.name = info.name;
  InSight sink{reader, invisible};
  xlsx::SheetFacts facts;
  const Buffer xml = reader.sheet_xml(info);
  xlsx::scan_sheet(xml.view(), sink, &facts);
  sheet.rows = std::move(sink.rows);
  unseen += sink.left_out;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> hidden = facts.hidden_columns;
  DisclosedList unread;
  walk_part(reader, info.part, unread, [&](xlsx::XmlCursor& cursor, xlsx::XmlCursor::Token token) {
    if (token != xlsx::XmlCursor::Token::start) return;
    if (cursor.is("sheetData")) return cursor.skip();
    if (!cursor.is("col")) return;
    std::string attributes;
    for (const char* name : {"min", "max", "width", "style", "customWidth"})
      if (const std::string value = cursor.attribute_text(name);
          !value.empty() && value.find_first_not_of("0123456789.") == std::string::npos)
        attributes += " " + std::string{name} + "=\"" + value + "\"";
    if (cursor.attribute_true("hidden")) attributes += " hidden=\"1\"";
    sheet.columns += "<col" + attributes + "/>";
  });
  for (auto& [row, cells] : sheet.rows) {
    std::stable_sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.column < b.column; });
    for (Cell& cell : cells)
      for (const auto& [first, last] : hidden)
        if (cell.column >= first && cell.column <= last) cell = {cell.column, cell.style, xlsx::CellKind::blank, {}};
  }
  for (const xlsx::RangeReference& range : facts.merged) sheet.merges += "<mergeCell ref=\"" + xlsx::to_string(range) + "\"/>";
  return sheet;
}

/// By column, what its cells hold from a row on.
class PersonalOfSheet {
 public:
  PersonalOfSheet(const CopiedSheet& sheet, const PersonalHeadings& headings) {
    for (const auto& [row, cells] : sheet.rows) {
      const bool may_be_headings = may_hold_headings(cells);
      for (std::size_t at = 0; at < cells.size(); ++at) {
        const Cell& cell = cells[at];
        if (cell.kind != xlsx::CellKind::text) continue;
        const Personal* personal = headings.find(cell.text);
        const bool label = cell.text.ends_with(':');
        if (personal && label && at + 1 < cells.size()) beside_[{row, cells[at + 1].column}] = *personal;
        if (!personal || label || !may_be_headings) continue;
        from_[cell.column][row] = *personal;
        if (std::find(headings_.begin(), headings_.end(), cell.text) == headings_.end()) headings_.push_back(cell.text);
      }
    }
  }

  const Personal* find(std::uint32_t row, std::uint32_t column) const {
    if (const auto beside = beside_.find({row, column}); beside != beside_.end()) return &beside->second;
    const auto from = from_.find(column);
    if (from == from_.end()) return nullptr;
    const auto heading = from->second.lower_bound(row);  // one in this row is the heading itself
    if (heading != from->second.end() && heading->first == row) return nullptr;
    return heading == from->second.begin() ? nullptr : &std::prev(heading)->second;
  }
  const std::vector<std::string>& headings() const { return headings_; }

 private:
  /// Two texts or more, and no number but years and dates: a row of data has amounts, ages or counts.
  static bool may_hold_headings(const std::vector<Cell>& cells) {
    std::size_t texts = 0;
    for (const Cell& cell : cells) {
      if (cell.kind == xlsx::CellKind::text && !cell.text.empty()) ++texts;
      if (cell.kind != xlsx::CellKind::number) continue;
      const bool whole = cell.text.size() <= 5 && cell.text.find_first_not_of("0123456789") == std::string::npos;
      const int number = whole ? std::stoi("0" + cell.text) : 0;
      const bool year = number >= 1990 && number <= 2100;
      const bool date = number >= 32'874 && number <= 73'050;  // 1990 to 2099, counted from 1900
      if (!year && !date) return false;
    }
    return texts >= 2;
  }

  std::map<std::uint32_t, std::map<std::uint32_t, Personal>> from_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Personal> beside_;
  std::vector<std::string> headings_;
};

class CopyMaker {
 public:
  CopyMaker(const xlsx::WorkbookReader& reader, const PersonalHeadings& headings) : reader_(reader), headings_(headings) {
    const std::vector<bool> invisible = invisible_styles(reader);
    for (const xlsx::SheetInfo& info : reader.sheets()) {
      if (info.visibility == xlsx::SheetVisibility::visible && info.worksheet)
        sheets_.push_back(read_sheet(reader, info, invisible, unseen_));
      else
        ++sheets_left_out_;
    }
    if (sheets_.empty())
      throw Failure{FailureKind::refused, "Every sheet of the workbook is hidden, so there is nothing that could go into a copy."};
  }

  CopyOutcome take_names_out() {
    CopyOutcome outcome;
    std::vector<PersonalOfSheet> personal;
    for (const CopiedSheet& sheet : sheets_) personal.emplace_back(sheet, headings_);
    KnownNames known;
    each_cell(personal, [&](const Cell& cell, const Personal* kind) {
      if (kind && *kind == Personal::name && cell.kind == xlsx::CellKind::text) known.add(cell.text);
    });
    std::size_t names = 0, removed = 0, within = 0;
    each_cell(personal, [&](Cell& cell, const Personal* kind) {
      if (cell.kind == xlsx::CellKind::blank) return;
      if (kind && *kind == Personal::removed) {
        ++removed;
        cell = {cell.column, cell.style, xlsx::CellKind::blank, {}};
      } else if (kind && cell.kind == xlsx::CellKind::text) {
        ++names;
        cell.text = initials_of(cell.text);
      } else if (cell.kind == xlsx::CellKind::text) {
        std::string text = known.without_names(cell.text);
        within += text != cell.text;
        cell.text = std::move(text);
      }
    });
    say(personal, names, removed, within, outcome);
    return outcome;
  }

  Buffer save() const {
    std::vector<std::pair<std::string, std::string>> parts;
    std::string types, sheet_list, links;
    for (std::size_t at = 0; at < sheets_.size(); ++at) {
      const std::string number = std::to_string(at + 1);
      parts.emplace_back("xl/worksheets/sheet" + number + ".xml", sheet_xml(sheets_[at]));
      types += override_of("xl/worksheets/sheet" + number + ".xml",
                           "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml");
      sheet_list +=
          "<sheet name=\"" + xlsx::escape_text(sheets_[at].name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
      links += link("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    }
    if (const std::string styles = part_of_workbook("styles"); !styles.empty()) {
      parts.emplace_back("xl/styles.xml", styles);
      types += override_of("xl/styles.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
      links += link("rIdStyles", "styles", "styles.xml");
    }
    if (const std::string theme = part_of_workbook("theme"); !theme.empty()) {
      parts.emplace_back("xl/theme/theme1.xml", theme);
      types += override_of("xl/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml");
      links += link("rIdTheme", "theme", "theme/theme1.xml");
    }
    const std::string dates = reader_.uses_1904_dates() ? "<workbookPr date1904=\"1\"/>" : "";
    parts.emplace_back("xl/workbook.xml", std::string{xml_head} + "<workbook xmlns=\"" + std::string{main_namespace} +
                                              "\" xmlns:r=\"" + std::string{relationships_namespace} + "\">" + dates + "<sheets>" +
                                              sheet_list + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels", links_xml(links));
    parts.emplace_back("_rels/.rels", links_xml(link("rId1", "officeDocument", "xl/workbook.xml")));
    parts.emplace_back(
        "[Content_Types].xml",
        std::string{xml_head} +
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
            override_of("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml") + types +
            "</Types>");
    xlsx::ZipWriter writer;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) writer.add(part->first, part->second);
    return writer.finish();
  }

 private:
  template <class Work>
  void each_cell(const std::vector<PersonalOfSheet>& personal, const Work& work) {
    for (std::size_t at = 0; at < sheets_.size(); ++at)
      for (auto& [row, cells] : sheets_[at].rows)
        for (Cell& cell : cells) work(cell, personal[at].find(row, cell.column));
  }

  void say(const std::vector<PersonalOfSheet>& personal, std::size_t names, std::size_t removed, std::size_t within,
           CopyOutcome& outcome) const {
    const auto count = [](std::size_t number, const char* one) { return count_of(static_cast<std::int64_t>(number), one); };
    outcome.done.push_back(
        count(sheets_.size(), "sheet") +
        " in sight went into the copy, as values: no formulas, charts, pictures, comments, links, names, "
        "drop-downs, colours by rule, macros, properties or record." +
        (sheets_left_out_ ? " " + count(sheets_left_out_, "sheet") + " that are hidden or no worksheets stayed out." : ""));
    outcome.done.push_back("Rows and columns that are hidden, by hand or by a filter, are empty in the copy" +
                           (unseen_ ? ", and so are " + count(unseen_, "cell") + " whose text nobody sees" : std::string{}) + ".");
    outcome.done.push_back(count(names, "name") + " became initials, " + count(removed, "cell") +
                           " with dates of birth, remarks and the like became blank, and in " + count(within, "other text") +
                           " names that stand in those columns became initials too.");
    for (std::size_t at = 0; at < sheets_.size(); ++at) {
      if (sheets_[at].rows.empty()) continue;
      const auto& headings = personal[at].headings();
      outcome.look_at.push_back(
          headings.empty()
              ? "On " + sheets_[at].name +
                    " no heading was recognised as one of names or dates of birth: all of it stands as it was. Read it through."
              : "On " + sheets_[at].name + " these columns were treated: " + list_in_words(headings) +
                    ". All others stand as they were. Read them through.");
    }
  }

  static std::string sheet_xml(const CopiedSheet& sheet) {
    std::string xml{xml_head};
    xml += "<worksheet xmlns=\"" + std::string{main_namespace} + "\">";
    if (!sheet.columns.empty()) xml += "<cols>" + sheet.columns + "</cols>";
    xml += "<sheetData>";
    xlsx::RowBuilder builder{xml};
    for (const auto& [row, cells] : sheet.rows) {
      builder.begin_row(row);
      std::uint32_t last = 0;
      for (const Cell& cell : cells) {
        if (cell.column <= last) continue;  // given twice: the first stands
        last = cell.column;
        switch (cell.kind) {
          case xlsx::CellKind::number: builder.number(cell.column, cell.style, cell.text); break;
          case xlsx::CellKind::boolean: builder.text(cell.column, cell.style, cell.text == "1" ? "TRUE" : "FALSE"); break;
          case xlsx::CellKind::blank: builder.blank(cell.column, cell.style); break;
          default: builder.text(cell.column, cell.style, cell.text); break;
        }
      }
      builder.end_row();
    }
    xml += "</sheetData>";
    if (!sheet.merges.empty()) xml += "<mergeCells>" + sheet.merges + "</mergeCells>";
    return xml + "</worksheet>";
  }

  /// The strict dialect has other names for the same things.
  static std::string transitional(std::string text) {
    for (const auto& [strict, plain] :
         {std::pair<std::string_view, std::string_view>{"http://purl.oclc.org/ooxml/spreadsheetml/main", main_namespace},
          {"http://purl.oclc.org/ooxml/drawingml/main", "http://schemas.openxmlformats.org/drawingml/2006/main"}})
      for (std::size_t at = text.find(strict); at != std::string::npos; at = text.find(strict, at + plain.size()))
        text.replace(at, strict.size(), plain);
    return text;
  }

  std::string part_of_workbook(std::string_view type) const {
    for (const xlsx::Relationship& root : xlsx::read_relationships(reader_.archive(), {})) {
      if (root.type != "officeDocument" || root.external) continue;
      for (const xlsx::Relationship& each : xlsx::read_relationships(reader_.archive(), root.part)) {
        if (each.type != type || each.external) continue;
        const xlsx::ZipEntry* entry = xlsx::find_part(reader_.archive(), each.part);
        if (!entry) continue;
        return transitional(std::string{xlsx::to_utf8(reader_.archive().read(*entry)).view()});
      }
    }
    return {};
  }

  static std::string override_of(const std::string& part, const std::string& type) {
    return "<Override PartName=\"/" + part + "\" ContentType=\"" + type + "\"/>";
  }
  static std::string link(const std::string& id, const std::string& type, const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + std::string{relationships_namespace} + "/" + type + "\" Target=\"" + target +
           "\"/>";
  }
  static std::string links_xml(const std::string& links) {
    return std::string{xml_head} + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
           links + "</Relationships>";
  }

  const xlsx::WorkbookReader& reader_;
  const PersonalHeadings& headings_;
  std::vector<CopiedSheet> sheets_;
  std::size_t sheets_left_out_ = 0;
  std::size_t unseen_ = 0;
};

std::vector<table::Layout> all_layouts(const Installation& installation) {
  std::vector<table::Layout> layouts;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{installation.layouts})
    if (entry.path().extension() == ".json") files.insert(entry.path());
  for (const std::filesystem::path& file : files) layouts.push_back(load_layout(installation, utf8_from_path(file.stem())));
  return layouts;
}

}  // namespace

CopyOutcome write_disclosed_copy(const std::filesystem::path& workbook, const std::filesystem::path& copy,
                                 const Installation& installation) {
  std::error_code error;
  if (std::filesystem::exists(copy, error))
    throw Failure{FailureKind::refused,
                  file_name_of(copy) + " is there already. Choose another name for the copy; nothing is written over."};
  if (fold_for_comparing(utf8_from_path(copy.extension())) != fold_for_comparing(".xlsx"))
    throw Failure{FailureKind::usage,
                  "The copy's name must end in .xlsx, but it is \"" + file_name_of(copy) +
                      "\": a copy holds no macros, and Excel does not open a workbook whose name says something else."};
  const std::string name = file_name_of(workbook);
  const Buffer bytes = read_file(workbook, xlsx::Limits{}.file_bytes);
  try {
    const xlsx::WorkbookReader reader{bytes.view()};
    const PersonalHeadings headings{all_layouts(installation)};
    CopyMaker maker{reader, headings};
    CopyOutcome outcome = maker.take_names_out();
    WrittenFiles written;
    const Buffer made = save_or_report({copy, "disclose", new_identity().run_id, written}, [&] { return maker.save(); });
    ReplaceOptions options;
    options.must_be_new = true;
    replace_file(copy, made.view(), options);
    return outcome;
  } catch (const Failure& failure) {
    throw failure.within(name);
  }
}

std::vector<Disclosed> find_disclosures(const std::filesystem::path& workbook) {
  const std::string name = file_name_of(workbook);
  const Buffer bytes = read_file(workbook, xlsx::Limits{}.file_bytes);
  if (const auto kind = xlsx::recognise(bytes.view()); kind != xlsx::FileKind::zip_workbook)
    throw Failure{FailureKind::unreadable, name + " cannot be looked through: " + std::string{xlsx::refusal_words(kind)}};
  try {
    const xlsx::WorkbookReader reader{bytes.view()};
    std::vector<Disclosed> found;
    find_in_workbook(reader, found);
    for (const xlsx::SheetInfo& sheet : reader.sheets())
      if (sheet.worksheet) find_in_sheet(reader, sheet, found);
    find_in_parts(reader, found);
    return found;
  } catch (const Failure& failure) {
    throw failure.within(name);
  }
}

}  // namespace counterfoil::run
