// Where the tables of a specification stand in a workbook: staff insert rows and columns, move columns, rename sheets. Sheets are
// found by name (else by their headings), tables by their headings, rows by their keys.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "findings/finding.hpp"
#include "report/merge/key_index.hpp"
#include "report/record.hpp"
#include "spec/workbook_spec.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

/// A table as the record has it, ready for questions by key.
class RecordedTable {
 public:
  RecordedTable(const RecordTable& record, const Table& table);
  const RecordRows& rows() const { return rows_; }
  const KeyIndex& keys() const { return keys_; }
  std::size_t field_of(std::size_t spec_column) const { return fields_[spec_column]; }  // npos: the record does not have it
  const std::string& period() const { return rows_.table().period; }
  std::size_t size() const { return rows_.size(); }

 private:
  RecordRows rows_;
  KeyIndex keys_;
  std::vector<std::size_t> fields_;
};

/// A record with its tables made ready on first use and once.
class RecordedTables {
 public:
  explicit RecordedTables(std::optional<Record> record) : own_(std::move(record)), record_(own_ ? &*own_ : nullptr) {}
  /// Borrows it.
  explicit RecordedTables(const Record& record) : record_(&record) {}
  RecordedTables(const RecordedTables&) = delete;
  RecordedTables& operator=(const RecordedTables&) = delete;

  const Record* record() const { return record_; }  // nullptr: there is none
  /// By the columns and the key that `table` has. Empty: the record has no such table.
  std::shared_ptr<const RecordedTable> of(const Table& table);

 private:
  std::optional<Record> own_;
  const Record* record_;
  std::map<std::vector<std::string>, std::shared_ptr<const RecordedTable>> tables_;  // by id, key and columns
};

struct LocatedTable {
  const Sheet* sheet = nullptr;
  const Table* table = nullptr;
  xlsx::SheetEditor* editor = nullptr;
  std::shared_ptr<const RecordTable> kept_record;  // that `recorded` reads, where it is not the workbook's record as it was
  std::shared_ptr<const RecordedTable> recorded;   // empty: the record has no such table

  std::uint32_t heading_row = 0;
  std::uint32_t first_row = 0;  // of the body
  std::uint32_t last_row = 0;   // first_row - 1: not even an empty row is there
  bool holds_rows = false;      // false: the body is the template's row, or the words for an empty table

  std::vector<std::uint32_t> columns;  // in the sheet, by column of the specification; 0: not there
  std::vector<std::uint32_t> styles;   // of a body cell
  std::vector<std::size_t> key_columns;
  std::vector<std::size_t> renamed;  // columns of the specification whose headings say something else now

  struct Period {
    std::string heading;
    std::uint32_t column = 0;
    std::uint32_t style = 0;
  };
  std::vector<Period> periods;  // in the order of the record; column 0: not there

  std::uint32_t left() const;
  std::uint32_t right() const;
  std::size_t column_index(std::string_view id) const;  // npos when the table has none
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

struct Locations {
  std::vector<LocatedTable> tables;  // in the order of the specification
  LocatedTable* find(std::string_view table);
};

/// What could not be found; the caller decides what that means.
struct Missing {
  const Sheet* sheet = nullptr;
  const Table* table = nullptr;    // nullptr: the whole sheet
  const Column* column = nullptr;  // nullptr: the whole table
};

/// A table of `spec` with its sheet, when no other is wanted; sheets of the others are not opened for them.
struct OnlyTable {
  const Sheet* sheet = nullptr;
  const Table* table = nullptr;
};

/// Tables of which a key column is missing are left out and named in `missing`. `recorded` may be null; it is borrowed by what is
/// located.
Locations locate_tables(const WorkbookSpec& spec, xlsx::WorkbookEditor& editor, RecordedTables* recorded,
                        std::vector<Missing>& missing, OnlyTable only = {});

const xlsx::ParsedCell* find_cell(const xlsx::ParsedRow& row, std::uint32_t column);
/// The key's canonical texts, a unit separator between; `filled` says whether every one is there.
void read_key(const LocatedTable& table, const xlsx::ParsedRow& row, bool dates_from_1904, std::string& key, bool& filled);
inline constexpr char key_separator = '\x1f';

}  // namespace counterfoil::report
