// What a specification's formula comes to, so that a cell can be written with the value that a spreadsheet program will work out.
// Knows the shapes that specifications use: arithmetic, comparison, IF, OR, AND, ABS, SUM, COUNTIF, COUNTIFS and SUMIFS; for any
// other it says so.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// A cell as a formula sees it. Text is borrowed.
struct Scalar {
  enum class Kind : std::uint8_t { unknown, blank, number, text, truth };
  Kind kind = Kind::unknown;
  double number = 0;
  std::string_view text;

  static Scalar of(double number) { return {Kind::number, number, {}}; }
  static Scalar of(std::string_view text) { return {Kind::text, 0, text}; }
  static Scalar blank() { return {Kind::blank, 0, {}}; }
};

/// Where a formula gets its cells from.
class FormulaSource {
 public:
  virtual ~FormulaSource() = default;
  virtual Scalar cell(const FormulaReference& reference) = 0;  // of kind cell, fact, period, first, last, previous
  virtual std::span<const Scalar> column(const FormulaReference& reference) = 0;
  /// From one cell of a column down to another: {t.first:c}:{t.previous:c}.
  virtual std::span<const Scalar> stretch(const FormulaReference& from, const FormulaReference& to) = 0;
};

class FormulaValue {
 public:
  explicit FormulaValue(std::string_view formula);  // keeps a copy
  ~FormulaValue();
  FormulaValue(FormulaValue&&) noexcept;
  FormulaValue& operator=(FormulaValue&&) noexcept;

  /// Kind unknown: the formula has a shape, or meets a value, that this does not know.
  Scalar evaluate(FormulaSource& source) const;
  const std::vector<FormulaReference>& references() const;
  const std::string& formula() const;

  struct Node;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// COUNTIF's comparison: without regard to case, * and ? stand for any text and any character, "~" takes their meaning away; "<5",
/// ">=2",
/// "<>x" compare.
bool meets_criterion(const Scalar& cell, const Scalar& criterion);

}  // namespace counterfoil::report
