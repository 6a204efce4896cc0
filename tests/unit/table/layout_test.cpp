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

/// A layout of one field, with `member` among its members and `more` among the field's.
std::string with(const std::string& member, const std::string& more = {}, const std::string& kind = "text") {
  return R"({"id": "a", "title": "A", "fields": [{"id": "x", "title": "X", "kind": ")" + kind + R"(", "headings": [])" + more +
         "}], " + member + "}";
}

TEST(Layout, RefusalsNameFileAndMember) {
  using testing::HasSubstr;
  EXPECT_THAT(refusal("{"), AllOf(HasSubstr("The layout own.json cannot be used"), HasSubstr("not well-formed")));
  EXPECT_THAT(refusal("[]"), HasSubstr("must be an object"));
  EXPECT_THAT(refusal("{}"), HasSubstr("id: is missing"));
  EXPECT_THAT(refusal(R"({"id": 7})"), HasSubstr("id: must be text"));
  const std::string none = R"("required": [], "control": [])";
  EXPECT_EQ(refusal(with(none)), "(accepted)");
  EXPECT_THAT(refusal(with(none, "", "colour")), AllOf(HasSubstr("fields[0].kind"), HasSubstr("\"colour\"")));
  EXPECT_THAT(refusal(with(R"("required": [["y"]], "control": [])")), HasSubstr("required: names the field \"y\""));
  EXPECT_THAT(refusal(with(R"("required": [], "control": ["x"])")), HasSubstr("not pence"));
  EXPECT_THAT(refusal(with(R"("required": [])")), HasSubstr("control: is missing"));
  EXPECT_THAT(refusal(with(none, R"(}, {"id": "x", "title": "X", "kind": "text", "headings": [])")),
              HasSubstr("fields[1].id: \"x\" stands twice"));
}

TEST(Layout, AMisspeltOrRepeatedMemberIsRefused) {
  using testing::HasSubstr;
  const std::string none = R"("required": [], "control": [])";
  EXPECT_THAT(refusal(with(none, R"(, "requierd_value": true)")),
              HasSubstr("own.json cannot be used: fields[0].requierd_value: is not known here. Did you mean \"required_value\"?"));
  EXPECT_THAT(refusal(with(none + R"(, "everysheet": true)")),
              HasSubstr("everysheet: is not known here. Did you mean \"every_sheet\"?"));
  EXPECT_THAT(refusal(with(none, R"(, "required_value": true, "required_value": false)")),
              HasSubstr("required_value: stands twice"));
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
