#include "audit/verify.hpp"
namespace counterfoil::audit {}
