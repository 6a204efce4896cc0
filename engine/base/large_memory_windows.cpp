#include "base/large_memory.hpp"

namespace counterfoil {

/// Large pages need a privilege there that staff do not have.
void expect_large_use(void*, std::size_t) {}

}  // namespace counterfoil
