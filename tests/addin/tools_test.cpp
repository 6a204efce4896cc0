// What is done besides a run, without a window: each asks the engine for what it says, and shows what comes.
#include "launcher/tools.hpp"

#include "launcher/open_at.hpp"

#include "presenter_fixture.hpp"

namespace counterfoil::launcher {
namespace {

class ToolsTest : public testing::Test {
 protected:
  void choose(const std::string& id, const std::string& file = {}) {
    for (std::size_t at = 0; at < Tools::all().size(); ++at)
      if (Tools::all()[at].id == id) return tools.choose(at, file);
    FAIL() << id;
  }
  client::Statement statement(const std::string& kind, const std::string& words, const std::string& sheet = {}) {
    return {kind, words, sheet, sheet.empty() ? "" : "C7", "", "", "statement", "", "", ""};
  }

  FakeEngine engine;
  Tools tools{engine.start(), [] {}};
};

client::SettingLine line(const std::string& level, const std::string& name, const std::string& value, bool answer) {
  return {level, name, "Further heading for provider", value, "", answer};
}

TEST_F(ToolsTest, AnAnswerIsTakenBack) {
  choose("answers", "/w/W.xlsx");
  tools.act("list", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"settings", "--json", "--workbook", "/w/W.xlsx"}));
  engine.say(line("machine", "record", "/share/record", false));
  engine.say(line("team", "headings.provider", "Provdier", true));
  engine.say(outcome("sound"));
  ASSERT_EQ(tools.rows().size(), 1U) << "answers only";
  EXPECT_EQ(tools.rows()[0].words, "Provdier");
  tools.act("undo", 0);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"settings", "--json", "--workbook", "/w/W.xlsx", "--in", "team", "--take-out",
                                                     "headings.provider=Provdier"}));
}

TEST_F(ToolsTest, ASettingIsShownWithWhoseItIsAndChanged) {
  choose("settings");
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"settings", "--json"}));
  engine.say(line("machine", "folders", "/share/team", false));
  engine.say(outcome("sound"));
  ASSERT_EQ(tools.rows().size(), 1U);
  EXPECT_EQ(tools.rows()[0].state, "The council's, for the whole machine");
  EXPECT_FALSE(tools.may("set", -1));
  tools.act("fill", 0);
  EXPECT_EQ(tools.value("name"), "folders");
  EXPECT_EQ(tools.value("value"), "/share/team");
  tools.set("value", "/share/other=team");
  tools.act("set", -1);
  EXPECT_EQ(engine.last(),
            (std::vector<std::string>{"settings", "--json", "--in", "machine", "--set", "folders=/share/other=team"}));
}

TEST_F(ToolsTest, AReportOfAProblemIsReadBeforeItIsSaved) {
  choose("problem");
  tools.act("look", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"problem-report", "--json"}));
  engine.say(outcome("finished", {"Version: 1\nThe last runs:"}));
  EXPECT_EQ(tools.said(), std::vector<std::string>{"Version: 1\nThe last runs:"});
  tools.set("as", "/home/me/Report.txt");
  tools.act("save", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"problem-report", "--json", "/home/me/Report.txt"}));
  engine.say(outcome("finished", {"Saved."}));
  EXPECT_EQ(tools.made(), "/home/me/Report.txt");
}

TEST_F(ToolsTest, WhoDecidedWhatIsShownWhereItStandsAndSavedOnlyUnderAName) {
  choose("decisions", "/w/W.xlsx");
  tools.set("of", "X100123");
  EXPECT_FALSE(tools.may("save-decisions", -1));
  tools.act("list", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"decisions", "--json", "/w/W.xlsx", "--of", "X100123"}));
  engine.say(client::Statement{"ok", "13 Feb 2026: changed.", "Changes", "", "", "", "decision", "logged", "", ""});
  engine.say(client::Statement{"ok", "since then: typed.", "Changes", "", "", "", "decision", "typed-since", "", ""});
  engine.say(outcome("finished", {"2 lines."}));
  ASSERT_EQ(tools.rows().size(), 2U);
  EXPECT_EQ(tools.rows()[0].state, "Recorded");
  EXPECT_EQ(tools.rows()[1].state, "Typed since");
  EXPECT_EQ(tools.rows()[0].path, "/w/W.xlsx");
  EXPECT_EQ(tools.rows()[0].sheet, "Changes");
  tools.set("as", "/w/Decisions.xlsx");
  tools.act("save-decisions", -1);
  EXPECT_EQ(engine.last(),
            (std::vector<std::string>{"decisions", "--json", "/w/W.xlsx", "--of", "X100123", "--save-as", "/w/Decisions.xlsx"}));
  engine.say(outcome("finished"));
  EXPECT_EQ(tools.made(), "/w/Decisions.xlsx");
}

TEST_F(ToolsTest, RunsAndPeriodsAreToldAsStaffSayThem) {
  choose("runs");
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"history", "--json"}));
  engine.say(client::RecordedRun{"R-2", "2026-02-13T09:30:00Z", "cwd-comparison", "b.preparer", "stopped by findings", "W.xlsx",
                                 "P11", "B", 3, 143456});
  engine.say(outcome("finished"));
  ASSERT_EQ(tools.rows().size(), 1U);
  EXPECT_EQ(tools.rows()[0].state, "Stopped by findings");
  EXPECT_EQ(tools.rows()[0].about, "13/02/2026 09:30 UTC, cwd-comparison by b.preparer");
  EXPECT_EQ(tools.rows()[0].words, "P11; 3 rows, \u00A31,434.56; W.xlsx; R-2");
  EXPECT_TRUE(tools.rows()[0].path.empty()) << "a bare name is no place";
}

TEST_F(ToolsTest, APersonIsLookedForAndWhatCouldNotBeReadStandsFirst) {
  choose("find");
  tools.set("wanted", "-Marmalade");
  tools.set("folder", "/w");
  EXPECT_FALSE(tools.may("find", -1));
  tools.set("as", "/w/Found.xlsx");
  tools.act("find", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"find", "--json", "--save-as", "/w/Found.xlsx", "--", "-Marmalade", "/w"}));
  engine.say(client::Statement{"found", "W.xlsx, Changes, C7: 13 Oct", "Changes", "C7", "/w/W.xlsx", "", "found", "found", "", ""});
  engine.say(client::Statement{"problem", "Old.xls: cannot be read.", "", "", "/w/Old.xls", "", "not-read", "not-read", "", ""});
  client::Outcome done = outcome("found", {"1 place."});
  done.workbook = "/w/Found.xlsx";
  engine.say(done);
  ASSERT_EQ(tools.rows().size(), 2U);
  EXPECT_EQ(tools.rows()[0].state, "Not read");
  EXPECT_EQ(tools.rows()[1].state, "Found");
  EXPECT_EQ(tools.rows()[1].path, "/w/W.xlsx");
  EXPECT_EQ(tools.rows()[1].sheet + "!" + tools.rows()[1].cell, "Changes!C7");
  EXPECT_EQ(tools.made(), "/w/Found.xlsx");
}

TEST_F(ToolsTest, TheEvidenceOfAYearIsGatheredIntoANewFolder) {
  choose("evidence");
  tools.set("year", "2025-26");
  tools.set("folder", "/w");
  tools.set("to", "/w/Evidence");
  tools.act("gather", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"evidence", "--json", "--year", "2025-26", "--save-to", "/w/Evidence", "/w"}));
  client::Outcome done = outcome("gathered", {"12 workbooks."});
  done.folder = "/w/Evidence";
  engine.say(done);
  EXPECT_EQ(tools.made(), "/w/Evidence");
  tools.set("colleague", "/theirs/ledger.sqlite");
  tools.act("gather", -1);
  EXPECT_TRUE(engine.last_has({"--with-ledger", "/theirs/ledger.sqlite"})) << "one's own goes in as well";
}

TEST(OpenAt, AnAddressLeadsToTheCell) {
  EXPECT_EQ(address_of("/home/me/CWD 2025.xlsx", "Changes", "C7"), "file:///home/me/CWD%202025.xlsx#Changes.C7");
  EXPECT_EQ(address_of("/w/W.xlsx", "Past decisions", "B3"), "file:///w/W.xlsx#'Past%20decisions'.B3");
  EXPECT_EQ(address_of("/w/50% #1.xlsx", "", ""), "file:///w/50%25%20%231.xlsx");
  EXPECT_EQ(address_of("/w/W.xlsx", "Testa's", ""), "file:///w/W.xlsx#'Testa''s'") << "a mark in a name stands twice";
}

TEST(OpenAt, WhereToLookIsSaidInWords) {
  EXPECT_EQ(place_in_words("Changes", "C7"), "the sheet Changes, cell C7");
  EXPECT_EQ(place_in_words("Changes", ""), "the sheet Changes");
  EXPECT_EQ(place_in_words("", "D12"), "the cell D12");
  EXPECT_EQ(place_in_words("", ""), "");
}

TEST_F(ToolsTest, EachHasItsWordsAndNoButtonIsThereBeforeWhatItNeeds) {
  for (std::size_t at = 0; at < Tools::all().size(); ++at) {
    tools.choose(at);
    if (tools.working()) engine.say(outcome("sound"));
    const Tool& tool = tools.tool();
    EXPECT_FALSE(tool.purpose.empty());
    for (const ToolButton& button : tool.buttons)
      if ((tool.fields.empty() || tool.fields.front().may_be_empty) && button.id != "confirm" && button.id != "set" &&
          button.id != "save" && !button.needs_row)
        EXPECT_TRUE(tools.may(button.id, -1)) << tool.id << " " << button.id;
      else
        EXPECT_FALSE(tools.may(button.id, -1)) << tool.id << " " << button.id;
  }
}

TEST_F(ToolsTest, HasAnythingBeenAltered) {
  choose("verify", "/w/W.xlsx");
  EXPECT_EQ(tools.value("workbook"), "/w/W.xlsx") << "the one that a person is at work on";
  tools.act("check", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"verify", "--json", "/w/W.xlsx"}));
  EXPECT_TRUE(tools.working());
  tools.act("check", -1);
  EXPECT_EQ(engine.asked.size(), 1U) << "one at a time";
  engine.say(statement("ok", "The chain is whole."));
  engine.say(statement("problem", "A cell was changed.", "Changes"));
  engine.say(outcome("problems", {"1 problem."}));
  ASSERT_EQ(tools.rows().size(), 2U);
  EXPECT_EQ(tools.rows()[0].state, "Look at it") << "what needs a person stands first";
  EXPECT_EQ(tools.rows()[0].about, "Changes, C7");
  EXPECT_EQ(tools.rows()[1].state, "In order");
  EXPECT_EQ(tools.said(), std::vector<std::string>{"1 problem."});
  tools.set("code", "7K2QD-AAAAA-BBBBB-CCCCC");
  tools.act("check", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"verify", "--json", "/w/W.xlsx", "--expect", "7K2QD-AAAAA-BBBBB-CCCCC"}));
}

TEST_F(ToolsTest, AReleasesFolderIsCheckedBeforeItIsLoaded) {
  choose("release-check");
  tools.set("folder", "/w/U release RUN-1");
  tools.act("check", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"verify", "--json", "/w/U release RUN-1"}));
  engine.say(outcome("sound", {"Load it."}));
  EXPECT_EQ(tools.said(), std::vector<std::string>{"Load it."});
}

TEST_F(ToolsTest, AnEarlierVersionComesBackByItsLineOrByADay) {
  choose("versions", "/w/W.xlsx");
  tools.act("list", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"restore", "--json", "/w/W.xlsx"}));
  engine.say(client::Version{2, "/w/v2.xlsx", "RUN-2", "a.user", "8 Dec 2025 09:30", "RUN-3", ""});
  engine.say(client::Version{1, "/w/v1.xlsx", "", "", "", "", ""});
  engine.say(outcome("finished", {"2 earlier versions."}));
  ASSERT_EQ(tools.rows().size(), 2U);
  EXPECT_EQ(tools.rows()[0].words, "After run RUN-2 by a.user, with what was typed until run RUN-3");
  EXPECT_FALSE(tools.may("restore", -1));
  tools.act("restore", 1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"restore", "--json", "/w/W.xlsx", "--version", "1"}));
  client::Outcome back = outcome("finished", {"Version 1 is back."});
  back.workbook = "/w/W (version 1).xlsx";
  engine.say(back);
  EXPECT_EQ(tools.made(), "/w/W (version 1).xlsx");
  tools.set("day", "31/03/2026");
  tools.set("as", "/w/Year end.xlsx");
  tools.act("restore", -1);
  EXPECT_EQ(engine.last(),
            (std::vector<std::string>{"restore", "--json", "/w/W.xlsx", "--as-at", "31/03/2026", "--as", "/w/Year end.xlsx"}));
}

TEST_F(ToolsTest, TwoCopiesAreJoinedAndWhatNeedsAPersonIsListed) {
  choose("join", "/w/W.xlsx");
  tools.set("theirs", "/w/W (conflicted copy).xlsx");
  EXPECT_FALSE(tools.may("join", -1)) << "the version that both began from";
  tools.act("list", -1);
  engine.say(client::Version{3, "/w/v3.xlsx", "RUN-3", "", "", "", ""});
  engine.say(outcome("finished"));
  tools.act("take", 0);
  EXPECT_EQ(tools.value("base"), "/w/v3.xlsx");
  tools.act("join", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"merge", "--json", "/w/v3.xlsx", "/w/W.xlsx", "/w/W (conflicted copy).xlsx"}));
  client::Statement both = statement("problem", "Both were changed.", "Changes");
  both.event = "needs-person";
  client::Statement made = statement("ok", "Workbook: /w/W (merged).xlsx");
  made.event = "merged";
  made.workbook = "/w/W (merged).xlsx";
  engine.say(both);
  engine.say(made);
  engine.say(outcome("merged", {"Joined."}));
  ASSERT_EQ(tools.rows().size(), 1U);
  EXPECT_EQ(tools.rows()[0].words, "Both were changed.");
  EXPECT_EQ(tools.made(), "/w/W (merged).xlsx");
}

TEST_F(ToolsTest, ACopyThatIsSafeToSend) {
  choose("safe-copy", "/w/W.xlsx");
  tools.act("look", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"disclose", "--json", "/w/W.xlsx"}));
  engine.say(statement("problem", "A hidden sheet holds names."));
  engine.say(outcome("problems", {"1 thing would leave.", ""}));
  EXPECT_EQ(tools.said(), std::vector<std::string>{"1 thing would leave."})
      << "no empty line where words of the command line stood";
  EXPECT_TRUE(tools.made().empty());
  tools.set("copy", "/w/For audit.xlsx");
  tools.act("copy", -1);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"disclose", "--json", "/w/W.xlsx", "--copy", "/w/For audit.xlsx"}));
  engine.say(outcome("problems", {"The copy."}));
  EXPECT_EQ(tools.made(), "/w/For audit.xlsx");
  tools.act("copy", -1);
  engine.say(outcome("failed", {"There is a file of this name."}));
  EXPECT_TRUE(tools.made().empty()) << "nothing to open beside a failure";
}

TEST_F(ToolsTest, AColleaguesKeyIsConfirmed) {
  choose("people");
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"people", "--json"}));
  engine.say(client::Key{true, "me", "AAAAA-AAAAA-AAAAA-AAAAA", "", "PC-1"});
  engine.say(client::Key{false, "b.checker", "BBBBB-BBBBB-BBBBB-BBBBB", "by the council's people file", ""});
  engine.say(outcome("people", {"You are me."}));
  EXPECT_EQ(tools.rows()[0].words, "AAAAA-AAAAA-AAAAA-AAAAA (your own, on PC-1)");
  EXPECT_EQ(tools.rows()[1].words, "BBBBB-BBBBB-BBBBB-BBBBB (by the council's people file)");
  tools.set("who", "c.other");
  EXPECT_FALSE(tools.may("confirm", -1));
  tools.set("code", "CCCCC-CCCCC-CCCCC-CCCCC");
  tools.act("confirm", -1);
  EXPECT_EQ(engine.last(),
            (std::vector<std::string>{"people", "--json", "--confirm", "CCCCC-CCCCC-CCCCC-CCCCC", "--who", "c.other"}));
}

}  // namespace
}  // namespace counterfoil::launcher
