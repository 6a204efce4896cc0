// A task that cannot be loaded without the planted library.
#include "counterfoil/plugin_abi.h"

extern "C" __declspec(dllimport) int planted(void);

extern "C" __declspec(dllexport) int use_planted() { return planted(); }
