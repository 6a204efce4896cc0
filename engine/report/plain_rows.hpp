// The rows of any table of a record as plain texts, whichever way they are kept there, and back.
#pragma once

#include <string>
#include <vector>

#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

struct PlainColumn {
  enum class Holds { text, date, number };
  std::string id;
  Holds holds = Holds::text;
  bool key = false;
};

struct PlainTable {
  std::string id;
  bool on_sheet = false;
  bool released = false;
  bool memory = false;  // a kept table: its first column says of which exports a row is
  std::vector<PlainColumn> columns;
  std::vector<std::vector<std::string>> rows;  // as many texts as columns; dates are days since 1970-01-01

  std::size_t column(std::string_view id) const;  // npos when it has none
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

PlainTable plain_rows(const WorkbookSpec& spec, const Record& record, const RecordTable& table);

/// Writes the rows into the table that they were read from.
void put_plain_rows(const PlainTable& rows, RecordTable& table);

}  // namespace counterfoil::report
