#include "care_lines.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "counterfoil/ids.hpp"

namespace counterfoil::uplift {

namespace {

constexpr std::string_view lines_input = "lines";

/// Units that payments are made by. A council's own come from a setting.
constexpr std::array<std::string_view, 30> known_units{
    "hour",    "halfhour", "quarterhour", "minute", "day",       "halfday", "night",    "sleepin", "sleepinnight", "wakingnight",
    "session", "visit",    "call",        "week",   "fortnight", "4week",   "fourweek", "month",   "quarter",      "year",
    "annum",   "mile",     "journey",     "trip",   "place",     "unit",    "each",     "item",    "meal",         "bednight"};

struct Columns {
  explicit Columns(const plugin::Run& run) : run_(run) {}
  plugin::Column operator()(std::string_view field) const { return run_.column(lines_input, field); }

 private:
  const plugin::Run& run_;
};

class LineReader {
 public:
  LineReader(const plugin::Run& run, const Settings& settings, Vocabulary& words, Notes& notes)
      : settings_(settings), notes_(notes), words_(words), of_(run), speller_{Speller{words},
                                                                              Speller{words},
                                                                              Speller{words, Speller::Kind::firm},
                                                                              Speller{words},
                                                                              Speller{words},
                                                                              Speller{words},
                                                                              Speller{words, Speller::Kind::unit}} {}

  PriceRow read(std::size_t row) {
    PriceRow price;
    price.row = static_cast<std::uint32_t>(row);
    price.service_start = start_.date(row);
    price.price_start = price_start_.date(row);
    const DateSpan service = span(row, start_, end_, "end");
    const DateSpan priced = span(row, price_start_, price_end_, "price_end");
    price.days = overlap(service, priced);
    if (const auto from = suspended_from_.date(row)) {
      price.suspended = {*from, suspended_to_.date(row).value_or(open_end)};
      if (price.suspended.last < price.suspended.first) swapped(row, "suspended_to", price.suspended);
    }
    price.control = control_.pence(row).value_or(Pence{});
    price.service_type = speller_[0].id(service_type_.text(row));
    price.service = speller_[1].id(service_.text(row));
    price.provider = speller_[2].id(provider_.text(row));
    price.provider_id = speller_[3].id(provider_id_.text(row));
    price.contract = speller_[4].id(contract_.text(row));
    price.framework = speller_[5].id(framework_.text(row));
    price.unit = speller_[6].id(unit_.text(row));
    read_figures(row, price);
    return price;
  }

 private:
  DateSpan span(std::size_t row, const plugin::Column& from, const plugin::Column& to, std::string_view field) {
    const DateSpan days{from.date(row).value_or(open_start), to.date(row).value_or(open_end)};
    if (days.last < days.first) swapped(row, field, days);
    return days;
  }
  void swapped(std::size_t row, std::string_view field, DateSpan days) {
    notes_.push_back(
        {"ends-before-it-starts", lines_input, row, field, {{"first", format_date(days.first)}, {"last", format_date(days.last)}}});
  }

  void read_figures(std::size_t row, PriceRow& price) {
    const auto word = frequency_.text(row);
    if (word != frequency_word_) {
      frequency_word_ = word;
      meaning_ = read_frequency(word);
    }
    price.frequency = meaning_;
    const std::string unit = price.unit == 0 ? std::string{} : plain_unit(words_.spelling(price.unit));
    StatedPrice stated{unit_cost_.quantity(row),
                       quantity_.quantity(row),
                       meaning_,
                       weekly_cost_.pence(row),
                       cost_.pence(row),
                       unit.empty() || unit == "week",
                       frequency_.exists() && frequency_.text(row).empty(),
                       unit_.exists() && unit.empty()};
    const auto beyond = [](std::int64_t number, std::int64_t most) { return number > most || number < -most; };
    if ((stated.rate && beyond(stated.rate->millionths, largest_rate.millionths)) ||
        (stated.quantity && beyond(stated.quantity->millionths, largest_rate.millionths)) ||
        (stated.weekly_cost && beyond(stated.weekly_cost->count, largest_rate.millionths / 10'000)) ||
        (stated.cost && beyond(stated.cost->count, largest_rate.millionths / 10'000))) {
      notes_.push_back({"figure-too-large", lines_input, row, "unit_cost", {}});
      return;
    }
    price.price = read_price(stated, settings_.year);
    if (price.price.trouble.empty() && !known_unit(unit, settings_)) {
      price.price.trouble = "unit-unknown";
      price.price.field = "unit";
    }
  }

  const Settings& settings_;
  Notes& notes_;
  Vocabulary& words_;
  Columns of_;
  std::array<Speller, 7> speller_;
  plugin::Column start_ = of_("start"), end_ = of_("end"), price_start_ = of_("price_start"), price_end_ = of_("price_end"),
                 suspended_from_ = of_("suspended_from"), suspended_to_ = of_("suspended_to"), control_ = of_("#control"),
                 service_type_ = of_("service_type"), service_ = of_("service"), provider_ = of_("provider"),
                 provider_id_ = of_("provider_id"), contract_ = of_("contract"), framework_ = of_("framework"), unit_ = of_("unit"),
                 unit_cost_ = of_("unit_cost"), quantity_ = of_("quantity"), frequency_ = of_("frequency"),
                 weekly_cost_ = of_("weekly_cost"), cost_ = of_("cost");
  std::string_view frequency_word_;
  Frequency meaning_ = Frequency::blank;
};

/// Prices of one line that claim the same day cannot both be what is paid.
std::string_view trouble_between(std::span<const PriceRow> prices) {
  std::string_view trouble;
  for (std::size_t at = 1; at < prices.size(); ++at) {
    const PriceRow& before = prices[at - 1];
    const PriceRow& now = prices[at];
    if (overlap(before.days, now.days).days() == 0) continue;
    const bool same = before.days == now.days && before.price.rate == now.price.rate && before.price.per_week == now.price.per_week;
    trouble = same ? "row-repeated" : "prices-overlap";
  }
  return trouble;
}

}  // namespace

bool known_unit(const std::string& unit, const Settings& settings) {
  const auto among = [&](const auto& list) { return std::find(list.begin(), list.end(), unit) != list.end(); };
  return unit.empty() || among(known_units) || among(settings.more_units);
}

CareLines read_care_lines(const plugin::Run& run, const Settings& settings, Vocabulary& words, Notes& notes) {
  CareLines result;
  const auto column = [&run](std::string_view field) { return run.column(lines_input, field); };
  result.columns = {column("service_type"), column("service"),       column("provider"),    column("provider_id"), column("unit"),
                    column("region"),       column("date_of_birth"), column("cost_centre"), column("subjective")};
  const plugin::Column line_id = column("line_id");
  const plugin::Column person_id = column("person_id");
  const std::size_t rows = run.rows(lines_input);
  result.prices.reserve(rows);
  LineReader reader{run, settings, words, notes};
  for (std::size_t row = 0; row < rows; ++row) result.prices.push_back(reader.read(row));

  // Ids are compared once each, not once a comparison of the sort: most lines have one row.
  const auto rank_of = [rows](const plugin::Column& ids) {
    std::unordered_map<std::string_view, std::uint32_t> ranks;
    std::vector<std::string_view> order;
    for (std::size_t row = 0; row < rows; ++row)
      if (ranks.try_emplace(ids.text(row), 0).second) order.push_back(ids.text(row));
    std::sort(order.begin(), order.end(), [](std::string_view left, std::string_view right) { return id_before(left, right); });
    for (std::uint32_t at = 0; at < order.size(); ++at) ranks[order[at]] = at;
    std::vector<std::uint32_t> of_row(rows);
    for (std::size_t row = 0; row < rows; ++row) of_row[row] = ranks[ids.text(row)];
    return of_row;
  };
  const std::vector<std::uint32_t> persons = rank_of(person_id);
  const std::vector<std::uint32_t> ids = rank_of(line_id);
  std::sort(result.prices.begin(), result.prices.end(), [&](const PriceRow& left, const PriceRow& right) {
    if (persons[left.row] != persons[right.row]) return persons[left.row] < persons[right.row];
    if (ids[left.row] != ids[right.row]) return ids[left.row] < ids[right.row];
    if (left.days.first != right.days.first) return left.days.first < right.days.first;
    if (left.days.last != right.days.last) return left.days.last < right.days.last;
    if (left.price.rate != right.price.rate) return left.price.rate < right.price.rate;
    if (left.price.per_week != right.price.per_week) return left.price.per_week < right.price.per_week;
    return left.control < right.control;
  });
  std::vector<bool> seen(rows, false);
  for (std::uint32_t at = 0; at < result.prices.size();) {
    CareLine line{line_id.text(result.prices[at].row), person_id.text(result.prices[at].row), at, 0, {}};
    const std::uint32_t head = result.prices[at].row;
    while (at < result.prices.size() && ids[result.prices[at].row] == ids[head] && persons[result.prices[at].row] == persons[head])
      ++at;
    line.count = at - line.first;
    line.trouble = trouble_between(result.prices_of(line));
    result.ids_repeat = result.ids_repeat || seen[ids[head]];
    seen[ids[head]] = true;
    result.lines.push_back(line);
  }
  return result;
}

}  // namespace counterfoil::uplift
