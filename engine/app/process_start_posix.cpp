#include <cstdlib>  // says whether this is glibc

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "app/process_start.hpp"

namespace counterfoil::app {

void settle_process() {
#if defined(__GLIBC__)
  constexpr int largest_kept = 1 << 30;
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, largest_kept);
  mallopt(M_TRIM_THRESHOLD, largest_kept);
#endif
}

}  // namespace counterfoil::app
