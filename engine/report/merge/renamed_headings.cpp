#include "report/merge/renamed_headings.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/text.hpp"
#include "report/canonical.hpp"

namespace counterfoil::report {

namespace {

constexpr std::uint32_t rows_looked_at = 200;

/// "Decided?", "Decision (team manager)" and "Desicion" for "Decision".
bool is_near(const std::string& name, const std::string& wanted) {
  if (name.empty() || wanted.empty()) return false;
  if (wanted.size() >= 4 &&
      (name.find(wanted) != std::string::npos || (name.size() >= 4 && wanted.find(name) != std::string::npos)))
    return true;
  return edit_distance(name, wanted) * 3 <= wanted.size();
}

class Recognition {
 public:
  Recognition(LocatedTable& table, bool dates_from_1904, const std::function<bool(std::uint32_t)>& is_taken)
      : table_(table), dates_from_1904_(dates_from_1904) {
    const auto heading = table.editor->row(table.heading_row);
    if (!heading) return;
    for (const xlsx::ParsedCell& cell : heading->cells)
      if (cell.has_value && !cell.value.empty() && !is_taken(cell.column) && !is_used(cell.column))
        free_[cell.column] = fold_for_comparing(cell.value);
  }

  void run() {
    const std::size_t count = table_.columns.size();
    for (std::size_t at = 0; at < count;) {
      if (table_.columns[at]) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < count && table_.columns[end] == 0) ++end;
      gap(at, end);
      at = end;
    }
  }

 private:
  bool is_used(std::uint32_t column) const {
    return std::find(table_.columns.begin(), table_.columns.end(), column) != table_.columns.end();
  }

  /// Columns first..end - 1 of the specification are missing, those around them are there.
  void gap(std::size_t first, std::size_t end) {
    const std::uint32_t left = first > 0 ? table_.columns[first - 1] : 0;
    const std::uint32_t right = end < table_.columns.size() ? table_.columns[end] : 0;
    for (std::size_t at = first; at < end; ++at) {
      const std::string wanted = fold_for_comparing(table_.table->columns[at].heading);
      const auto near = std::find_if(free_.begin(), free_.end(),
                                     [&](const auto& cell) { return is_near(cell.second, wanted) && holds(at, cell.first); });
      if (near != free_.end()) take(at, near->first);
    }
    for (std::size_t at = first; at < end; ++at) {
      // Just where it always stood: next to the one before it, or before the one after it.
      const auto steps = static_cast<std::uint32_t>(at - first + 1);
      const std::uint32_t after = left ? left + steps : 0;
      const auto back = static_cast<std::uint32_t>(end - at);
      const std::uint32_t before = right > back ? right - back : 0;
      for (const std::uint32_t column : {after, before})
        if (table_.columns[at] == 0 && column && free_.contains(column) && (!right || column < right) && holds(at, column))
          take(at, column);
    }
  }

  void take(std::size_t at, std::uint32_t column) {
    table_.columns[at] = column;
    table_.renamed.push_back(at);
    free_.erase(column);
  }

  /// A reviewer's column may hold anything; the engine's what the record says, or nothing: what somebody else put there is theirs.
  bool holds(std::size_t at, std::uint32_t column) const {
    const Column& wanted = table_.table->columns[at];
    if (wanted.owner == Owner::reviewer) return true;
    const std::size_t field = table_.recorded ? table_.recorded->field_of(at) : RecordTable::npos;
    std::set<std::string> known;
    if (field != RecordTable::npos)
      for (std::size_t row = 0; row < table_.recorded->size(); ++row) known.insert(table_.recorded->rows().field(row, field));
    std::size_t filled = 0;
    std::size_t right = 0;
    for (std::uint32_t number = table_.heading_row + 1; number <= table_.heading_row + rows_looked_at; ++number) {
      const auto row = table_.editor->row(number);
      const xlsx::ParsedCell* cell = row ? find_cell(*row, column) : nullptr;
      if (!cell || !is_filled(*cell)) continue;
      ++filled;
      if (known.contains(canonical(*cell, wanted.kind, dates_from_1904_))) ++right;
    }
    return right * 10 >= filled * 8;
  }

  LocatedTable& table_;
  bool dates_from_1904_;
  std::map<std::uint32_t, std::string> free_;  // heading cells that nothing claims, folded
};

}  // namespace

void recognise_renamed(LocatedTable& table, bool dates_from_1904, const std::function<bool(std::uint32_t)>& is_taken) {
  if (std::find(table.columns.begin(), table.columns.end(), 0U) == table.columns.end()) return;
  Recognition{table, dates_from_1904, is_taken}.run();
}

}  // namespace counterfoil::report
