#include "run/team/team_bands.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "xlsx/formula_references.hpp"

namespace counterfoil::run {

namespace {

using report::TeamBand;
using report::TeamTable;

bool holds_words(const xlsx::ParsedCell& cell) {
  return cell.kind == xlsx::CellKind::text || cell.kind == xlsx::CellKind::shared_string;
}

bool holds(const xlsx::ParsedCell& cell) { return cell.has_formula || (cell.has_value && !cell.value.empty()); }

/// Headings of people who are no longer paid.
bool says_ended(const std::string& label) {
  constexpr std::array<std::string_view, 9> ended = {"ended",    "closed",   "ceased",  "leavers", "former",
                                                     "inactive", "finished", "stopped", "archived"};
  std::size_t at = 0;
  while (at < label.size()) {
    const std::size_t end = std::min(label.find_first_of(" ,:;-/()\t\n", at), label.size());
    const std::string word = fold_for_comparing(label.substr(at, end - at));
    if (std::find(ended.begin(), ended.end(), word) != ended.end()) return true;
    at = end + 1;
  }
  return fold_for_comparing(label).find("nolonger") != std::string::npos;
}

class BandFinder {
 public:
  BandFinder(const TeamSheet& sheet, const TeamTable& table)
      : sheet_(sheet), table_(table), body_(table.rows.begin(), table.rows.end()) {
    for (const xlsx::ParsedRow& row : sheet.rows())
      if (row.row > table.heading_row && !body_.contains(row.row)) read_total(row);
  }

  std::vector<TeamBand> run() {
    std::vector<TeamBand> bands;
    for (const std::uint32_t row : table_.rows) {
      const bool goes_on =
          !bands.empty() && !something_between(bands.back().last, row) && covered(bands.back().last) == covered(row);
      if (goes_on)
        bands.back().last = row;
      else
        bands.push_back({row, row, label_above(row, bands.empty() ? table_.heading_row : bands.back().last), true});
    }
    const bool totalled = std::any_of(bands.begin(), bands.end(), [&](const TeamBand& band) { return covered(band.first); });
    for (TeamBand& band : bands) {
      band.living = !says_ended(band.label) && (!totalled || covered(band.first));
      if (band.label.empty()) band.label = label_below(band.last);
    }
    if (std::none_of(bands.begin(), bands.end(), [](const TeamBand& band) { return band.living; }) && !bands.empty())
      bands.front().living = true;
    return bands;
  }

 private:
  /// Which rows a total's formulas take in, in the columns of amounts.
  void read_total(const xlsx::ParsedRow& row) {
    for (const xlsx::ParsedCell& cell : row.cells) {
      const bool amounts = std::any_of(table_.periods.begin(), table_.periods.end(),
                                       [&](const report::TeamColumn& period) { return period.column == cell.column; });
      if (!cell.has_formula || !amounts) continue;
      for (const xlsx::FormulaReference& each : xlsx::find_references(cell.formula)) {
        if (each.sheet || each.area.first.column > cell.column || each.area.last.column < cell.column) continue;
        for (auto at = body_.lower_bound(each.area.first.row); at != body_.end() && *at <= each.area.last.row; ++at)
          covered_.insert(*at);
      }
    }
  }

  bool covered(std::uint32_t row) const { return covered_.contains(row); }

  bool something_between(std::uint32_t above, std::uint32_t below) const {
    for (std::uint32_t number = above + 1; number < below; ++number) {
      const xlsx::ParsedRow* row = sheet_.row(number);
      if (row && std::any_of(row->cells.begin(), row->cells.end(), holds)) return true;
    }
    return false;
  }

  /// The words that stand alone in the row nearest above.
  std::string label_above(std::uint32_t row, std::uint32_t end) const {
    for (std::uint32_t number = row - 1; number > end; --number) {
      const xlsx::ParsedRow* found = sheet_.row(number);
      if (!found) continue;
      const auto filled = std::count_if(found->cells.begin(), found->cells.end(), holds);
      const auto text = std::find_if(found->cells.begin(), found->cells.end(), [](const xlsx::ParsedCell& cell) {
        return holds(cell) && holds_words(cell) && !cell.has_formula;
      });
      if (filled == 0) continue;
      const bool total =
          std::any_of(found->cells.begin(), found->cells.end(), [](const xlsx::ParsedCell& cell) { return cell.has_formula; });
      return filled <= 2 && !total && text != found->cells.end() ? text->value : std::string{};
    }
    return {};
  }

  std::string label_below(std::uint32_t row) const {
    const xlsx::ParsedRow* found = sheet_.row(row + 1);
    if (!found || body_.contains(row + 1)) return {};
    for (const xlsx::ParsedCell& cell : found->cells)
      if (holds(cell) && holds_words(cell) && !cell.has_formula) return cell.value;
    return {};
  }

  const TeamSheet& sheet_;
  const TeamTable& table_;
  std::set<std::uint32_t> body_;
  std::set<std::uint32_t> covered_;
};

std::optional<std::size_t> band_at(const TeamTable& table, std::uint32_t row) {
  for (std::size_t at = 0; at < table.bands.size(); ++at)
    if (table.bands[at].first <= row && row <= table.bands[at].last) return at;
  return std::nullopt;
}

/// The living band where lines stand that have the same text; nothing where there are none or they stand in several.
std::optional<std::size_t> band_of_text(const TeamTable& table, const std::vector<report::PaidLine>& lines,
                                        const report::TeamRowMatch& match, std::size_t line,
                                        std::string_view report::PaidLine::*field) {
  const std::string wanted = fold_for_comparing(lines[line].*field);
  std::map<std::string, std::set<std::size_t>> bands;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (at >= match.row_of_line.size() || match.row_of_line[at] == 0) continue;
    const auto band = band_at(table, match.row_of_line[at]);
    if (band && table.bands[*band].living) bands[fold_for_comparing(lines[at].*field)].insert(*band);
  }
  // The field tells bands apart only if it does so for everybody.
  for (const auto& [text, of] : bands)
    if (of.size() != 1) return std::nullopt;
  const auto found = bands.find(wanted);
  if (wanted.empty() || found == bands.end() || bands.size() < 2) return std::nullopt;
  return *found->second.begin();
}

/// "North", or "C190=North, C191=South".
std::string answer_for(const std::string& answer, std::string_view person) {
  if (answer.find('=') == std::string::npos) return answer;
  std::size_t at = 0;
  while (at < answer.size()) {
    const std::size_t end = std::min(answer.find(',', at), answer.size());
    const std::string_view part = std::string_view{answer}.substr(at, end - at);
    const std::size_t sign = part.find('=');
    if (sign != std::string_view::npos && report::id_key(part.substr(0, sign)) == report::id_key(person))
      return std::string{part.substr(sign + 1)};
    at = end + 1;
  }
  return {};
}

}  // namespace

std::vector<TeamBand> find_bands(const TeamSheet& sheet, const TeamTable& table) { return BandFinder{sheet, table}.run(); }

std::optional<std::size_t> band_of_line(const TeamTable& table, const std::vector<report::PaidLine>& lines,
                                        const report::TeamRowMatch& match, std::size_t line, const std::string* answer) {
  std::vector<std::size_t> living;
  for (std::size_t at = 0; at < table.bands.size(); ++at)
    if (table.bands[at].living) living.push_back(at);
  if (living.size() == 1) return living.front();
  std::set<std::size_t> of_person;
  for (std::size_t at = 0; at < lines.size() && at < match.row_of_line.size(); ++at) {
    if (match.row_of_line[at] == 0 || lines[at].person != lines[line].person || lines[at].person.empty()) continue;
    if (const auto band = band_at(table, match.row_of_line[at]); band && table.bands[*band].living) of_person.insert(*band);
  }
  if (of_person.size() == 1) return *of_person.begin();
  if (answer) {
    const std::string wanted = fold_for_comparing(answer_for(*answer, lines[line].person));
    for (const std::size_t at : living)
      if (!wanted.empty() && fold_for_comparing(band_in_words(table.bands[at])) == wanted) return at;
  }
  for (const auto field : {&report::PaidLine::service, &report::PaidLine::provider, &report::PaidLine::payee}) {
    const std::string text = fold_for_comparing(lines[line].*field);
    for (const std::size_t at : living)
      if (!text.empty() && fold_for_comparing(table.bands[at].label) == text) return at;
    if (const auto band = band_of_text(table, lines, match, line, field)) return band;
  }
  return std::nullopt;
}

std::string band_in_words(const TeamBand& band) {
  return band.label.empty() ? "rows " + std::to_string(band.first) + " to " + std::to_string(band.last) : band.label;
}

}  // namespace counterfoil::run
