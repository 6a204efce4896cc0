// The strict reader that all of our JSON files go through.
#include "spec/json_object.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace counterfoil {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

constexpr JsonKind thing{"The thing", "Ask for another."};

std::string refusal(std::string_view text, const std::function<void(JsonObject&)>& read, JsonKind kind = thing) {
  try {
    const JsonFile file{text, kind, "thing.json"};
    JsonObject root = file.root();
    read(root);
    root.nothing_else();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), kind.failure);
    return failure.what();
  }
  return "read";
}

void id_and_colour(JsonObject& from) {
  from.text("id");
  from.text_or_empty("colour");
}

TEST(JsonObject, OneStyleOfMessage) {
  EXPECT_EQ(refusal(R"({"id": 7})", id_and_colour),
            "The thing thing.json cannot be used: id: must be text in quotes. Ask for another.");
  EXPECT_EQ(refusal(R"({"id": "a"})", id_and_colour), "read");
  EXPECT_EQ(refusal("[]", id_and_colour), "The thing thing.json cannot be used: it must be an object in { }. Ask for another.");
}

TEST(JsonObject, AMisspeltMemberIsRefusedWithTheNearestName) {
  EXPECT_THAT(refusal(R"({"id": "a", "color": "red"})", id_and_colour),
              HasSubstr("cannot be used: color: is not known here. Did you mean \"colour\"? Ask"));
  EXPECT_THAT(refusal(R"({"id": "a", "weight": 3})", id_and_colour),
              HasSubstr("weight: is not known here. The names that can stand here: colour and id."));
}

TEST(JsonObject, AMemberThatStandsTwiceIsRefused) {
  EXPECT_THAT(refusal(R"({"id": "a", "colour": "red", "id": "b"})", id_and_colour), HasSubstr("id: stands twice"));
  EXPECT_EQ(refusal(R"({"id": "a", "inner": {"id": "b"}})",
                    [](JsonObject& from) {
                      from.text("id");
                      from.object("inner").text("id");
                    }),
            "read");
}

TEST(JsonObject, AFileThatDoesNotReadSaysNearWhichLine) {
  EXPECT_THAT(refusal("{\n\"id\": \"a\"\n\"colour\": \"red\"}", id_and_colour), HasSubstr("not well-formed JSON near line 3"));
  EXPECT_THAT(refusal("{\"id\": 1e999}", id_and_colour), HasSubstr("cannot be used"));
  EXPECT_THAT(refusal("", id_and_colour), HasSubstr("line 1"));
  EXPECT_THAT(refusal("{\"id\": \"\xFF\"}", id_and_colour), HasSubstr("not well-formed"));
  EXPECT_THAT(refusal(std::string(100'000, '['), id_and_colour), HasSubstr("not well-formed"));
}

TEST(JsonObject, RemarksOnlyWhereTheKindAllowsThem) {
  const std::string text = "{ // of ours\n\"id\": \"a\" }";
  EXPECT_THAT(refusal(text, id_and_colour), HasSubstr("not well-formed"));
  EXPECT_EQ(refusal(text, id_and_colour, {"The thing", "", FailureKind::usage, true}), "read");
  EXPECT_THAT(refusal("{}", id_and_colour, {"The thing", "", FailureKind::usage, true}),
              AllOf(StartsWith("The thing thing.json"), Not(HasSubstr("Ask"))));
}

TEST(JsonObject, SettingsMayBeTextsOrWholeNumbersInTheFilesOrder) {
  const JsonFile file{R"({"b": {"z": "1/4", "a": 14, "m": -2}, "c": {"one": "x", "two": ["y", 3]}})", thing, "thing.json"};
  JsonObject root = file.root();
  EXPECT_THAT(root.named_values("b"), ElementsAre(Pair("z", "1/4"), Pair("a", "14"), Pair("m", "-2")));
  EXPECT_THAT(root.named_lists("c"), ElementsAre(Pair("one", ElementsAre("x")), Pair("two", ElementsAre("y", "3"))));
  EXPECT_TRUE(root.named_values("absent").empty());
  EXPECT_THAT(refusal(R"({"b": {"z": 0.5}})", [](JsonObject& from) { from.named_values("b"); }),
              HasSubstr("b.z: must be text in quotes"));
  EXPECT_THAT(refusal(R"({"b": [1]})", [](JsonObject& from) { from.named_lists("b"); }), HasSubstr("b: must hold names and lists"));
}

TEST(JsonObject, WholeNumbersKeepTheirLimits) {
  const auto pair = [](JsonObject& from) { EXPECT_THAT(from.wholes("pair", 2, 9), ElementsAre(3u, 9u)); };
  EXPECT_EQ(refusal(R"({"pair": [3, 9]})", pair), "read");
  for (const char* wrong :
       {R"({"pair": [3]})", R"({"pair": [3, 10]})", R"({"pair": [3, -1]})", R"({"pair": [3, 1.5]})", R"({"pair": "3 9"})", "{}"})
    EXPECT_THAT(refusal(wrong, pair), HasSubstr("cannot be used: pair: ")) << wrong;
}

}  // namespace
}  // namespace counterfoil
