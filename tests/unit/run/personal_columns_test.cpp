// Which headings mean people, and what becomes of their names.

#include "run/disclosure/personal_columns.hpp"

#include <gtest/gtest.h>

namespace counterfoil::run {
namespace {

TEST(Initials, AsNamesAreWritten) {
  EXPECT_EQ(initials_of("Ava Hill"), "A.H.");
  EXPECT_EQ(initials_of("Hill, Ava Mary"), "A.M.H.");
  EXPECT_EQ(initials_of("  ava   o'hill-brown "), "A.O.");
  EXPECT_EQ(initials_of("Zoë Ångström"), "Z.Å.");
  EXPECT_EQ(initials_of(""), "");
  EXPECT_EQ(initials_of("1234"), "");
}

table::Layout layout_with_people() {
  table::Layout layout;
  layout.fields.push_back({"surname", "Surname", table::FieldKind::text, {"Surname", "Family Name"}, false, false});
  layout.fields.push_back({"date_of_birth", "Date of birth", table::FieldKind::date, {"DOB"}, false, false});
  layout.fields.push_back({"provider", "Provider", table::FieldKind::text, {"Provider", "Name of Provider"}, false, false});
  return layout;
}

std::string kind(const std::string& heading) {
  const PersonalHeadings headings{{layout_with_people()}};
  const Personal* found = headings.find(heading);
  return !found ? "as it is" : *found == Personal::name ? "initials" : "removed";
}

TEST(PersonalHeadings, OfTheLayoutsAndByTheirWords) {
  for (const char* heading : {"Surname", "family name", "FAMILY_NAME", "Child's full name", "Carer name", "Prepared by",
                              "Social worker", "ChildName", "mother"})
    EXPECT_EQ(kind(heading), "initials") << heading;
  for (const char* heading :
       {"DOB", "Child D.O.B.", "Home address", "Post code", "NHS No.", "Comment", "Reviewer's comments", "Notes"})
    EXPECT_EQ(kind(heading), "removed") << heading;
  for (const char* heading :
       {"Person ID", "Provider", "Provider name", "Name of Provider", "Service name", "File name", "Amount", "", "Initials",
        "Class", "Pretendo Butterdish", "1 check, 3 notes", "Parent or carer of X100592", "Payments", "Category"})
    EXPECT_EQ(kind(heading), "as it is") << heading;
}

TEST(KnownNames, AreFoundInOtherTexts) {
  KnownNames names;
  names.add("Ava Hill");
  names.add("Hill");  // alone it may be any word
  names.add("Zoë Mary Brook");
  EXPECT_EQ(names.without_names("Ask about AVA HILL and Hill, Ava; the hill stays."), "Ask about A.H. and A.H.; the hill stays.");
  EXPECT_EQ(names.without_names("Brook, Zoë Mary moved"), "Z.M.B. moved");
  EXPECT_EQ(names.without_names("Avalon Hillside"), "Avalon Hillside");
  EXPECT_EQ(names.without_names(""), "");
}

}  // namespace
}  // namespace counterfoil::run
