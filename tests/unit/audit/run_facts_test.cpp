#include "audit/run_facts.hpp"

#include <gtest/gtest.h>

namespace counterfoil::audit {
namespace {

RunFacts full() {
  RunFacts facts;
  facts.engine_version = "0.1.0";
  facts.plugin_id = "cwd-comparison";
  facts.plugin_version = "1.2.0";
  facts.plugin_sha256 = "p";
  facts.inputs = {{"previous", 1000, "a", 320, false, 12345}, {"current", 1100, "b", 318, false, -5}};
  facts.period = "13 Oct to 9 Nov 2025";
  facts.unusual = {"change-percent"};
  facts.batch_rows = 2;
  facts.batch_pence = -7;
  facts.workbook_named = "n";
  facts.settings_digest = "s";
  facts.report_digest = "r";
  facts.workbook = "CWD comparison.xlsx";
  facts.workbook_bytes = 5000;
  facts.workbook_sha256 = "w";
  facts.record = "rec";
  facts.first_record = "first";
  facts.audit_rows = 3;
  facts.findings = {{"note", 2}, {"blocking", 1}};
  facts.exit_status = 0;
  facts.reason = "locked";
  facts.rehearsal = true;
  facts.clock_fixed = true;
  return facts;
}

TEST(RunFacts, AreSortedJsonWithoutSpaces) {
  EXPECT_EQ(
      to_body(full()),
      R"({"batch_pence":-7,"batch_rows":2,"clock_fixed":true,"engine":"0.1.0","exit":0,"findings":{"blocking":1,"note":2},)"
      R"("inputs":[{"bytes":1000,"pence":12345,"role":"previous","rows":320,"sha256":"a"},{"bytes":1100,"pence":-5,"role":"current","rows":318,"sha256":"b"}],)"
      R"("period":"13 Oct to 9 Nov 2025",)"
      R"("plugin":{"id":"cwd-comparison","sha256":"p","version":"1.2.0"},"reason":"locked","rehearsal":true,"report":"r","settings":"s","unusual":["change-percent"],)"
      R"("workbook":{"audit_rows":3,"bytes":5000,"file":"CWD comparison.xlsx","first_record":"first","named":"n","record":"rec","sha256":"w"}})");
}

TEST(RunFacts, ThereAndBack) {
  EXPECT_EQ(from_body(to_body(full())), full());
  EXPECT_EQ(from_body(to_body({})), RunFacts{});
  EXPECT_EQ(to_body({}), "{}");
}

TEST(RunFacts, BytesThatAreNoTextAreMended) {
  RunFacts facts;
  facts.workbook = "M\xE4rz.xlsx";
  EXPECT_EQ(from_body(to_body(facts))->workbook, "M\uFFFDrz.xlsx");
}

TEST(RunFacts, RubbishIsNone) {
  for (const char* bad : {"", "[]", "{", "12", "{\"inputs\":[1]}", "\xFF"}) EXPECT_FALSE(from_body(bad)) << bad;
  EXPECT_EQ(
      from_body(
          R"({"engine":7,"inputs":{},"plugin":[],"exit":"0","findings":{"note":"many"},"workbook":{"audit_rows":-1},"later":1})"),
      RunFacts{});
  EXPECT_FALSE(from_body(std::string(100'000, '[')));
}

}  // namespace
}  // namespace counterfoil::audit
