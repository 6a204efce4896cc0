#include "variable.hpp"

namespace counterfoil::test {

void set_variable(const char* name, const char* value) { _putenv_s(name, value ? value : ""); }

}  // namespace counterfoil::test
