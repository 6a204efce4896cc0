// Reads test inputs with a small layout, and asks for what was read and found.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/date.hpp"
#include "findings_seen.hpp"
#include "table/input_table.hpp"

namespace counterfoil::table::test {

inline constexpr std::string_view small_layout = R"({
  "id": "small", "title": "A small layout",
  "required": [["person_id"], ["net", "amount"]],
  "control": ["net", "amount"],
  "fields": [
    {"id": "person_id", "title": "Person ID", "kind": "identifier", "headings": ["Person ID", "Client Ref"], "required_value": true},
    {"id": "name", "title": "Name", "kind": "text", "headings": ["Name", "Client"]},
    {"id": "date_of_birth", "title": "Date of birth", "kind": "date", "headings": ["DOB", "Date of Birth"]},
    {"id": "service_type", "title": "Service type", "kind": "text", "headings": ["Service Type"]},
    {"id": "service", "title": "Service", "kind": "text", "headings": ["Service", "Service Level"]},
    {"id": "quantity", "title": "Quantity", "kind": "quantity", "headings": ["Quantity", "Hours"]},
    {"id": "net", "title": "Net", "kind": "pence", "headings": ["Net", "Net Amount"]},
    {"id": "amount", "title": "Payment amount", "kind": "pence", "headings": ["Amount"]},
    {"id": "period_from", "title": "Period from", "kind": "date", "headings": ["Period From"], "from_title": true},
    {"id": "period_to", "title": "Period to", "kind": "date", "headings": ["Period To"], "from_title": true}
  ]})";

struct Reading {
  InputTable table;
  Findings findings;

  std::vector<Finding> of(std::string_view id) const {
    std::vector<Finding> found;
    for (const Finding& finding : findings.all())
      if (finding.id == id) found.push_back(finding);
    return found;
  }
  /// The one finding of an id; the test fails where there is none or more than one.
  Finding one(std::string_view id) const {
    const auto found = of(id);
    EXPECT_EQ(found.size(), 1u) << id << " among " << ids();
    return found.empty() ? Finding{} : found.front();
  }
  std::string ids() const {
    std::string list;
    for (const Finding& finding : findings.all()) list += finding.id + " (" + finding.place.cell + ") ";
    return list;
  }
  std::string text(std::size_t row, std::string_view field) const {
    const TypedColumn* column = table.column(field);
    if (!column || row >= column->texts.size()) return "(no such value)";
    return column->texts[row].data() ? std::string{column->texts[row]} : "(missing)";
  }
  std::int64_t number(std::size_t row, std::string_view field) const {
    const TypedColumn* column = table.column(field);
    if (!column || row >= column->numbers.size()) {
      ADD_FAILURE() << "no value of " << field << " in row " << row;
      return -1;
    }
    return column->numbers[row];
  }
  std::string day(std::size_t row, std::string_view field) const {
    const std::int64_t days = number(row, field);
    return days == no_number ? "(missing)" : format_date(Date{std::chrono::days{days}});
  }
};

inline Reading read(std::string_view bytes, const ReadOptions& options = {}, std::string_view layout = small_layout) {
  Reading reading;
  const std::string copy{bytes};  // freed after the call: nothing may point into it
  reading.table = read_input(copy, "Oct.xlsx", parse_layout(layout, "small.json"), options, reading.findings);
  findings_seen::saw_all("engine", reading.findings.all());
  return reading;
}

}  // namespace counterfoil::table::test
