// Progress of a run, and whether it is to stop.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace counterfoil::run {

/// Called on the thread that called run().
struct RunEvents {
  std::function<void(const std::string& run_id, const std::string& task)> started = [](auto&&...) {};
  /// `done` of `total` within the whole run; `stage` in words ("Reading November.xlsx").
  std::function<void(const std::string& stage, std::uint64_t done, std::uint64_t total)> progress = [](auto&&...) {};
  /// Rows that the task has looked at, of all; just before the `progress` that they belong to.
  std::function<void(std::uint64_t done, std::uint64_t total)> rows = [](auto&&...) {};
  std::function<bool()> cancelled = [] { return false; };
};

}  // namespace counterfoil::run
