#include "report/merge/formula_value.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <stdexcept>

namespace counterfoil::report {

struct FormulaValue::Node {
  enum class Kind { number, text, reference, stretch, call, negate, binary };
  Kind kind = Kind::number;
  double number = 0;
  std::string text;  // of a text; the function's name in capitals; the operator
  const FormulaReference* reference = nullptr;
  const FormulaReference* until = nullptr;  // of a stretch
  std::vector<Node> children;
};

struct FormulaValue::State {
  std::string formula;
  std::vector<FormulaReference> references;
  std::optional<Node> root;  // nothing: a shape that is not known
};

namespace {

using Node = FormulaValue::Node;
using ScalarKind = Scalar::Kind;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Thrown and caught in this file: the formula is not of a known shape.
struct UnknownShape {};

class Parser {
 public:
  Parser(std::string_view formula, const std::vector<FormulaReference>& references) : text_(formula), references_(references) {}

  Node whole() {
    Node node = comparison();
    skip_space();
    if (at_ != text_.size()) throw UnknownShape{};
    return node;
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(std::string_view word) {
    skip_space();
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  static Node binary(std::string_view word, Node left, Node right) {
    Node node;
    node.kind = Node::Kind::binary;
    node.text = word;
    node.children.push_back(std::move(left));
    node.children.push_back(std::move(right));
    return node;
  }

  Node comparison() {
    Node left = sum();
    for (const std::string_view word : {"<>", "<=", ">=", "=", "<", ">"})
      if (take(word)) return binary(word, std::move(left), sum());
    return left;
  }
  Node sum() {
    Node left = product();
    while (true) {
      if (take("+"))
        left = binary("+", std::move(left), product());
      else if (take("-"))
        left = binary("-", std::move(left), product());
      else
        return left;
    }
  }
  Node product() {
    Node left = unary();
    while (true) {
      if (take("*"))
        left = binary("*", std::move(left), unary());
      else if (take("/"))
        left = binary("/", std::move(left), unary());
      else
        return left;
    }
  }
  Node unary() {
    if (++depth_ > 64) throw UnknownShape{};
    Node node;
    if (take("-")) {
      node.kind = Node::Kind::negate;
      node.children.push_back(unary());
    } else {
      node = primary();
    }
    --depth_;
    return node;
  }
  Node primary() {
    skip_space();
    if (at_ == text_.size()) throw UnknownShape{};
    const char c = text_[at_];
    if (c == '{') return reference();
    if (c == '"') return literal();
    if ((c >= '0' && c <= '9') || c == '.') return number();
    if (take("(")) {
      Node inside = comparison();
      if (!take(")")) throw UnknownShape{};
      return inside;
    }
    return call();
  }
  const FormulaReference* brace() {
    for (const FormulaReference& candidate : references_) {
      if (candidate.begin != at_) continue;
      at_ = candidate.end;
      return &candidate;
    }
    throw UnknownShape{};
  }
  Node reference() {
    Node node;
    node.kind = Node::Kind::reference;
    node.reference = brace();
    if (at_ < text_.size() && text_[at_] == ':') {
      ++at_;
      node.kind = Node::Kind::stretch;
      node.until = brace();
    } else if (node.reference->kind == FormulaReference::Kind::column) {
      node.kind = Node::Kind::stretch;
    }
    return node;
  }
  Node literal() {
    Node node;
    node.kind = Node::Kind::text;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          return node;
        }
        ++at_;
      }
      node.text += text_[at_];
    }
    throw UnknownShape{};
  }
  Node number() {
    Node node;
    const char* from = text_.data() + at_;
    const auto [end, error] = std::from_chars(from, text_.data() + text_.size(), node.number);
    if (error != std::errc{}) throw UnknownShape{};
    at_ += static_cast<std::size_t>(end - from);
    return node;
  }
  Node call() {
    Node node;
    node.kind = Node::Kind::call;
    while (at_ < text_.size() && upper(text_[at_]) >= 'A' && upper(text_[at_]) <= 'Z') node.text += upper(text_[at_++]);
    if (node.text.empty() || !take("(")) throw UnknownShape{};
    if (take(")")) return node;
    do node.children.push_back(comparison());
    while (take(","));
    if (!take(")")) throw UnknownShape{};
    return node;
  }

  std::string_view text_;
  const std::vector<FormulaReference>& references_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

std::optional<double> as_number(const Scalar& value) {
  if (value.kind == ScalarKind::number || value.kind == ScalarKind::truth) return value.number;
  if (value.kind == ScalarKind::blank) return 0.0;
  return std::nullopt;
}

int compare_text(std::string_view left, std::string_view right) {
  for (std::size_t at = 0; at < left.size() && at < right.size(); ++at) {
    const auto a = static_cast<unsigned char>(upper(left[at]));
    const auto b = static_cast<unsigned char>(upper(right[at]));
    if (a != b) return a < b ? -1 : 1;
  }
  return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

bool holds(std::string_view word, int order) {
  if (word == "=") return order == 0;
  if (word == "<>") return order != 0;
  if (word == "<") return order < 0;
  if (word == "<=") return order <= 0;
  if (word == ">") return order > 0;
  return order >= 0;
}

Scalar compare(std::string_view word, const Scalar& left, const Scalar& right) {
  const auto a = as_number(left);
  const auto b = as_number(right);
  int order = 0;
  if (a && b) {
    order = *a < *b ? -1 : *a > *b ? 1 : 0;
  } else if (!a && !b && left.kind == ScalarKind::text && right.kind == ScalarKind::text) {
    order = compare_text(left.text, right.text);
  } else if (left.kind == ScalarKind::text && right.kind == ScalarKind::blank) {
    order = left.text.empty() ? 0 : 1;
  } else if (left.kind == ScalarKind::blank && right.kind == ScalarKind::text) {
    order = right.text.empty() ? 0 : -1;
  } else if ((left.kind == ScalarKind::number && right.kind == ScalarKind::text) ||
             (left.kind == ScalarKind::text && right.kind == ScalarKind::number)) {
    order = left.kind == ScalarKind::number ? -1 : 1;  // any number stands before any text
  } else {
    return {};
  }
  return {ScalarKind::truth, holds(word, order) ? 1.0 : 0.0, {}};
}

class Evaluation {
 public:
  explicit Evaluation(FormulaSource& source) : source_(source) {}

  Scalar value(const Node& node) {
    switch (node.kind) {
      case Node::Kind::number: return Scalar::of(node.number);
      case Node::Kind::text: return Scalar::of(std::string_view{node.text});
      case Node::Kind::reference: return source_.cell(*node.reference);
      case Node::Kind::stretch: return {};
      case Node::Kind::negate: {
        const auto number = as_number(value(node.children[0]));
        return number ? Scalar::of(-*number) : Scalar{};
      }
      case Node::Kind::binary: return operation(node);
      case Node::Kind::call: return call(node);
    }
    return {};
  }

 private:
  Scalar operation(const Node& node) {
    const Scalar left = value(node.children[0]);
    const Scalar right = value(node.children[1]);
    const char word = node.text[0];
    if (word == '=' || word == '<' || word == '>') return compare(node.text, left, right);
    const auto a = as_number(left);
    const auto b = as_number(right);
    if (!a || !b) return {};
    double result = 0;
    switch (word) {
      case '+': result = *a + *b; break;
      case '-': result = *a - *b; break;
      case '*': result = *a * *b; break;
      default:
        if (*b == 0) return {};
        result = *a / *b;
    }
    return Scalar::of(result);
  }

  std::span<const Scalar> range(const Node& node) {
    if (node.kind != Node::Kind::stretch) throw UnknownShape{};
    return node.until ? source_.stretch(*node.reference, *node.until) : source_.column(*node.reference);
  }

  /// The rows that meet every pair of range and criterion from child `first` on.
  template <class Found>
  void each_match(const Node& node, std::size_t first, const Found& found) {
    if ((node.children.size() - first) % 2 != 0 || node.children.size() == first) throw UnknownShape{};
    std::vector<std::pair<std::span<const Scalar>, Scalar>> pairs;
    for (std::size_t at = first; at < node.children.size(); at += 2)
      pairs.emplace_back(range(node.children[at]), value(node.children[at + 1]));
    for (const auto& [cells, criterion] : pairs)
      if (cells.size() != pairs[0].first.size() || criterion.kind == ScalarKind::unknown) throw UnknownShape{};
    for (std::size_t row = 0; row < pairs[0].first.size(); ++row) {
      bool all = true;
      for (std::size_t pair = 0; all && pair < pairs.size(); ++pair)
        all = meets_criterion(pairs[pair].first[row], pairs[pair].second);
      if (all) found(row);
    }
  }

  Scalar call(const Node& node) {
    const auto count = node.children.size();
    if (node.text == "IF" && count == 3) {
      const auto condition = as_number(value(node.children[0]));
      return condition ? value(node.children[*condition != 0 ? 1 : 2]) : Scalar{};
    }
    if ((node.text == "OR" || node.text == "AND") && count > 0) {
      bool any = false;
      bool all = true;
      for (const Node& child : node.children) {
        const auto condition = as_number(value(child));
        if (!condition) return {};
        any = any || *condition != 0;
        all = all && *condition != 0;
      }
      return {ScalarKind::truth, (node.text == "OR" ? any : all) ? 1.0 : 0.0, {}};
    }
    if (node.text == "ABS" && count == 1) {
      const auto number = as_number(value(node.children[0]));
      return number ? Scalar::of(std::fabs(*number)) : Scalar{};
    }
    if (node.text == "SUM" && count == 1) {
      double sum = 0;
      for (const Scalar& cell : range(node.children[0]))
        if (cell.kind == ScalarKind::number) sum += cell.number;
      return Scalar::of(sum);
    }
    if ((node.text == "COUNTIF" && count == 2) || node.text == "COUNTIFS") {
      double rows = 0;
      each_match(node, 0, [&](std::size_t) { ++rows; });
      return Scalar::of(rows);
    }
    if (node.text == "SUMIFS" && count >= 3) {
      const auto amounts = range(node.children[0]);
      double sum = 0;
      each_match(node, 1, [&](std::size_t row) {
        if (row < amounts.size() && amounts[row].kind == ScalarKind::number) sum += amounts[row].number;
      });
      return Scalar::of(sum);
    }
    return {};
  }

  FormulaSource& source_;
};

/// '*' and '?' as spreadsheets have them; a step back only ever to the last star, so the time is bounded by the product of the
/// lengths.
bool matches(std::string_view text, std::string_view pattern) {
  std::size_t t = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (t < text.size()) {
    const bool escaped =
        p + 1 < pattern.size() && pattern[p] == '~' && (pattern[p + 1] == '*' || pattern[p + 1] == '?' || pattern[p + 1] == '~');
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && !escaped && pattern[p] == '?') {
      do ++t;
      while (t < text.size() && (static_cast<unsigned char>(text[t]) & 0xC0) == 0x80);
      ++p;
    } else if (p < pattern.size() && upper(pattern[p + (escaped ? 1 : 0)]) == upper(text[t])) {
      ++t;
      p += escaped ? 2 : 1;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

bool meets_criterion(const Scalar& cell, const Scalar& criterion) {
  if (criterion.kind == ScalarKind::number || criterion.kind == ScalarKind::blank)
    return cell.kind == ScalarKind::number && cell.number == criterion.number;
  std::string_view pattern = criterion.text;
  std::string_view word = "=";
  bool said = false;
  for (const std::string_view candidate : {"<>", "<=", ">=", "=", "<", ">"}) {
    if (!pattern.starts_with(candidate)) continue;
    word = candidate;
    said = true;
    pattern.remove_prefix(candidate.size());
    break;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(pattern.data(), pattern.data() + pattern.size(), number);
  if (!pattern.empty() && error == std::errc{} && end == pattern.data() + pattern.size()) {
    if (cell.kind != ScalarKind::number) return word == "<>";
    return holds(word, cell.number < number ? -1 : cell.number > number ? 1 : 0);
  }
  if (pattern.empty() && said) return (cell.kind == ScalarKind::blank) == (word == "=");
  const bool is_text = cell.kind == ScalarKind::text;
  if (word == "=") return is_text && matches(cell.text, pattern);
  if (word == "<>") return !(is_text && matches(cell.text, pattern));
  return is_text && holds(word, compare_text(cell.text, pattern));
}

FormulaValue::FormulaValue(std::string_view formula) : state_(std::make_unique<State>()) {
  state_->formula = formula;
  state_->references = formula_references(state_->formula);
  try {
    state_->root = Parser{state_->formula, state_->references}.whole();
  } catch (const UnknownShape&) {
    state_->root.reset();
  }
}

FormulaValue::~FormulaValue() = default;
FormulaValue::FormulaValue(FormulaValue&&) noexcept = default;
FormulaValue& FormulaValue::operator=(FormulaValue&&) noexcept = default;

Scalar FormulaValue::evaluate(FormulaSource& source) const {
  if (!state_->root) return {};
  try {
    return Evaluation{source}.value(*state_->root);
  } catch (const UnknownShape&) {
    return {};
  }
}

const std::vector<FormulaReference>& FormulaValue::references() const { return state_->references; }
const std::string& FormulaValue::formula() const { return state_->formula; }

}  // namespace counterfoil::report
