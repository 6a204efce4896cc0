#include "report/team/formula_calls.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "xlsx/formula_references.hpp"

namespace counterfoil::report {

namespace {

bool is_name(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }

/// Past a quoted run that begins at `at`; a doubled quote belongs to it.
std::size_t past_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at++];
  while (at < text.size()) {
    if (text[at++] != quote) continue;
    if (at >= text.size() || text[at] != quote) break;
    ++at;
  }
  return at;
}

std::size_t past_brackets(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at++];
    if (c == '\'' && at < text.size()) ++at;
    if (c == '[') ++depth;
    if (c == ']' && --depth == 0) break;
  }
  return at;
}

std::pair<std::size_t, std::size_t> trimmed(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end && text[begin] == ' ') ++begin;
  while (end > begin && text[end - 1] == ' ') --end;
  return {begin, end};
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = !text.empty() && text.size() <= 7 && read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return whole ? std::optional{number} : std::nullopt;
}

/// The range that an argument is, on the sheet that changes; nothing where it is anything else.
std::optional<xlsx::RangeReference> range_in(std::string_view argument, const PositionMap& map) {
  const auto references = xlsx::find_references(argument);
  if (references.size() != 1 || references[0].foreign || references[0].end != argument.size()) return std::nullopt;
  const bool here =
      references[0].sheet ? xlsx::same_sheet_name(*references[0].sheet, map.sheet) : map.own && references[0].begin == 0;
  return here ? std::optional{references[0].area} : std::nullopt;
}

class Fixing {
 public:
  Fixing(std::string_view expression, const PositionMap& map)
      : expression_(expression), map_(map), calls_(find_calls(expression)) {}

  PositionFixes run() {
    for (call_ = 0; call_ < calls_.size(); ++call_) {
      const FormulaCall& call = calls_[call_];
      const std::size_t count = call.arguments.size();
      if (call.name == "VLOOKUP" && count >= 3) place(1, 2, false, 1);
      if (call.name == "HLOOKUP" && count >= 3) place(1, 2, true, 1);
      if (call.name == "INDEX" && count >= 2) index();
      if (call.name == "OFFSET" && count >= 3) {
        place(0, 1, true, 0);
        place(0, 2, false, 0);
      }
      if (call.name == "INDIRECT" && count >= 1) indirect();
    }
    return std::move(out_);
  }

 private:
  std::string_view argument(std::size_t at) const {
    const auto [begin, end] = calls_[call_].arguments[at];
    return expression_.substr(begin, end - begin);
  }

  /// A row's or column's place in a range; `base`: what the first one is called.
  void place(std::size_t of, std::size_t at, bool rows, std::int64_t base) {
    const auto range = range_in(argument(of), map_);
    if (!range || argument(at).empty()) return;
    const auto number = whole_number(argument(at));
    if (!number) {
      const bool finds_itself =
          argument(at).find("MATCH(") != std::string_view::npos || argument(at).find("COLUMN") != std::string_view::npos;
      if (!finds_itself) out_.unclear.push_back(calls_[call_].name);
      return;
    }
    const std::int64_t first = rows ? range->first.row : range->first.column;
    const std::int64_t there = first + *number - base;
    if (there < 1 || (base == 1 && *number < 1)) return;
    const auto& map = rows ? map_.row : map_.column;
    const std::int64_t now = std::int64_t{map(static_cast<std::uint32_t>(there))} - map(static_cast<std::uint32_t>(first)) + base;
    if (now != *number) out_.fixes.push_back({call_, at, std::string{argument(at)}, std::to_string(now)});
  }

  void index() {
    const auto range = range_in(argument(0), map_);
    if (!range) return;
    const bool in_a_row = range->first.row == range->last.row;
    place(0, 1, calls_[call_].arguments.size() > 2 || !in_a_row, 1);
    if (calls_[call_].arguments.size() > 2) place(0, 2, false, 1);
  }

  void indirect() {
    const std::string_view text = argument(0);
    const bool whole = text.size() > 2 && text.front() == '"' && past_quoted(text, 0) == text.size();
    if (!whole) {
      if (map_.own || text.find(map_.sheet) != std::string_view::npos) out_.unclear.push_back("INDIRECT");
      return;
    }
    const std::string_view inside = text.substr(1, text.size() - 2);
    const auto references = xlsx::find_references(inside);
    if (references.size() != 1 || !range_in(inside, map_)) return;
    const auto now = xlsx::rewrite_formula(inside, [&](const xlsx::FormulaReference& each) {
      xlsx::RangeReference area = each.area;
      if (each.kind != xlsx::ReferenceKind::columns)
        area = {{map_.row(area.first.row), area.first.column}, {map_.row(area.last.row), area.last.column}};
      if (each.kind != xlsx::ReferenceKind::rows) {
        area.first.column = map_.column(area.first.column);
        area.last.column = map_.column(area.last.column);
      }
      return std::optional{xlsx::ReferenceChange{area}};
    });
    if (now) out_.fixes.push_back({call_, 0, std::string{text}, "\"" + *now + "\""});
  }

  std::string_view expression_;
  const PositionMap& map_;
  std::vector<FormulaCall> calls_;
  std::size_t call_ = 0;
  PositionFixes out_;
};

}  // namespace

std::vector<FormulaCall> find_calls(std::string_view expression) {
  struct Open {
    std::size_t call;  // npos: brackets that call nothing
    std::size_t begin;
  };
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<FormulaCall> calls;
  std::vector<Open> open;
  std::size_t at = 0;
  std::size_t name = 0;  // where the name that is being read began
  const auto end_argument = [&](std::size_t end) {
    if (open.empty() || open.back().call == none) return;
    const auto argument = trimmed(expression, open.back().begin, end);
    FormulaCall& call = calls[open.back().call];
    if (argument.first < argument.second || !call.arguments.empty() || expression[end] == ',') call.arguments.push_back(argument);
  };
  while (at < expression.size()) {
    const char c = expression[at];
    if (c == '"' || c == '\'') {
      at = past_quoted(expression, at);
      name = at;
      continue;
    }
    if (c == '[') {
      at = past_brackets(expression, at);
      name = at;
      continue;
    }
    if (c == '(') {
      std::string called{expression.substr(name, at - name)};
      for (char& letter : called)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 32);
      if (const std::size_t dot = called.rfind('.'); called.starts_with("_XLFN.") && dot != std::string::npos)
        called.erase(0, dot + 1);
      open.push_back({called.empty() ? none : calls.size(), at + 1});
      if (!called.empty()) calls.push_back({std::move(called), {}});
    } else if (c == ')') {
      end_argument(at);
      if (!open.empty()) open.pop_back();
    } else if (c == ',') {
      end_argument(at);
      if (!open.empty()) open.back().begin = at + 1;
    }
    ++at;
    if (!is_name(c)) name = at;
  }
  return calls;
}

PositionFixes fix_positions(std::string_view expression, const PositionMap& map) { return Fixing{expression, map}.run(); }

std::string with_fixes(std::string_view expression, const std::vector<PositionFix>& fixes) {
  const std::vector<FormulaCall> calls = find_calls(expression);
  std::vector<std::pair<std::pair<std::size_t, std::size_t>, std::string>> changes;
  for (const PositionFix& fix : fixes)
    if (fix.call < calls.size() && fix.argument < calls[fix.call].arguments.size())
      changes.push_back({calls[fix.call].arguments[fix.argument], fix.now});
  std::sort(changes.begin(), changes.end());
  std::string out;
  std::size_t at = 0;
  for (const auto& [place, now] : changes) {
    if (place.first < at) continue;
    out += expression.substr(at, place.first - at);
    out += now;
    at = place.second;
  }
  out += expression.substr(at);
  return out;
}

}  // namespace counterfoil::report
