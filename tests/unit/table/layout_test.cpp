#include "table/layout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"
#include "reading.hpp"

namespace counterfoil::table::test {
namespace {

std::string refusal(std::string_view json) {
  try {
    parse_layout(json, "own.json");
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::refused);
    return failure.what();
  }
  return "(accepted)";
}

TEST(Layout, IsReadWhole) {
  const Layout layout = parse_layout(small_layout, "small.json");
  EXPECT_EQ(layout.id, "small");
  EXPECT_EQ(layout.fields.size(), 10u);
  ASSERT_NE(layout.field("person_id"), nullptr);
  EXPECT_EQ(layout.field("person_id")->kind, FieldKind::identifier);
  EXPECT_TRUE(layout.field("person_id")->required_value);
  EXPECT_TRUE(layout.field("period_to")->from_title);
  EXPECT_EQ(layout.required.size(), 2u);
  EXPECT_EQ(layout.control, (std::vector<std::string>{"net", "amount"}));
  EXPECT_EQ(layout.field("nothing"), nullptr);
}

TEST(Layout, RefusalsNameFileAndMember) {
  using testing::HasSubstr;
  EXPECT_THAT(refusal("{"), AllOf(HasSubstr("own.json"), HasSubstr("not well-formed")));
  EXPECT_THAT(refusal("[]"), HasSubstr("one object"));
  EXPECT_THAT(refusal("{}"), HasSubstr("\"id\""));
  EXPECT_THAT(refusal(R"({"id": 7})"), HasSubstr("\"id\""));
  EXPECT_THAT(
      refusal(
          R"({"id": "a", "title": "A", "required": [], "control": [], "fields": [{"id": "x", "title": "X", "kind": "colour", "headings": []}]})"),
      AllOf(HasSubstr("\"x\""), HasSubstr("\"colour\"")));
  EXPECT_THAT(refusal(R"({"id": "a", "title": "A", "required": [["y"]], "control": [], "fields": []})"), HasSubstr("\"y\""));
  EXPECT_THAT(
      refusal(
          R"({"id": "a", "title": "A", "required": [], "control": ["x"], "fields": [{"id": "x", "title": "X", "kind": "text", "headings": []}]})"),
      HasSubstr("not pence"));
  EXPECT_THAT(
      refusal(
          R"({"id": "a", "title": "A", "required": [], "control": [], "fields": [{"id": "x", "title": "X", "kind": "text", "headings": []},
                          {"id": "x", "title": "X", "kind": "text", "headings": []}]})"),
      HasSubstr("twice"));
}

TEST(Layout, UnknownFieldInTheSettingsNamesTheNearest) {
  Layout layout = parse_layout(small_layout, "small.json");
  try {
    add_headings(layout, {{"persn_id", {"Our ID"}}});
    FAIL() << "accepted";
  } catch (const Failure& failure) {
    EXPECT_THAT(failure.what(), testing::HasSubstr("Did you mean \"person_id\"?"));
  }
  EXPECT_THROW(add_headings(layout, {{"person_id", {" "}}}), Failure);
}

}  // namespace
}  // namespace counterfoil::table::test
