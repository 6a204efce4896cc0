#include <algorithm>
#include <set>

#include "audit/verify_parts.hpp"
#include "base/text.hpp"

namespace counterfoil::audit {

namespace {

using Of = VerifyRange::Of;
using State = VerifyRange::State;

class Ranges {
 public:
  explicit Ranges(Of of) : of_(of) {}

  void add(State state, std::uint64_t first, std::uint64_t last, const std::string& words) {
    if (first > last) return;
    const bool one = first == last;
    const std::string what = of_ == Of::ledger ? (one ? "Entry " : "Entries ") : (one ? "Row " : "Rows ");
    const std::string numbers = std::to_string(first) + (one ? "" : " to " + std::to_string(last));
    const std::string where = of_ == Of::ledger ? " of the ledger: " : " of the Audit sheet: ";
    ranges_.push_back({of_, state, first, last, what + numbers + where + words});
  }
  std::vector<VerifyRange> take() { return std::move(ranges_); }

 private:
  Of of_;
  std::vector<VerifyRange> ranges_;
};

/// What the ledger says of the runs into this workbook.
struct Recorded {
  std::set<std::string> rows;   // hashes of rows on Audit sheets
  std::uint64_t most_rows = 0;  // that this workbook's sheet was ever said to have
};

Recorded recorded_of(const std::string& first_record, const std::vector<Entry>& entries, const std::set<std::string>& elsewhere) {
  Recorded recorded;
  for (const Entry& entry : entries) {
    if (!entry.is(EntryKind::prepared) && !entry.is(EntryKind::finished)) continue;
    const auto facts = from_body(entry.body);
    if (!facts || facts->record.empty()) continue;
    recorded.rows.insert(facts->record);
    if (entry.is(EntryKind::finished) && facts->first_record == first_record && !elsewhere.contains(facts->record))
      recorded.most_rows = std::max(recorded.most_rows, facts->audit_rows);
  }
  return recorded;
}

std::vector<VerifyRange> ranges_of_ledger(const std::vector<AuditRecord>& records, const LedgerCheck& ledger,
                                          const std::vector<Entry>& entries) {
  Ranges ranges{Of::ledger};
  std::uint64_t by_sheet = 0;
  for (const Entry& entry : entries)
    if (entry.number <= ledger.sound_to &&
        std::any_of(records.begin(), records.end(), [&](const AuditRecord& record) { return record.ledger_head == entry.hash; }))
      by_sheet = std::max(by_sheet, entry.number);
  const bool head_file_holds = ledger.head_file == Anchor::agrees || ledger.head_file == Anchor::behind;
  const std::uint64_t by_head_file = head_file_holds ? std::min(ledger.head_file_length, ledger.sound_to) : 0;
  const std::uint64_t anchored = std::max(by_sheet, by_head_file);
  std::vector<std::string> anchors;
  if (by_head_file > 0) anchors.push_back("the head file beside the ledger names entry " + std::to_string(by_head_file));
  if (by_sheet > 0) anchors.push_back("this workbook's Audit sheet quotes entry " + std::to_string(by_sheet));
  if (anchored > 0) ranges.add(State::anchored, 1, anchored, "anchored. They are unbroken, and " + list_in_words(anchors) + ".");
  ranges.add(State::unanchored, anchored + 1, ledger.sound_to,
             "unanchored. They are unbroken, but nothing kept outside of the ledger names them: cut off or written anew, they "
             "would not be missed.");
  if (ledger.broken_at)
    ranges.add(State::broken, *ledger.broken_at, std::max(*ledger.broken_at, ledger.entries),
               "broken at entry " + std::to_string(*ledger.broken_at) + ". Nothing from there on is proven.");
  const std::uint64_t last_seen = std::max(ledger.inner == Anchor::shorter ? ledger.inner_length : 0,
                                           ledger.head_file == Anchor::shorter ? ledger.head_file_length : 0);
  ranges.add(State::shorter, ledger.entries + 1, last_seen,
             "gone. The ledger is shorter than when it was last seen, with " + std::to_string(last_seen) + " entries.");
  return ranges.take();
}

std::vector<VerifyRange> ranges_of_sheet(const std::vector<AuditRecord>& records, const ChainCheck& chain,
                                         const LedgerCheck* ledger, const std::vector<Entry>& entries,
                                         const std::set<std::string>& elsewhere, bool earlier_copy) {
  Ranges ranges{Of::audit_sheet};
  const Recorded recorded = recorded_of(chain.first_record, entries, elsewhere);
  // A row vouches for all those above it, since their hashes went into its own.
  std::uint64_t anchored = 0;
  for (std::size_t row = 1; row <= chain.sound_to; ++row)
    if (recorded.rows.contains(records[row - 1].record)) anchored = row;
  if (anchored > 0)
    ranges.add(State::anchored, 1, anchored,
               "anchored. They are unbroken, and the ledger recorded the hash of row " + std::to_string(anchored) + ".");
  ranges.add(State::unanchored, anchored + 1, chain.sound_to,
             std::string{"unanchored. They are unbroken, but "} +
                 (ledger ? "this ledger does not know them" : "there is no ledger here") +
                 ": written anew, they would look the same.");
  if (!chain.breaks.empty())
    ranges.add(State::broken, chain.breaks.front().row, chain.rows,
               "broken at row " + std::to_string(chain.breaks.front().row) + ". Nothing from there on is proven.");
  if (!earlier_copy)
    ranges.add(State::shorter, chain.rows + 1, recorded.most_rows,
               "gone. The sheet is shorter than when it was last seen, with " +
                   count_of(static_cast<std::int64_t>(recorded.most_rows), "row") + ".");
  return ranges.take();
}

}  // namespace

std::string_view range_word(VerifyRange::Of of) { return of == Of::ledger ? "ledger" : "audit-sheet"; }

std::string_view range_word(VerifyRange::State state) {
  switch (state) {
    case State::anchored: return "anchored";
    case State::unanchored: return "unanchored";
    case State::broken: return "broken";
    case State::shorter: break;
  }
  return "shorter";
}

std::vector<VerifyRange> find_ranges(const std::vector<AuditRecord>& records, const ChainCheck& chain, const LedgerCheck* ledger,
                                     const std::vector<Entry>& entries, const std::set<std::string>& elsewhere, bool earlier_copy) {
  std::vector<VerifyRange> ranges;
  if (ledger && ledger->unreadable.empty()) ranges = ranges_of_ledger(records, *ledger, entries);
  for (VerifyRange& range : ranges_of_sheet(records, chain, ledger, entries, elsewhere, earlier_copy))
    ranges.push_back(std::move(range));
  return ranges;
}

}  // namespace counterfoil::audit
