// What differs between terminals: UTF-8, whether a person watches, Ctrl+C.
#pragma once

#include <string>
#include <vector>

namespace counterfoil::app {

/// UTF-8 output, and Ctrl+C noted instead of ending the process.
void prepare_terminal();
std::vector<std::string> utf8_arguments(int count, char** values);
/// A person watches standard error, so a progress bar makes sense.
bool person_watches_stderr();
/// From now on a line on standard input counts as Ctrl+C, and so does its end: a program that started this one is gone, or asks.
void cancel_on_stdin();
/// Ctrl+C was pressed since the start, or what counts as it came.
bool interrupted();

}  // namespace counterfoil::app
