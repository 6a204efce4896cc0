// A part of a test in a process of its own: the test program is started again with the name of a role. Works alike on every system,
// as Windows cannot fork.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace counterfoil::test {

class ChildProcess {
 public:
  static constexpr int killed = -1;  // how wait() tells of a process that was killed

  ChildProcess(const std::string& role, const std::vector<std::string>& arguments);
  /// Kills the process if it still runs.
  ~ChildProcess();
  ChildProcess(ChildProcess&&) noexcept;
  ChildProcess(const ChildProcess&) = delete;

  /// Lets a child that waits in wait_for_go() go on.
  void go();
  /// Waits for one signal from the child; false when it ended without another.
  bool hear();
  void kill();
  /// The exit status, or `killed`.
  int wait();

  struct Process;  // in child_process_posix.cpp and child_process_windows.cpp

 private:
  std::unique_ptr<Process> process_;
};

/// In the child: tells the parent something; waits for it; ends at once, running no destructor, as if it were killed.
void signal_parent();
void wait_for_go();
[[noreturn]] void die(int status);

/// What a child does; the role's result is the exit status. Register with a variable at namespace scope.
using RoleFunction = int (*)(const std::vector<std::string>& arguments);
struct Role {
  Role(const char* name, RoleFunction run);
};

/// Runs the role if the program was started as a child, and ends; else returns. Called first by main.
void run_role_if_child(int count, char** values);

}  // namespace counterfoil::test
