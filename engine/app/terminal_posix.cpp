#include <unistd.h>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <thread>

#include "app/terminal.hpp"

namespace counterfoil::app {

namespace {
volatile std::sig_atomic_t interrupt_seen = 0;
std::atomic<bool> asked_on_stdin = false;
extern "C" void note_interrupt(int) { interrupt_seen = 1; }
}  // namespace

void prepare_terminal() {
  struct sigaction action {};
  action.sa_handler = note_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // a second Ctrl+C ends the process
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is an error of the write, to be told in words
}

std::vector<std::string> utf8_arguments(int count, char** values) { return {values + (count > 0 ? 1 : 0), values + count}; }

bool person_watches_stderr() { return isatty(STDERR_FILENO) == 1; }

void cancel_on_stdin() {
  // Detached: it waits for its parent's word until the process ends.
  std::thread{[] {
    char letter = 0;
    for (;;) {
      const ssize_t got = read(STDIN_FILENO, &letter, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0 || letter == '\n') break;
    }
    asked_on_stdin = true;
  }}.detach();
}

bool interrupted() { return interrupt_seen != 0 || asked_on_stdin; }

}  // namespace counterfoil::app
