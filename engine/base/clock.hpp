// The time of a run, and its id. The only place that reads the clock; tests fix it from outside.
#pragma once

#include <cstdint>
#include <string>

namespace counterfoil {

struct Moment {
  std::string utc;                  // "2025-12-08T09:30:00Z"
  std::string local;                // the same moment here: "2025-12-08T09:30:00+00:00"
  std::string local_words() const;  // "8 Dec 2025 09:30"
  std::int64_t seconds = 0;         // since 1970-01-01 UTC
  bool fixed = false;               // not read from the clock
};

Moment make_moment(std::int64_t seconds_since_1970, int offset_minutes);

/// COUNTERFOIL_FIXED_CLOCK=2025-12-08T09:30:00Z fixes the time, here and in UTC alike (Failure, usage, when it does not read).
Moment now();

/// "20251208-093000-7f3a": the time in UTC and 16 random bits. Ids sort as the runs did.
std::string make_run_id(const Moment& moment, std::uint32_t random);
/// The same with bits from the system; COUNTERFOIL_FIXED_RUN_ID takes its place (letters, digits and '-', at most 64).
std::string new_run_id(const Moment& moment);

/// 128 random bits as hexadecimal text.
std::string random_hex();

}  // namespace counterfoil
