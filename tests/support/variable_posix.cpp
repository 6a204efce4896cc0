#include "variable.hpp"

namespace counterfoil::test {

void set_variable(const char* name, const char* value) {
  if (value)
    setenv(name, value, 1);
  else
    unsetenv(name);
}

}  // namespace counterfoil::test
