// The `counterfoil` command. Understand the arguments, do it, tell how it went.
#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/process_start.hpp"
#include "app/terminal.hpp"

int main(int count, char** values) {
  using namespace counterfoil::app;
  settle_process();
  prepare_terminal();
  const Parsed parsed = parse_arguments(utf8_arguments(count, values));
  return carry_out(parsed);
}
