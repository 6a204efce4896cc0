#include "client/engine.hpp"

#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "client/process.hpp"

namespace counterfoil::client {

namespace {

constexpr std::size_t longest_line = 16 << 20;  // of a file with hundreds of headings far less

Outcome failure(const std::string& words) {
  Outcome outcome;
  outcome.status = "failed";
  outcome.reason = "engine";
  outcome.words = {words};
  return outcome;
}

}  // namespace

struct Command::State {
  std::filesystem::path program;
  std::vector<std::string> arguments;
  std::function<void(const Event&)> on_event;
  std::mutex guard;  // of `process` and `cancelled`
  std::unique_ptr<Process> process;
  bool cancelled = false;
  std::thread thread;

  void take(const std::string& line, std::optional<Outcome>& outcome) {
    if (line.empty() || line == "\r") return;
    const Event event = read_event(line);
    if (const auto* ended = std::get_if<Outcome>(&event))
      outcome = *ended;  // told when the process is gone
    else
      on_event(event);
  }

  Outcome listen() {
    {
      const std::lock_guard lock{guard};
      process = std::make_unique<Process>(program, arguments);
      if (cancelled) process->write("cancel\n");
    }
    std::optional<Outcome> outcome;
    std::string waiting;
    char piece[1 << 14];
    while (const std::size_t got = process->read(piece, sizeof piece)) {
      waiting.append(piece, got);
      std::size_t start = 0;
      for (std::size_t end = waiting.find('\n'); end != std::string::npos; end = waiting.find('\n', start)) {
        take(waiting.substr(start, end - start), outcome);
        start = end + 1;
      }
      waiting.erase(0, start);
      if (waiting.size() > longest_line) throw std::runtime_error("The engine said more at once than can be understood.");
    }
    process->wait();
    if (outcome && waiting.empty()) return *outcome;
    return failure(
        "The engine stopped before it was done, as when it was ended from outside or the machine ran out of memory. The workbook "
        "is "
        "either as it was or saved whole, never half. Look at it, then start again.");
  }

  void run() {
    Outcome outcome;
    try {
      outcome = listen();
    } catch (const std::exception& trouble) {
      outcome = failure(trouble.what());
    }
    {
      const std::lock_guard lock{guard};
      process.reset();
    }
    on_event(outcome);
  }
};

std::filesystem::path engine_program() {
#ifdef _WIN32
  // In the folder that staff copy the window stands above, under the name Counterfoil.exe, so that it is what they see first.
  const std::filesystem::path below = own_folder() / "bin" / "counterfoil.exe";
  std::error_code error;
  return std::filesystem::exists(below, error) ? below : own_folder() / "counterfoil.exe";
#else
  return own_folder() / "counterfoil";
#endif
}

Command::Command(std::filesystem::path program, std::vector<std::string> arguments, std::function<void(const Event&)> on_event)
    : state_(std::make_unique<State>()) {
  state_->program = std::move(program);
  state_->arguments = std::move(arguments);
  state_->on_event = std::move(on_event);
  state_->thread = std::thread{[this] { state_->run(); }};
}

Command::~Command() { state_->thread.join(); }

void Command::cancel() {
  const std::lock_guard lock{state_->guard};
  state_->cancelled = true;
  if (state_->process) state_->process->write("cancel\n");
}

}  // namespace counterfoil::client
