// How far a run has got, in words and per cent; and the points at which Ctrl+C takes effect.
#pragma once

#include <string>

#include "base/failure.hpp"
#include "host/plugin_run.hpp"
#include "run/given/run_events.hpp"

namespace counterfoil::run {

class Stages {
 public:
  explicit Stages(const RunEvents& events) : events_(events) {}

  /// Called again and again while waiting; tells each holder once.
  void waiting(const std::string& workbook, const std::string& holder) {
    hear_cancel();
    if (waiting_for_ == holder) return;
    waiting_for_ = holder;
    tell("Waiting for " + workbook + ": " + holder + " is updating it", 0);
  }
  void again(const std::string& workbook) {
    files_read_ = 0;
    tell(workbook + " was changed meanwhile: starting again", 0);
  }
  /// `files` is how many there are; each gets its share of the first half.
  void reading(const std::string& file, std::size_t files) {
    tell("Reading " + file, reading_share * files_read_++ / (files ? files : 1));
  }
  void checking() { tell("Checking every row", reading_share); }
  void writing(const std::string& workbook) { tell("Preparing " + workbook, plugin_end); }
  void saving(const std::string& workbook) { tell("Saving " + workbook, saving_start); }

  host::PluginHooks plugin_hooks() const {
    host::PluginHooks hooks;
    hooks.progress = [this](std::uint64_t done, std::uint64_t total) {
      events_.rows(done, total);
      events_.progress("Checking every row", reading_share + (total ? done * (plugin_end - reading_share) / total : 0), whole);
      return !events_.cancelled();
    };
    return hooks;
  }

 private:
  static constexpr std::uint64_t whole = 100;
  static constexpr std::uint64_t reading_share = 45;
  static constexpr std::uint64_t plugin_end = 60;
  static constexpr std::uint64_t saving_start = 90;

  void hear_cancel() const {
    if (events_.cancelled()) throw Failure{FailureKind::cancelled, "Cancelled."};
  }

  void tell(const std::string& words, std::uint64_t done) const {
    hear_cancel();
    events_.progress(words, done, whole);
  }

  const RunEvents& events_;
  std::size_t files_read_ = 0;
  std::string waiting_for_;
};

}  // namespace counterfoil::run
