// Rows by key: keys may repeat, and the rows of one key come back in the order they were added. Compact, since a table may hold a
// million rows.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::report {

class KeyIndex {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  void reserve(std::size_t rows) {
    entries_.reserve(rows);
    std::size_t wanted = 16;
    while (wanted < rows * 2) wanted *= 2;
    if (wanted > slots_.size()) rehash(wanted);
  }

  /// `row` is any number but `none`.
  void add(std::string_view key, std::uint32_t row) {
    if ((distinct_ + 1) * 2 > slots_.size()) rehash(slots_.empty() ? 16 : slots_.size() * 2);
    const auto entry = static_cast<std::uint32_t>(entries_.size());
    const std::size_t slot = slot_of(key);
    if (slots_[slot] == none) {
      entries_.push_back({bytes_.size(), static_cast<std::uint32_t>(key.size()), row, none, entry});
      bytes_.append(key);
      slots_[slot] = entry;
      ++distinct_;
      return;
    }
    Entry& head = entries_[slots_[slot]];
    const std::uint32_t last = head.last;
    head.last = entry;
    entries_[last].next = entry;
    entries_.push_back({head.offset, head.length, row, none, entry});
  }

  /// The first entry of a key, or `none`.
  std::uint32_t find(std::string_view key) const { return slots_.empty() ? none : slots_[slot_of(key)]; }
  std::uint32_t next(std::uint32_t entry) const { return entries_[entry].next; }
  std::uint32_t row(std::uint32_t entry) const { return entries_[entry].row; }
  bool contains(std::string_view key) const { return find(key) != none; }
  std::size_t count(std::string_view key) const {
    std::size_t found = 0;
    for (std::uint32_t entry = find(key); entry != none; entry = next(entry)) ++found;
    return found;
  }

 private:
  struct Entry {
    std::size_t offset;
    std::uint32_t length;
    std::uint32_t row;
    std::uint32_t next;
    std::uint32_t last;  // of the first entry of a key: its newest
  };

  std::string_view key_of(const Entry& entry) const { return std::string_view{bytes_}.substr(entry.offset, entry.length); }

  std::size_t slot_of(std::string_view key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(key)&mask;
    while (slots_[slot] != none && key_of(entries_[slots_[slot]]) != key) slot = (slot + 1) & mask;
    return slot;
  }

  void rehash(std::size_t size) {
    const std::vector<std::uint32_t> old = std::move(slots_);
    slots_.assign(size, none);
    for (const std::uint32_t head : old)
      if (head != none) slots_[slot_of(key_of(entries_[head]))] = head;
  }

  std::string bytes_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;
  std::size_t distinct_ = 0;
};

}  // namespace counterfoil::report
