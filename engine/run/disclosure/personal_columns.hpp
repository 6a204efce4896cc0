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
  name,      // becomes initials
  forename,  // the same; with the surname in the same row it is a name to be looked for elsewhere
  surname,
  maybe_person,  // a provider: initials, unless words such as "Ltd" or "House" say that it is none
  quoting,       // a text of ours that quotes what staff wrote: without the quotation
  removed,       // dates of birth, NHS numbers, addresses, remarks, links to files: becomes blank
};

/// "Sparrow House Ltd", "Anytown Council": whatever else it is, no person.
bool is_organisation(std::string_view name);

/// "Ava Hill" and "Hill, Ava" both give "A.H."; "" stays "".
std::string initials_of(std::string_view name);

class PersonalHeadings {
 public:
  /// The headings that the layouts know for such fields, and a few words that say it in any heading.
  /// `ours`: a workbook of Counterfoil's, whose reasons quote.
  explicit PersonalHeadings(const std::vector<table::Layout>& layouts, bool ours = false);
  /// nullptr: the heading says nothing of the kind.
  const Personal* find(std::string_view heading) const;

 private:
  std::map<std::string, Personal> known_;  // folded
  bool ours_;
};

/// Names met in columns of names, looked for in all other texts.
class KnownNames {
 public:
  /// Also without "Mr", "Mrs" and the like before it.
  void add(std::string_view name);
  /// The text with each of those names as initials; the same text where none is in it.
  std::string without_names(std::string_view text) const;
  std::size_t size() const { return names_.size(); }

 private:
  using Words = std::vector<std::string>;
  std::set<Words> names_;
  std::map<std::string, std::set<std::size_t>> lengths_;  // first word -> how many words such a name has
};

/// What is taken out of cells: remarks, dates of birth, numbers. Other texts may quote it.
class KnownRemarks {
 public:
  /// Too short a text, or one without letters that is no date, is not looked for.
  void add(std::string_view text);
  /// Both ways in which a date is written, and the day on which somebody born then turns 18.
  void add_birthday(std::int64_t days);  // since 1970-01-01
  /// The text with "[...]" for each of them; the same text where none is in it.
  std::string without_remarks(std::string_view text) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> by_start_;  // first four bytes -> texts, the longest first
};

/// "Accepted by TQ: "Mum's new carer"." with "[...]" between the quotation marks.
std::string without_quotations(std::string_view text);

}  // namespace counterfoil::run
