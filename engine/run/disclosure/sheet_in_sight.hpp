// Which cells of a sheet a person sees, and which hold something that nobody sees: hidden rows and columns, cells under merged
// ones, texts that a colour, a size or a format hides. The list of `disclose` tells the second, its copy takes only the first.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "run/disclosure/cell_looks.hpp"
#include "run/disclosure/disclosure_parts.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::run {

/// Row numbers as stretches; those that come are larger than those before.
class RowStretches {
 public:
  void add(std::uint32_t row, bool filled = true);
  struct Stretch {
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t filled;
  };
  const std::vector<Stretch>& all() const { return all_; }
  bool has(std::uint32_t row) const;
  std::vector<Stretch>::const_iterator from(std::uint32_t row) const;  // the first that ends there or later

 private:
  std::vector<Stretch> all_;
};

class SheetInSight {
 public:
  SheetInSight(const xlsx::WorkbookReader& reader, const CellLooks& looks, const xlsx::SheetInfo& sheet);

  bool is_hidden(std::uint32_t row, std::uint32_t column) const;  // by its row or column
  /// Not hidden, and still not seen.
  bool is_unseen(std::uint32_t row, std::uint32_t column) const;
  /// Sentences about all of it, with places.
  void tell(DisclosedList& found) const;

 private:
  friend class SheetWalk;
  struct Reason {
    const char* id;
    std::string words;                                         // "its colour is nearly that of its background"
    std::map<std::uint32_t, std::vector<std::uint32_t>> rows;  // by column, as they come
    std::map<std::uint32_t, RowStretches> cells;               // the same in order, once all have come
  };
  void hide_columns(std::uint32_t first, std::uint32_t last);
  Reason& reason(const char* id, const std::string& words);
  void cover(const xlsx::RangeReference& range, bool all, const char* id, const std::string& words);
  std::uint32_t filled_columns_between(std::uint32_t first, std::uint32_t last) const;

  std::string sheet_;
  RowStretches hidden_rows_;
  std::vector<bool> hidden_columns_;              // by number; [0] unused
  std::map<std::uint32_t, RowStretches> filled_;  // by column, rows of cells that hold something
  std::vector<Reason> reasons_;
};

}  // namespace counterfoil::run
