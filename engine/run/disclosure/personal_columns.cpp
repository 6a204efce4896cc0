#include "run/disclosure/personal_columns.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <initializer_list>

#include "base/text.hpp"
#include "counterfoil/date.hpp"

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

bool is_organisation(std::string_view name) {
  constexpr std::array<std::string_view, 60> words = {
      "academy",    "agencies", "agency",    "alliance", "association", "bus",     "cabs",      "care",        "cars",
      "centre",     "charity",  "cic",       "cio",      "clinic",      "club",    "college",   "company",     "consortium",
      "council",    "direct",   "education", "families", "family",      "foster",  "fostering", "foundation",  "group",
      "health",     "home",     "homes",     "hospice",  "hospital",    "house",   "inc",       "learning",    "limited",
      "living",     "llp",      "ltd",       "nhs",      "nursery",     "nursing", "partners",  "partnership", "payments",
      "playscheme", "plc",      "project",   "provider", "residential", "respite", "school",    "scheme",      "service",
      "services",   "society",  "support",   "taxis",    "transport",   "trust"};
  for (const Word& word : words_of(name))
    if (std::find(words.begin(), words.end(), lower(name.substr(word.begin, word.end - word.begin))) != words.end()) return true;
  return name.find_first_of("0123456789&") != std::string_view::npos;
}

PersonalHeadings::PersonalHeadings(const std::vector<table::Layout>& layouts, bool ours) : ours_(ours) {
  static const std::map<std::string_view, Personal> fields = {{"surname", Personal::surname},
                                                              {"forename", Personal::forename},
                                                              {"name", Personal::name},
                                                              {"payee", Personal::name},
                                                              {"social_worker", Personal::name},
                                                              {"provider", Personal::maybe_person},
                                                              {"date_of_birth", Personal::removed},
                                                              {"nhs_number", Personal::removed},
                                                              {"notes", Personal::removed},
                                                              {"address", Personal::removed},
                                                              {"debtor", Personal::name}};
  for (const table::Layout& layout : layouts)
    for (const table::Field& field : layout.fields) {
      const auto kind = fields.find(field.id);
      if (kind == fields.end()) continue;
      for (const std::string& heading : field.headings) known_.emplace(fold_for_comparing(heading), kind->second);
    }
}

// Long because it lists the words.
const Personal* PersonalHeadings::find(std::string_view heading) const {
  static const Personal name = Personal::name, forename = Personal::forename, surname = Personal::surname,
                        maybe_person = Personal::maybe_person, quoting = Personal::quoting, removed = Personal::removed;
  const std::string folded = fold_for_comparing(heading);
  if (folded.empty() || heading.size() > 60) return nullptr;
  if (const auto known = known_.find(folded); known != known_.end()) return &known->second;
  const auto is_one_of = [&](std::initializer_list<std::string_view> all) {
    return std::any_of(all.begin(), all.end(), [&](std::string_view each) { return folded == fold_for_comparing(each); });
  };
  if (is_one_of({"Turns 18"})) return &removed;
  if (ours_ && is_one_of({"Reasons", "Reason", "Carried forward", "What and what to do"})) return &quoting;
  if (const std::size_t space = heading.rfind(' ');  // "Address 1"
      space != std::string_view::npos && heading.size() - space <= 3 &&
      heading.find_first_not_of("0123456789", space + 1) == std::string_view::npos)
    heading = heading.substr(0, space);
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
                        "remarks",
                        "as stored",
                        "as shown"}) ||
      words == " link ")
    return &removed;
  if (holds_any(words, {"provider", "supplier"}) && !holds_any(words, {"type", "code", "ref", "reference", "id", "no", "number"}))
    return &maybe_person;
  if (holds_any(words,
                {"provider", "supplier", "service", "file", "sheet", "team", "column", "field", "centre", "company", "school"}))
    return nullptr;
  if (holds_any(words, {"surname", "last name", "family name"})) return &surname;
  if (holds_any(words, {"forename", "forenames", "first name", "first names", "given name", "given names"})) return &forename;
  if (holds_any(words, {"name",        "names",        "prepared by", "author",     "social worker", "key worker",
                        "case worker", "worker",       "carer",       "parent",     "mother",        "father",
                        "guardian",    "contact",      "approved by", "checked by", "reviewed by",   "entered by",
                        "released by", "cancelled by", "debtor",      "paid to",    "owner"}) ||
      words == " payee " || words == " by ")
    return &name;
  return nullptr;
}

void KnownNames::add(std::string_view name) {
  Words words;
  for (const Word& word : words_of(name)) words.push_back(lower(name.substr(word.begin, word.end - word.begin)));
  constexpr std::array<std::string_view, 7> titles = {"mr", "mrs", "miss", "ms", "mx", "dr", "master"};
  if (words.size() > 2 && std::find(titles.begin(), titles.end(), words.front()) != titles.end())
    add(name.substr(name.find_first_of(" .") + 1));
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

namespace {

constexpr std::size_t start_size = 4;
constexpr std::string_view left_out = "[...]";

bool looks_like_a_date(std::string_view text) {
  return text.size() >= 8 && text.size() <= 10 && text.find_first_not_of("0123456789/-.") == std::string_view::npos;
}

}  // namespace

void KnownRemarks::add(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (text.size() < start_size) return;
  const bool letters = std::any_of(text.begin(), text.end(), [](char c) { return is_letter(c) && c != '-' && c != '\''; });
  if (!letters && !looks_like_a_date(text)) return;
  auto& alike = by_start_[std::string{text.substr(0, start_size)}];
  const auto longer = std::find_if(alike.begin(), alike.end(), [&](const std::string& each) { return each.size() <= text.size(); });
  if (longer == alike.end() || *longer != text) alike.emplace(longer, text);
}

void KnownRemarks::add_birthday(std::int64_t days) {
  const std::chrono::year_month_day born{std::chrono::sys_days{std::chrono::days{days}}};
  std::chrono::year_month_day grown = born + std::chrono::years{18};
  if (!grown.ok()) grown = grown.year() / std::chrono::March / 1;  // born on 29 February
  for (const auto& day : {born, grown}) {
    const std::string british = format_date(std::chrono::sys_days{day});  // DD/MM/YYYY
    add(british);
    add(british.substr(6) + "-" + british.substr(3, 2) + "-" + british.substr(0, 2));
  }
}

std::string KnownRemarks::without_remarks(std::string_view text) const {
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = 0; at + start_size <= text.size();) {
    const auto alike = by_start_.find(text.substr(at, start_size));
    const std::string* found = nullptr;
    if (alike != by_start_.end())
      for (const std::string& each : alike->second)
        if (!found && text.substr(at, each.size()) == each) found = &each;
    if (!found) {
      ++at;
      continue;
    }
    out.append(text.substr(from, at - from)).append(left_out);
    from = at += found->size();
  }
  return out.append(text.substr(from));
}

std::string without_quotations(std::string_view text) {
  std::string out;
  std::size_t from = 0;
  for (std::size_t open = text.find('"'); open != std::string_view::npos; open = text.find('"', from)) {
    const std::size_t close = text.find('"', open + 1);
    if (close == std::string_view::npos) break;
    out.append(text.substr(from, open + 1 - from)).append(left_out).append("\"");
    from = close + 1;
  }
  return out.append(text.substr(from));
}

}  // namespace counterfoil::run
