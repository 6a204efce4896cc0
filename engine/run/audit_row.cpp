#include "run/audit_row.hpp"
