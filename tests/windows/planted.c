/* A library that an attacker left beside a workbook. */
__declspec(dllexport) int planted(void) { return 1; }
