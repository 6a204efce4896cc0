// Histories of 18 periods of children whose payments are right, or wrong in one of the ways in which payments go wrong. The
// generator knows which, from when and by how much.
#pragma once

#include <random>

#include "periods_of_a_team.hpp"

namespace cwd_test {

constexpr int history_periods = 18;

/// What a child's payments are, and the truth about them.
struct Child {
  std::string id, line;
  std::string story = "right";
  std::map<int, Rows> rows;           // by period
  std::map<int, Rows> first_version;  // of an export that was corrected, where it had other rows
  std::map<int, std::int64_t> wrong;  // pence too much, or below nought too little, in the export of the period
  std::vector<int> shown_by;          // the exports that together show it, where that takes several
  // Something is wrong from the export of `from` on, and in sight on Changes or Overpayments until that of `until`.
  int first = history_periods;  // before that all is right
  int from = history_periods;
  int until = history_periods;  // exclusive
  std::int64_t overpaid = 0;    // pence that must be on Overpayments in the end
  bool decide_ok = false;       // somebody settles what is owed, in `until`

  bool never_asked() const { return story == "right" || story == "restarted" || story == "suspended"; }
};

class HistoryGenerator {
 public:
  HistoryGenerator(Cycle cycle, unsigned seed);
  /// The story goes by the number: ten kinds, the last two of which are right.
  Child child(int number);
  /// The export of this period has a slip that its correction takes out, or brings in.
  void slip_in_the_export(Child& child, int period);
  void slip_in_the_correction(Child& child, int period);
  int between(int least, int most);

 private:
  Row row(const Child& child, int period, std::int64_t pence) const;
  Row adjustment(const Child& child, int period, int first, int last, std::int64_t pence) const;
  void slip(Child& child);
  void shortfall(Child& child);
  void missed(Child& child);
  void doubled_arrears(Child& child);
  void paid_again(Child& child);
  void absent(Child& child);
  void suspended(Child& child);
  void restarted(Child& child);

  Cycle cycle_;
  std::mt19937 random_;
  std::int64_t usual_ = 0;
};

/// Pence of the child on Overpayments.
std::int64_t on_overpayments(const Host& host, const Child& child);
/// The child's rows on Changes with the risk Query, in words.
std::vector<std::string> queries_about(const Team& team, const Child& child);

}  // namespace cwd_test
