// The C++ kit over the contract: missing values read as missing, and nothing thrown crosses the border.
#include "counterfoil/plugin.hpp"

#include <gtest/gtest.h>

namespace counterfoil::plugin {

namespace {

/// A host that has one column and keeps what is logged as an error.
struct SmallHost {
  std::vector<cf_text> texts{{"a", 1}, {nullptr, 0}};
  std::vector<std::int64_t> dates{0, CF_NO_NUMBER};
  std::string error;
  std::vector<std::pair<std::string, std::string>> reported;
  cf_status progress_answer = CF_OK;
  cf_host host{};

  SmallHost() {
    host.self = this;
    host.column = [](void* self, cf_text, cf_text field, cf_column* out) {
      auto& small = *static_cast<SmallHost*>(self);
      if (from_abi(field) == "name") return *out = {CF_TEXT, 0, small.texts.size(), small.texts.data()}, CF_OK;
      if (from_abi(field) == "end") return *out = {CF_DATE, 0, small.dates.size(), small.dates.data()}, CF_OK;
      return CF_ABSENT;
    };
    host.parameter = [](void*, cf_text, cf_value*) { return CF_ABSENT; };
    host.report_finding = [](void* self, cf_text, const cf_place*, const cf_named_text* values, std::uint64_t count) {
      auto& small = *static_cast<SmallHost*>(self);
      for (std::uint64_t index = 0; index < count; ++index)
        small.reported.emplace_back(from_abi(values[index].name), from_abi(values[index].value));
      return CF_OK;
    };
    host.progress = [](void* self, std::uint64_t, std::uint64_t) { return static_cast<SmallHost*>(self)->progress_answer; };
    host.open_table = [](void*, cf_text, const cf_text*, std::uint64_t) { return CF_FAILED; };
    host.log = [](void* self, std::uint32_t level, cf_text message) {
      if (level == 3) static_cast<SmallHost*>(self)->error = from_abi(message);
    };
  }
};

}  // namespace

TEST(Kit, MissingIsMissing) {
  SmallHost small;
  const plugin::Run run{&small.host};
  const Column name = run.column("any", "name");
  EXPECT_EQ(name.text(0), "a");
  EXPECT_EQ(name.text(1), "");
  const Column end = run.column("any", "end");
  EXPECT_EQ(end.date(0), Date{});
  EXPECT_FALSE(end.date(1));
  const Column absent = run.column("any", "nothing");
  EXPECT_FALSE(absent.exists());
  EXPECT_EQ(absent.text(7), "");
  EXPECT_FALSE(absent.pence(7));
  EXPECT_FALSE(run.date_parameter("none"));
  EXPECT_EQ(run.text_parameter("none"), "");
}

TEST(Kit, FindingsTakeValuesWrittenOutOrCollected) {
  SmallHost small;
  plugin::Run run{&small.host};
  run.finding("id", {"any", 1, "name"}, {{"one", "1"}});
  run.finding("id", {"any"});
  const std::vector<std::pair<std::string_view, std::string>> collected{{"two", "2"}};
  run.finding("id", {"any"}, collected);
  ASSERT_EQ(small.reported.size(), 2u);
  EXPECT_EQ(small.reported[1].first, "two");
  EXPECT_EQ(small.reported[1].second, "2");
}

TEST(Kit, NothingIsThrownAcrossTheBorder) {
  SmallHost small;
  EXPECT_EQ(guarded_run(&small.host, [](plugin::Run&) {}), CF_OK);
  EXPECT_EQ(guarded_run(&small.host, [](plugin::Run&) { throw std::runtime_error("on purpose"); }), CF_FAILED);
  EXPECT_EQ(small.error, "on purpose");
  EXPECT_EQ(guarded_run(&small.host, [](plugin::Run&) { throw 7; }), CF_FAILED);
  EXPECT_EQ(small.error, "failed without a reason");
  EXPECT_EQ(guarded_run(&small.host, [](plugin::Run& run) { run.open_table("t", {"a"}); }), CF_FAILED);
  EXPECT_EQ(small.error, "host refused open_table");
  small.progress_answer = CF_STOP;
  EXPECT_EQ(guarded_run(&small.host, [](plugin::Run& run) { run.progress(1, 2); }), CF_STOP);
}

TEST(Kit, ValuesOfEveryKind) {
  EXPECT_EQ(Value{}.abi().kind, static_cast<std::uint32_t>(CF_BLANK));
  EXPECT_EQ(Value{"text"}.abi().text.length, 4u);
  EXPECT_EQ(Value{Pence{-5}}.abi().number, -5);
  EXPECT_EQ(Value{make_date(1970, 1, 2)}.abi().number, 1);
  EXPECT_EQ(Value{Quantity{35'500}}.abi().number, 35'500);
  EXPECT_EQ(Value::integer(3).abi().kind, static_cast<std::uint32_t>(CF_INTEGER));
  EXPECT_EQ(Value{std::optional<Pence>{}}.abi().kind, static_cast<std::uint32_t>(CF_BLANK));
}

}  // namespace counterfoil::plugin
