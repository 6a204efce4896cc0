// Which row of a team's own table each paid line belongs to. Teams keep one row per line, per service or per child, name services
// in their own words and keep ids as numbers; no penny may get lost or be counted twice on the way.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace counterfoil::report {

/// A row of the team's table; texts as they stand there, empty where the table has no such column.
struct TeamRow {
  std::uint32_t row = 0;  // in the sheet
  std::string person, line, service, provider;
  std::optional<std::int64_t> last_period;  // pence in the last period's column
};

/// A line as the task reports it.
struct PaidLine {
  std::string_view person, name, line, service, provider, payee;
  std::optional<std::int64_t> previous, current;  // pence
};

struct TeamRowMatch {
  std::map<std::uint32_t, std::int64_t> amounts;  // by row: what this period pays; a row without a payment is not there
  std::map<std::uint32_t, std::int64_t>
      before;                              // by row: what last period paid, nought too; rows that no line belongs to are not there
  std::vector<std::uint32_t> row_of_line;  // by line: its row, 0 for none
  std::vector<std::size_t> new_lines;      // paid this period, but without a row: indexes into the lines
  std::vector<std::uint32_t> gone_rows;    // rows with no payment this period
  std::vector<std::pair<std::uint32_t, std::uint32_t>> repeated;  // a row, and the row above it that stands for the same
  std::size_t by_amount = 0;                                      // lines found by last period's amount since the words differ
};

/// The key of an id whoever kept it: case, spaces and leading zeros do not count.
std::string id_key(std::string_view text);
/// The key of a person's name, whichever part comes first.
std::string name_key(std::string_view text);

enum class PersonBy : std::uint8_t { id, name };

TeamRowMatch match_team_rows(const std::vector<TeamRow>& rows, const std::vector<PaidLine>& lines, PersonBy person_by);

}  // namespace counterfoil::report
