// A command of the engine as the presenters start it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/events.hpp"

namespace counterfoil::launcher {

/// A command of the engine that is under way.
class Running {
 public:
  virtual ~Running() = default;
  virtual void cancel() = 0;
};
/// Starts a command; its events must be handed over on the thread that the presenter lives on, the outcome last.
using StartCommand =
    std::function<std::unique_ptr<Running>(std::vector<std::string> arguments, std::function<void(const client::Event&)> on_event)>;

}  // namespace counterfoil::launcher
