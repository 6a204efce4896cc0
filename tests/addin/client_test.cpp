// The client against a program that plays the engine: whatever becomes of it ends in words.
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "client/engine.hpp"

namespace counterfoil::client {
namespace {

struct Heard {
  std::vector<Event> events;
  Outcome outcome;
  std::size_t outcomes = 0;
};

Heard hear(const std::vector<std::string>& arguments, const std::filesystem::path& program = FAKE_ENGINE) {
  Heard heard;
  {
    Command command{program, arguments, [&](const Event& event) {
                      heard.events.push_back(event);
                      if (const auto* outcome = std::get_if<Outcome>(&event)) {
                        heard.outcome = *outcome;
                        ++heard.outcomes;
                      }
                    }};
  }
  return heard;
}

void expect_failure_in_words(const Heard& heard, const std::string& word) {
  EXPECT_EQ(heard.outcomes, 1U);
  EXPECT_EQ(heard.outcome.status, "failed");
  ASSERT_EQ(heard.outcome.words.size(), 1U);
  EXPECT_NE(heard.outcome.words.front().find(word), std::string::npos) << heard.outcome.words.front();
}

TEST(Client, HandsOverTheEventsAndTheOutcomeLast) {
  const Heard heard = hear({"well"});
  ASSERT_EQ(heard.events.size(), 2U);
  EXPECT_EQ(std::get<Started>(heard.events[0]).run, "RUN-1");
  EXPECT_EQ(heard.outcome.status, "finished");
  EXPECT_TRUE(heard.outcome.saved);
  EXPECT_EQ(heard.outcome.workbook, "/a/b.xlsx");
  EXPECT_EQ(heard.outcome.words, std::vector<std::string>{"Done."});
}

TEST(Client, AnEngineThatDiesSaysThatNothingIsHalfSaved) { expect_failure_in_words(hear({"dies"}), "never half"); }
TEST(Client, HalfALineIsNoOutcome) { expect_failure_in_words(hear({"half"}), "stopped before it was done"); }
TEST(Client, AnEngineWithoutAnOutcomeStoppedTooEarly) { expect_failure_in_words(hear({"silent"}), "stopped before it was done"); }
TEST(Client, ANewerProtocolAsksForTheWholeFolder) { expect_failure_in_words(hear({"newer"}), "newer version"); }
TEST(Client, WhatIsNoLineOfTheProtocolEndsInWords) { expect_failure_in_words(hear({"nonsense"}), "cannot be understood"); }
TEST(Client, AnEngineThatIsNotThere) {
  expect_failure_in_words(hear({}, std::filesystem::path{FAKE_ENGINE} / "none"), "cannot be started");
}

TEST(Client, WhatANewerEngineAddsIsPassedOver) {
  const Heard heard = hear({"unknown"});
  EXPECT_EQ(heard.outcome.status, "finished");
  EXPECT_TRUE(std::holds_alternative<Unknown>(heard.events[1]));
}

TEST(Client, MembersOfAnotherKindCountAsAbsent) {
  const Heard heard = hear({"odd"});
  EXPECT_EQ(heard.outcome.status, "finished");
  const auto& progress = std::get<Progress>(heard.events[1]);
  EXPECT_EQ(progress.stage, "");
  EXPECT_EQ(progress.done, 0U);
  EXPECT_EQ(progress.rows_done, 0U);
}

TEST(Client, ArgumentsArriveAsTheyAre) {
  const std::vector<std::string> sent{"a b", "quote\"in", "back\\", "back\\\\ \"x\\", "", "caf\u00E9 \u00A3"};
  std::vector<std::string> arguments{"echo"};
  arguments.insert(arguments.end(), sent.begin(), sent.end());
  std::vector<std::string> got;
  for (const Event& event : hear(arguments).events)
    if (const auto* problem = std::get_if<Problem>(&event)) got.push_back(problem->words);
  EXPECT_EQ(got, sent);
}

TEST(Client, CancelIsHeard) {
  std::mutex guard;
  std::condition_variable changed;
  bool started = false;
  Outcome outcome;
  {
    Command command{FAKE_ENGINE, {"waits"}, [&](const Event& event) {
                      const std::lock_guard lock{guard};
                      if (std::holds_alternative<Started>(event)) started = true;
                      if (const auto* ended = std::get_if<Outcome>(&event)) outcome = *ended;
                      changed.notify_all();
                    }};
    std::unique_lock lock{guard};
    changed.wait(lock, [&] { return started; });
    lock.unlock();
    command.cancel();
  }
  EXPECT_EQ(outcome.reason, "cancelled");
  EXPECT_EQ(outcome.words, std::vector<std::string>{"Cancelled. Nothing was written."});
}

TEST(Client, TaskAndSettingsAreRead) {
  const Event event = read_event(
      R"({"protocol":1,"event":"task","id":"t","usable":true,"title":"T","purpose":"P.","example":{"files":{"in":"/x.csv"},"workbook":"W.xlsx"},)"
      R"("inputs":[{"id":"in","title":"In","required":true,"help":"h"}],"parameters":[{"id":"p","title":"Round","kind":"text","default":"up",)"
      R"("choices":["up","down"],"choice-titles":["Always up","Always down"],"group":"G","advanced":true,"help":"h"}]})");
  const auto& task = std::get<Task>(event);
  EXPECT_EQ(task.purpose, "P.");
  EXPECT_EQ(task.example_files.at("in"), "/x.csv");
  ASSERT_EQ(task.inputs.size(), 1U);
  EXPECT_TRUE(task.inputs[0].required);
  ASSERT_EQ(task.settings.size(), 1U);
  EXPECT_TRUE(task.settings[0].advanced);
  ASSERT_EQ(task.settings[0].choices.size(), 2U);
  EXPECT_EQ(task.settings[0].choices[1].title, "Always down");
}

}  // namespace
}  // namespace counterfoil::client
