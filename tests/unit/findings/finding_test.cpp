#include "findings/finding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace counterfoil {
namespace {

const FindingKind no_rate{"no-rate", Severity::blocking, "Hours without a rate",
                          "{sheet}, {cell}: line {line} has hours but no rate. Enter a rate, or clear the hours."};

TEST(Finding, SentenceIsFilledFromThePlaceAndTheValues) {
  const Finding finding = make_finding(no_rate, {"Oct.xlsx", "Payments", "F14"}, {{"line", "CF-0012"}});
  EXPECT_EQ(finding.id, "no-rate");
  EXPECT_EQ(finding.severity, Severity::blocking);
  EXPECT_EQ(finding.title, "Hours without a rate");
  EXPECT_EQ(finding.sentence, "Payments, F14: line CF-0012 has hours but no rate. Enter a rate, or clear the hours.");
  EXPECT_EQ(finding.place.file, "Oct.xlsx");
}

TEST(Finding, StoredAndShownAreKnownNames) {
  const FindingKind kind{"k", Severity::note, "t", "{file}: \"{stored}\" is shown as \"{shown}\""};
  EXPECT_EQ(make_finding(kind, {"Oct.csv", "", ""}, {}, "45999", "08/12/2025").sentence,
            "Oct.csv: \"45999\" is shown as \"08/12/2025\"");
}

TEST(Finding, AValueMayHoldBraces) {
  EXPECT_THAT(make_finding(no_rate, {"f", "s", "c"}, {{"line", "{cell}{"}}).sentence, ::testing::HasSubstr("line {cell}{ has"));
}

TEST(Finding, ANameThatNobodyGaveIsAFaultOfTheProgram) {
  EXPECT_THROW(make_finding(no_rate, {}), std::logic_error);
  EXPECT_THROW(make_finding({"k", Severity::note, "t", "open {brace"}, {}), std::logic_error);
  EXPECT_THROW(engine_finding("no-such-finding"), std::logic_error);
}

TEST(Findings, AreKeptInOrderCountedAndNeverCapped) {
  Findings findings;
  EXPECT_FALSE(findings.blocking());
  for (int n = 0; n < 10'000; ++n) findings.add(make_finding({"note", Severity::note, "t", "s"}, {"f", "s", std::to_string(n)}));
  findings.add(make_finding({"warning", Severity::warning, "t", "s"}, {}));
  EXPECT_FALSE(findings.blocking());
  findings.add(make_finding(no_rate, {}, {{"line", "1"}}));
  EXPECT_TRUE(findings.blocking());
  EXPECT_EQ(findings.all().size(), 10'002u);
  EXPECT_EQ(findings.all()[4321].place.cell, "4321");
  EXPECT_EQ(findings.count(Severity::note), 10'000u);
  EXPECT_EQ(findings.count(Severity::warning), 1u);
  EXPECT_EQ(findings.count(Severity::blocking), 1u);
}

TEST(Severity, Words) {
  EXPECT_EQ(severity_word(Severity::note), "Note");
  EXPECT_EQ(severity_word(Severity::warning), "Check");
  EXPECT_EQ(severity_word(Severity::blocking), "Must fix");
}

/// Every line of the catalogue: a permanent id, a title, and a sentence that is one.
TEST(Catalogue, EntriesAreWellFormed) {
  std::set<std::string> ids;
  for (const FindingKind& kind : engine_findings()) {
    SCOPED_TRACE(kind.id);
    EXPECT_TRUE(ids.insert(kind.id).second) << "the id is there twice";
    EXPECT_FALSE(kind.id.empty());
    EXPECT_TRUE(std::all_of(kind.id.begin(), kind.id.end(),
                            [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
    EXPECT_FALSE(kind.id.starts_with('-') || kind.id.ends_with('-'));
    EXPECT_FALSE(kind.title.empty());
    EXPECT_FALSE(kind.title.ends_with('.'));
    EXPECT_TRUE(kind.sentence.ends_with('.') || kind.sentence.ends_with('?') || kind.sentence.ends_with('}')) << kind.sentence;
    EXPECT_EQ(std::count(kind.sentence.begin(), kind.sentence.end(), '{'),
              std::count(kind.sentence.begin(), kind.sentence.end(), '}'));
    EXPECT_EQ(&engine_finding(kind.id), &kind);
  }
}

}  // namespace
}  // namespace counterfoil
