// A table that a team made for itself, as it was understood: one row per child or line, one column per period.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "report/team_rows.hpp"

namespace counterfoil::report {

struct TeamColumn {
  std::uint32_t column = 0;
  std::string heading;
};

/// Rows of people that stand together, with no total and no heading between.
struct TeamBand {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::string label;   // of the heading above it, else of its subtotal; may be empty
  bool living = true;  // false: people who are no longer paid, by the heading above or since no total takes them in
};

struct TeamTable {
  std::string sheet;
  std::uint32_t top_row = 0;                 // first row of the headings
  std::uint32_t heading_row = 0;             // last one
  std::vector<std::uint32_t> rows;           // of the body, those with somebody's id; never empty
  std::vector<TeamBand> bands;               // of these rows, from the top; never empty
  std::map<std::uint32_t, std::string> ids;  // of rows whose id is blank: who it is, by the name
  std::vector<std::uint32_t> below;          // rows under the body that hold something: totals, notes
  std::map<std::string, TeamColumn> fields;  // by field of the layout: "person_id", "service"
  std::vector<TeamColumn> periods;           // left to right

  PersonBy person_by = PersonBy::id;

  std::uint32_t first_row() const { return rows.front(); }
  std::uint32_t last_row() const { return rows.back(); }
  const TeamColumn* field(const std::string& id) const {
    const auto found = fields.find(id);
    return found == fields.end() ? nullptr : &found->second;
  }
};

}  // namespace counterfoil::report
