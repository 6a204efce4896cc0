#include <sys/resource.h>

#include "measure.hpp"

namespace counterfoil::bench {
namespace {

rusage usage() {
  rusage result{};
  getrusage(RUSAGE_SELF, &result);
  return result;
}

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

}  // namespace

double cpu_seconds() {
  const rusage used = usage();
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double peak_mebibytes() { return static_cast<double>(usage().ru_maxrss) / 1024; }

}  // namespace counterfoil::bench
