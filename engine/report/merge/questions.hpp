// The rows of a table of questions: which are unsettled as the workbook stands, what the plugin says became of them, and which row
// of this run goes on from which.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/merge/merge_context.hpp"
#include "report/merge/old_rows.hpp"

namespace counterfoil::report {

class Questions {
 public:
  /// What became of a row that the table held.
  struct Fate {
    bool accepted = false;  // a decision that holds for another question
    std::string words;      // by what it was settled, where it went
    std::string to;         // the key of the row that takes it over; empty: none does
  };

  /// `old`: the rows of the table; `keys`: of this run's rows. Borrowed. Failure (refused) when an unsettled row is neither handed
  /// in again nor accounted for, or goes to a row that is not there: what is wrong does not fade away.
  Questions(const MergeContext& context, const LocatedTable& table, const std::vector<OldRow>& old,
            const std::vector<std::string>& keys);

  bool is_unsettled(const OldRow& row) const;
  bool is_unsettled(const std::vector<std::string>& cells) const;  // canonical, by column of the table
  /// Two copies of the workbook had different answers here, and nobody has decided since.
  bool is_disputed(const std::vector<std::string>& cells) const;
  /// Nobody is asked anything by the row, and nobody wrote beside it: the history does without.
  bool asked_nothing(const OldRow& row) const;
  /// nullptr: the plugin says nothing of it.
  const Fate* fate(const std::string& key) const;
  /// The old row whose question goes on, or whose decision holds, in the row with this key; npos: none.
  std::size_t source_of(const std::string& key) const;
  /// The last decided row of the line that a key belongs to; npos: none. Its decision is quoted.
  std::size_t decided_before(const std::string& key) const;
  struct Age {
    std::string first_asked;   // the period
    std::int64_t periods = 0;  // since then
  };
  /// As the row before has it, of `period_before`; nullptr: it is asked for the first time, in `period`.
  Age age(const std::vector<std::string>* before, const std::string& period_before, const std::string& period) const;
  /// Adds a row of this run, if it is unsettled.
  void count(const std::vector<std::string>& cells, bool asked_before, MergeOutcome::Unsettled& counts) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  void read_answers(const MergeContext& context);
  void check(const std::vector<std::string>& keys) const;
  std::string line_of(std::string_view key) const;
  [[noreturn]] void fault(const std::string& what) const;

  const LocatedTable& table_;
  const QuestionSpec& question_;
  const std::vector<OldRow>& old_;
  std::size_t decision_;
  std::size_t carried_;
  std::size_t not_kept_;
  std::size_t question_of_key_ = 0;  // which part of the key names the question
  std::map<std::string, Fate, std::less<>> fates_;
  std::map<std::string, std::size_t, std::less<>> sources_;  // by key of this run's rows
  std::map<std::string, std::size_t, std::less<>> decided_;  // by line
};

/// In a new workbook: the questions of the older one from which it goes on, and the period that they are about.
void add_older_rows(const MergeContext& context, const LocatedTable& table, std::vector<OldRow>& rows, std::string& period);

/// "Decided before, for 13 Oct to 9 Nov 2025, about £428.00: Decision OK; Initials TM".
std::string decision_in_words(const Table& table, const std::vector<std::string>& cells, const About& about, std::size_t figure);

}  // namespace counterfoil::report
