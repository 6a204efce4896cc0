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
  if (!found) return "as it is";
  if (*found == Personal::maybe_person) return "unless it is an organisation";
  return *found == Personal::removed ? "removed" : "initials";
}

TEST(PersonalHeadings, OfTheLayoutsAndByTheirWords) {
  for (const char* heading : {"Surname", "family name", "FAMILY_NAME", "Child's full name", "Carer name", "Prepared by",
                              "Social worker", "ChildName", "mother", "Debtor", "Payee", "Paid to", "Released by"})
    EXPECT_EQ(kind(heading), "initials") << heading;
  for (const char* heading : {"DOB", "Child D.O.B.", "Home address", "Post code", "NHS No.", "Comment", "Reviewer's comments",
                              "Notes", "Address 1", "Address 4", "Turns 18", "Internal note"})
    EXPECT_EQ(kind(heading), "removed") << heading;
  for (const char* heading :
       {"Person ID", "Provider ID", "Provider type", "Service name", "File name", "Amount", "", "Initials", "Class", "Payee ID",
        "Pretendo Butterdish", "1 check, 3 notes", "Parent or carer of X100592", "Payments", "Category"})
    EXPECT_EQ(kind(heading), "as it is") << heading;
  for (const char* heading : {"Provider", "Provider name", "Name of Provider", "Supplier"})
    EXPECT_EQ(kind(heading), "unless it is an organisation") << heading;
}

TEST(Organisations, AreToldByTheirWords) {
  for (const char* name : {"Sparrow House Ltd", "ANYTOWN COUNCIL", "Little Acorns Nursery", "Wren & Sons", "4Kids"})
    EXPECT_TRUE(is_organisation(name)) << name;
  for (const char* name : {"Testa Marmalade", "Mrs D Pebblethwaite", "Butterdish, Pretendo", ""})
    EXPECT_FALSE(is_organisation(name)) << name;
}

TEST(KnownNames, ATitleBeforeThemIsNoPartOfThem) {
  KnownNames names;
  names.add("Mrs D Pebblethwaite");
  EXPECT_EQ(names.without_names("Paid to Mrs D Pebblethwaite, and D Pebblethwaite before"), "Paid to M.D.P., and D.P. before");
}

TEST(KnownRemarks, AreTakenOutOfTextsThatQuoteThem) {
  KnownRemarks remarks;
  remarks.add("Mum's new carer");
  remarks.add("Mum's new carer; see the letter.");
  remarks.add("ok");             // too short to be told from other words
  remarks.add("1,234");          // a figure, not a remark
  remarks.add_birthday(14'289);  // 14 February 2009: 39 years of 365 days, 10 leap days, 44 days
  EXPECT_EQ(remarks.without_remarks("Accepted: \"Mum's new carer; see the letter\" by TQ, ok, 1,234"),
            "Accepted: \"[...]\" by TQ, ok, 1,234");
  EXPECT_EQ(remarks.without_remarks("Mum's new carer, again"), "[...], again");
  EXPECT_EQ(remarks.without_remarks("Turned 18 on 14/02/2027 (born 2009-02-14)"), "Turned 18 on [...] (born [...])");
  EXPECT_EQ(remarks.without_remarks("Mum"), "Mum");
}

TEST(KnownRemarks, QuotationsGoWhole) {
  EXPECT_EQ(without_quotations("Accepted by TQ: \"Mum's new carer\". Then \"x\"."), "Accepted by TQ: \"[...]\". Then \"[...]\".");
  EXPECT_EQ(without_quotations("8\" pipe"), "8\" pipe");
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
