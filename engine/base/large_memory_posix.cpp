#include <sys/mman.h>

#include <cstdint>

#include "base/large_memory.hpp"

namespace counterfoil {

namespace {

constexpr std::uintptr_t page = 4096;
constexpr std::size_t worth_it = 2u << 20;  // one large page of most processors

}  // namespace

void expect_large_use(void* block, std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  if (bytes < worth_it) return;
  const std::uintptr_t first = (reinterpret_cast<std::uintptr_t>(block) + page - 1) / page * page;
  const std::uintptr_t last = (reinterpret_cast<std::uintptr_t>(block) + bytes) / page * page;
  if (last > first) madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
#else
  static_cast<void>(block);
  static_cast<void>(bytes);
#endif
}

}  // namespace counterfoil
