#include "run/decisions/overlaps.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "audit/sign_off_record.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"

namespace counterfoil::run {

namespace {

constexpr std::int64_t hurried_seconds = 10 * 60;  // between a decision that is seen for the first time and its approval

bool is_plain_letter(char c) { return c >= 'a' && c <= 'z'; }

std::string letters_of(const std::string& text) {
  std::string letters;
  for (const char c : audit::login_for_comparing(text))
    if (is_plain_letter(c)) letters += c;
  return letters;
}

/// "testa.marmalade" -> "testa", "marmalade"
std::vector<std::string> parts_of_login(const std::string& login) {
  std::vector<std::string> parts;
  bool within = false;
  for (const char c : audit::login_for_comparing(login)) {
    if (!is_plain_letter(c)) {
      within = within && c >= '0' && c <= '9';
      continue;
    }
    if (!within) parts.emplace_back();
    within = true;
    parts.back() += c;
  }
  return parts;
}

/// The last decision on each row, as the log has it.
std::vector<const report::LoggedChange*> decisions_that_stand(const report::WorkbookSpec& spec, const report::DecisionLog& log) {
  std::map<report::RowName, const report::LoggedChange*> last;
  for (const report::LoggedChange& line : log.lines) {
    const report::Table* table = spec.table(line.table);
    if (!table || table->update != report::Update::replace || line.table == report::sign_off_table) continue;
    const report::Column* decision = report::decision_column(*table);
    if (!decision || decision->id != line.column) continue;
    if (line.what == report::logged::first_seen || line.what == report::logged::changed)
      last[{line.table, line.key}] = &line;
    else if (line.new_value.empty())
      last.erase({line.table, line.key});
  }
  std::vector<const report::LoggedChange*> lines;
  for (const auto& [name, line] : last)
    if (log.seen.contains(name)) lines.push_back(line);
  return lines;
}

class LookingForOverlaps {
 public:
  LookingForOverlaps(std::vector<const report::LoggedChange*> lines, const Eyes& eyes) : lines_(std::move(lines)), eyes_(eyes) {}

  std::vector<Overlap> look() {
    who_decided(eyes_.prepared_by, "preparer-decided", "who prepared it");
    who_decided(eyes_.approver, "approver-decided", "who approves it");
    one_person();
    how_long_before();
    same_initials();
    return std::move(found_);
  }

 private:
  static std::string count(std::size_t number) { return count_of(static_cast<std::int64_t>(number), "decision"); }

  void who_decided(const std::string& login, const char* id, const char* what) {
    std::size_t number = 0;
    std::set<std::string> initials;
    for (const report::LoggedChange* line : lines_)
      if (initials_fit(line->initials, login)) {
        ++number;
        initials.insert(line->initials);
      }
    if (number > 0)
      found_.push_back({id, count(number) + (number == 1 ? " bears" : " bear") + " the initials " +
                                list_in_words({initials.begin(), initials.end()}) + ", which fit " + login + ", " + what + "."});
  }

  void one_person() {
    if (eyes_.approver.empty() || audit::login_for_comparing(eyes_.approver) != audit::login_for_comparing(eyes_.prepared_by))
      return;
    const bool decided =
        std::any_of(found_.begin(), found_.end(), [](const Overlap& each) { return each.id == "preparer-decided"; });
    found_.push_back(
        {"one-person", eyes_.approver + " prepared " + (decided ? "it, decided and" : "and") + " approved it: one person."});
  }

  void how_long_before() {
    const auto approved = parse_utc(eyes_.approval_time);
    if (!approved) return;
    std::map<std::int64_t, std::size_t> by_seconds;
    std::size_t by_the_approval = 0;
    for (const report::LoggedChange* line : lines_) {
      const auto seen = parse_utc(line->time);
      if (line->run == eyes_.approval)
        ++by_the_approval;
      else if (seen && *seen <= *approved && *approved - *seen <= hurried_seconds)
        ++by_seconds[*approved - *seen];
    }
    for (const auto& [seconds, number] : by_seconds)
      found_.push_back({"approved-at-once", count(number) + (number == 1 ? " was" : " were") + " first seen " +
                                                count_of(seconds, "second") + " before the approval."});
    if (by_the_approval > 0)
      found_.push_back({"approved-unseen", count(by_the_approval) + (by_the_approval == 1 ? " was" : " were") +
                                               " typed after the last run, and first seen by the approval itself: when, and by "
                                               "whom, is not known."});
  }

  void same_initials() {
    std::map<std::string, std::set<std::string>> logins;
    for (const report::LoggedChange* line : lines_)
      if (!line->initials.empty() && line->run != eyes_.approval) logins[line->initials].insert(line->login);
    for (const auto& [initials, of] : logins)
      if (of.size() > 1)
        found_.push_back({"initials-under-two-logins", "Decisions with the initials " + initials + " were first seen by runs of " +
                                                           list_in_words({of.begin(), of.end()}) +
                                                           ": whose they are, the log does not show."});
  }

  std::vector<const report::LoggedChange*> lines_;
  const Eyes& eyes_;
  std::vector<Overlap> found_;
};

}  // namespace

bool initials_fit(const std::string& initials, const std::string& login) {
  const std::string wanted = letters_of(initials);
  const std::vector<std::string> parts = parts_of_login(login);
  if (wanted.size() < 2 || parts.empty()) return false;
  if (parts.size() == 1) return parts.front().starts_with(wanted);
  std::string first_letters;
  for (const std::string& part : parts) first_letters += part.front();
  return first_letters == wanted;
}

std::vector<Overlap> overlaps(const report::WorkbookSpec& spec, const report::DecisionLog& log, const Eyes& eyes) {
  return LookingForOverlaps{decisions_that_stand(spec, log), eyes}.look();
}

}  // namespace counterfoil::run
