// The whole answer for one export: every person with what the lines come to, the milestones, the age bands; all rows in one class
// each.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "age_bands.hpp"
#include "births.hpp"
#include "lines.hpp"
#include "milestones.hpp"

namespace counterfoil::turning {

struct PersonFacts {
  std::uint32_t person = 0;
  LineClass which = LineClass::no_birth;
  std::vector<LineFacts> lines;
  std::size_t running = 0;  // lines that run on
  std::optional<Birthday> birthday;
  Pence weekly;                   // of the lines that run on
  std::optional<Date> first_end;  // of those that have one
  std::optional<Date> last_end;   // nothing when one of them has none; of all lines where none runs on
  Split split;
  Pence paid_after_18, since_18;
};

struct PersonMilestone {
  std::uint32_t person = 0;
  Milestone milestone;
};

struct PersonBandChange {
  std::uint32_t person = 0;
  BandChange change;
  Pence weekly;  // of the lines that the allowance is paid on
};

struct ClassTotal {
  std::uint64_t rows = 0;
  std::uint64_t lines = 0;
  std::uint64_t people = 0;
  Pence control;
};

struct Result {
  payments::Export payments;
  payments::People people;
  std::vector<Birth> births;
  Date as_of;
  Date horizon;
  std::vector<PersonFacts> all;           // by number of the person
  std::vector<std::uint32_t> watched;     // by class, birthday and id
  std::vector<PersonMilestone> timeline;  // by day and person
  std::vector<PersonBandChange> bands;    // by day and person
  std::array<ClassTotal, line_class_count> classes;

  /// As the export has it; "4501 (2)" for the second line under one id.
  std::string line_id(std::uint32_t line) const;
};

/// The period of the export and the day of the report; nothing, with a blocking note, where neither is known.
struct Frame {
  DateSpan period;
  Date as_of;
};
std::optional<Frame> find_frame(const payments::Payments& payments, const Settings& settings, Notes& notes);

using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// `allowances` is borrowed by the result. After a blocking note the result is not whole.
Result work_out(const payments::Payments& payments, Frame frame, const PayPeriods& periods, const Allowances& allowances,
                const Settings& settings, Notes& notes, const Progress& progress);

}  // namespace counterfoil::turning
