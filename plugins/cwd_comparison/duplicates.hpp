// What may be paid twice: one service of one person on two lines, and one-offs in both periods.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "pairing.hpp"

namespace counterfoil::cwd {

/// For each line of this period, the other line that it repeats, or no_line. Of two such lines the newer one carries the suspicion:
/// the one that was not there last period, else the one that starts later, else the higher id. Two lines of one person and service
/// count when their days overlap, both are paid, and they have the same amount or one of them is new.
std::vector<std::uint32_t> same_service_twice(const Export& current, const std::vector<Pair>& pairs);
/// By line of `current`: no line of last period's export was paired with it.
std::vector<bool> new_lines(const Export& current, const std::vector<Pair>& pairs);

/// One-offs of last period by person, service and amount.
class OneOffs {
 public:
  explicit OneOffs(const Export& previous);
  /// The line of last period that paid the same one-off as this line does, or no_line.
  std::uint32_t same_as(const Export& current, const Line& line) const;

 private:
  std::unordered_map<std::string, std::uint32_t> lines_;
};

}  // namespace counterfoil::cwd
