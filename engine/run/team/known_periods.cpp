#include "run/team/known_periods.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace counterfoil::run {

namespace {

constexpr std::int64_t shortest_month = 28;
constexpr std::int64_t longest_month = 31;

std::int64_t months(Date day) {
  const std::chrono::year_month_day date{day};
  return std::int64_t{static_cast<int>(date.year())} * 12 + static_cast<unsigned>(date.month());
}

/// From the first day of a month to its last.
bool is_a_month(const DateSpan& span) {
  return months(span.first) == months(span.last) && months(span.first - std::chrono::days{1}) < months(span.first) &&
         months(span.last + std::chrono::days{1}) > months(span.last);
}

std::string span_in_words(const DateSpan& span) { return format_date(span.first) + " to " + format_date(span.last); }

/// The kept table that holds every penny of an export by line.
std::size_t table_of_amounts(const report::MemorySpec& spec) {
  for (std::size_t at = 0; at < spec.kept.size(); ++at) {
    const report::KeptTable& kept = spec.kept[at];
    if (!kept.control.empty() && kept.column("person_id") != report::KeptTable::npos &&
        kept.column("line_id") != report::KeptTable::npos)
      return at;
  }
  return report::KeptTable::npos;
}

/// Reads the memory's amounts by export.
class MemoryReader {
 public:
  MemoryReader(const report::MemorySpec& spec, const report::Memory& memory, const std::vector<report::PaidLine>& lines)
      : memory_(memory), at_(table_of_amounts(spec)), periods_(memory.exports().size()) {
    for (const report::PaidLine& line : lines) names_.emplace(line.person, line.name);
    if (at_ == report::KeptTable::npos) return;
    const report::KeptTable& kept = spec.kept[at_];
    const auto text = [&](const report::Memory::Row& row, const char* id) {
      const std::size_t column = kept.column(id);
      return column == report::KeptTable::npos ? std::string_view{} : memory_.text(at_, row, column);
    };
    for (const report::Memory::Row& row : memory_.rows(at_)) {
      const std::string_view person = text(row, "person_id");
      const auto name = names_.find(person);
      periods_[row.of].push_back({person, name == names_.end() ? std::string_view{} : name->second, text(row, "line_id"),
                                  text(row, "service"), text(row, "provider"), text(row, "payee"), std::nullopt,
                                  memory_.number(at_, row, kept.column(kept.control))});
    }
  }

  std::vector<report::PaidLine>& lines(std::size_t at) { return periods_[at]; }
  bool reads() const { return at_ != report::KeptTable::npos; }

 private:
  const report::Memory& memory_;
  std::size_t at_;
  std::map<std::string_view, std::string_view> names_;
  std::vector<std::vector<report::PaidLine>> periods_;
};

}  // namespace

std::int64_t periods_between(const DateSpan& from, const DateSpan& to) {
  const auto like_a_month = [](const DateSpan& span) { return span.days() >= shortest_month && span.days() <= longest_month; };
  const bool by_month = like_a_month(from) && like_a_month(to) && (from.days() != to.days() || from.days() % 7 != 0);
  if (by_month || (is_a_month(from) && is_a_month(to))) return months(to.first) - months(from.first);
  const std::int64_t length = std::max<std::int64_t>(from.days(), 1);
  const std::int64_t days = (to.first - from.first).count();
  return (days + (days < 0 ? -length / 2 : length / 2)) / length;
}

KnownPeriods known_periods(const report::MemorySpec* spec, const report::Memory* memory, const std::vector<report::PaidLine>& lines,
                           const PeriodsCompared& periods) {
  KnownPeriods known;
  const auto add = [&](std::int64_t place, const std::optional<DateSpan>& span, const std::string& words, bool current) {
    KnownPeriod period{place, span, words.empty() && span ? span_in_words(*span) : words, lines};
    for (report::PaidLine& line : period.lines) {
      if (!current) line.current = line.previous;
      line.previous.reset();
    }
    known.all.push_back(std::move(period));
  };
  const bool both = periods.previous && periods.current;
  const std::int64_t previous = both ? periods_between(*periods.current, *periods.previous) : -1;
  add(0, periods.current, periods.current_words, true);
  if (previous != 0) add(previous, periods.previous, {}, false);
  if (spec && memory && periods.current) {
    MemoryReader reader{*spec, *memory, lines};
    for (std::size_t at = memory->exports().size(); at-- > 0 && reader.reads();) {
      const report::HeldExport& held = memory->exports()[at];
      const DateSpan span{Date{std::chrono::days{held.first}}, Date{std::chrono::days{held.last}}};
      const std::int64_t place = periods_between(*periods.current, span);
      if (place == 0 && held.whole) known.told_before = reader.lines(at);
      const bool there =
          std::any_of(known.all.begin(), known.all.end(), [&](const KnownPeriod& each) { return each.place == place; });
      if (!there && held.whole)
        known.all.push_back({place, span, held.period.empty() ? span_in_words(span) : held.period, std::move(reader.lines(at))});
    }
  }
  std::sort(known.all.begin(), known.all.end(), [](const KnownPeriod& a, const KnownPeriod& b) { return a.place < b.place; });
  return known;
}

}  // namespace counterfoil::run
