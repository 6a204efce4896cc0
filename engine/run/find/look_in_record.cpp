// What a workbook of ours keeps out of sight: the lines of the last exports, what it remembers of months back, and the copy of its
// own figures.
#include <charconv>

#include "base/text.hpp"
#include "report/decision_log.hpp"
#include "report/memory.hpp"
#include "report/period_log.hpp"
#include "report/plain_rows.hpp"
#include "report/record.hpp"
#include "report/released_rows.hpp"
#include "run/find/look.hpp"

namespace counterfoil::run {

namespace {

using report::RecordRows;
using report::RecordTable;

using Holds = report::PlainColumn::Holds;

constexpr std::string_view kept_lines = "kept:lines:", exports_table = "memory:exports";

std::optional<std::int64_t> whole_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

/// Tables of the record that are on no sheet.
std::string words_of_part(std::string_view id) {
  if (id == report::log_table) return "the log of decisions";
  if (id == report::seen_table) return "what reviewers' cells held when they were last seen";
  if (id.starts_with(report::period_log_prefix)) return "the log of periods";
  if (id.starts_with(report::released_prefix)) return "what was released";
  return std::string{id};
}

class RecordLook {
 public:
  RecordLook(Look& look, const report::WorkbookSpec* spec, const report::Record& record, const FoundPlace& place)
      : look_(look), spec_(spec), record_(record), place_(place) {}

  void run() {
    for (const RecordTable& table : record_.tables) {
      if (spec_ && table.id.starts_with(kept_lines))
        lines(table, "Record: lines of an export (" + table.id.substr(kept_lines.size()) + ")", "net");
      else if (spec_ && table.id.starts_with(report::memory_prefix) && table.id != exports_table)
        lines(table, "Record: remembered from earlier exports (" + table.id.substr(report::memory_prefix.size()) + ")", "paid");
      else
        count(table);
    }
  }

 private:
  /// "1-5,7" in words: the period of the one, or from the first to the last.
  std::string periods_of(std::string_view said) const {
    const RecordTable* exports = record_.table(exports_table);
    const std::size_t period = exports ? exports->column("period") : RecordTable::npos;
    if (period == RecordTable::npos || said.empty()) return {};
    const RecordRows rows{*exports};
    const auto named = [&](std::string_view number) {
      const auto at = whole_of(number);
      return at && *at >= 1 && static_cast<std::size_t>(*at) <= rows.size() ? rows.field(static_cast<std::size_t>(*at - 1), period)
                                                                            : std::string{};
    };
    std::string first = named(said.substr(0, said.find_first_of("-,")));
    const std::size_t last_begins = said.find_last_of("-,");
    if (last_begins == std::string_view::npos) return first;
    return first + " up to " + named(said.substr(last_begins + 1));
  }

  void lines(const RecordTable& table, const std::string& words, std::string_view amount) {
    const report::PlainTable plain = report::plain_rows(*spec_, record_, table);
    const std::size_t pence = plain.column(amount);
    for (std::size_t row = 0; row < plain.rows.size(); ++row) {
      const std::vector<std::string>& texts = plain.rows[row];
      std::size_t matched = Look::npos;
      for (std::size_t at = 0; at < texts.size() && matched == Look::npos; ++at)
        if (plain.columns[at].holds == Holds::text && !texts[at].empty()) matched = look_.match(texts[at]);
      if (matched == Look::npos) continue;
      if (matched == 0) note_what_stands_beside(table, texts);
      FoundPlace place = place_;
      place.sheet = words;
      if (plain.memory) place.period = periods_of(texts.front());
      place.cell = "line " + std::to_string(row + 1);
      if (pence != report::PlainTable::npos) {
        place.pence = whole_of(texts[pence]);
        place.pence_of = plain.columns[pence].id;
      }
      look_.add(std::move(place), matched);
    }
  }

  void note_what_stands_beside(const RecordTable& table, const std::vector<std::string>& shown) {
    const std::size_t id = table.column("person_id"), name = table.column("name");
    if (id == RecordTable::npos || name == RecordTable::npos) return;
    for (const auto& [one, other] : {std::pair{id, name}, std::pair{name, id}}) {
      look_.words.read(shown[one]);
      if (look_.wanted.front().in(look_.words)) look_.beside.insert(shown[other]);
    }
  }

  /// What stands on a sheet too, or of no one line.
  void count(const RecordTable& table) {
    const RecordRows rows{table};
    std::size_t met = 0, matched = Look::npos;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const std::size_t here = look_.match(rows.line(row));
      if (here == Look::npos) continue;
      ++met;
      if (matched == Look::npos) matched = here;
    }
    if (met == 0) return;
    const report::Sheet* sheet = spec_ ? spec_->sheet_of(table.id) : nullptr;
    FoundPlace place = place_;
    place.sheet = "Record: " + (sheet ? "its copy of the sheet " + sheet->name : words_of_part(table.id));
    place.cell = count_of(static_cast<std::int64_t>(met), "row");
    look_.add(std::move(place), matched);
  }

  Look& look_;
  const report::WorkbookSpec* spec_;
  const report::Record& record_;
  const FoundPlace& place_;
};

}  // namespace

void look_in_record(Look& look, const report::WorkbookSpec* spec, const report::Record& record, const FoundPlace& place) {
  RecordLook{look, spec, record, place}.run();
}

}  // namespace counterfoil::run
