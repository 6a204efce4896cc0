// The lines of an export through the record and back.

#include "run/past_runs/kept_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace counterfoil::run {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view export_text =
    "Payments report\n"
    "Person ID,Name,Start,Hours,Net,Notes,Team\n"
    "00071,\"Hill\tAva\\x\",03/11/2025,7.5,\"-1,234.56\",Remark one,North\n"
    "00072,,,,12.00,Remark two,North\n";

table::Layout layout() {
  using table::FieldKind;
  table::Layout layout;
  layout.id = "payments";
  layout.fields = {{"person_id", "Person ID", FieldKind::identifier, {"Person ID"}, true, false},
                   {"name", "Name", FieldKind::text, {"Name"}, false, false},
                   {"start", "Start", FieldKind::date, {"Start"}, false, false},
                   {"hours", "Hours", FieldKind::quantity, {"Hours"}, false, false},
                   {"net", "Net", FieldKind::pence, {"Net"}, false, false},
                   {"notes", "Notes", FieldKind::text, {"Notes"}, false, false},
                   {"team", "Team", FieldKind::text, {"Team"}, false, false}};
  layout.required = {{"person_id"}, {"net"}};
  layout.control = {"net"};
  return layout;
}

struct Kept {
  report::Record record;

  Kept() {
    Findings findings;
    host::Inputs inputs;
    inputs.emplace("current", table::read_input(export_text, "November.csv", layout(), {}, findings));
    EXPECT_FALSE(findings.blocking());
    InputFact fact;
    fact.id = "current";
    fact.file = "November.csv";
    fact.fingerprint = {123, "abc"};
    report::WorkbookSpec spec;
    spec.last_period = report::LastPeriod{"previous", "current", {"notes"}, {}};
    Settings settings;
    settings.headings = {{"net", {"Paid this run", "Paid"}}};
    settings.sheets = {{"current", "Data"}};
    const host::ParameterValues parameters = {
        {"limit", {CF_PENCE, 12'345, {}}}, {"share", {CF_QUANTITY, 250'000, {}}}, {"word", {CF_TEXT, 0, "stop"}}};
    const host::AskedFields asked = {{"current", {"person_id", "name", "start", "hours", "net", "notes"}}};
    for (report::RecordTable& table : tables_to_keep(spec, settings, parameters, inputs, {fact}, asked))
      record.tables.push_back(std::move(table));
  }
  std::optional<KeptInput> back() const { return KeptRun{*report::parse_record(record.xml())}.input("current", layout()); }
};

TEST(KeptLines, ComeBackAsTheyWere) {
  const auto kept = Kept{}.back();
  ASSERT_TRUE(kept);
  const table::InputTable& table = kept->table;
  ASSERT_EQ(table.rows(), 2u);
  EXPECT_THAT(table.column("person_id")->texts, ElementsAre("00071", "00072"));
  EXPECT_EQ(table.column("name")->texts[0], "Hill\tAva\\x");
  EXPECT_EQ(table.column("name")->texts[1].data(), nullptr);
  EXPECT_THAT(table.column("start")->numbers, ElementsAre(20'395, table::no_number));  // 3 Nov 2025: days since 1970
  EXPECT_THAT(table.column("hours")->numbers, ElementsAre(7'500'000, table::no_number));
  EXPECT_THAT(table.column("net")->numbers, ElementsAre(-123'456, 1'200));
  EXPECT_EQ(table.control_total(), -122'256);
  EXPECT_EQ(table.place(1, "net").cell, "E4");
  EXPECT_EQ(table.place(0).file, "November.csv");
  EXPECT_EQ(kept->fact.rows, 2u);
  EXPECT_EQ(kept->fact.pence, -122'256);
  EXPECT_EQ(kept->fact.fingerprint.sha256, "abc");
}

TEST(KeptLines, OnlyWhatTheTaskLookedAtAndNoRemarks) {
  const std::string xml = Kept{}.record.xml();
  EXPECT_THAT(xml, Not(HasSubstr("Remark")));
  EXPECT_THAT(xml, Not(HasSubstr("North")));
}

TEST(KeptLines, SettingsComeBack) {
  const Settings settings = KeptRun{Kept{}.record}.settings();
  EXPECT_THAT(settings.headings.at("net"), ElementsAre("Paid this run", "Paid"));
  EXPECT_EQ(settings.sheets.at("current"), "Data");
  ASSERT_EQ(settings.parameters.size(), 3u);
  EXPECT_EQ(host::read_parameter(CF_PENCE, settings.parameters[0].second)->number, 12'345);
  EXPECT_EQ(host::read_parameter(CF_QUANTITY, settings.parameters[1].second)->number, 250'000);
  EXPECT_EQ(settings.parameters[2].second, "stop");
}

TEST(KeptLines, WhatDoesNotFitIsNotUsed) {
  const Kept kept;
  EXPECT_FALSE(KeptRun{kept.record}.input("previous", layout())) << "was not kept";
  table::Layout other = layout();
  other.fields[4].kind = table::FieldKind::quantity;
  EXPECT_FALSE(KeptRun{kept.record}.input("current", other)) << "a field that is read in another way now";
  const auto with = [&](const std::string& from, const std::string& to) {
    report::Record record = kept.record;
    for (report::RecordTable& table : record.tables)
      if (const auto at = table.rows.find(from); at != std::string::npos) table.rows.replace(at, from.size(), to);
    return KeptRun{record}.input("current", layout()).has_value();
  };
  EXPECT_TRUE(with("1200", "1300"));
  EXPECT_FALSE(with("1200", "9223372036854775807")) << "an amount that no export can hold";
  EXPECT_FALSE(with("20395", "99999999999"));
}

}  // namespace
}  // namespace counterfoil::run
