// What is planted: every line that differs between two periods, or that somebody should ask about, with the answer expected.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "baseline.hpp"

namespace examples {

/// What a comparison of period `pair` with the next one should say of a line.
struct Expectation {
  std::size_t pair = 0;  // 0: first period with second
  std::size_t story = 0;
  std::string change;  // class, in the words of the workbook
  std::string risk;    // Query, Check, Explained
  std::string rule;    // the rule that must be among those that fired; empty for a change that nobody need ask about
  std::string why;
};

struct Case {
  std::string change;
  std::string risk;
  std::string rule = {};
};

/// What a comparison of period `pair` with the next one should name as overpaid, in whole pence by the generator's own arithmetic.
struct ExpectedOverpayment {
  std::size_t pair = 0;
  std::size_t story = 0;
  Day from;
  Day to;
  std::string cause;
  std::int64_t overpaid = 0;
};

inline constexpr const char* assistant = "Personal assistant, employed";

class Planter {
 public:
  explicit Planter(World& world);

  /// A story of a child who is in no other case, with this service.
  std::size_t take(const std::string& service_name);
  /// One more line for the child of a story, listed from that period on.
  std::size_t add_line(std::size_t beside, const std::string& service_name, std::int64_t quantity, std::size_t from_period);

  /// The same row once more in the exports, from that period on.
  std::size_t copy_line(std::size_t story_index, std::size_t from_period);

  Story& story(std::size_t index) { return world_.stories[index]; }
  Person& person(std::size_t story_index) { return world_.people[world_.stories[story_index].person]; }
  World& world() { return world_; }

  /// Changes the line in that period and all later ones.
  void from(std::size_t period, std::size_t story_index, const std::function<void(Line&)>& change);
  void in(std::size_t period, std::size_t story_index, const std::function<void(Line&)>& change);
  /// Not listed in that period and all later ones.
  void gone_from(std::size_t period, std::size_t story_index);
  void absent_before(std::size_t period, std::size_t story_index);

  void expect(std::size_t pair, std::size_t story_index, const Case& expected, const std::string& why);

  /// Paid over by hand for days on which the line did not run: what the price gives without that is what was due.
  void expect_overpaid(std::size_t pair, std::size_t story_index, Day from, Day to, const std::string& cause);
  /// The whole line is paid on another one as well.
  void expect_paid_twice(std::size_t pair, std::size_t story_index, const std::string& cause);

  const std::vector<Expectation>& expectations() const { return expectations_; }
  const std::vector<ExpectedOverpayment>& overpayments() const { return overpayments_; }

  /// Throws std::logic_error when a line differs between two periods and nobody said that it would, or is expected twice.
  void check() const;

 private:
  World& world_;
  std::vector<bool> taken_;
  std::vector<Expectation> expectations_;
  std::vector<ExpectedOverpayment> overpayments_;
};

/// Ends the price in force and begins another.
void reprice(Line& line, Day from, std::int64_t rate, std::int64_t quantity);

void plant_approved_uplifts(Planter& planter);
void plant_first_pair(Planter& planter);
void plant_second_pair(Planter& planter);

}  // namespace examples
