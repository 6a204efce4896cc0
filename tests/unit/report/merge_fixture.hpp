// A small workbook, runs into it, and hands that type, colour, sort and delete in it as staff would.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "build_paths.hpp"
#include "findings/finding.hpp"
#include "findings_seen.hpp"
#include "report/report.hpp"
#include "report/workbook_merge.hpp"
#include "spec/workbook_spec.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

inline std::string read_whole(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline const WorkbookSpec& small_spec() {
  static const WorkbookSpec spec =
      parse_workbook_spec(read_whole((test::source_folder() / "tests/unit/report/merge_spec.json").string()), "merge_spec.json");
  return spec;
}

inline std::string small_template() { return read_whole((test::build_folder() / "tests/unit/report/small.xlsx").string()); }

inline Value text(std::string_view words) { return {ValueKind::text, 0, words}; }
inline Value pence(std::int64_t count) { return {ValueKind::pence, count, {}}; }
inline Value integer(std::int64_t number) { return {ValueKind::integer, number, {}}; }

/// A line of one period's comparison; amounts in pence, nothing: not paid.
struct Line {
  std::string person;
  std::string line;
  std::optional<std::int64_t> previous;
  std::optional<std::int64_t> current;
  std::string class_name = "Rate";
};

/// The three lines that most tests begin with: two that rise and one that ends.
inline const std::vector<Line> three_lines = {
    {"P1", "L1", 10000, 12000, "Rate"}, {"P2", "L2", 5000, 7000, "Rate"}, {"P3", "L3", 8000, std::nullopt, "Ended"}};

/// A report as the comparison's plugin makes it. Lines of class "Unchanged" are not among the changes.
inline Report make_report(const std::vector<Line>& lines, const std::string& previous_period, const std::string& current_period,
                          const std::vector<std::string>& findings = {}) {
  Report report;
  const auto kept = [&](const std::string& words) { return text(report.keep(words)); };
  const auto amount = [](const std::optional<std::int64_t>& count) { return count ? pence(*count) : Value{}; };
  ReportTable& changes = report.tables["changes"];
  changes = {"changes", {"person_id", "line_id", "previous", "current", "difference", "class", "reasons"}, {}};
  ReportTable& payments = report.tables["payments"];
  payments = {"payments", {"person_id", "line_id", "class", "previous", "current"}, {}};
  std::int64_t total = 0;
  for (const Line& line : lines) {
    for (const Value& cell :
         {kept(line.person), kept(line.line), kept(line.class_name), amount(line.previous), amount(line.current)})
      payments.cells.push_back(cell);
    if (line.class_name == "Unchanged") continue;
    const std::int64_t difference = line.current.value_or(0) - line.previous.value_or(0);
    total += difference;
    for (const Value& cell : {kept(line.person), kept(line.line), amount(line.previous), amount(line.current), pence(difference),
                              kept(line.class_name), kept("=1+1 is not a formula here")})
      changes.cells.push_back(cell);
  }
  ReportTable& totals = report.tables["totals"];
  totals = {"totals", {"label", "amount"}, {}};
  for (const char* label : {"Rate", "Ended"}) {
    totals.cells.push_back(text(label));
    totals.cells.push_back(Value{});
  }
  totals.cells.push_back(text("Total"));
  totals.cells.push_back(pence(total));
  ReportTable& noticed = report.tables["findings"];
  noticed = {"findings", {"number", "sentence", "cell"}, {}};
  for (std::size_t at = 0; at < findings.size(); ++at) {
    noticed.cells.push_back(integer(static_cast<std::int64_t>(at + 1)));
    noticed.cells.push_back(kept(findings[at]));
    noticed.cells.push_back(Value{});
  }
  report.facts["previous_period"] = kept(previous_period);
  report.facts["current_period"] = kept(current_period);
  report.facts["period_words"] = kept(current_period + " compared with " + previous_period);
  return report;
}

struct Merged {
  std::string bytes;
  MergeOutcome outcome;
  Findings findings;
  std::string digest;
  std::size_t count(std::string_view id) const {
    std::size_t found = 0;
    for (const Finding& finding : findings.all()) found += finding.id == id ? 1 : 0;
    return found;
  }
};

inline Merged run_into(const std::string& bytes, bool is_new, const Report& report, const std::string& run_id = "run-1") {
  Merged run;
  WorkbookMerge merge{small_spec(), OpenedWorkbook{bytes}, "Small.xlsx", is_new};
  run.outcome = merge.apply(report, run.findings);
  findings_seen::saw_all("engine", run.findings.all());
  run.digest = merge.report_digest();
  ReportTable audit{"audit", {"run_id", "period", "report_digest"}, {}};
  audit.cells = {text(run_id), report.facts.at("current_period"), text(run.digest)};
  merge.append_audit(audit);
  run.bytes = std::string{merge.save().view()};
  return run;
}

/// A workbook in a person's hands.
class Hands {
 public:
  explicit Hands(const std::string& bytes) : bytes_(bytes), editor_(bytes_) {}

  std::optional<xlsx::ParsedCell> cell(std::string_view sheet, std::string_view reference) const {
    const auto at = xlsx::parse_cell_reference(reference);
    const auto row = editor_.sheet(sheet)->row(at->row);
    if (row)
      for (const xlsx::ParsedCell& candidate : row->cells)
        if (candidate.column == at->column) return candidate;
    return std::nullopt;
  }
  /// The value as stored; a formula's with "=" and the formula before it: "=D5-C5 -> 20".
  std::string at(std::string_view sheet, std::string_view reference) const {
    const auto found = cell(sheet, reference);
    if (!found) return {};
    return found->has_formula ? "=" + std::string{found->formula} + " -> " + found->value : found->value;
  }

  using Write = std::function<void(xlsx::RowBuilder&, std::uint32_t column, std::uint32_t style)>;
  void set(std::string_view sheet, std::string_view reference, const Write& write) {
    const auto place = xlsx::parse_cell_reference(reference);
    xlsx::SheetEditor& editor = *editor_.sheet(sheet);
    const auto row = editor.row(place->row);
    std::string xml;
    xlsx::RowBuilder builder{xml, editor.prefix()};
    builder.begin_row(place->row, row ? row->attributes : std::string_view{});
    bool done = false;
    if (row)
      for (const xlsx::ParsedCell& old : row->cells) {
        if (!done && old.column >= place->column) {
          write(builder, place->column, old.column == place->column ? old.style : 0);
          done = true;
          if (old.column == place->column) continue;
        }
        builder.carried(old.column, old);
      }
    if (!done) write(builder, place->column, 0);
    builder.end_row();
    editor.replace_rows(place->row, place->row, std::move(xml), place->row);
  }
  void type(std::string_view sheet, std::string_view reference, std::string_view words) {
    set(sheet, reference,
        [&](xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style) { builder.text(column, style, words); });
  }
  void number(std::string_view sheet, std::string_view reference, std::string_view digits) {
    set(sheet, reference,
        [&](xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style) { builder.number(column, style, digits); });
  }
  void formula(std::string_view sheet, std::string_view reference, std::string_view expression, std::string_view value) {
    set(sheet, reference, [&](xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style) {
      builder.formula_number(column, style, expression, value);
    });
  }
  /// The cell looks like another one from now on.
  void colour(std::string_view sheet, std::string_view reference, std::uint32_t style) {
    const auto old = cell(sheet, reference);
    set(sheet, reference,
        [&](xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t) { builder.carried(column, *old, style); });
  }
  void remove_row(std::string_view sheet, std::uint32_t row) {
    editor_.sheet(sheet)->replace_rows(row, row, {}, row);
    editor_.sheet(sheet)->move_rows(row + 1, -1);
  }
  void insert_rows(std::string_view sheet, std::uint32_t before, std::uint32_t count) {
    editor_.sheet(sheet)->move_rows(before, count);
  }
  /// Row `from` again at `to`, which must be free.
  void copy_row(std::string_view sheet, std::uint32_t from, std::uint32_t to) {
    xlsx::SheetEditor& editor = *editor_.sheet(sheet);
    const auto row = editor.row(from);
    std::string xml;
    xlsx::RowBuilder builder{xml, editor.prefix()};
    builder.begin_row(to, row->attributes);
    for (const xlsx::ParsedCell& old : row->cells) builder.carried(old.column, old);
    builder.end_row();
    editor.replace_rows(to, to, std::move(xml), to);
  }
  void swap_rows(std::string_view sheet, std::uint32_t first, std::uint32_t second) {
    xlsx::SheetEditor& editor = *editor_.sheet(sheet);
    const auto a = editor.row(first);
    const auto b = editor.row(second);
    const auto write = [&](const xlsx::ParsedRow& row, std::uint32_t to) {
      std::string xml;
      xlsx::RowBuilder builder{xml, editor.prefix()};
      builder.begin_row(to, row.attributes);
      for (const xlsx::ParsedCell& old : row.cells) builder.carried(old.column, old);
      builder.end_row();
      editor.replace_rows(to, to, std::move(xml), to);
    };
    write(*a, second);
    write(*b, first);
  }
  /// Every cell of the sheet from `column` on one to the right, as when a column is inserted there.
  void insert_column(std::string_view sheet, std::uint32_t before, std::string_view heading, std::uint32_t heading_row) {
    xlsx::SheetEditor& editor = *editor_.sheet(sheet);
    for (const std::uint32_t number : editor.row_numbers()) {
      const auto row = editor.row(number);
      std::string xml;
      xlsx::RowBuilder builder{xml, editor.prefix()};
      builder.begin_row(number, row->attributes);
      bool headed = number != heading_row;
      for (const xlsx::ParsedCell& old : row->cells) {
        if (!headed && old.column >= before) {
          builder.text(before, 0, heading);
          headed = true;
        }
        const std::uint32_t column = old.column + (old.column >= before ? 1 : 0);
        if (!old.has_formula)
          builder.carried(column, old);
        else if (old.kind == xlsx::CellKind::number)
          builder.formula_number(column, old.style, moved_right(old.formula, before), old.value);
        else
          builder.formula_text(column, old.style, moved_right(old.formula, before), old.value);
      }
      builder.end_row();
      editor.replace_rows(number, number, std::move(xml), number);
    }
  }
  static std::string moved_right(std::string_view formula, std::uint32_t before) {
    std::string moved;
    for (std::size_t at = 0; at < formula.size(); ++at) {
      const bool reference =
          formula[at] >= 'A' && formula[at] <= 'Y' && at + 1 < formula.size() && formula[at + 1] >= '0' && formula[at + 1] <= '9';
      moved += reference && formula[at] - 'A' + 1 >= static_cast<int>(before) ? static_cast<char>(formula[at] + 1) : formula[at];
    }
    return moved;
  }
  void lose_record() { editor_.set_custom_xml("urn:counterfoil:record:1", "<other xmlns=\"urn:counterfoil:record:1\"/>"); }
  xlsx::SheetEditor& sheet(std::string_view name) { return *editor_.sheet(name); }

  std::string save() { return std::string{editor_.save().view()}; }

 private:
  std::string bytes_;
  mutable xlsx::WorkbookEditor editor_;
};

inline constexpr const char* october = "Paid 15 Sep to 12 Oct 2025";
inline constexpr const char* november = "Paid 13 Oct to 9 Nov 2025";
inline constexpr const char* december = "Paid 10 Nov to 7 Dec 2025";

}  // namespace counterfoil::report
