// What Excel enforces in single parts, looked for in one pass over each changed part before it is packed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "xlsx/save_refused.hpp"

namespace counterfoil::xlsx {

/// What a part's rules count on in other parts of the same package.
struct PartFacts {
  std::set<std::string, std::less<>> relationship_ids;  // of the part's own relationships
  std::uint32_t formats = 0;                            // cell formats (cellXfs); 0: the workbook has no styles
  std::uint32_t looks = 0;                              // dxfs
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>
      headings;  // of a sheet's tables: row and column, the column's name
  std::function<std::optional<std::string_view>(std::string_view index)> shared_string;
};

/// `type`: the part's content type. A part of a kind without rules is looked at for being well formed.
std::vector<Breach> breaches_of_part(std::string_view part, std::string_view type, std::string_view text, const PartFacts& facts);

/// Those of `now` that `before` has not: by rule, as many as came; places may have moved.
std::vector<Breach> new_breaches(std::vector<Breach> now, const std::vector<Breach>& before);

/// Of a sheet: what stands around its rows, and the rows.
void prove_sheet(std::string_view part, std::string_view text, const PartFacts& facts, std::vector<Breach>& found);

/// Children of a root in the standard's order, each but conditional formats once.
class ChildOrder {
 public:
  /// `root`: its local name. A root that has no order here takes anything.
  ChildOrder(std::string_view root, std::string_view part, std::vector<Breach>& found);
  void child(std::string_view local);

 private:
  std::string_view part_;
  std::vector<Breach>& found_;
  const std::string_view* order_ = nullptr;
  std::size_t count_ = 0;
  std::size_t next_ = 0;  // the first place that the next child may have
};

/// Columns of a table with where their headings stand; none for one without headings or that cannot be read.
std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> table_headings(std::string_view xml);

/// Children of the root's lists, counted: "cellXfs" -> 12.
std::map<std::string, std::uint32_t, std::less<>> list_sizes(std::string_view xml);

}  // namespace counterfoil::xlsx
