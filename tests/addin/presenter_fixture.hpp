// The presenter without a window: the test is the engine.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "launcher/presenter.hpp"

namespace counterfoil::launcher {

using client::Event;

struct FakeEngine {
  struct Asked {
    std::vector<std::string> arguments;
    std::function<void(const Event&)> on_event;
  };
  std::vector<Asked> asked;
  unsigned cancelled = 0;

  StartCommand start() {
    return [this](std::vector<std::string> arguments, std::function<void(const Event&)> on_event) -> std::unique_ptr<Running> {
      asked.push_back({std::move(arguments), std::move(on_event)});
      struct Fake final : Running {
        explicit Fake(unsigned& count) : count_(count) {}
        void cancel() override { ++count_; }
        unsigned& count_;
      };
      return std::make_unique<Fake>(cancelled);
    };
  }
  const std::vector<std::string>& last() const { return asked.back().arguments; }
  void say(const Event& event) { std::function<void(const Event&)>{asked.back().on_event}(event); }
  bool last_has(const std::vector<std::string>& part) const {
    return std::search(last().begin(), last().end(), part.begin(), part.end()) != last().end();
  }
};

inline client::Outcome outcome(const std::string& status, const std::vector<std::string>& words = {}) {
  client::Outcome outcome;
  outcome.status = status;
  outcome.words = words;
  return outcome;
}

inline client::Task comparison() {
  client::Task task;
  task.id = "compare";
  task.title = "Comparison";
  task.purpose = "Compares.";
  task.inputs = {{"previous", "Last period", "", "", true},
                 {"current", "This period", "", "", true},
                 {"rates", "Rates", "", "", false},
                 {"floors", "Floors", "", "rates", false}};
  task.settings = {{"percent", "Large change", "quantity", "25%", "1%", "", "G", "", {}, false}};
  task.example_files = {{"previous", "/examples/o.csv"}, {"current", "/examples/n.xlsx"}};
  task.example_workbook = "W.xlsx";
  return task;
}

class PresenterTest : public testing::Test {
 protected:
  void SetUp() override {
    presenter.begin();
    ASSERT_EQ(engine.asked.size(), 3U);
    engine.asked[0].on_event(comparison());
    engine.asked[0].on_event(outcome("finished"));
    engine.asked[1].on_event(client::RecordedRun{"R", "2025-12-08T09:30:00Z", "compare", "a", "finished", "W.xlsx"});
    engine.asked[1].on_event(outcome("finished"));
    engine.asked[2].on_event(outcome("finished"));
  }

  client::File file(const std::string& path, std::uint64_t rows, std::int64_t pence) {
    client::File file;
    file.path = path;
    file.name = path.substr(path.rfind('/') + 1);
    file.rows = rows;
    file.pence = pence;
    file.period = "10/11/2025 to 07/12/2025";
    return file;
  }
  client::Slot slot(const std::string& input, const std::string& path, const std::string& how = "period") {
    client::Slot slot;
    slot.input = input;
    slot.path = path;
    slot.how = path.empty() && how == "period" ? "" : how;
    slot.required = input != "rates";
    return slot;
  }
  client::Workbook book(const std::string& state = "new") {
    client::Workbook book;
    book.path = "/w/W.xlsx";
    book.state = state;
    return book;
  }
  /// A look at both files and a new workbook, nothing wrong.
  void all_is_well() {
    engine.say(file("/f/Oct.csv", 100, 100'000));
    engine.say(file("/f/Nov.csv", 88, 123'456));
    engine.say(slot("previous", "/f/Oct.csv"));
    client::Slot current = slot("current", "/f/Nov.csv");
    current.rows_before = 100;
    engine.say(current);
    engine.say(slot("rates", ""));
    engine.say(book());
    engine.say(outcome("finished"));
  }
  void form() {
    presenter.choose_task("compare");
    engine.say(outcome("finished"));
    presenter.set_workbook("/w/W.xlsx");
    engine.say(book());
    engine.say(outcome("finished"));
    presenter.drop({"/f/Oct.csv", "/f/Nov.csv"});
    all_is_well();
  }

  FakeEngine engine;
  unsigned changes = 0;
  Presenter presenter{engine.start(), [this] { ++changes; }};
};

}  // namespace counterfoil::launcher
