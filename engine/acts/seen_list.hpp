// The list of acts that one person has seen: a line an act, in a file that is only ever added to. It is read at every command and
// has a line for each act of years, so entries are views into the text that was read, in one sorted array.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"

namespace counterfoil::acts {

class SeenList {
 public:
  struct Entry {
    std::string_view file;  // its name in the record folder
    std::string_view id;    // SHA-256 of its bytes
    std::int64_t at = -1;   // of its copy; -1: none
    std::int64_t bytes = 0;
    bool named = false;  // by a later act
    bool told = false;   // its owner was told that it is gone
  };

  /// `text`: as line_of and the two beside it make them; lines that are not whole are passed over.
  void read(Buffer text);

  bool empty() const { return entries_.empty(); }
  auto begin() const { return entries_.begin(); }  // by file
  auto end() const { return entries_.end(); }
  const Entry* find(std::string_view file) const;
  /// Adds the entry, or replaces the one of its file; its texts are copied.
  void put(const Entry& entry);
  /// Marks the entry of the file as named; one that is not there is added without a copy. Was it not there?
  bool put_named(std::string_view file, std::string_view id);

  static std::string line_of(const Entry& entry);
  static std::string line_of_named(std::string_view id);
  static std::string line_of_told(std::string_view file);

 private:
  /// Where the file stands, or would stand.
  std::size_t place_of(std::string_view file) const;
  bool stands_at(std::size_t place, std::string_view file) const { return place < entries_.size() && entries_[place].file == file; }

  Buffer held_;                    // what entries that were read are views into
  std::deque<std::string> added_;  // and those that were not
  std::vector<Entry> entries_;
};

}  // namespace counterfoil::acts
