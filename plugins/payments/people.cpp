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
  std::uint32_t joined = UINT32_MAX;  // index of the spelling that stands for both
  std::uint32_t number = 0;
};

struct Directory {
  std::unordered_map<std::string_view, std::uint32_t> index;
  std::vector<Known> known;

  std::uint32_t add(std::string_view id) {
    const auto [place, added] = index.try_emplace(id, static_cast<std::uint32_t>(known.size()));
    if (added) known.push_back({id, without_leading_zeros(id)});
    return place->second;
  }
};

void join_lost_zeros(Directory& directory, Notes& notes) {
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> groups;
  for (std::uint32_t person = 0; person < directory.known.size(); ++person)
    if (const auto bare = directory.known[person].bare; !bare.empty()) groups[bare].push_back(person);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> joined;
  for (auto& [bare, members] : groups) {
    if (members.size() != 2) continue;
    Known* before = &directory.known[members[0]];
    Known* now = &directory.known[members[1]];
    if (!before->in_previous) std::swap(before, now);
    if (!before->in_previous || before->in_current || !now->in_current || now->in_previous) continue;
    Known* kept = before->id.size() > now->id.size() ? before : now;
    Known* other = kept == before ? now : before;
    other->joined = static_cast<std::uint32_t>(kept - directory.known.data());
    joined.emplace_back(static_cast<std::uint32_t>(before - directory.known.data()),
                        static_cast<std::uint32_t>(now - directory.known.data()));
  }
  std::sort(joined.begin(), joined.end(),
            [&](const auto& a, const auto& b) { return id_before(directory.known[a.first].id, directory.known[b.first].id); });
  for (const auto& [before, now] : joined)
    notes.push_back({"leading-zeros-differ",
                     "current",
                     UINT64_MAX,
                     {},
                     {{"what", "Person ID"},
                      {"previous", std::string{directory.known[before].id}},
                      {"current", std::string{directory.known[now].id}}}});
}

}  // namespace

People number_people(const Payments& previous, const Payments& current, Notes& notes) {
  Directory directory;
  directory.index.reserve(previous.rows / 2 + current.rows / 2);
  People people;
  people.previous.resize(previous.rows);
  people.current.resize(current.rows);
  for (std::size_t row = 0; row < previous.rows; ++row) {
    people.previous[row] = directory.add(previous.person_id.text(row));
    directory.known[people.previous[row]].in_previous = true;
  }
  for (std::size_t row = 0; row < current.rows; ++row) {
    people.current[row] = directory.add(current.person_id.text(row));
    directory.known[people.current[row]].in_current = true;
  }
  join_lost_zeros(directory, notes);
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
