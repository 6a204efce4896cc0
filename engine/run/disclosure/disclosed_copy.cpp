// The copy that may leave the team: a new workbook made of nothing but what is in sight. What is not written here is not in it, so
// a kind of hidden part that nobody thought of cannot slip through.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "report/record.hpp"
#include "report/workbook_merge.hpp"
#include "run/disclosure/copied_sheet.hpp"
#include "run/disclosure/copy_looks.hpp"
#include "run/given/identity.hpp"
#include "run/steps/save_report.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/new_workbook.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::run {

namespace {

constexpr std::string_view main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && std::isfinite(number) ? std::optional{number} : std::nullopt;
}

/// Names of people that the record of a workbook of ours keeps, also those of lines that are on no sheet any more.
void add_names_of_record(const report::Record& record, KnownNames& known) {
  static const std::set<std::string_view> names = {"name", "payee", "debtor", "contact", "social_worker"};
  std::vector<std::string_view> texts;
  for (const report::RecordTable& table : record.tables) {
    const std::size_t forename = table.column("forename"), surname = table.column("surname");
    const report::RecordRows rows{table};
    for (std::size_t row = 0; row < rows.size(); ++row) {
      rows.fields(row, texts);
      for (std::size_t at = 0; at < texts.size(); ++at)
        if (names.contains(table.columns[at])) known.add(report::read_field(texts[at]));
      if (forename < texts.size() && surname < texts.size())
        known.add(report::read_field(texts[forename]) + " " + report::read_field(texts[surname]));
    }
  }
}

/// How much was taken out, for the words.
struct TakenOut {
  std::size_t names = 0;
  std::size_t removed = 0;
  std::size_t within = 0;  // other texts
  std::size_t sheets = 0;  // names of sheets
};

class CopyMaker {
 public:
  CopyMaker(const xlsx::WorkbookReader& reader, const PersonalHeadings& headings) : reader_(reader), looks_(reader) {
    for (const xlsx::SheetInfo& info : reader.sheets()) {
      if (info.visibility == xlsx::SheetVisibility::visible && info.worksheet)
        sheets_.push_back(copied_sheet(reader, looks_, info));
      else
        ++sheets_left_out_;
    }
    if (sheets_.empty())
      throw Failure{FailureKind::refused, "Every sheet of the workbook is hidden, so there is nothing that could go into a copy."};
    for (const CopiedSheet& sheet : sheets_) personal_.emplace_back(sheet, headings);
  }

  CopyOutcome take_names_out(const report::Record* record) {
    if (record) add_names_of_record(*record, known_);
    learn();
    TakenOut taken;
    each_cell([&](CopiedCell& cell, const Personal* kind) { treat(cell, kind, taken); });
    std::set<std::string> used;
    for (CopiedSheet& sheet : sheets_) {
      std::string name = known_.without_names(sheet.name);
      taken.sheets += name != sheet.name;
      for (int number = 2; !used.insert(fold_for_comparing(name)).second; ++number)
        name = known_.without_names(sheet.name).substr(0, 26) + " " + std::to_string(number);
      sheet.name = std::move(name);
    }
    CopyOutcome outcome;
    say(taken, outcome);
    return outcome;
  }

  Buffer save() const {
    std::vector<xlsx::NewSheet> sheets;
    for (const CopiedSheet& sheet : sheets_) sheets.push_back({sheet.name, sheet_xml(sheet)});
    return xlsx::new_workbook(sheets, styles_for_copy(reader_, looks_, known_), reader_.uses_1904_dates());
  }

 private:
  template <class Work>
  void each_cell(const Work& work) {
    for (std::size_t at = 0; at < sheets_.size(); ++at)
      for (auto& [row, cells] : sheets_[at].rows)
        for (CopiedCell& cell : cells) work(cell, personal_[at].find(row, cell.column));
  }

  /// Names, remarks and dates of birth, before any is taken out: other texts may hold them.
  void learn() {
    each_cell([&](const CopiedCell& cell, const Personal* kind) {
      if (!kind) return;
      if (*kind == Personal::name && cell.kind == xlsx::CellKind::text) known_.add(cell.text);
      if (*kind == Personal::maybe_person && cell.kind == xlsx::CellKind::text && !is_organisation(cell.text))
        known_.add(cell.text);
      if (*kind != Personal::removed) return;
      if (cell.kind == xlsx::CellKind::text) remarks_.add(cell.text);
      if (cell.kind == xlsx::CellKind::number && reader_.styles().kind(cell.style) == xlsx::NumberFormatKind::date)
        if (const auto serial = number_in(cell.text); serial && *serial > 366 && *serial < 100'000)
          remarks_.add_birthday(static_cast<std::int64_t>(*serial) - (reader_.uses_1904_dates() ? 24'107 : 25'569));
    });
    // "Testa" and "Marmalade" in one row are Testa Marmalade elsewhere.
    for (std::size_t at = 0; at < sheets_.size(); ++at)
      for (const auto& [row, cells] : sheets_[at].rows) {
        std::vector<std::string> forenames, surnames;
        for (const CopiedCell& cell : cells) {
          const Personal* kind = cell.kind == xlsx::CellKind::text ? personal_[at].find(row, cell.column) : nullptr;
          if (kind && *kind == Personal::forename) forenames.push_back(cell.text);
          if (kind && *kind == Personal::surname) surnames.push_back(cell.text);
        }
        for (const std::string& forename : forenames)
          for (const std::string& surname : surnames) known_.add(forename + " " + surname);
      }
  }

  void treat(CopiedCell& cell, const Personal* kind, TakenOut& taken) const {
    if (cell.kind == xlsx::CellKind::blank) return;
    if (kind && *kind == Personal::removed) {
      ++taken.removed;
      cell = {cell.column, cell.style, xlsx::CellKind::blank, {}};
      return;
    }
    if (cell.kind != xlsx::CellKind::text) return;
    const bool named = kind && (*kind == Personal::name || *kind == Personal::forename || *kind == Personal::surname ||
                                (*kind == Personal::maybe_person && !is_organisation(cell.text)));
    if (named) {
      ++taken.names;
      cell.text = initials_of(cell.text);
      return;
    }
    std::string text = remarks_.without_remarks(known_.without_names(cell.text));
    if (kind && *kind == Personal::quoting) text = without_quotations(text);
    taken.within += text != cell.text;
    cell.text = std::move(text);
  }

  void say(const TakenOut& taken, CopyOutcome& outcome) const {
    const auto count = [](std::size_t number, const char* one) { return count_of(static_cast<std::int64_t>(number), one); };
    std::size_t unseen = 0;
    for (const CopiedSheet& sheet : sheets_) unseen += sheet.unseen;
    outcome.done.push_back(
        count(sheets_.size(), "sheet") +
        " in sight went into the copy, as values: no formulas, charts, pictures, comments, links, names, "
        "drop-downs, colours by rule, macros, properties or record." +
        (sheets_left_out_ ? " " + count(sheets_left_out_, "sheet") + " that are hidden or no worksheets stayed out." : ""));
    outcome.done.push_back("Rows and columns that are hidden, by hand or by a filter, are empty in the copy" +
                           (unseen ? ", and so are " + count(unseen, "cell") + " that hold something nobody sees" : std::string{}) +
                           ".");
    outcome.done.push_back(count(taken.names, "name") + " became initials, " + count(taken.removed, "cell") +
                           " with dates of birth, remarks and the like became blank, and in " + count(taken.within, "other text") +
                           (taken.sheets ? " and " + count(taken.sheets, "name") + " of sheets" : std::string{}) +
                           " what stands in those columns was taken out too.");
    for (std::size_t at = 0; at < sheets_.size(); ++at) {
      if (sheets_[at].rows.empty()) continue;
      const auto& headings = personal_[at].headings();
      outcome.look_at.push_back(
          headings.empty()
              ? "On " + sheets_[at].name +
                    " no heading was recognised as one of names or dates of birth: all of it stands as it was. Read it through."
              : "On " + sheets_[at].name + " these columns were treated: " + list_in_words(headings) +
                    ". All others stand as they were. Read them through.");
    }
    outcome.look_at.push_back(
        "Other dates stay. Where something begins or ends at 18, a birthday can be worked out from them. The names of the sheets "
        "stay too, but for names of people that are known from the columns above.");
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
      for (const CopiedCell& cell : cells) {
        if (cell.column <= last) continue;  // given twice: the first stands
        last = cell.column;
        switch (cell.kind) {
          case xlsx::CellKind::number:
            if (number_in(cell.text))
              builder.number(cell.column, cell.style, cell.text);
            else
              builder.text(cell.column, cell.style, cell.text);  // as a damaged workbook has it
            break;
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

  const xlsx::WorkbookReader& reader_;
  xlsx::CellLooks looks_;
  std::vector<CopiedSheet> sheets_;
  std::vector<PersonalOfSheet> personal_;
  std::size_t sheets_left_out_ = 0;
  KnownNames known_;
  KnownRemarks remarks_;
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
    const report::OpenedWorkbook book{bytes.view()};
    const report::Record* record = book.record();
    const PersonalHeadings headings{all_layouts(installation), record != nullptr};
    CopyMaker maker{reader, headings};
    CopyOutcome outcome = maker.take_names_out(record);
    WrittenFiles written;
    const Buffer made = save_or_report({copy, "disclose", new_identity().run_id, written}, [&] { return maker.save(); });
    ReplaceOptions options;
    options.must_be_new = true;
    options.no_more_open_than = workbook;
    replace_file(copy, made.view(), options);
    return outcome;
  } catch (const Failure& failure) {
    throw failure.within(name);
  }
}

}  // namespace counterfoil::run
