#include "duplicates.hpp"

#include <algorithm>
#include <tuple>

#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

/// A paid regular line, as far as this rule looks.
struct Candidate {
  std::uint32_t line = 0;
  bool is_new = false;
  DateSpan span;
  Pence amount;
  std::string service;
};

DateSpan span_of(const Export& from, const Line& line) {
  DateSpan span{Date::max(), Date::min()};
  for (const PaidRow& row : from.rows_of(line)) {
    if (row.kind != PaymentKind::regular || row.effective.days() == 0) continue;
    span.first = std::min(span.first, row.effective.first);
    span.last = std::max(span.last, row.effective.last);
  }
  return span;
}

std::string type_and_service_key(const Export& from, const Line& line) {
  const std::size_t row = from.head_row(line);
  return plain(from.payments.service_type.text(row)) + '\n' + plain(from.payments.service.text(row));
}

bool meets(const Candidate& left, const Candidate& right) { return overlap(left.span, right.span).days() > 0; }

/// Candidates of one person and service, the old and early ones first. Each is held against the first line of the group and the
/// first with its amount: one partner is enough to ask the question.
void mark(const std::vector<Candidate>& group, std::vector<std::uint32_t>& partner) {
  std::unordered_map<std::int64_t, const Candidate*> by_amount;
  for (const Candidate& candidate : group) {
    const auto [place, first_of_amount] = by_amount.try_emplace(candidate.amount.count, &candidate);
    if (!first_of_amount && meets(*place->second, candidate))
      partner[candidate.line] = place->second->line;
    else if (candidate.is_new && &candidate != &group.front() && meets(group.front(), candidate))
      partner[candidate.line] = group.front().line;
  }
}

std::string one_off_key(const Export& from, const Line& line, Pence amount) {
  return std::to_string(line.person) + '\n' + type_and_service_key(from, line) + '\n' + std::to_string(amount.count);
}

}  // namespace

std::vector<bool> new_lines(const Export& current, const std::vector<Pair>& pairs) {
  std::vector<bool> is_new(current.lines.size(), false);
  for (const Pair& pair : pairs)
    if (pair.current != no_line && pair.previous == no_line) is_new[pair.current] = true;
  return is_new;
}

std::vector<std::uint32_t> same_service_twice(const Export& current, const std::vector<Pair>& pairs) {
  std::vector<std::uint32_t> partner(current.lines.size(), no_line);
  const std::vector<bool> is_new = new_lines(current, pairs);
  std::vector<Candidate> person;
  const auto finish = [&] {
    if (person.size() > 1) {
      std::sort(person.begin(), person.end(), [](const Candidate& left, const Candidate& right) {
        return std::tie(left.service, left.is_new, left.span.first, left.line) <
               std::tie(right.service, right.is_new, right.span.first, right.line);
      });
      for (std::size_t begin = 0, end = 0; begin < person.size(); begin = end) {
        while (end < person.size() && person[end].service == person[begin].service) ++end;
        if (end - begin > 1)
          mark({person.begin() + static_cast<std::ptrdiff_t>(begin), person.begin() + static_cast<std::ptrdiff_t>(end)}, partner);
      }
    }
    person.clear();
  };
  for (std::uint32_t line = 0; line < current.lines.size(); ++line) {
    const Line& each = current.lines[line];
    if (line > 0 && current.lines[line - 1].person != each.person) finish();
    if (each.repeat != Repeat::none) continue;  // has a rule of its own
    const Paid paid = paid_of(current.rows_of(each));
    const DateSpan span = span_of(current, each);
    if (paid.regular.count <= 0 || span.days() == 0) continue;
    std::string service = type_and_service_key(current, each);
    if (service == "\n") continue;  // nothing to compare
    person.push_back({line, is_new[line], span, paid.regular, std::move(service)});
  }
  finish();
  return partner;
}

OneOffs::OneOffs(const Export& previous) {
  for (std::uint32_t line = 0; line < previous.lines.size(); ++line)
    for (const PaidRow& row : previous.rows_of(previous.lines[line]))
      if (row.kind == PaymentKind::one_off && row.paid.count > 0)
        lines_.try_emplace(one_off_key(previous, previous.lines[line], row.paid), line);
}

std::uint32_t OneOffs::same_as(const Export& current, const Line& line) const {
  for (const PaidRow& row : current.rows_of(line)) {
    if (row.kind != PaymentKind::one_off || row.paid.count <= 0) continue;
    if (const auto found = lines_.find(one_off_key(current, line, row.paid)); found != lines_.end()) return found->second;
  }
  return no_line;
}

}  // namespace counterfoil::cwd
