#include "pairing.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

/// The lines of one person on one side.
using Lines = std::vector<std::uint32_t>;

/// Line ids that are written another way, told together.
struct Spellings {
  std::size_t count = 0;
  std::pair<std::string_view, std::string_view> first;  // last period's, this period's
};

struct Person {
  const Export& previous;
  const Export& current;
  std::vector<Pair>& pairs;
  Lines before, now;  // not yet paired

  const Line& old_line(std::uint32_t line) const { return previous.lines[line]; }
  const Line& new_line(std::uint32_t line) const { return current.lines[line]; }
};

std::string service_key(const Export& from, const Line& line) { return plain(service_words(from.payments, from.head_row(line))); }
std::string provider_key(const Export& from, const Line& line) {
  const auto id = from.payments.provider_id.text(from.head_row(line));
  return plain(id.empty() ? from.payments.provider.text(from.head_row(line)) : id);
}
std::string payee_key(const Export& from, const Line& line) {
  const auto id = from.payments.payee_id.text(from.head_row(line));
  return plain(id.empty() ? from.payments.payee.text(from.head_row(line)) : id);
}
std::string parties(const Export& from, const Line& line) {
  return service_key(from, line) + '\n' + provider_key(from, line) + '\n' + payee_key(from, line);
}
std::string with_amount(const Export& from, const Line& line) {
  return parties(from, line) + '\n' + std::to_string(paid_of(from.rows_of(line)).paid.count);
}

using FoundPairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

void take(Lines& before, Lines& now, const FoundPairs& found) {
  Lines old_taken;
  Lines new_taken;
  for (const auto& [old_one, new_one] : found) {
    old_taken.push_back(old_one);
    new_taken.push_back(new_one);
  }
  const auto erase = [](Lines& lines, Lines& taken) {
    std::sort(taken.begin(), taken.end());
    std::erase_if(lines, [&taken](std::uint32_t line) { return std::binary_search(taken.begin(), taken.end(), line); });
  };
  erase(before, old_taken);
  erase(now, new_taken);
}

/// Pairs lines whose key texts are equal, in order, and takes them out of both lists. `only_single`: where each side has just one.
template <class OldKey, class NewKey>
FoundPairs match_by(Lines& before, Lines& now, OldKey old_key, NewKey new_key, bool only_single) {
  std::map<std::string, std::pair<Lines, Lines>> groups;
  for (const std::uint32_t line : before)
    if (std::string key = old_key(line); !key.empty()) groups[std::move(key)].first.push_back(line);
  for (const std::uint32_t line : now)
    if (std::string key = new_key(line); !key.empty()) groups[std::move(key)].second.push_back(line);
  FoundPairs found;
  for (const auto& [key, group] : groups) {
    const std::size_t count = std::min(group.first.size(), group.second.size());
    if (only_single && (group.first.size() != 1 || group.second.size() != 1)) continue;
    for (std::size_t place = 0; place < count; ++place) found.emplace_back(group.first[place], group.second[place]);
  }
  std::sort(found.begin(), found.end());
  take(before, now, found);
  return found;
}

/// Lines of one key on both sides, at least one side with several.
void pair_repeated(const Export& previous, const Export& current, Lines before, Lines now, std::vector<Pair>& pairs) {
  FoundPairs found;
  const auto stage = [&](auto key) {
    const auto more = match_by(
        before, now, [&](std::uint32_t line) { return key(previous, previous.lines[line]); },
        [&](std::uint32_t line) { return key(current, current.lines[line]); }, false);
    found.insert(found.end(), more.begin(), more.end());
  };
  stage(with_amount);
  stage(parties);
  stage([](const Export&, const Line&) { return std::string{"rest"}; });
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::uint32_t number = 0;
  for (const auto& [old_one, new_one] : found) pairs.push_back({old_one, new_one, Match::repeated, ++number});
  // The rest of a repeated key stands alone, numbered on; it takes no part in the search for renumbered lines.
  for (const std::uint32_t line : before) pairs.push_back({line, no_line, Match::alone, ++number});
  for (const std::uint32_t line : now) pairs.push_back({no_line, line, Match::alone, ++number});
}

void pair_same_ids(Person& person, std::uint32_t old_begin, std::uint32_t old_end, std::uint32_t new_begin, std::uint32_t new_end) {
  std::uint32_t left = old_begin;
  std::uint32_t right = new_begin;
  while (left < old_end || right < new_end) {
    const bool take_old = left < old_end && (right == new_end || !id_before(person.new_line(right).id, person.old_line(left).id));
    const bool take_new = right < new_end && (left == old_end || !id_before(person.old_line(left).id, person.new_line(right).id));
    Lines before;
    Lines now;
    if (take_old)
      for (const auto id = person.old_line(left).id; left < old_end && person.old_line(left).id == id; ++left)
        before.push_back(left);
    if (take_new)
      for (const auto id = person.new_line(right).id; right < new_end && person.new_line(right).id == id; ++right)
        now.push_back(right);
    if (before.size() > 1 || now.size() > 1)
      pair_repeated(person.previous, person.current, before, now, person.pairs);
    else if (before.empty())
      person.now.push_back(now.front());
    else if (now.empty())
      person.before.push_back(before.front());
    else
      person.pairs.push_back({before.front(), now.front(), Match::same, 1});
  }
}

/// Ids that are the same but for leading zeros, then those that are but for capitals, spaces and signs.
void pair_spellings(Person& person, Spellings& respelt, Notes& notes) {
  const auto zeros = match_by(
      person.before, person.now, [&](std::uint32_t line) { return std::string{without_leading_zeros(person.old_line(line).id)}; },
      [&](std::uint32_t line) { return std::string{without_leading_zeros(person.new_line(line).id)}; }, true);
  for (const auto& [old_one, new_one] : zeros) {
    person.pairs.push_back({old_one, new_one, Match::leading_zeros, 1});
    notes.push_back({"leading-zeros-differ",
                     person.current.payments.input,
                     UINT64_MAX,
                     {},
                     {{"what", "Line ID"},
                      {"previous", std::string{person.old_line(old_one).id}},
                      {"current", std::string{person.new_line(new_one).id}}}});
  }
  const auto key = [](const Line& line) { return line.substitute ? std::string{} : bare_id(line.id); };
  const auto others = match_by(
      person.before, person.now, [&](std::uint32_t line) { return key(person.old_line(line)); },
      [&](std::uint32_t line) { return key(person.new_line(line)); }, true);
  for (const auto& [old_one, new_one] : others) {
    person.pairs.push_back({old_one, new_one, Match::spelling, 1});
    if (respelt.count++ == 0) respelt.first = {person.old_line(old_one).id, person.new_line(new_one).id};
  }
}

/// Nothing was paid on a line that is only listed, so it says nothing about renumbering.
bool counts(const Export& from, const Line& line) {
  const PaidRow& head = from.head_of(line);
  return head.kind == PaymentKind::regular && !service_key(from, line).empty();
}

void pair_renumbered(Person& person) {
  Lines before = person.before;
  Lines now = person.now;
  std::erase_if(before, [&](std::uint32_t line) { return !counts(person.previous, person.old_line(line)); });
  std::erase_if(now, [&](std::uint32_t line) { return !counts(person.current, person.new_line(line)); });
  FoundPairs found;
  const auto stage = [&](auto party) {
    // One candidate on each side means: one of all lines of that service and party, so both lists are read anew each time.
    const auto key = [&party](const Export& from, const Line& line) {
      const std::string name = party(from, line);
      return name.empty() ? std::string{} : service_key(from, line) + '\n' + name;
    };
    const auto more = match_by(
        before, now, [&](std::uint32_t line) { return key(person.previous, person.old_line(line)); },
        [&](std::uint32_t line) { return key(person.current, person.new_line(line)); }, true);
    found.insert(found.end(), more.begin(), more.end());
  };
  stage(provider_key);
  stage(payee_key);
  for (const auto& [old_one, new_one] : found) person.pairs.push_back({old_one, new_one, Match::renumbered, 1});
  take(person.before, person.now, found);
}

}  // namespace

std::vector<Pair> pair_lines(const Export& previous, const Export& current, Notes& notes) {
  std::vector<Pair> pairs;
  pairs.reserve(std::max(previous.lines.size(), current.lines.size()));
  Spellings respelt;
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  const auto old_count = static_cast<std::uint32_t>(previous.lines.size());
  const auto new_count = static_cast<std::uint32_t>(current.lines.size());
  while (left < old_count || right < new_count) {
    const std::uint32_t number = std::min(left < old_count ? previous.lines[left].person : UINT32_MAX,
                                          right < new_count ? current.lines[right].person : UINT32_MAX);
    std::uint32_t old_end = left;
    std::uint32_t new_end = right;
    while (old_end < old_count && previous.lines[old_end].person == number) ++old_end;
    while (new_end < new_count && current.lines[new_end].person == number) ++new_end;
    Person person{previous, current, pairs, {}, {}};
    pair_same_ids(person, left, old_end, right, new_end);
    if (!person.before.empty() && !person.now.empty()) {
      pair_spellings(person, respelt, notes);
      pair_renumbered(person);
    }
    for (const std::uint32_t line : person.before) pairs.push_back({line, no_line, Match::alone, 1});
    for (const std::uint32_t line : person.now) pairs.push_back({no_line, line, Match::alone, 1});
    left = old_end;
    right = new_end;
  }
  if (respelt.count > 0)
    notes.push_back({"ids-spelt-differently",
                     current.payments.input,
                     UINT64_MAX,
                     {},
                     {{"count", counted(respelt.count, "line ID", "line IDs")},
                      {"previous", std::string{respelt.first.first}},
                      {"current", std::string{respelt.first.second}}}});
  return pairs;
}

}  // namespace counterfoil::cwd
