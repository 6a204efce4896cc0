#include "audit/ledger_check.hpp"

#include "base/text.hpp"

namespace counterfoil::audit {

namespace {

std::string entries_in_words(std::uint64_t count) { return count_of(static_cast<std::int64_t>(count), "entry", "entries"); }

}  // namespace

bool LedgerCheck::sound() const {
  return unreadable.empty() && entries > 0 && !broken_at && guarded && strangers.empty() && inner == Anchor::agrees &&
         (head_file == Anchor::agrees || head_file == Anchor::behind);
}

std::vector<std::string> LedgerCheck::problems() const {
  std::vector<std::string> found;
  if (!unreadable.empty()) return {unreadable};
  if (entries == 0) found.push_back("The ledger holds no entries at all; even a new one has its first.");
  if (broken_at) {
    std::string words = broken_words + ".";
    words += sound_to == 0 ? std::string{" Nothing in the ledger is proven."}
                           : " Entries 1 to " + std::to_string(sound_to) + " are unbroken; nothing after them is proven.";
    found.push_back(words);
  }
  switch (inner) {
    case Anchor::agrees: break;
    case Anchor::shorter:
      found.push_back("The ledger is shorter than it was: it holds " + entries_in_words(entries) +
                      " and says itself that there were " + std::to_string(inner_length) + ".");
      break;
    case Anchor::behind:
      found.push_back("The ledger holds " + entries_in_words(entries) + ", but says itself that there are " +
                      std::to_string(inner_length) + ": the others were added by something other than Counterfoil.");
      break;
    case Anchor::differs: found.push_back("The ledger's last entry is not the one that it names as its last."); break;
    case Anchor::missing: found.push_back("The ledger no longer says how long it should be."); break;
  }
  switch (head_file) {
    case Anchor::agrees:
    case Anchor::behind: break;
    case Anchor::shorter:
      found.push_back("The ledger is shorter than when it was last written to: it holds " + entries_in_words(entries) +
                      " and its head file says " + std::to_string(head_file_length) + ". Entries were cut off the end.");
      break;
    case Anchor::differs:
      found.push_back("Entry " + std::to_string(head_file_length) +
                      " is not the one that the head file names: the ledger was rewritten, " +
                      "or the head file is another ledger's.");
      break;
    case Anchor::missing:
      found.push_back(
          "The head file beside the ledger is gone or does not read, so entries cut off the end would not show against it.");
      break;
  }
  if (!strangers.empty())
    found.push_back("The ledger holds what Counterfoil did not put into it: " + list_in_words(strangers) +
                    ". It could change or hide entries. Ask IT to look at the file.");
  if (!guarded) found.push_back("The rules in the ledger that forbid changing and deleting entries were removed or altered.");
  return found;
}

std::string LedgerCheck::summary() const {
  if (!sound()) return "The ledger is not whole.";
  std::string words =
      "The ledger's " + entries_in_words(entries) + (entries == 1 ? " is" : " are") + " unbroken from the first to the last.";
  if (head_file == Anchor::behind)
    words += " The head file covers them up to entry " + std::to_string(head_file_length) +
             "; the run that added the rest was stopped before it " + "could say so there.";
  return words;
}

}  // namespace counterfoil::audit
