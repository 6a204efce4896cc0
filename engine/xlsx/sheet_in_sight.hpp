// Which cells of a sheet a person sees, and which hold something that nobody sees: hidden rows and columns, cells under merged
// ones, texts that a colour, a size or a format hides. `disclose` tells the second and
// copies only the first; `verify` knows it of our own sheets.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "xlsx/cell_looks.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::xlsx {

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

/// What nobody sees, in a sentence.
struct OutOfSight {
  std::string id;  // kebab-case: "hidden-rows", "unseen-text"
  std::string words;
  std::string place;                    // "14:20" are rows, "C:D" columns
  std::optional<RangeReference> cells;  // of one column, where it is cells
  Unseen why = Unseen::no;              // of cells: how they look, where that is the reason
};

class SheetInSight {
 public:
  SheetInSight(const WorkbookReader& reader, const CellLooks& looks, const SheetInfo& sheet);

  bool is_hidden(std::uint32_t row, std::uint32_t column) const;  // by its row or column
  /// Not hidden, and still not seen.
  bool is_unseen(std::uint32_t row, std::uint32_t column) const;
  /// Rows, then columns, then cells; those that hold nothing are left out.
  std::vector<OutOfSight> all_out_of_sight() const;

 private:
  friend class SheetWalk;
  struct Reason {
    const char* id;
    Unseen why;
    std::string words;                                         // "its colour is nearly that of its background"
    std::map<std::uint32_t, std::vector<std::uint32_t>> rows;  // by column, as they come
    std::map<std::uint32_t, RowStretches> cells;               // the same in order, once all have come
  };
  void hide_columns(std::uint32_t first, std::uint32_t last);
  Reason& reason(const char* id, const std::string& words, Unseen why = Unseen::no);
  void cover(const RangeReference& range, bool all, const char* id, const std::string& words);
  std::uint32_t filled_columns_between(std::uint32_t first, std::uint32_t last) const;

  RowStretches hidden_rows_;
  std::vector<bool> hidden_columns_;              // by number; [0] unused
  std::map<std::uint32_t, RowStretches> filled_;  // by column, rows of cells that hold something
  std::vector<Reason> reasons_;
};

}  // namespace counterfoil::xlsx
