// The rows of one kept table, each once with the exports that said it. Compact: a hundred thousand lines over years.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "spec/memory_spec.hpp"

namespace counterfoil::report {

/// Texts by number; 0 is the blank.
class TextPool {
 public:
  TextPool() { texts_.emplace_back(); }
  std::uint32_t add(std::string_view text);
  std::string_view at(std::uint32_t number) const { return texts_[number]; }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

class KeptRows {
 public:
  /// `most_exports`: numbers of exports are below it.
  KeptRows(const KeptTable& table, std::size_t most_exports);

  const KeptTable& table() const { return *table_; }
  TextPool& pool() { return pool_; }
  std::size_t size() const { return count_; }
  std::uint32_t cell(std::size_t row, std::size_t column) const { return cells_[row * columns_ + column]; }
  /// As it is written in the record, but for what is the same as above.
  std::string_view encoded(std::size_t row, std::size_t column) const { return pool_.at(cell(row, column)); }
  bool said_by(std::size_t row, std::size_t number) const { return (said_[row * stride_ + number / 64] >> (number % 64) & 1) != 0; }
  bool said_by_any(std::size_t row) const;

  /// `cells`: numbers of the pool, by column. The same row twice of one export is two rows.
  void add(const std::vector<std::uint32_t>& cells, std::size_t number);
  void forget(std::size_t row, std::size_t number) { said_[row * stride_ + number / 64] &= ~(std::uint64_t{1} << (number % 64)); }
  void forget_export(std::size_t number);
  /// Blanks a column for one export.
  void blank(std::size_t column, std::size_t number);

  /// Rows that an export said, sorted by the key, then as `position` has the first export that said them, then by their texts.
  std::vector<std::uint32_t> sorted(const std::vector<std::uint32_t>& position) const;
  /// Do two rows have the same key?
  bool same_key(std::size_t a, std::size_t b) const;

 private:
  std::size_t hash_of(const std::uint32_t* cells) const;
  int compare(std::size_t a, std::size_t b, std::size_t column) const;

  const KeptTable* table_;
  std::size_t columns_;
  std::size_t stride_;
  std::vector<std::size_t> key_;
  TextPool pool_;
  std::size_t count_ = 0;
  std::vector<std::uint32_t> cells_;
  std::vector<std::uint64_t> said_;
  std::unordered_multimap<std::size_t, std::uint32_t> by_cells_;
};

}  // namespace counterfoil::report
