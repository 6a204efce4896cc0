// Which figure a reviewer's decision was taken about, where that is not simply the one in the row: a decision that was carried
// forward is still about the figure of its own period. Kept in the record beside the rows.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

struct About {
  std::string figure;  // canonical
  std::string period;
  std::string digest;  // of the reviewers' cells: a decision that was changed since is about the figure in its row
};

/// By row of the record.
std::map<std::uint32_t, About> read_about(const RecordTable& record);
void append_about(RecordTable& record, std::uint64_t row, const About& about);

/// What the reviewers' cells of a row hold, as a short digest; the same cells, the same digest. `cells`: canonical, by column of
/// `table`.
std::string reviewers_digest(const Table& table, const std::vector<std::string>& cells);

}  // namespace counterfoil::report
