// What this process has used so far.
#pragma once

#include <cstdio>

namespace counterfoil::bench {

double cpu_seconds();     // user and system
double peak_mebibytes();  // largest resident size

/// One line that run.py reads: "<what> cpu=0.123 peak=45.6".
inline void print_usage(const char* what, double cpu) { std::printf("%s cpu=%.4f peak=%.1f\n", what, cpu, peak_mebibytes()); }

}  // namespace counterfoil::bench
