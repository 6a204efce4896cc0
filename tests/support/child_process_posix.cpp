#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

#include "child_process.hpp"

namespace counterfoil::test {

struct ChildProcess::Process {
  pid_t id = -1;
  int to_child = -1;
  int from_child = -1;
};

ChildProcess::ChildProcess(const std::string& role, const std::vector<std::string>& arguments)
    : process_(std::make_unique<Process>()) {
  std::vector<std::string> words{"/proc/self/exe", "--role", role};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> values;
  for (std::string& word : words) values.push_back(word.data());
  values.push_back(nullptr);
  int in[2], out[2];
  if (pipe(in) != 0 || pipe(out) != 0) throw std::runtime_error{"no pipe"};
  process_->id = fork();
  if (process_->id == 0) {
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    for (const int end : {in[0], in[1], out[0], out[1]}) close(end);
    execv(values[0], values.data());
    _exit(98);
  }
  close(in[0]);
  close(out[1]);
  process_->to_child = in[1];
  process_->from_child = out[0];
}

ChildProcess::~ChildProcess() {
  if (!process_) return;
  kill();
  wait();
  close(process_->to_child);
  close(process_->from_child);
}

ChildProcess::ChildProcess(ChildProcess&&) noexcept = default;

void ChildProcess::go() {
  if (write(process_->to_child, "x", 1) != 1) throw std::runtime_error{"the child does not listen"};
}

bool ChildProcess::hear() {
  char byte = 0;
  return read(process_->from_child, &byte, 1) == 1;
}

void ChildProcess::kill() {
  if (process_->id > 0) ::kill(process_->id, SIGKILL);
}

int ChildProcess::wait() {
  if (process_->id <= 0) return killed;
  int status = 0;
  waitpid(process_->id, &status, 0);
  process_->id = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : killed;
}

void signal_parent() {
  if (write(STDOUT_FILENO, "x", 1) != 1) die(97);
}

void wait_for_go() {
  char byte = 0;
  if (read(STDIN_FILENO, &byte, 1) != 1) die(97);
}

void die(int status) { _exit(status); }

}  // namespace counterfoil::test
