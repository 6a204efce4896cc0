// A moment in words and numbers, and the ids that are made from one. The clock itself is read in who_and_when.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace counterfoil {

struct Moment {
  std::string utc;                  // "2025-12-08T09:30:00Z"
  std::string local;                // the same moment here: "2025-12-08T09:30:00+00:00"
  std::string local_words() const;  // "8 Dec 2025 09:30"
  std::int64_t seconds = 0;         // since 1970-01-01 UTC
  bool fixed = false;               // by a test, not read from the clock: the command that staff run never has it
};

Moment make_moment(std::int64_t seconds_since_1970, int offset_minutes);

/// "2025-12-08T09:30:00Z", a real date and time, and nothing else: seconds since 1970.
std::optional<std::int64_t> parse_utc(std::string_view text);

/// "20251208-093000-7f3a": the time in UTC and 16 random bits. Ids sort as the runs did.
std::string make_run_id(const Moment& moment, std::uint32_t random);

/// 128 random bits as hexadecimal text.
std::string random_hex();

}  // namespace counterfoil
