#include "bridge.hpp"

#include <stdexcept>

namespace counterfoil::cwd {

void Bridge::check() const {
  Pence sum = opening;
  for (const Pence step : steps) sum += step;
  if (sum != closing)
    throw std::logic_error("bridge: " + format_pounds(sum) + " by classes, " + format_pounds(closing) + " by lines");
}

}  // namespace counterfoil::cwd
