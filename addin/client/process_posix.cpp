#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <stdexcept>

#include "client/process.hpp"

extern char** environ;

namespace counterfoil::client {

struct Process::State {
  pid_t id = 0;
  int input = -1;   // we write to it
  int output = -1;  // we read from it
  bool ended = false;
  int status = -1;
};

Process::Process(const std::filesystem::path& program, const std::vector<std::string>& arguments)
    : state_(std::make_unique<State>()) {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0) throw std::runtime_error("The program cannot be started: the system has no pipes left.");
  if (pipe2(out, O_CLOEXEC) != 0) {
    close(in[0]);
    close(in[1]);
    throw std::runtime_error("The program cannot be started: the system has no pipes left.");
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<std::string> texts{program.string()};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> values;
  for (std::string& text : texts) values.push_back(text.data());
  values.push_back(nullptr);
  const int failed = posix_spawn(&state_->id, program.c_str(), &actions, nullptr, values.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  state_->input = in[1];
  state_->output = out[0];
  if (failed != 0) {
    close(state_->input);
    close(state_->output);
    throw std::runtime_error("Counterfoil's engine, " + program.string() +
                             ", cannot be started. Copy the Counterfoil folder again from where it came.");
  }
  signal(SIGPIPE, SIG_IGN);  // writing to a program that is gone is an answer, not an end
}

Process::~Process() {
  if (state_->input >= 0) close(state_->input);
  if (state_->output >= 0) close(state_->output);
  wait();
}

std::size_t Process::read(char* to, std::size_t size) {
  for (;;) {
    const ssize_t got = ::read(state_->output, to, size);
    if (got < 0 && errno == EINTR) continue;
    return got > 0 ? static_cast<std::size_t>(got) : 0;
  }
}

bool Process::write(const std::string& text) {
  return ::write(state_->input, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

int Process::wait() {
  if (state_->ended) return state_->status;
  int status = 0;
  while (waitpid(state_->id, &status, 0) < 0 && errno == EINTR) continue;
  state_->ended = true;
  state_->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return state_->status;
}

std::filesystem::path own_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

}  // namespace counterfoil::client
