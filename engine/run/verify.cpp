#include "run/verify.hpp"
