// Which cells of any sheet hold names of people, dates of birth or remarks, told by the headings above them; and names as initials.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "table/layout.hpp"

namespace counterfoil::run {

enum class Personal {
  name,     // becomes initials
  removed,  // dates of birth, NHS numbers, addresses, remarks: becomes blank
};

/// "Ava Hill" and "Hill, Ava" both give "A.H."; "" stays "".
std::string initials_of(std::string_view name);

class PersonalHeadings {
 public:
  /// The headings that the layouts know for such fields, and a few words that say it in any heading.
  explicit PersonalHeadings(const std::vector<table::Layout>& layouts);
  /// nullptr: the heading says nothing of the kind.
  const Personal* find(std::string_view heading) const;

 private:
  std::map<std::string, Personal> known_;  // folded
};

/// Names met in columns of names, looked for in all other texts.
class KnownNames {
 public:
  void add(std::string_view name);
  /// The text with each of those names as initials; the same text where none is in it.
  std::string without_names(std::string_view text) const;
  std::size_t size() const { return names_.size(); }

 private:
  using Words = std::vector<std::string>;
  std::set<Words> names_;
  std::map<std::string, std::set<std::size_t>> lengths_;  // first word -> how many words such a name has
};

}  // namespace counterfoil::run
