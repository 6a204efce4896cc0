#include "run/disclosure/personal_columns.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/text.hpp"

namespace counterfoil::run {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-';
}

struct Word {
  std::size_t begin;
  std::size_t end;
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_letter(text[at])) ++at;
    words.push_back({begin, at});
  }
  return words;
}

std::string lower(std::string_view word) {
  std::string text{word};
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// Its first character, in UTF-8.
std::string first_letter(std::string_view word) {
  std::size_t size = 1;
  while (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xC0) == 0x80) ++size;
  std::string letter{word.substr(0, size)};
  if (size == 1 && letter[0] >= 'a' && letter[0] <= 'z') letter[0] = static_cast<char>(letter[0] - 'a' + 'A');
  return letter;
}

/// " child d o b ": the words of a heading in small letters, apart where "ChildName" grows together.
std::string heading_words(std::string_view heading) {
  std::string words = " ";
  for (std::size_t at = 0; at < heading.size(); ++at) {
    const char c = heading[at];
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && at > 0 && heading[at - 1] >= 'a' && heading[at - 1] <= 'z' && words.back() != ' ') words += ' ';
    if (capital)
      words += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80)
      words += c;
    else if (c != '\'' && words.back() != ' ')
      words += ' ';
  }
  return words.back() == ' ' ? words : words + " ";
}

bool holds_any(const std::string& words, std::initializer_list<std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return words.find(" " + std::string{phrase} + " ") != std::string::npos; });
}

}  // namespace

std::string initials_of(std::string_view name) {
  std::vector<Word> words = words_of(name);
  // "Hill, Ava" is written with the family name first.
  const std::size_t comma = name.find(',');
  if (comma != std::string_view::npos)
    std::stable_partition(words.begin(), words.end(), [&](const Word& word) { return word.begin > comma; });
  std::string initials;
  for (const Word& word : words) initials += first_letter(name.substr(word.begin, word.end - word.begin)) + ".";
  return initials;
}

PersonalHeadings::PersonalHeadings(const std::vector<table::Layout>& layouts) {
  constexpr std::array<std::string_view, 5> names = {"surname", "forename", "name", "payee", "social_worker"};
  constexpr std::array<std::string_view, 3> removed = {"date_of_birth", "nhs_number", "notes"};
  for (const table::Layout& layout : layouts)
    for (const table::Field& field : layout.fields) {
      const bool name = std::find(names.begin(), names.end(), field.id) != names.end();
      if (!name && std::find(removed.begin(), removed.end(), field.id) == removed.end()) continue;
      for (const std::string& heading : field.headings)
        known_.emplace(fold_for_comparing(heading), name ? Personal::name : Personal::removed);
    }
}

const Personal* PersonalHeadings::find(std::string_view heading) const {
  static const Personal name = Personal::name;
  static const Personal removed = Personal::removed;
  const std::string folded = fold_for_comparing(heading);
  if (folded.empty() || heading.size() > 60) return nullptr;
  if (const auto known = known_.find(folded); known != known_.end()) return &known->second;
  if (heading.find_first_of("0123456789") != std::string_view::npos) return nullptr;  // "1 check, 3 notes" is no heading
  const std::string words = heading_words(heading);
  if (holds_any(words, {"dob",
                        "d o b",
                        "date of birth",
                        "birth",
                        "birthday",
                        "address",
                        "postcode",
                        "post code",
                        "phone",
                        "telephone",
                        "tel",
                        "mobile",
                        "email",
                        "e mail",
                        "nhs no",
                        "nhs number",
                        "ni number",
                        "nino",
                        "national insurance",
                        "bank account",
                        "sort code",
                        "comment",
                        "comments",
                        "note",
                        "notes",
                        "remark",
                        "remarks"}))
    return &removed;
  if (holds_any(words,
                {"provider", "supplier", "service", "file", "sheet", "team", "column", "field", "centre", "company", "school"}))
    return nullptr;
  if (holds_any(words, {"name",          "names",      "surname",     "forename",    "forenames",  "prepared by", "author",
                        "social worker", "key worker", "case worker", "worker",      "carer",      "parent",      "mother",
                        "father",        "guardian",   "contact",     "approved by", "checked by", "reviewed by", "entered by"}))
    return &name;
  return nullptr;
}

void KnownNames::add(std::string_view name) {
  Words words;
  for (const Word& word : words_of(name)) words.push_back(lower(name.substr(word.begin, word.end - word.begin)));
  if (words.size() < 2) return;  // a single word may be any word
  lengths_[words.front()].insert(words.size());
  Words turned = words;  // "Hill, Ava Mary"
  std::rotate(turned.begin(), turned.end() - 1, turned.end());
  lengths_[turned.front()].insert(turned.size());
  names_.insert(std::move(turned));
  names_.insert(std::move(words));
}

std::string KnownNames::without_names(std::string_view text) const {
  const std::vector<Word> words = words_of(text);
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto known = lengths_.find(lower(text.substr(words[at].begin, words[at].end - words[at].begin)));
    if (known == lengths_.end()) continue;
    for (auto length = known->second.rbegin(); length != known->second.rend(); ++length) {
      if (at + *length > words.size()) continue;
      Words candidate;
      for (std::size_t each = at; each < at + *length; ++each)
        candidate.push_back(lower(text.substr(words[each].begin, words[each].end - words[each].begin)));
      if (!names_.contains(candidate)) continue;
      const std::size_t end = words[at + *length - 1].end;
      out += text.substr(from, words[at].begin - from);
      out += initials_of(text.substr(words[at].begin, end - words[at].begin));
      from = end;
      at += *length - 1;
      break;
    }
  }
  return out += text.substr(from);
}

}  // namespace counterfoil::run
