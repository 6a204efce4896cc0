// Large blocks that are about to be filled from end to end.
#pragma once

#include <cstddef>

namespace counterfoil {

/// Asks the system to back a block with large pages, where it is large and the system has them: filling 190 MB page by page costs more
/// than inflating it. A hint: nothing depends on it.
void expect_large_use(void* block, std::size_t bytes);

}  // namespace counterfoil
