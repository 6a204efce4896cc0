#include "report/memory.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "counterfoil/date.hpp"
#include "report/record/kept_rows.hpp"

namespace counterfoil::report {

namespace {

constexpr std::string_view exports_table = "memory:exports";
constexpr std::string_view said_column = "exports";
constexpr std::string_view blank_mark = "~";
constexpr std::size_t spare_exports = 64;   // that one run, or one merge of copies, may add
constexpr std::size_t most_exports = 4096;  // eighty years of weekly ones

std::optional<std::int64_t> whole_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_kept_number(std::int64_t number, KeptKind kind) {
  return number >= -largest_kept_number(kind) && number <= largest_kept_number(kind);
}

/// The same day of the month so many months before; the month's last day where it has no such day.
std::int64_t months_before(std::int64_t day, std::uint32_t months) {
  const std::chrono::year_month_day date{Date{std::chrono::days{day}}};
  const std::chrono::year_month then = std::chrono::year_month{date.year(), date.month()} - std::chrono::months{months};
  const std::chrono::year_month_day same{then.year(), then.month(), date.day()};
  const Date found =
      same.ok() ? Date{same} : Date{std::chrono::year_month_day_last{then.year(), std::chrono::month_day_last{then.month()}}};
  return found.time_since_epoch().count();
}

std::string encode(const Value& value, KeptKind kind, const HeldExport& of) {
  if (value.kind == ValueKind::blank) return {};
  if (kind == KeptKind::text) return std::string{value.text};
  if (kind != KeptKind::date || value.number < of.first || value.number > of.last) return std::to_string(value.number);
  return value.number == of.last ? ">" : "+" + std::to_string(value.number - of.first);
}

std::optional<std::int64_t> decode(std::string_view text, const HeldExport& of) {
  if (text.empty()) return std::nullopt;
  if (text == ">") return of.last;
  if (text.front() == '+') {
    const auto days = whole_in(text.substr(1));
    return days ? std::optional{of.first + *days} : std::nullopt;
  }
  return whole_in(text);
}

bool is_sound(std::string_view text, KeptKind kind) {
  if (text.empty() || kind == KeptKind::text) return true;
  if (kind == KeptKind::date && text == ">") return true;
  if (kind == KeptKind::date && text.front() == '+') text.remove_prefix(1);
  const auto number = whole_in(text);
  return number && is_kept_number(*number, kind);
}

/// "1-5,7": positions from 1.
std::string stretches(const std::vector<std::uint32_t>& positions) {
  std::string words;
  for (std::size_t at = 0; at < positions.size();) {
    std::size_t end = at;
    while (end + 1 < positions.size() && positions[end + 1] == positions[end] + 1) ++end;
    if (!words.empty()) words += ',';
    words += std::to_string(positions[at] + 1);
    if (end > at) words += "-" + std::to_string(positions[end] + 1);
    at = end + 1;
  }
  return words;
}

/// Nothing when it is not such a list, or goes beyond `count`.
std::optional<std::vector<std::uint32_t>> read_stretches(std::string_view words, std::size_t count) {
  std::vector<std::uint32_t> positions;
  while (!words.empty()) {
    const std::string_view one = words.substr(0, words.find(','));
    words.remove_prefix(std::min(one.size() + 1, words.size()));
    const std::size_t dash = one.find('-');
    const auto from = whole_in(one.substr(0, dash));
    const auto to = dash == std::string_view::npos ? from : whole_in(one.substr(dash + 1));
    if (!from || !to || *from < 1 || *to < *from || static_cast<std::size_t>(*to) > count) return std::nullopt;
    for (std::int64_t at = *from; at <= *to; ++at) positions.push_back(static_cast<std::uint32_t>(at - 1));
  }
  if (positions.empty()) return std::nullopt;
  return positions;
}

}  // namespace

struct Memory::State {
  State(const MemorySpec& the_spec, std::size_t exports) : spec(the_spec) {
    for (const KeptTable& table : spec.kept) tables.emplace_back(table, exports + spare_exports);
  }

  /// Numbers of exports that count, by period; and `listed` in that order.
  void arrange() {
    order.clear();
    for (std::uint32_t number = 0; number < all.size(); ++number)
      if (!gone[number]) order.push_back(number);
    const auto when = [&](std::uint32_t number) {
      const HeldExport& of = all[number];
      return std::tie(of.last, of.first, of.sha256);
    };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return when(a) < when(b); });
    listed.clear();
    position.assign(all.size(), UINT32_MAX);
    for (const std::uint32_t number : order) {
      position[number] = static_cast<std::uint32_t>(listed.size());
      listed.push_back(all[number]);
    }
  }

  void remove(std::uint32_t number) {
    for (KeptRows& rows : tables) rows.forget_export(number);
    gone[number] = true;
  }

  std::uint32_t add(HeldExport of) {
    all.push_back(std::move(of));
    gone.push_back(false);
    return static_cast<std::uint32_t>(all.size() - 1);
  }

  bool read_exports(const RecordTable& table);
  bool read_rows(const RecordTable& table, KeptRows& rows);
  RecordTable written_exports() const;
  RecordTable written(const KeptRows& rows) const;

  const MemorySpec& spec;
  std::vector<HeldExport> all;
  std::vector<bool> gone;
  std::vector<KeptRows> tables;
  std::uint32_t begun = 0;
  std::vector<std::uint32_t> order;     // numbers in `all`, from the oldest period
  std::vector<std::uint32_t> position;  // by number
  std::vector<HeldExport> listed;
  std::vector<std::uint32_t> cells;  // of the row in work
};

bool Memory::State::read_exports(const RecordTable& table) {
  const RecordRows rows{table};
  if (table.columns.size() != 8 || rows.size() > most_exports) return false;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    HeldExport of;
    of.sha256 = rows.field(row, 0);
    of.file = rows.field(row, 1);
    of.period = rows.field(row, 2);
    const auto first = whole_in(rows.field(row, 3)), last = whole_in(rows.field(row, 4)), count = whole_in(rows.field(row, 5));
    if (!first || !last || !count || *first > *last || *count < 0 || !is_kept_number(*first, KeptKind::date) ||
        !is_kept_number(*last, KeptKind::date))
      return false;
    of.first = *first;
    of.last = *last;
    of.rows = static_cast<std::uint64_t>(*count);
    of.control = whole_in(rows.field(row, 6));
    of.whole = rows.field(row, 7) == "1";
    add(std::move(of));
  }
  return true;
}

bool Memory::State::read_rows(const RecordTable& table, KeptRows& rows) {
  if (table.columns.empty() || table.columns[0] != said_column) return false;
  std::vector<std::size_t> source;  // field by column of the specification
  for (const KeptColumn& column : rows.table().columns) source.push_back(table.column(column.id));
  const RecordRows lines{table};
  std::vector<std::string_view> fields;
  std::vector<std::uint32_t> above(rows.table().columns.size());
  std::vector<std::uint32_t> said;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    lines.fields(line, fields);
    if (!fields[0].empty()) {
      auto found = read_stretches(fields[0], all.size());
      if (!found) return false;
      said = std::move(*found);
    }
    if (said.empty()) return false;
    for (std::size_t at = 0; at < above.size(); ++at) {
      if (source[at] == RecordTable::npos) continue;
      const std::string_view field = fields[source[at]];
      if (field.empty()) {
        if (line == 0) return false;
        continue;
      }
      const std::string text = field == blank_mark ? std::string{} : read_field(field);
      if (!is_sound(text, rows.table().columns[at].kind)) return false;
      above[at] = rows.pool().add(text);
    }
    for (const std::uint32_t number : said) rows.add(above, number);
  }
  return true;
}

RecordTable Memory::State::written_exports() const {
  RecordTable table;
  table.id = exports_table;
  table.columns = {"sha256", "file", "period", "first", "last", "rows", "control", "whole"};
  for (const HeldExport& of : listed)
    append_row(table, {of.sha256, of.file, of.period, std::to_string(of.first), std::to_string(of.last), std::to_string(of.rows),
                       of.control ? std::to_string(*of.control) : std::string{}, of.whole ? "1" : "0"});
  return table;
}

RecordTable Memory::State::written(const KeptRows& rows) const {
  RecordTable table;
  table.id = std::string{memory_prefix} + rows.table().id;
  table.columns.emplace_back(said_column);
  for (const KeptColumn& column : rows.table().columns) table.columns.push_back(column.id);
  std::string said_above;
  std::optional<std::uint32_t> above;
  std::vector<std::uint32_t> positions;
  for (const std::uint32_t row : rows.sorted(position)) {
    positions.clear();
    for (std::uint32_t at = 0; at < order.size(); ++at)
      if (rows.said_by(row, order[at])) positions.push_back(at);
    std::string said = stretches(positions);
    if (said != said_above) table.rows += said;
    said_above = std::move(said);
    for (std::size_t at = 0; at < rows.table().columns.size(); ++at) {
      table.rows += '\t';
      if (above && rows.cell(*above, at) == rows.cell(row, at)) continue;
      const std::string_view text = rows.encoded(row, at);
      if (text.empty())
        table.rows += blank_mark;
      else if (text.starts_with(blank_mark))
        table.rows += '\\';
      append_field(table.rows, text);
    }
    table.rows += '\n';
    ++table.row_count;
    above = row;
  }
  return table;
}

Memory::Memory(const MemorySpec& spec) : state_(std::make_unique<State>(spec, 0)) {}
Memory::~Memory() = default;
Memory::Memory(Memory&&) noexcept = default;
Memory& Memory::operator=(Memory&&) noexcept = default;

std::optional<Memory> Memory::read(const MemorySpec& spec, const Record& record) {
  const RecordTable* exports = record.table(exports_table);
  if (!exports) return Memory{spec};
  Memory memory{spec};
  memory.state_ = std::make_unique<State>(spec, exports->row_count);
  State& state = *memory.state_;
  if (!state.read_exports(*exports)) return std::nullopt;
  for (std::size_t at = 0; at < spec.kept.size(); ++at)
    if (const RecordTable* rows = record.table(std::string{memory_prefix} + spec.kept[at].id))
      if (!state.read_rows(*rows, state.tables[at])) return std::nullopt;
  state.arrange();
  return memory;
}

const std::vector<HeldExport>& Memory::exports() const { return state_->listed; }

bool Memory::holds(std::string_view sha256) const {
  return std::any_of(state_->listed.begin(), state_->listed.end(), [&](const HeldExport& of) { return of.sha256 == sha256; });
}

std::vector<HeldExport> Memory::begin(HeldExport of) {
  State& state = *state_;
  std::vector<HeldExport> replaced;
  for (std::uint32_t number = 0; number < state.all.size(); ++number) {
    const HeldExport& other = state.all[number];
    const bool same = other.sha256 == of.sha256;
    if (state.gone[number] || (!same && (other.first != of.first || other.last != of.last))) continue;
    if (!same) replaced.push_back(other);
    state.remove(number);
  }
  state.begun = state.add(std::move(of));
  state.arrange();
  return replaced;
}

void Memory::add_row(std::size_t table, const std::vector<Value>& cells) {
  State& state = *state_;
  KeptRows& rows = state.tables[table];
  state.cells.resize(cells.size());
  for (std::size_t at = 0; at < cells.size(); ++at)
    state.cells[at] = rows.pool().add(encode(cells[at], rows.table().columns[at].kind, state.all[state.begun]));
  rows.add(state.cells, state.begun);
}

std::vector<HeldExport> Memory::prune(std::uint32_t months, const Needed& needed) {
  State& state = *state_;
  std::vector<HeldExport> dropped;
  if (state.listed.empty()) return dropped;
  const std::int64_t oldest = months_before(state.listed.back().last, months);
  std::vector<std::string_view> texts;
  for (const std::uint32_t number : std::vector<std::uint32_t>{state.order}) {
    if (state.all[number].last >= oldest) continue;
    bool left = false;
    bool lost = false;
    for (KeptRows& rows : state.tables)
      for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!rows.said_by(row, number)) continue;
        texts.clear();
        for (const std::string& id : rows.table().while_open) texts.push_back(rows.encoded(row, rows.table().column(id)));
        if (!texts.empty() && needed(rows.table(), texts)) {
          left = true;
        } else {
          rows.forget(row, number);
          lost = true;
        }
      }
    if (lost || !left) dropped.push_back(state.all[number]);
    if (lost) state.all[number].whole = false;
    if (!left) state.gone[number] = true;
  }
  state.arrange();
  return dropped;
}

std::vector<HeldExport> Memory::take(const Memory& other) {
  State& state = *state_;
  const State& from = *other.state_;
  std::vector<HeldExport> taken;
  for (const std::uint32_t number : from.order) {
    const HeldExport& of = from.all[number];
    const bool held = std::any_of(state.listed.begin(), state.listed.end(), [&](const HeldExport& each) {
      return each.sha256 == of.sha256 || (each.first == of.first && each.last == of.last);
    });
    if (held || taken.size() == spare_exports) continue;
    taken.push_back(of);
    const std::uint32_t here = state.add(of);
    for (std::size_t table = 0; table < state.tables.size(); ++table) {
      KeptRows& rows = state.tables[table];
      const KeptRows& source = from.tables[table];
      state.cells.resize(rows.table().columns.size());
      for (std::size_t row = 0; row < source.size(); ++row) {
        if (!source.said_by(row, number)) continue;
        for (std::size_t at = 0; at < state.cells.size(); ++at) state.cells[at] = rows.pool().add(source.encoded(row, at));
        rows.add(state.cells, here);
      }
    }
  }
  state.arrange();
  return taken;
}

std::vector<RecordTable> Memory::tables() {
  State& state = *state_;
  std::vector<RecordTable> written;
  for (KeptRows& rows : state.tables)
    for (std::size_t column = 0; column < rows.table().columns.size(); ++column)
      if (const std::size_t last = rows.table().columns[column].last_exports; last > 0)
        for (std::size_t at = 0; at + last < state.order.size(); ++at) rows.blank(column, state.order[at]);
  written.push_back(state.written_exports());
  for (const KeptRows& rows : state.tables) written.push_back(state.written(rows));
  return written;
}

std::vector<Memory::Row> Memory::rows(std::size_t table) const {
  const State& state = *state_;
  const KeptRows& rows = state.tables[table];
  const std::vector<std::uint32_t> sorted = rows.sorted(state.position);
  std::vector<Row> all;
  for (std::size_t from = 0; from < sorted.size();) {
    std::size_t end = from + 1;
    while (end < sorted.size() && rows.same_key(sorted[from], sorted[end])) ++end;
    for (std::uint32_t of = 0; of < state.order.size(); ++of)
      for (std::size_t at = from; at < end; ++at)
        if (rows.said_by(sorted[at], state.order[of])) all.push_back({sorted[at], of});
    from = end;
  }
  return all;
}

std::string_view Memory::text(std::size_t table, const Row& row, std::size_t column) const {
  return state_->tables[table].encoded(row.row, column);
}

std::optional<std::int64_t> Memory::number(std::size_t table, const Row& row, std::size_t column) const {
  return decode(state_->tables[table].encoded(row.row, column), state_->listed[row.of]);
}

std::optional<std::vector<HeldExport>> merge_memories(const MemorySpec& spec, Record& lead, const Record& other) {
  std::optional<Memory> here = Memory::read(spec, lead);
  const std::optional<Memory> there = Memory::read(spec, other);
  if (!here || !there) return std::nullopt;
  std::vector<HeldExport> taken = here->take(*there);
  if (taken.empty()) return taken;
  std::erase_if(lead.tables, [](const RecordTable& table) { return std::string_view{table.id}.starts_with(memory_prefix); });
  for (RecordTable& table : here->tables()) lead.tables.push_back(std::move(table));
  return taken;
}

}  // namespace counterfoil::report
