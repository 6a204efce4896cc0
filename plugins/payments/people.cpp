#include "payments/people.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::payments {

namespace {

struct Known {
  std::string_view id;
  std::string_view bare;  // without leading zeros
  bool in_previous = false;
  bool in_current = false;
  std::string_view name{};            // the first that goes with it; empty where the exports have none
  std::uint32_t joined = UINT32_MAX;  // index of the spelling that stands for all
  std::uint32_t number = 0;
};

struct Directory {
  std::unordered_map<std::string_view, std::uint32_t> index;
  std::vector<Known> known;

  std::uint32_t add(const Payments& payments, std::size_t row) {
    const std::string_view id = payments.person_id.text(row);
    const auto [place, added] = index.try_emplace(id, static_cast<std::uint32_t>(known.size()));
    if (added) known.push_back({id, without_leading_zeros(id)});
    Known& one = known[place->second];
    if (one.name.empty()) one.name = payments.surname.exists() ? payments.surname.text(row) : payments.name.text(row);
    return place->second;
  }
};

using Members = std::vector<std::uint32_t>;

/// Two spellings, one in each export alone; of several, those that go with one name.
bool is_one_person(const Directory& directory, const Members& members) {
  if (members.size() == 2) {
    const Known& one = directory.known[members[0]];
    const Known& other = directory.known[members[1]];
    const bool only_zeros = !one.bare.empty() && one.bare == other.bare;
    const bool other_name = !one.name.empty() && !other.name.empty() && !same_words(one.name, other.name);
    if (one.in_previous != one.in_current && other.in_previous == one.in_current && other.in_current == one.in_previous)
      return only_zeros || !other_name;
  }
  return std::all_of(members.begin(), members.end(), [&](std::uint32_t each) {
    const Known& first = directory.known[members.front()];
    return !first.name.empty() && same_words(first.name, directory.known[each].name) &&
           (each == members.front() || directory.known[each].bare.empty());
  });
}

/// The spelling that stands for all: the one with its zeros, else last period's, else the first.
std::uint32_t kept_of(const Directory& directory, const Members& members) {
  return *std::min_element(members.begin(), members.end(), [&](std::uint32_t left, std::uint32_t right) {
    const Known& a = directory.known[left];
    const Known& b = directory.known[right];
    if (!a.bare.empty() && !b.bare.empty() && a.id.size() != b.id.size()) return a.id.size() > b.id.size();
    if (a.in_previous != b.in_previous) return a.in_previous;
    return left < right;
  });
}

void note_joined(const Directory& directory, const std::vector<Members>& joined, std::string_view input, Notes& notes) {
  std::vector<std::pair<std::string_view, std::string_view>> respelt;  // kept, other
  std::vector<std::pair<std::string_view, std::string_view>> zeros;    // last period's, this period's
  for (const Members& members : joined) {
    const std::uint32_t kept = kept_of(directory, members);
    for (const std::uint32_t each : members) {
      if (each == kept) continue;
      const Known& one = directory.known[kept];
      const Known& other = directory.known[each];
      if (one.bare.empty() || one.bare != other.bare)
        respelt.emplace_back(one.id, other.id);
      else
        zeros.emplace_back(one.in_previous ? one.id : other.id, one.in_previous ? other.id : one.id);
    }
  }
  const auto by_id = [](const auto& a, const auto& b) {
    return a.first != b.first ? id_before(a.first, b.first) : a.second < b.second;
  };
  std::sort(zeros.begin(), zeros.end(), by_id);
  std::sort(respelt.begin(), respelt.end(), by_id);
  for (const auto& [before, now] : zeros)
    notes.push_back({"leading-zeros-differ",
                     input,
                     UINT64_MAX,
                     {},
                     {{"what", "Person ID"}, {"previous", std::string{before}}, {"current", std::string{now}}}});
  if (!respelt.empty())
    notes.push_back({"ids-spelt-differently",
                     input,
                     UINT64_MAX,
                     {},
                     {{"count", counted(respelt.size(), "person ID", "person IDs")},
                      {"previous", std::string{respelt.front().first}},
                      {"current", std::string{respelt.front().second}}}});
}

void join_spellings(Directory& directory, std::string_view input, Notes& notes) {
  std::unordered_map<std::string, Members> groups;
  for (std::uint32_t person = 0; person < directory.known.size(); ++person)
    if (std::string word = bare_id(directory.known[person].id); !word.empty()) groups[std::move(word)].push_back(person);
  std::vector<Members> joined;
  for (auto& [word, members] : groups) {
    if (members.size() < 2 || !is_one_person(directory, members)) continue;
    const std::uint32_t kept = kept_of(directory, members);
    for (const std::uint32_t each : members)
      if (each != kept) directory.known[each].joined = kept;
    joined.push_back(std::move(members));
  }
  note_joined(directory, joined, input, notes);
}

}  // namespace

People number_people(const Payments& previous, const Payments& current, Notes& notes) {
  Directory directory;
  directory.index.reserve(previous.rows / 2 + current.rows / 2);
  People people;
  people.previous.resize(previous.rows);
  people.current.resize(current.rows);
  for (std::size_t row = 0; row < previous.rows; ++row) {
    people.previous[row] = directory.add(previous, row);
    directory.known[people.previous[row]].in_previous = true;
  }
  for (std::size_t row = 0; row < current.rows; ++row) {
    people.current[row] = directory.add(current, row);
    directory.known[people.current[row]].in_current = true;
  }
  join_spellings(directory, current.input, notes);
  std::vector<std::uint32_t> order;
  for (std::uint32_t person = 0; person < directory.known.size(); ++person)
    if (directory.known[person].joined == UINT32_MAX) order.push_back(person);
  std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
    const Known& a = directory.known[left];
    const Known& b = directory.known[right];
    return id_before(a.id, a.bare, b.id, b.bare);
  });
  for (std::uint32_t number = 0; number < order.size(); ++number) {
    directory.known[order[number]].number = number;
    people.ids.push_back(directory.known[order[number]].id);
  }
  const auto number_of = [&](std::uint32_t person) {
    const Known& known = directory.known[person];
    return known.joined == UINT32_MAX ? known.number : directory.known[known.joined].number;
  };
  for (auto& person : people.previous) person = number_of(person);
  for (auto& person : people.current) person = number_of(person);
  return people;
}

}  // namespace counterfoil::payments
