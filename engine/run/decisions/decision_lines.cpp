#include "run/decisions/decision_lines.hpp"

#include <algorithm>
#include <optional>

#include "base/who_and_when.hpp"
#include "report/canonical.hpp"

namespace counterfoil::run {

namespace {

constexpr std::string_view typed_since = "typed since";

std::string in_words_of(const report::Table& table, const std::string& column, const std::string& canonical) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const report::Column& each) { return each.id == column; });
  return found == table.columns.end() ? canonical : report::in_words(canonical, found->kind);
}

std::string heading_of(const report::Table& table, const std::string& column) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const report::Column& each) { return each.id == column; });
  return found == table.columns.end() ? column : found->heading;
}

/// Lines about one row that one run saw are told together.
class Telling {
 public:
  explicit Telling(const report::WorkbookSpec& spec) : spec_(spec) {}

  void add(const report::LoggedChange& line) {
    const report::Table* table = spec_.table(line.table);
    if (!before_ || before_->run != line.run || before_->what != line.what || before_->table != line.table ||
        before_->key != line.key || line.table.empty())
      begin(line, table);
    before_ = line;
    if (!table) return;
    DecisionLine& told = lines_.back();
    told.cells.push_back({heading_of(*table, line.column), in_words_of(*table, line.column, line.old_value),
                          in_words_of(*table, line.column, line.new_value)});
    initials_.push_back(report::initials_column(*table) && report::initials_column(*table)->id == line.column);
  }

  std::vector<DecisionLine> all() {
    end();
    return std::move(lines_);
  }

 private:
  void end() {
    if (lines_.empty() || initials_.size() < 2) return;
    // Initials that go with a decision are told beside it.
    auto& cells = lines_.back().cells;
    for (std::size_t at = initials_.size(); at-- > 0 && cells.size() > 1;)
      if (initials_[at]) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(at));
    initials_.clear();
  }

  void begin(const report::LoggedChange& line, const report::Table* table) {
    end();
    initials_.clear();
    DecisionLine& told = lines_.emplace_back();
    told.time = line.time;
    told.login = line.login;
    told.run = line.run;
    told.what = line.what.empty() ? std::string{typed_since} : line.what;
    told.period = line.period;
    told.initials = line.initials;
    told.note = line.note;
    if (!table) return;
    told.sheet = spec_.sheet_of(line.table)->name;
    told.row = report::row_in_words(*table, line.key);
    const report::Table* of = table;
    if (!table->figure.empty()) told.about = in_words_of(*of, of->figure, line.about);
  }

  const report::WorkbookSpec& spec_;
  std::vector<DecisionLine> lines_;
  std::optional<report::LoggedChange> before_;
  std::vector<bool> initials_;  // of the last line's cells: are they only initials?
};

}  // namespace

std::string time_in_words(const DecisionLine& line) {
  if (line.time.empty()) return "since then";
  return Moment{{}, line.time, 0, false}.local_words() + " UTC";
}

std::string cells_in_words(const DecisionLine& line) {
  std::string words;
  for (const DecisionLine::Cell& cell : line.cells) {
    words += (words.empty() ? "" : "; ") + cell.heading + ": ";
    if (!cell.held.empty() && cell.held != cell.holds) words += cell.held + ", now ";
    words += cell.holds.empty() ? "nothing" : cell.holds;
  }
  return words;
}

std::vector<DecisionLine> decision_lines(const report::WorkbookSpec& spec, const std::vector<report::LoggedChange>& lines) {
  Telling telling{spec};
  for (const report::LoggedChange& line : lines) telling.add(line);
  return telling.all();
}

}  // namespace counterfoil::run
