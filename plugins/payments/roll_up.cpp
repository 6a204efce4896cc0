#include "payments/roll_up.hpp"

#include <algorithm>
#include <queue>
#include <tuple>
#include <unordered_map>

#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::payments {

namespace {

/// A sorted row on its way into a line.
struct Placed {
  PaidRow paid;
  std::string_view key;
  std::string_view bare_key;  // without leading zeros
  std::uint32_t strand = 0;
  bool repeats = false;
};

std::string substitute_id(const Payments& payments, std::size_t row) {
  std::string text = "No line ID: ";
  text += service_words(payments, row);
  for (const std::string_view part : {payments.provider.text(row), payments.payee.text(row)}) {
    if (part.empty()) continue;
    text += ", ";
    text += part;
  }
  return text;
}

/// Everything that tells two rows of one key apart, dates first. Rows that compare equal are interchangeable.
auto order_of(const Payments& payments, const PaidRow& paid) {
  const std::size_t row = paid.row;
  return std::make_tuple(paid.kind, paid.effective.first, paid.effective.last, payments.price_start.integer(row),
                         payments.start.integer(row), payments.end.integer(row), payments.price_end.integer(row),
                         payments.adjustment_from.integer(row), payments.adjustment_to.integer(row),
                         payments.service_type.text(row), payments.service.text(row), payments.provider.text(row),
                         payments.payee.text(row), payments.payee_id.text(row), paid.paid.count);
}

/// What is left when all of that is the same, so that even odd repeats come out in one order.
auto fine_order_of(const Payments& payments, const PaidRow& paid) {
  const std::size_t row = paid.row;
  return std::make_tuple(payments.payment_date.integer(row), payments.payment_reference.text(row), payments.quantity.integer(row),
                         payments.unit_cost.integer(row), payments.cost.integer(row), payments.weekly_cost.integer(row),
                         payments.frequency.text(row), payments.payment_type.text(row), payments.status.text(row),
                         payments.notes.text(row), payments.suspended_from.integer(row), payments.suspended_to.integer(row),
                         payments.provider_id.text(row), payments.name.text(row), payments.surname.text(row),
                         payments.forename.text(row), payments.unit.text(row), payments.date_of_birth.integer(row),
                         payments.control.integer(row), payments.adjustment.integer(row), payments.end_reason.text(row));
}

bool overlaps(const PaidRow& paid) {
  return paid.kind == PaymentKind::regular && paid.paid.count != 0 && paid.effective.days() > 0;
}

/// Rows without period columns that were paid on different days are payments of different weeks.
bool paid_on_different_days(const Payments& payments, std::size_t left, std::size_t right) {
  if (payments.period_from.exists()) return false;
  const auto a = payments.payment_date.date(left);
  const auto b = payments.payment_date.date(right);
  return a && b && *a != *b;
}

bool repeats(const Payments& payments, const Placed& left, const Placed& right) {
  return left.paid.paid.count != 0 && order_of(payments, left.paid) == order_of(payments, right.paid) &&
         !paid_on_different_days(payments, left.paid.row, right.paid.row);
}

/// Whether a row can be the next price period of a strand that ended with `last`. Exports often end one price on the day on which
/// the next begins; a row that repeats another is never its successor.
bool follows(const Payments& payments, const Placed& last, const Placed& row) {
  if (paid_on_different_days(payments, last.paid.row, row.paid.row)) return true;
  return row.repeats ? last.paid.effective.last < row.paid.effective.first : last.paid.effective.last <= row.paid.effective.first;
}

/// Spreads the rows of one key over as few strands as hold no overlapping and no repeated rows. Rows come in order.
std::uint32_t place_strands(const Payments& payments, std::span<Placed> rows) {
  using End = std::tuple<Date, std::uint32_t, std::uint32_t>;  // last day, strand, index of its last row
  std::priority_queue<End, std::vector<End>, std::greater<>> ends;
  std::uint32_t strands = 1;
  std::uint32_t run_of_repeats = 0;
  bool first_taken = false;
  for (std::uint32_t place = 0; place < rows.size(); ++place) {
    Placed& row = rows[place];
    row.repeats = place > 0 && repeats(payments, rows[place - 1], row);
    run_of_repeats = row.repeats ? run_of_repeats + 1 : 0;
    if (!overlaps(row.paid)) {
      row.strand = run_of_repeats;
    } else if (!ends.empty() && follows(payments, rows[std::get<2>(ends.top())], row)) {
      row.strand = std::get<1>(ends.top());
      ends.pop();
      ends.emplace(row.paid.effective.last, row.strand, place);
    } else {
      row.strand = first_taken ? strands : 0;
      first_taken = true;
      ends.emplace(row.paid.effective.last, row.strand, place);
    }
    strands = std::max(strands, row.strand + 1);
  }
  return strands;
}

std::uint32_t head_of(const Payments& payments, std::span<const PaidRow> rows) {
  const auto rank = [&](const PaidRow& paid) {
    return std::make_tuple(paid.kind == PaymentKind::regular, paid.effective.days() > 0, paid.effective.first,
                           payments.price_start.integer(paid.row).value_or(CF_NO_NUMBER),
                           payments.start.integer(paid.row).value_or(CF_NO_NUMBER));
  };
  std::uint32_t best = 0;
  for (std::uint32_t place = 1; place < rows.size(); ++place)
    if (rank(rows[best]) <= rank(rows[place])) best = place;
  return best;
}

void note_blank_ids(const Payments& payments, const std::vector<std::uint32_t>& blank, Notes& notes) {
  if (blank.empty()) return;
  if (blank.size() == payments.rows) {
    notes.push_back({"no-line-ids", payments.input, UINT64_MAX, {}, {{"export", std::string{payments.title}}}});
    return;
  }
  for (const std::uint32_t row : blank) notes.push_back({"line-id-blank", payments.input, row, "line_id", {}});
}

std::vector<Placed> sorted_rows(Export& result, const std::vector<std::uint32_t>& people, const Conventions& conventions,
                                Notes& notes) {
  const Payments& payments = result.payments;
  std::vector<Placed> placed(payments.rows);
  std::vector<std::uint32_t> blank;
  std::unordered_map<std::string, std::string_view> substitutes;
  RowReader reader{payments, result.period, conventions};
  for (std::size_t row = 0; row < payments.rows; ++row) {
    placed[row].paid = reader.read(row);
    placed[row].paid.person = people[row];
    placed[row].key = payments.line_id.text(row);
    placed[row].bare_key = without_leading_zeros(placed[row].key);
    if (!placed[row].key.empty()) continue;
    blank.push_back(static_cast<std::uint32_t>(row));
    const auto [place, added] = substitutes.try_emplace(substitute_id(payments, row));
    if (added) place->second = result.substitutes.emplace_back(place->first);
    placed[row].key = place->second;
  }
  note_blank_ids(payments, blank, notes);
  std::sort(placed.begin(), placed.end(), [&payments](const Placed& left, const Placed& right) {
    if (left.paid.person != right.paid.person) return left.paid.person < right.paid.person;
    if (left.key != right.key) return id_before(left.key, left.bare_key, right.key, right.bare_key);
    const auto a = order_of(payments, left.paid);
    const auto b = order_of(payments, right.paid);
    if (a != b) return a < b;
    return fine_order_of(payments, left.paid) < fine_order_of(payments, right.paid);
  });
  return placed;
}

}  // namespace

Paid paid_of(std::span<const PaidRow> rows) {
  Paid sum;
  for (const PaidRow& row : rows) {
    sum.paid += row.paid;
    sum.adjustment += row.adjustment;
    if (row.kind == PaymentKind::one_off) sum.one_off += row.paid - row.adjustment;
    if (row.kind == PaymentKind::regular) sum.regular += row.paid - row.adjustment;
  }
  return sum;
}

Export roll_up(const Payments& payments, const std::vector<std::uint32_t>& people, const People& directory, DateSpan period,
               const Conventions& conventions, Notes& notes) {
  Export result;
  result.payments = payments;
  result.period = period;
  std::vector<Placed> placed = sorted_rows(result, people, conventions, notes);
  result.rows.reserve(placed.size());
  for (std::size_t begin = 0, end = 0; begin < placed.size(); begin = end) {
    while (end < placed.size() && placed[end].paid.person == placed[begin].paid.person && placed[end].key == placed[begin].key)
      ++end;
    const std::span<Placed> group{placed.data() + begin, end - begin};
    const std::uint32_t strands = group.size() == 1 ? 1 : place_strands(payments, group);
    if (strands > 1) {
      std::stable_sort(group.begin(), group.end(),
                       [](const Placed& left, const Placed& right) { return left.strand < right.strand; });
      std::uint32_t lowest = group.front().paid.row;
      for (const Placed& row : group) lowest = std::min(lowest, row.paid.row);
      notes.push_back({"line-id-repeated",
                       payments.input,
                       lowest,
                       "line_id",
                       {{"line", std::string{group.front().key}},
                        {"person", std::string{directory.ids[group.front().paid.person]}},
                        {"rows", std::to_string(group.size())},
                        {"lines", std::to_string(strands)}}});
    }
    for (std::size_t from = 0, to = 0; from < group.size(); from = to) {
      Line line;
      line.person = group[from].paid.person;
      line.id = group[from].key;
      line.substitute = line.id.data() != payments.line_id.text(group[from].paid.row).data();
      line.first = static_cast<std::uint32_t>(result.rows.size());
      bool all_repeat = true;
      for (; to < group.size() && group[to].strand == group[from].strand; ++to) {
        result.rows.push_back(group[to].paid);
        all_repeat = all_repeat && group[to].repeats;
      }
      line.count = static_cast<std::uint32_t>(to - from);
      if (group[from].strand > 0) line.repeat = all_repeat ? Repeat::exact : Repeat::overlapping;
      line.head = line.first + head_of(payments, result.rows_of(line));
      result.lines.push_back(line);
    }
  }
  return result;
}

}  // namespace counterfoil::payments
