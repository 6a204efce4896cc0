#include "app/memory.hpp"

namespace counterfoil::app {

void keep_freed_memory() {}  // the Windows heap keeps blocks by itself

}  // namespace counterfoil::app
