// The reader of target systems: a sound one, what can be wrong with one, and what becomes of a text that one takes.
#include "report/release_target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"

namespace counterfoil::report {
namespace {

using testing::HasSubstr;

const std::string sound =
    R"({"id": "t", "title": "T", "files": [{"id": "f", "headings": true, "columns": 3, "lines": "every", "line_breaks": "blank",
    "fields": [{"at": 1, "heading": "Key", "is": "key", "most": 30}, {"at": 3, "heading": "Amount", "is": "amount", "formulas": "keep"}]}]})";

TEST(TargetSystems, ASoundOne) {
  const Target target = parse_target(sound, "t.json");
  const TargetFile* file = target.file("f");
  ASSERT_NE(nullptr, file);
  EXPECT_EQ(nullptr, target.file("g"));
  EXPECT_TRUE(file->every_line);
  EXPECT_EQ(TargetField::Is::amount, file->field(3).is);
  EXPECT_EQ(TargetField::Formulas::keep, file->field(3).formulas);
  EXPECT_EQ(TargetField::Breaks::blank, file->field(2).breaks) << "as the file says, where the field is not named";
  EXPECT_EQ(TargetField::Formulas::refuse, file->field(2).formulas);
}

struct Case {
  const char *change, *to, *words;
};

class WrongTargets : public testing::TestWithParam<Case> {};

TEST_P(WrongTargets, AreRefusedByTheirPlace) {
  std::string text = sound;
  const auto& [change, to, words] = GetParam();
  ASSERT_NE(std::string::npos, text.find(change));
  text.replace(text.find(change), std::string_view{change}.size(), to);
  try {
    parse_target(text, "t.json");
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(FailureKind::refused, failure.kind());
    EXPECT_THAT(failure.what(), HasSubstr(words));
  }
}

INSTANTIATE_TEST_SUITE_P(All, WrongTargets,
                         testing::Values(Case{R"("is": "key")", R"("is": "payee")", "files[0].fields: must name the key"},
                                         Case{R"("is": "amount")", R"("is": "payee")", "must name the key, and the amount"},
                                         Case{R"("is": "amount")", R"("is": "total")", "files[0].fields[1].is: is \"total\""},
                                         Case{R"("is": "amount")", R"("is": "amount", "column": "x")", "exclude each other"},
                                         Case{R"("at": 3)", R"("at": 4)", "beyond the file's columns"},
                                         Case{R"("at": 3)", R"("at": 1)", "is the place of two fields"},
                                         Case{R"("lines": "every")", R"("lines": "most")", "files[0].lines"},
                                         Case{R"("headings": true)", R"("headings": false)", "heading: is given for a file with"},
                                         Case{R"("columns": 3, )", "", "columns: is missing"}));

std::string taken(const char* text, TargetField::Breaks breaks, TargetField::Formulas formulas, std::uint32_t most = 0) {
  TargetField field;
  field.breaks = breaks;
  field.formulas = formulas;
  field.most = most;
  std::string why;
  const auto result = as_the_target_takes_it(field, text, why);
  return result ? *result : "refused: " + why;
}

TEST(TargetSystems, WhatBecomesOfATextIsTheTargetsToSay) {
  using B = TargetField::Breaks;
  using F = TargetField::Formulas;
  EXPECT_EQ("plain", taken("plain", B::refuse, F::refuse));
  EXPECT_EQ("refused: has a line break", taken("two\nlines", B::refuse, F::keep));
  EXPECT_EQ("a b c d", taken("a\r\nb\nc\rd", B::blank, F::refuse));
  EXPECT_EQ("two\nlines", taken("two\nlines", B::keep, F::refuse));
  for (const char* formula : {"=1+1", "+1", "-1", "@x", "\tx"}) {
    EXPECT_THAT(taken(formula, B::refuse, F::refuse), HasSubstr("takes it for a formula"));
    EXPECT_EQ("'" + std::string{formula}, taken(formula, B::refuse, F::as_text));
    EXPECT_EQ(formula, taken(formula, B::refuse, F::keep));
  }
  EXPECT_EQ("Zo\u00EB", taken("Zo\u00EB", B::refuse, F::refuse, 3)) << "characters, not bytes";
  EXPECT_THAT(taken("Zo\u00EB", B::refuse, F::refuse, 2), HasSubstr("has 3 characters"));
}

}  // namespace
}  // namespace counterfoil::report
