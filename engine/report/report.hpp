// What a plugin proposes and the engine adds: tables of values and named facts, before they meet a workbook.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::report {

enum class ValueKind : std::uint8_t { blank, text, date, pence, quantity, integer };  // as cf_kind

/// Numbers as in the plugin contract: days since 1970-01-01, whole pence, millionths, integers. Text borrows from the Report.
struct Value {
  ValueKind kind = ValueKind::blank;
  std::int64_t number = 0;
  std::string_view text;
  friend bool operator==(const Value&, const Value&) = default;
};

/// The fact that the engine adds, for behind the subtitle of the first sheet: how many settings are unlike the usual.
inline constexpr std::string_view settings_fact = "settings_words";

struct ReportTable {
  std::string id;
  std::vector<std::string> columns;  // ids of the specification
  std::vector<Value> cells;          // row after row
  std::size_t rows() const { return columns.empty() ? 0 : cells.size() / columns.size(); }
  const Value& at(std::size_t row, std::size_t column) const { return cells[row * columns.size() + column]; }
};

class Report {
 public:
  Report() = default;
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;
  Report(Report&&) = default;
  Report& operator=(Report&&) = default;

  std::map<std::string, ReportTable, std::less<>> tables;
  std::map<std::string, Value, std::less<>> facts;

  /// Keeps a copy of the text for as long as the report lives.
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
      blocks_.emplace_back();
      blocks_.back().reserve(text.size() > block_size ? text.size() : block_size);
    }
    std::string& block = blocks_.back();
    const std::size_t start = block.size();
    block.append(text);
    return std::string_view{block}.substr(start, text.size());
  }

 private:
  static constexpr std::size_t block_size = 1 << 16;
  std::deque<std::string> blocks_;
};

}  // namespace counterfoil::report
