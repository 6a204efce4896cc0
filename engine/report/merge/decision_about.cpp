#include "report/merge/decision_about.hpp"

#include <algorithm>
#include <charconv>

#include "base/digest.hpp"

namespace counterfoil::report {

std::map<std::uint32_t, About> read_about(const RecordTable& record) {
  std::map<std::uint32_t, About> found;
  std::string_view rest = record.about;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    std::vector<std::string> fields;
    for (std::size_t from = 0; from <= line.size();) {
      const std::size_t tab = std::min(line.find('\t', from), line.size());
      fields.push_back(read_field(line.substr(from, tab - from)));
      from = tab + 1;
    }
    std::uint32_t row = 0;
    if (fields.size() != 4) continue;
    std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), row);
    found[row] = {fields[1], fields[2], fields[3]};
  }
  return found;
}

void append_about(RecordTable& record, std::uint64_t row, const About& about) {
  for (const std::string& text : {std::to_string(row), about.figure, about.period, about.digest}) {
    append_field(record.about, text);
    record.about += '\t';
  }
  record.about.back() = '\n';
}

std::string reviewers_digest(const Table& table, const std::vector<std::string>& cells) {
  FieldDigest digest{"reviewers' cells"};
  for (std::size_t at = 0; at < table.columns.size(); ++at)
    if (table.columns[at].owner == Owner::reviewer) digest.add(table.columns[at].id, cells[at]);
  return digest.hex().substr(0, 16);
}

}  // namespace counterfoil::report
