// The engine's own report tables, cell after cell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/report.hpp"

namespace counterfoil::run {

class TableWriter {
 public:
  TableWriter(report::Report& report, const std::string& id, std::vector<std::string> columns)
      : report_(report), table_(report.tables[id]) {
    table_.id = id;
    table_.columns = std::move(columns);
  }
  /// Blank where it is empty.
  TableWriter& text(std::string_view text) {
    return add(text.empty() ? report::Value{} : report::Value{report::ValueKind::text, 0, report_.keep(text)});
  }
  TableWriter& integer(std::optional<std::int64_t> number) { return add(report::ValueKind::integer, number); }
  TableWriter& pence(std::optional<std::int64_t> pence) { return add(report::ValueKind::pence, pence); }
  /// Days since 1970-01-01.
  TableWriter& date(std::optional<std::int64_t> day) { return add(report::ValueKind::date, day); }
  std::size_t rows() const { return table_.rows(); }

 private:
  TableWriter& add(report::ValueKind kind, std::optional<std::int64_t> number) {
    return add(number ? report::Value{kind, *number, {}} : report::Value{});
  }
  TableWriter& add(report::Value value) {
    table_.cells.push_back(value);
    return *this;
  }

  report::Report& report_;
  report::ReportTable& table_;
};

}  // namespace counterfoil::run
