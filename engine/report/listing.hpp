// A new workbook of plain tables for people who check something: a title, sentences, headings, rows. It opens in Excel, filters by
// heading and prints on paper that lies on its side.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/buffer.hpp"

namespace counterfoil::report {

struct Pounds {
  std::int64_t pence = 0;
};
/// A blank, a text or an amount.
using ListingCell = std::variant<std::monostate, std::string, Pounds, std::int64_t>;

struct ListingColumn {
  std::string heading;
  double width = 14;  // in characters, as Excel counts them
};

struct Listing {
  std::string name;  // of the sheet
  std::string title;
  std::vector<std::string> sentences;  // below the title
  std::vector<ListingColumn> columns;
  std::vector<std::vector<ListingCell>> rows;
};

/// Rows beyond what a sheet holds go on on sheets "NAME (2)" and so on. Deterministic. `marking` is printed at the top of each
/// page.
Buffer listing_workbook(const std::vector<Listing>& listings, const std::string& marking);

inline ListingCell pounds_cell(const std::optional<std::int64_t>& pence) {
  return pence ? ListingCell{Pounds{*pence}} : ListingCell{};
}

}  // namespace counterfoil::report
