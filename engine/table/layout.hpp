// Canonical fields and the headings known for them: workbooks/layouts/*.json, plus a council's own headings from its settings file.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::table {

/// `identifier` is text that must not lose leading zeros or become scientific notation. `percent` is a quantity held as a fraction,
/// however it was typed: 6.6, 6.6% and a cell that holds 0.066 and shows 6.6% are all 0.066.
enum class FieldKind { text, identifier, date, pence, quantity, percent, integer };

struct Field {
  std::string id;     // "person_id"
  std::string title;  // "Person ID", for messages
  FieldKind kind = FieldKind::text;
  std::vector<std::string> headings;  // known names; compared without case, spaces and punctuation
  bool required_value = false;        // a blank or unreadable cell is blocking
  bool from_title = false;            // may come from dates in the rows above the headings ("Period 13/10/2025 to 09/11/2025")
};

struct Layout {
  std::string id;
  std::string title;
  std::vector<Field> fields;
  /// Each group needs at least one of its fields among the headings.
  std::vector<std::vector<std::string>> required;
  /// The first of these fields that is present is the control amount, whose sum must tie.
  std::vector<std::string> control;
  /// Every visible sheet with the required headings is read, one after the other; else the one that fits best.
  bool every_sheet = false;
  /// What is not understood stops the run: a cell that does not read, a column under a heading that is not known or under none. For
  /// tables that people decide with, where a cell that is left out makes a row mean something else.
  bool closed = false;

  const Field* field(std::string_view id) const;
};

/// Throws Failure (refused) naming the file and the member that is wrong.
Layout parse_layout(std::string_view json, std::string_view file_name);

/// A council's own names: field id -> further headings. Unknown field ids: Failure naming the nearest.
using ExtraHeadings = std::map<std::string, std::vector<std::string>>;
void add_headings(Layout& layout, const ExtraHeadings& extra);

}  // namespace counterfoil::table
