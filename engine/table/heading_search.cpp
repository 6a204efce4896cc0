#include "table/heading_search.hpp"

#include <algorithm>
#include <charconv>

#include "counterfoil/date.hpp"
#include "table/amount_text.hpp"
#include "table/date_text.hpp"

namespace counterfoil::table {

namespace {

constexpr std::size_t longest_kept = 400;  // bytes of a cell that may be a heading

std::string cut(std::string_view text) {
  if (text.size() <= longest_kept) return std::string{text};
  std::size_t end = longest_kept;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string{text.substr(0, end)};
}

/// A heading as one line, for messages.
std::string one_line(std::string_view text) {
  std::string line;
  bool space = false;
  for (const char each : text) {
    if (each == '\n' || each == '\r' || each == '\t' || each == ' ') {
      space = !line.empty();
      continue;
    }
    if (space) line += ' ';
    space = false;
    line += each;
  }
  return line;
}

struct Candidate {
  std::uint32_t column;
  std::string heading;
  std::optional<HeadingMatch> match;
};

HeadingPlan make_plan(std::uint32_t first_row, std::uint32_t last_row, const std::vector<Candidate>& candidates,
                      const Layout& layout) {
  HeadingPlan plan;
  plan.first_row = first_row;
  plan.last_row = last_row;
  std::vector<const Candidate*> chosen(layout.fields.size());
  for (const Candidate& each : candidates) {
    if (!each.match) {
      plan.unmapped.push_back({0, each.column, one_line(each.heading)});
      continue;
    }
    const Candidate*& holder = chosen[each.match->field];
    if (!holder || each.match->rank < holder->match->rank) holder = &each;
  }
  for (const Candidate& each : candidates) {
    if (!each.match) continue;
    const std::size_t field = each.match->field;
    const Candidate& best = *chosen[field];
    MappedHeading mapped{field, each.column, one_line(each.heading)};
    if (&each == &best) {
      plan.columns.push_back(std::move(mapped));
    } else {
      plan.rivals.push_back(
          {field, {field, best.column, one_line(best.heading)}, std::move(mapped), each.match->rank == best.match->rank});
    }
  }
  for (std::size_t group = 0; group < layout.required.size(); ++group) {
    const auto& ids = layout.required[group];
    const bool found = std::any_of(plan.columns.begin(), plan.columns.end(), [&](const MappedHeading& mapped) {
      return std::find(ids.begin(), ids.end(), layout.fields[mapped.field].id) != ids.end();
    });
    if (!found) plan.missing_groups.push_back(group);
  }
  return plan;
}

std::vector<Candidate> single_row(const PeekRow& row, const HeadingMatcher& matcher) {
  std::vector<Candidate> candidates;
  for (const PeekCell& cell : row.cells) {
    if (!cell.is_text) continue;
    candidates.push_back({cell.column, cell.text, matcher.match(cell.text)});
  }
  return candidates;
}

/// Headings over two rows: "Service" above "Type" and "Level" means Service Type and Service Level. A group heading counts for the
/// blank cells to its right too, since it is usually merged over them.
std::vector<Candidate> two_rows(const PeekRow& top, const PeekRow& bottom, const HeadingMatcher& matcher) {
  std::vector<Candidate> candidates;
  std::size_t above = 0;
  std::size_t below = 0;
  std::string group;
  while (above < top.cells.size() || below < bottom.cells.size()) {
    const std::uint32_t column = std::min(above < top.cells.size() ? top.cells[above].column : UINT32_MAX,
                                          below < bottom.cells.size() ? bottom.cells[below].column : UINT32_MAX);
    const PeekCell* own = above < top.cells.size() && top.cells[above].column == column ? &top.cells[above++] : nullptr;
    const PeekCell* under = below < bottom.cells.size() && bottom.cells[below].column == column ? &bottom.cells[below++] : nullptr;
    if ((own && !own->is_text) || (under && !under->is_text)) continue;
    if (own) group = own->text;
    if (!under) {
      candidates.push_back({column, own->text, matcher.match(own->text)});
      continue;
    }
    std::string both = group.empty() ? under->text : group + " " + under->text;
    auto match = matcher.match(both);
    if (!match && (match = matcher.match(under->text))) both = under->text;
    candidates.push_back({column, std::move(both), match});
  }
  return candidates;
}

}  // namespace

bool PeekSink::row(const xlsx::RowView& row) {
  if (!rows_.empty() && rows_.back().cells.empty()) rows_.pop_back();
  if (rows_.size() == rows_kept) return false;
  rows_.push_back({row.row, {}});
  return true;
}

bool PeekSink::cell(const xlsx::CellView& cell) {
  std::string_view value = cell.value;
  bool is_text = cell.kind == xlsx::CellKind::text;
  std::string made;
  if (cell.kind == xlsx::CellKind::blank || !cell.has_value) return true;
  if (cell.kind == xlsx::CellKind::shared_string) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
    if (error != std::errc{} || !workbook_ || index >= workbook_->shared_strings().size())
      return true;  // refused when the data is read
    value = workbook_->shared_strings()[index];
    is_text = true;
  } else if (cell.kind == xlsx::CellKind::number && workbook_) {
    const auto kind = workbook_->styles().kind(cell.style);
    if (kind == xlsx::NumberFormatKind::date || kind == xlsx::NumberFormatKind::date_time) {
      const DateReading date = read_date_serial(value, workbook_->uses_1904_dates());
      if (date.outcome == DateOutcome::read) value = made = format_date(Date{std::chrono::days{date.days}});
    }
  }
  value = trim_text(value);
  if (!value.empty()) rows_.back().cells.push_back({cell.column, is_text, cut(value)});
  return true;
}

std::vector<PeekRow> PeekSink::take() {
  if (!rows_.empty() && rows_.back().cells.empty()) rows_.pop_back();
  for (PeekRow& row : rows_)
    std::stable_sort(row.cells.begin(), row.cells.end(), [](const PeekCell& a, const PeekCell& b) { return a.column < b.column; });
  return std::move(rows_);
}

std::optional<HeadingPlan> find_headings(const std::vector<PeekRow>& rows, const Layout& layout, const HeadingMatcher& matcher) {
  std::optional<HeadingPlan> best;
  const auto offer = [&](HeadingPlan plan, std::size_t next_row) {
    plan.has_rows_below = next_row < rows.size();
    if (!plan.columns.empty() && (!best || plan.score() > best->score())) best = std::move(plan);
  };
  const std::size_t searched = std::min(rows.size(), PeekSink::rows_kept - 1);
  for (std::size_t at = 0; at < searched; ++at)
    offer(make_plan(rows[at].row, rows[at].row, single_row(rows[at], matcher), layout), at + 1);
  for (std::size_t at = 0; at + 1 < searched; ++at)
    if (rows[at + 1].row == rows[at].row + 1)
      offer(make_plan(rows[at].row, rows[at + 1].row, two_rows(rows[at], rows[at + 1], matcher), layout), at + 2);
  return best;
}

std::vector<std::string> likely_headings(const std::vector<PeekRow>& rows) {
  std::vector<std::string> best;
  for (const PeekRow& row : rows) {
    std::vector<std::string> texts;
    for (const PeekCell& cell : row.cells)
      if (cell.is_text) texts.push_back(one_line(cell.text));
    if (texts.size() > best.size()) best = std::move(texts);
  }
  return best;
}

namespace {

bool is_word_byte(char each) {
  return (each >= '0' && each <= '9') || (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z') ||
         (static_cast<unsigned char>(each) & 0x80);
}

/// Every date that stands in a text, longest reading first. A serial does not count here.
std::vector<std::int32_t> dates_in(std::string_view text) {
  std::vector<std::int32_t> dates;
  std::size_t at = 0;
  while (at < text.size() && dates.size() < 8) {
    if (text[at] < '0' || text[at] > '9' || (at > 0 && is_word_byte(text[at - 1]))) {
      ++at;
      continue;
    }
    std::size_t taken = 0;
    for (std::size_t length = std::min<std::size_t>(text.size() - at, 22); length >= 6 && taken == 0; --length) {
      if (at + length < text.size() && is_word_byte(text[at + length]) && is_word_byte(text[at + length - 1])) continue;
      const std::string_view part = text.substr(at, length);
      if (!is_word_byte(part.back())) continue;
      const DateReading date = read_date_text(part);
      if (date.outcome != DateOutcome::read || date.serial) continue;
      dates.push_back(date.days);
      taken = length;
    }
    at += taken == 0 ? 1 : taken;
  }
  return dates;
}

}  // namespace

namespace {

constexpr std::int32_t longest_title_period = 62;  // days

bool is_period(std::int32_t first, std::int32_t last) { return first <= last && last - first < longest_title_period; }

struct TitleLine {
  std::uint32_t row = 0;
  std::string key;  // heading_key() of its cells
  std::vector<std::int32_t> dates;

  bool says(std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return key.find(word) != std::string::npos; });
  }
};

/// "w/e 16/11/2025", and not "Weekly list 16/11/2025".
bool begins_with_short(const TitleLine& line, std::string_view letters) {
  const std::string_view rest = std::string_view{line.key}.substr(std::min(letters.size(), line.key.size()));
  return line.key.starts_with(letters) && !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
}

/// "Week commencing 10/11/2025", "w/e 16/11/2025": one day says the week.
std::optional<TitleDates> week_of(const TitleLine& line) {
  if (line.dates.size() != 1) return std::nullopt;
  const std::int32_t day = line.dates.front();
  if (line.says({"weekcommencing", "weekbeginning", "weekstarting"}) || begins_with_short(line, "wc"))
    return TitleDates{day, day + 6, line.row};
  if (line.says({"weekending", "weekended"}) || begins_with_short(line, "we")) return TitleDates{day - 6, day, line.row};
  return std::nullopt;
}

/// "From: 10/11/2025" in one row and "To: 07/12/2025" in one of the next two.
std::optional<TitleDates> from_and_to(const std::vector<TitleLine>& lines) {
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].dates.size() != 1 || !lines[at].says({"from", "start", "commenc", "begin", "firstday"})) continue;
    for (std::size_t next = at + 1; next < lines.size() && next <= at + 2; ++next)
      if (lines[next].dates.size() == 1 &&
          (lines[next].says({"end", "until", "lastday", "upto"}) || lines[next].key.find("to") != std::string::npos) &&
          is_period(lines[at].dates[0], lines[next].dates[0]))
        return TitleDates{lines[at].dates[0], lines[next].dates[0], lines[at].row};
  }
  return std::nullopt;
}

}  // namespace

std::optional<TitleDates> find_title_dates(const std::vector<PeekRow>& rows, std::uint32_t heading_row) {
  std::vector<TitleLine> lines;
  for (const PeekRow& row : rows) {
    if (row.row >= heading_row) break;
    std::string line;
    for (const PeekCell& cell : row.cells) line += (line.empty() ? "" : " ") + cell.text;
    lines.push_back({row.row, heading_key(line), dates_in(line)});
  }
  const auto two = [&](auto fits) -> std::optional<TitleDates> {
    for (const TitleLine& line : lines)
      if (line.dates.size() == 2 && is_period(line.dates[0], line.dates[1]) && fits(line))
        return TitleDates{line.dates[0], line.dates[1], line.row};
    return std::nullopt;
  };
  if (const auto found = two([](const TitleLine& line) {
        return line.says({"period", "from", "between", "paymentsfor", "cycle", "paid"});
      }))
    return found;
  if (const auto found = from_and_to(lines)) return found;
  for (const TitleLine& line : lines)
    if (const auto found = week_of(line)) return found;
  // Without such a word: two days at least a week apart, in a line that is not about the report itself.
  return two([](const TitleLine& line) {
    return line.dates[1] - line.dates[0] >= 6 &&
           !line.says({"print", "run", "report", "extract", "produc", "generat", "birth", "creat"});
  });
}

}  // namespace counterfoil::table
