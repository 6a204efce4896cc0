// One cell to one typed value. The usual shapes are read here, inline; everything else, and everything that is worth a finding, is
// read by CellReader::read_slowly.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "table/arena.hpp"
#include "table/cell_findings.hpp"
#include "table/date_text.hpp"
#include "table/decimal.hpp"
#include "table/id_spelling.hpp"
#include "table/identifier_format.hpp"
#include "table/input_table.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::table {

/// Amounts beyond ten thousand million pounds are misreadings; the limit also keeps any sum of a column within 64 bits.
inline constexpr std::int64_t largest_pence = 1'000'000'000'000;

/// A cell of the row at hand.
struct RowCell : xlsx::CellView {
  std::uint32_t string = 0;  // which of the shared strings, for a cell that is one
};

/// What is told once for a column, with every cell it holds for.
enum class ColumnNote : std::uint8_t {
  formula,
  number_as_text,
  date_as_text,
  serial_as_text,
  date_unformatted,
  short_year,
  amount_noise,
  quantity_rounded,
  dash_as_nothing,
  length_255,
  length_limit,
  word_for_nothing,
  date_for_none,
  date_from_utc,
  date_from_evening,
  date_late,
  month_first,
  id_respelt,
  id_point_zero,
  pound_sign_damaged,
  count,
};

struct NoteRows {
  RowRanges rows;
  std::string stored;  // the first, as an example
  std::string shown;
};

/// A column of the sheet that fills a column of the table.
struct Slot {
  const Field* field = nullptr;
  TypedColumn* out = nullptr;
  FieldKind kind = FieldKind::text;
  std::uint32_t column = 0;
  bool needed = false;  // required values and money: what does not read is blocking
  std::array<NoteRows, static_cast<std::size_t>(ColumnNote::count)> notes;
  std::string_view last_kept;              // repeats of the value above are kept once
  std::size_t shortest_padded = SIZE_MAX;  // identifiers: digits of the shortest that begins with 0
  std::size_t shortest_plain = SIZE_MAX;   // and of the shortest that does not
  RowRanges point_zeros;                   // identifiers like 400101.0
  bool has_two_part_numbers = false;       // and whether any is like 4501.1: then .0 is a part of them

  bool holds_text() const { return kind == FieldKind::text || kind == FieldKind::identifier; }
  std::size_t size() const { return holds_text() ? out->texts.size() : out->numbers.size(); }
  void push_missing() {
    if (holds_text())
      out->texts.emplace_back();
    else
      out->numbers.push_back(no_number);
  }
  bool last_is_missing() const { return holds_text() ? out->texts.back().data() == nullptr : out->numbers.back() == no_number; }
};

class CellReader {
 public:
  /// A workbook's cells: `workbook` must outlive the table, whose texts point into its shared strings. Null: a text file, whose
  /// text does.
  explicit CellReader(const xlsx::WorkbookReader* workbook);

  /// Appends the cell's value, or a missing one, to the slot's column.
  void read(Slot& slot, const RowCell& cell) {
    if (cell.has_formula) note(slot, ColumnNote::formula, cell.row, cell.value);
    if (!read_quickly(slot, cell)) read_slowly(slot, cell);
  }

  /// Takes the cell of the scanner. Throws Failure for a shared string that is not there.
  RowCell take(const xlsx::CellView& cell) const {
    if (cell.kind != xlsx::CellKind::shared_string) return {cell, 0};
    const std::int64_t index = small_number(cell.value);
    if (index < 0 || static_cast<std::uint64_t>(index) >= string_flags_.size()) string_is_missing(cell);
    return {cell, static_cast<std::uint32_t>(index)};
  }

  /// A cell's text, trimmed; for cells of text kinds only.
  std::string_view text(const RowCell& cell) const {
    if (cell.kind != xlsx::CellKind::shared_string) return trim(cell.value);
    return string_flags_[cell.string] & needs_care ? trim(string_at(cell.string)) : (*strings_)[cell.string];
  }
  /// Whether nothing but spaces stands in the cell.
  bool is_blank(const RowCell& cell) const;
  /// Whole pence where the cell holds an amount; no finding is made.
  std::int64_t pence_or_missing(const RowCell& cell) const;

  void report(Findings& findings, const Place& sheet) const { findings_.report(findings, sheet); }
  Arena& arena() { return arena_; }

 private:
  static constexpr std::uint8_t needs_care = 1;         // spaces at an end, empty, or of a telling length
  static constexpr std::uint8_t begins_with_digit = 2;  // an identifier whose digits are looked at
  static constexpr std::uint8_t odd_identifier =
      4;  // as an identifier it is spelt with signs that are no part of it, or stands for none

  struct Known {  // of a shared string in one kind of column
    std::int64_t number = 0;
    bool known = false;
    std::uint8_t note = 0;  // ColumnNote
  };
  using KnownStrings = std::vector<Known>;

  bool read_quickly(Slot& slot, const RowCell& cell) {
    using xlsx::CellKind;
    switch (slot.kind) {
      case FieldKind::text:
        if (cell.kind == CellKind::shared_string) {
          if (string_flags_[cell.string] & needs_care) return false;
          slot.out->texts.push_back((*strings_)[cell.string]);
          return true;
        }
        if (!is_field_of_text(cell) || (cell.value.size() <= 6 && is_null_word(cell.value))) return false;
        slot.out->texts.push_back(cell.value);
        return true;
      case FieldKind::identifier:
        if (cell.kind == CellKind::shared_string) {
          if (string_flags_[cell.string] == 0) {
            slot.out->texts.push_back((*strings_)[cell.string]);
            return true;
          }
          return !(string_flags_[cell.string] & (needs_care | odd_identifier)) && quick_identifier(slot, (*strings_)[cell.string]);
        }
        if (cell.kind == CellKind::number) return !changes_identifier(cell.style) && quick_identifier_number(slot, cell.value);
        return is_field_of_text(cell) && quick_identifier(slot, cell.value);
      case FieldKind::date:
        if (cell.kind == CellKind::number && shows_date(cell.style)) {
          const std::int64_t serial = whole_days(cell.value);
          if (serial < 61 || serial > 2'950'000) return false;
          slot.out->numbers.push_back(serial - serial_offset_);
          return true;
        }
        if (is_field_of_text(cell)) return quick_date(slot, cell.value);
        return cell.kind == CellKind::shared_string && quick_known(slot, cell, known_dates_);
      case FieldKind::pence:
        if (cell.kind == CellKind::number ? !shows_date(cell.style) : is_field_of_text(cell)) {
          std::int64_t value;
          if (!fast_units<2>(cell.value, value) || value > largest_pence || value < -largest_pence) return false;
          slot.out->numbers.push_back(value);
          return true;
        }
        return cell.kind == CellKind::shared_string && quick_known(slot, cell, known_pence_);
      case FieldKind::quantity:
        if (slot.needed) return false;  // few, and a dash or a percentage is none
        if (cell.kind == CellKind::number ? !shows_date(cell.style) : is_field_of_text(cell)) {
          std::int64_t value;
          if (!fast_units<6>(cell.value, value)) return false;
          slot.out->numbers.push_back(value);
          return true;
        }
        return cell.kind == CellKind::shared_string && quick_known(slot, cell, known_quantities_);
      case FieldKind::integer:
      case FieldKind::percent: return false;  // few, and it depends on how the cell shows it
    }
    return false;
  }

  void read_slowly(Slot& slot, const RowCell& cell);
  void read_text(Slot& slot, const RowCell& cell);
  void read_identifier(Slot& slot, const RowCell& cell);
  void read_identifier_number(Slot& slot, const RowCell& cell);
  void read_date(Slot& slot, const RowCell& cell);
  DateReading date_in(const RowCell& cell, bool unformatted) const;
  /// The date and time of a number; the text of any other cell.
  std::string shown_time(const RowCell& cell, const DateReading& date) const;
  void read_number(Slot& slot, const RowCell& cell);  // pence, quantities and percentages
  /// A word for no value ("NULL", and where an identifier or a date belongs "N/A" or "TBC" too) is a blank, noted for the column.
  bool take_as_nothing(Slot& slot, const RowCell& cell);
  bool shows_percent(const RowCell& cell) const;
  void refuse(Slot& slot, const RowCell& cell, std::string_view shown = {});
  void push_text(Slot& slot, const RowCell& cell, std::string_view text);
  void note_length(Slot& slot, std::uint32_t row, std::string_view text);
  bool quick_identifier(Slot& slot, std::string_view text);
  bool quick_identifier_number(Slot& slot, std::string_view digits);
  static bool quick_date(Slot& slot, std::string_view text);
  std::string_view keep(Slot& slot, std::string_view text);         // as it is in a text file, else copied
  std::string_view keep_made(Slot& slot, const std::string& text);  // copied always
  std::string_view stored(const RowCell& cell) const;
  void remember(const RowCell& cell, KnownStrings& known, std::int64_t number, ColumnNote about);

  bool quick_known(Slot& slot, const RowCell& cell, const KnownStrings& known) {
    if (known.empty()) return false;
    const Known& one = known[cell.string];
    if (!one.known) return false;
    slot.out->numbers.push_back(one.number);
    note(slot, static_cast<ColumnNote>(one.note), cell.row, {});
    return true;
  }

  void note(Slot& slot, ColumnNote about, std::uint32_t row, std::string_view stored_text, std::string_view shown = {}) {
    NoteRows& rows = slot.notes[static_cast<std::size_t>(about)];
    if (rows.rows.empty()) {
      rows.stored = stored_text;
      rows.shown = shown;
    }
    rows.rows.add(row);
  }

  /// A field of a text file that needs no trimming and has no telling length: it is taken as it stands.
  bool is_field_of_text(const RowCell& cell) const {
    return !workbook_ && cell.kind == xlsx::CellKind::text && cell.value.size() < 255 && !cell.value.empty() &&
           is_plain(cell.value.front()) && is_plain(cell.value.back());
  }

  bool changes_identifier(std::uint32_t style) const { return style < identifier_styles_.size() && identifier_styles_[style]; }
  bool shows_date(std::uint32_t style) const { return style < date_styles_.size() && date_styles_[style]; }

  [[noreturn]] void string_is_missing(const xlsx::CellView& cell) const;

  /// Up to nine digits and nothing else; else -1.
  static std::int64_t small_number(std::string_view digits) {
    if (digits.size() > 9 || digits.empty()) return -1;
    std::uint32_t value = 0;
    for (const char each : digits) {
      const unsigned digit = static_cast<unsigned char>(each) - unsigned{'0'};
      if (digit >= 10) return -1;
      value = value * 10 + digit;
    }
    return value;
  }

  /// A serial without its time of day; -1 where that needs a closer look.
  static std::int64_t whole_days(std::string_view digits) {
    const std::size_t point = digits.size() > 6 && digits[5] == '.' ? 5 : digits.size();
    if (point != digits.size() && digits[6] == '9') return -1;  // perhaps a hair before midnight
    return small_number(digits.substr(0, point));
  }

  /// Text that begins and ends with a plain character needs nothing.
  static std::string_view trim(std::string_view text) {
    if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
    return trim_fully(text);
  }
  static bool is_plain(char each) { return each > ' ' && each < 0x7F; }
  static std::string_view trim_fully(std::string_view text);
  std::string_view string_at(std::uint32_t index) const {
    const auto found = composed_.find(index);
    return found == composed_.end() ? (*strings_)[index] : found->second;
  }

  const xlsx::WorkbookReader* workbook_;
  const xlsx::SharedStrings* strings_ = nullptr;
  bool uses_1904_ = false;
  std::int64_t serial_offset_;
  std::vector<std::uint8_t> string_flags_;
  std::unordered_map<std::uint32_t, std::string_view> composed_;  // shared strings whose accents were written apart
  std::vector<std::uint8_t> date_styles_;                         // dates, times and both
  std::vector<std::uint8_t> time_styles_;                         // times without a date
  std::vector<std::uint8_t>
      identifier_styles_;  // those that show an identifier otherwise than by its digits: dates and zeros in front
  KnownStrings known_dates_, known_pence_, known_quantities_;
  CellFindings findings_;
  Arena arena_;
};

}  // namespace counterfoil::table
