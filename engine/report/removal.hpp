// One person taken out of a workbook of ours at the end of retention: in their rows every text that is theirs alone goes, pounds
// and dates of payments stay; elsewhere their names and ids go out of the texts. Sheets and record say the same afterwards.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "report/decision_log.hpp"
#include "report/opened_workbook.hpp"
#include "report/plain_rows.hpp"
#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// How one text says who somebody is.
enum class Identity {
  none,
  person,  // their id
  line,    // of one of their lines, debts, events: ids
  name,    // of a person or a payee, an account, an address
};
Identity identity_of_column(std::string_view id);
/// A birthday, or what counts from it.
bool is_of_birthday(std::string_view id);

/// Whose rows a table has.
class RowsOfPerson {
 public:
  /// `ids`: of the person, as texts of columns of ids; `lines`: of what has no such column.
  RowsOfPerson(const std::set<std::string>& ids, const std::set<std::string>& lines) : ids_(ids), lines_(lines) {}
  bool is_theirs(const PlainTable& table, const std::vector<std::string>& row) const;
  bool is_theirs(std::string_view column, const std::string& text) const;
  bool has_person_column(const PlainTable& table) const { return table.column("person_id") != PlainTable::npos; }

 private:
  const std::set<std::string>& ids_;
  const std::set<std::string>& lines_;
};

/// What is taken out, the same in each copy of a workbook.
struct Removal {
  std::set<std::string> ids;
  std::set<std::string> lines;                 // release keys, events of a calendar: rows without the person's id
  std::map<std::string, std::string> instead;  // of texts that say who somebody is: what stands there afterwards
  /// Any other text without them; the same text where none is in it. Borrowed.
  std::function<std::string(std::string_view)> elsewhere;
};

struct RemovedRows {
  std::string where;  // sheet, or the part of the record in words
  std::uint64_t rows = 0;
  std::int64_t pence = 0;  // that stay: of the table's figure
};

class WorkbookRemoval {
 public:
  /// Borrowed until save() returned; the editor of `book` is taken. Failure when the workbook does not carry the record of this
  /// specification.
  WorkbookRemoval(const WorkbookSpec& spec, const OpenedWorkbook& book, std::string file_name);
  ~WorkbookRemoval();
  WorkbookRemoval(const WorkbookRemoval&) = delete;
  WorkbookRemoval& operator=(const WorkbookRemoval&) = delete;

  /// Once. By sheet; what stands in the record alone is named so. `line`: added to the log of decisions, where there is one.
  std::vector<RemovedRows> take_out(const Removal& removal, const LoggedChange& line);
  Buffer save();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace counterfoil::report
