// Sheet headings, subtitles and table titles with facts in them. Where they stand is remembered by what was written: staff may have
// put rows above them, or words of their own in their place, which then stay.
#include "report/merge/merge_tables.hpp"
#include "report/record.hpp"

namespace counterfoil::report {

namespace {

constexpr std::string_view words_table = "#words";
constexpr std::uint32_t rows_with_words = 60;

struct CellAt {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

class Words {
 public:
  Words(MergeContext& context, CellPatches& patches)
      : context_(context), patches_(patches), record_(context.after.add(words_table, {"sheet", "place", "text"})) {
    const RecordTable* known = context.before ? context.before->table(words_table) : nullptr;
    if (!known || known->columns.size() != 3) return;
    const RecordRows rows{*known};
    for (std::size_t row = 0; row < rows.size(); ++row) written_[{rows.field(row, 0), rows.field(row, 1)}] = rows.field(row, 2);
  }

  void put(const Sheet& sheet, xlsx::SheetEditor& editor, const std::string& name, const std::string& pattern, CellAt expected) {
    if (pattern.find('{') == std::string::npos) return;
    const std::string text = context_.with_facts(pattern);
    const auto known = written_.find({sheet.name, name});
    const std::optional<CellAt> place =
        context_.is_new || known == written_.end() ? free_place(editor, expected) : search(editor, known->second, expected);
    if (place) {
      const auto row = editor.row(place->row);
      const xlsx::ParsedCell* cell = row ? find_cell(*row, place->column) : nullptr;
      std::string xml;
      xlsx::RowBuilder builder{xml, editor.prefix()};
      builder.begin_row(place->row);
      const std::size_t start = xml.size();
      builder.text(place->column, cell ? cell->style : editor.column_style(place->column), text);
      patches_.set(editor, place->row, place->column, xml.substr(start));
    }
    const std::string& kept = place ? text : known == written_.end() ? text : known->second;
    for (const std::string_view field : {std::string_view{sheet.name}, std::string_view{name}}) {
      append_field(record_.rows, field);
      record_.rows += '\t';
    }
    append_field(record_.rows, kept);
    record_.rows += '\n';
    ++record_.row_count;
  }

 private:
  std::optional<CellAt> free_place(xlsx::SheetEditor& editor, CellAt expected) const {
    const auto row = editor.row(expected.row);
    const xlsx::ParsedCell* cell = row ? find_cell(*row, expected.column) : nullptr;
    if (!context_.is_new && cell && cell->has_value && !cell->value.empty()) return std::nullopt;
    return expected;
  }

  static std::optional<CellAt> search(xlsx::SheetEditor& editor, const std::string& text, CellAt expected) {
    if (text.empty()) return expected;
    for (std::uint32_t number = 1; number <= expected.row + rows_with_words; ++number) {
      const auto row = editor.row(number);
      if (!row) continue;
      for (const xlsx::ParsedCell& cell : row->cells)
        if (cell.has_value && cell.value == text) return CellAt{number, cell.column};
    }
    return std::nullopt;
  }

  MergeContext& context_;
  CellPatches& patches_;
  RecordTable& record_;
  std::map<std::pair<std::string, std::string>, std::string> written_;
};

}  // namespace

void write_words(MergeContext& context, CellPatches& patches) {
  Words words{context, patches};
  const Sheet* last = nullptr;
  for (LocatedTable& table : context.locations.tables) {
    const Sheet& sheet = *table.sheet;
    if (&sheet != last) {
      words.put(sheet, *table.editor, "heading", sheet.heading, {1, 1});
      const bool is_first = &sheet == &context.spec.sheets.front() && !sheet.subtitle.empty();
      words.put(sheet, *table.editor, "subtitle", sheet.subtitle + (is_first ? "{" + std::string{settings_fact} + "}" : ""),
                {2, 1});
    }
    last = &sheet;
    if (table.heading_row > 1)
      words.put(sheet, *table.editor, "title " + table.table->id, table.table->title, {table.heading_row - 1, table.left()});
  }
}

}  // namespace counterfoil::report
