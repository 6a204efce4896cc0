#include "acts/seen_list.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "acts/record_folder.hpp"

namespace counterfoil::acts {

namespace {

// A line an act: name, id, place and length of its copy. A line "=id" says that a later act names it, "!name" that its owner was
// told it is gone.
constexpr char named_mark = '=', told_mark = '!';
constexpr std::string_view whole_line = ".";
constexpr std::size_t id_length = 64;

/// Takes the text up to `mark` off the front.
std::string_view taken(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + 1));
  return part;
}

std::int64_t number_in(std::string_view text) {
  std::int64_t number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

void SeenList::read(Buffer text) {
  held_ = std::move(text);
  entries_.reserve(static_cast<std::size_t>(std::count(held_.view().begin(), held_.view().end(), '\n')));
  std::unordered_set<std::string_view> named;
  std::unordered_map<std::string_view, std::size_t> told;  // how many entries stood before the line
  for (std::string_view rest = held_.view(); !rest.empty();) {
    std::string_view line = taken(rest, '\n');
    if (line.starts_with(named_mark)) {
      named.insert(line.substr(1));
    } else if (line.starts_with(told_mark)) {
      told[line.substr(1)] = entries_.size();
    } else {
      Entry entry;
      entry.file = taken(line, '\t');
      entry.id = taken(line, '\t');
      entry.at = number_in(taken(line, '\t'));
      entry.bytes = number_in(taken(line, '\t'));
      if (line == whole_line && entry.file.ends_with(act_suffix) && entry.id.size() == id_length) entries_.push_back(entry);
    }
  }
  for (std::size_t at = 0; at < entries_.size(); ++at) {
    Entry& entry = entries_[at];
    entry.named = !named.empty() && named.contains(entry.id);
    if (const auto place = told.find(entry.file); place != told.end()) entry.told = at < place->second;
  }
  // Of several lines of one file the last counts; they lie in one text, one behind the other.
  std::sort(entries_.begin(), entries_.end(), [](const Entry& left, const Entry& right) {
    const int order = left.file.compare(right.file);
    return order != 0 ? order < 0 : left.file.data() < right.file.data();
  });
  std::size_t kept = 0;
  for (std::size_t at = 0; at < entries_.size(); ++at)
    if (at + 1 == entries_.size() || entries_[at + 1].file != entries_[at].file) entries_[kept++] = entries_[at];
  entries_.resize(kept);
}

std::size_t SeenList::place_of(std::string_view file) const {
  const auto place = std::lower_bound(entries_.begin(), entries_.end(), file,
                                      [](const Entry& entry, std::string_view wanted) { return entry.file < wanted; });
  return static_cast<std::size_t>(place - entries_.begin());
}

const SeenList::Entry* SeenList::find(std::string_view file) const {
  const std::size_t place = place_of(file);
  return stands_at(place, file) ? &entries_[place] : nullptr;
}

void SeenList::put(const Entry& entry) {
  Entry own = entry;
  own.file = added_.emplace_back(entry.file);
  own.id = added_.emplace_back(entry.id);
  const std::size_t place = place_of(own.file);
  if (stands_at(place, own.file))
    entries_[place] = own;
  else
    entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(place), own);
}

bool SeenList::put_named(std::string_view file, std::string_view id) {
  const std::size_t place = place_of(file);
  if (!stands_at(place, file)) {
    put({file, id, -1, 0, true, false});
    return true;
  }
  entries_[place].named = true;
  return false;
}

std::string SeenList::line_of(const Entry& entry) {
  return std::string{entry.file} + "\t" + std::string{entry.id} + "\t" + std::to_string(entry.at) + "\t" +
         std::to_string(entry.bytes) + "\t" + std::string{whole_line} + "\n";
}

std::string SeenList::line_of_named(std::string_view id) { return named_mark + std::string{id} + "\n"; }

std::string SeenList::line_of_told(std::string_view file) { return told_mark + std::string{file} + "\n"; }

}  // namespace counterfoil::acts
