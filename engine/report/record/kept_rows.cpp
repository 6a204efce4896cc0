#include "report/record/kept_rows.hpp"

#include <algorithm>
#include <charconv>

namespace counterfoil::report {

std::uint32_t TextPool::add(std::string_view text) {
  if (text.empty()) return 0;
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(texts_.size());
  numbers_.emplace(texts_.emplace_back(text), number);
  return number;
}

KeptRows::KeptRows(const KeptTable& table, std::size_t most_exports)
    : table_(&table), columns_(table.columns.size()), stride_((most_exports + 63) / 64) {
  for (const std::string& id : table.key) key_.push_back(table.column(id));
}

bool KeptRows::said_by_any(std::size_t row) const {
  for (std::size_t at = 0; at < stride_; ++at)
    if (said_[row * stride_ + at] != 0) return true;
  return false;
}

std::size_t KeptRows::hash_of(const std::uint32_t* cells) const {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::size_t at = 0; at < columns_; ++at) hash = (hash ^ cells[at]) * 0x100000001b3u;
  return static_cast<std::size_t>(hash ^ (hash >> 32));
}

void KeptRows::add(const std::vector<std::uint32_t>& cells, std::size_t number) {
  const std::size_t hash = hash_of(cells.data());
  const auto [first, last] = by_cells_.equal_range(hash);
  for (auto each = first; each != last; ++each) {
    const std::size_t row = each->second;
    if (said_by(row, number) ||
        !std::equal(cells.begin(), cells.end(), cells_.begin() + static_cast<std::ptrdiff_t>(row * columns_)))
      continue;
    said_[row * stride_ + number / 64] |= std::uint64_t{1} << (number % 64);
    return;
  }
  by_cells_.emplace(hash, static_cast<std::uint32_t>(count_));
  cells_.insert(cells_.end(), cells.begin(), cells.end());
  said_.resize(said_.size() + stride_);
  said_[count_ * stride_ + number / 64] |= std::uint64_t{1} << (number % 64);
  ++count_;
}

void KeptRows::forget_export(std::size_t number) {
  for (std::size_t row = 0; row < count_; ++row) forget(row, number);
}

void KeptRows::blank(std::size_t column, std::size_t number) {
  const std::size_t until = count_;
  std::vector<std::uint32_t> cells(columns_);
  for (std::size_t row = 0; row < until; ++row) {
    if (!said_by(row, number) || cell(row, column) == 0) continue;
    for (std::size_t at = 0; at < columns_; ++at) cells[at] = at == column ? 0 : cell(row, at);
    forget(row, number);
    add(cells, number);
  }
}

int KeptRows::compare(std::size_t a, std::size_t b, std::size_t column) const {
  if (cell(a, column) == cell(b, column)) return 0;
  const std::string_view left = encoded(a, column);
  const std::string_view right = encoded(b, column);
  const KeptKind kind = table_->columns[column].kind;
  if (kind != KeptKind::text && kind != KeptKind::date) {
    std::int64_t one = 0, other = 0;
    std::from_chars(left.data(), left.data() + left.size(), one);
    std::from_chars(right.data(), right.data() + right.size(), other);
    if (one != other) return one < other ? -1 : 1;
  }
  return left.compare(right);
}

bool KeptRows::same_key(std::size_t a, std::size_t b) const {
  return std::all_of(key_.begin(), key_.end(), [&](std::size_t column) { return cell(a, column) == cell(b, column); });
}

std::vector<std::uint32_t> KeptRows::sorted(const std::vector<std::uint32_t>& position) const {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> first(count_, 0);
  for (std::uint32_t row = 0; row < count_; ++row) {
    if (!said_by_any(row)) continue;
    rows.push_back(row);
    first[row] = UINT32_MAX;
    for (std::size_t number = 0; number < position.size(); ++number)
      if (said_by(row, number)) first[row] = std::min(first[row], position[number]);
  }
  std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    for (const std::size_t column : key_)
      if (const int order = compare(a, b, column); order != 0) return order < 0;
    if (first[a] != first[b]) return first[a] < first[b];
    for (std::size_t column = 0; column < columns_; ++column)
      if (const int order = compare(a, b, column); order != 0) return order < 0;
    return false;
  });
  return rows;
}

}  // namespace counterfoil::report
