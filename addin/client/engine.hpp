// One command of the engine, carried out in another process: its events come on a thread of their own, the outcome always last.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/events.hpp"

namespace counterfoil::client {

/// `counterfoil` beside the running program.
std::filesystem::path engine_program();

class Command {
 public:
  /// `on_event` is called on the command's own thread, an Outcome exactly once and last. An engine that cannot be started, dies,
  /// ends in half a line or speaks a newer protocol gives an Outcome of status "failed" whose words say so.
  Command(std::filesystem::path program, std::vector<std::string> arguments, std::function<void(const Event&)> on_event);
  /// Waits for the outcome.
  ~Command();
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  /// Asks a run to stop; what came of it is in the outcome.
  void cancel();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace counterfoil::client
