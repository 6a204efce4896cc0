// The presenter without a window: the test is the engine.
#include "presenter_fixture.hpp"

namespace counterfoil::launcher {
namespace {

TEST_F(PresenterTest, TasksAreShownWithWhatTheyAreForAndWhenTheyWereLastRun) {
  ASSERT_EQ(presenter.tasks().size(), 1U);
  EXPECT_EQ(presenter.task_line(presenter.tasks()[0]), "Comparison: Compares. (last run 08/12/2025)");
  client::Task other = comparison();
  other.id = "other";
  EXPECT_EQ(presenter.task_line(other), "Comparison: Compares. (not run yet)");
}

TEST_F(PresenterTest, FilesDroppedOnTheStartChooseTheTask) {
  presenter.drop({"/f/Oct.csv", "/f/Nov.csv"});
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"inspect", "--json", "/f/Oct.csv", "/f/Nov.csv"}));
  client::Outcome found = outcome("finished");
  found.task = "compare";
  found.workbook_proposed = "/f/W.xlsx";
  engine.say(slot("previous", "/f/Oct.csv"));
  engine.say(slot("current", "/f/Nov.csv"));
  engine.say(found);
  EXPECT_EQ(presenter.screen(), Screen::prepare);
  EXPECT_EQ(presenter.workbook(), "/f/W.xlsx");
  EXPECT_TRUE(engine.last_has({"--task", "compare"}));
  EXPECT_TRUE(engine.last_has({"--workbook", "/f/W.xlsx"}));
}

TEST_F(PresenterTest, EachFileSaysWhatWasUnderstoodAndHowItDiffersFromLastTime) {
  form();
  ASSERT_EQ(presenter.slots().size(), 3U);
  EXPECT_EQ(presenter.slots()[0].said, "100 rows, \u00A31,000.00, 10/11/2025 to 07/12/2025");
  EXPECT_EQ(presenter.slots()[1].said, "88 rows, \u00A31,234.56, 10/11/2025 to 07/12/2025; 12 % fewer rows than last time");
  EXPECT_EQ(presenter.slots()[2].said, "may be left out");
  EXPECT_EQ(presenter.workbook_said(), "It will be made.");
  EXPECT_TRUE(presenter.may_run());
}

TEST_F(PresenterTest, APersonMovesAFileAndTheOthersStay) {
  form();
  presenter.set_slot("current", "/f/Other.csv");
  EXPECT_TRUE(engine.last_has({"--input", "current=/f/Other.csv"}));
  EXPECT_TRUE(engine.last_has({"--input", "previous=/f/Oct.csv"}));
  EXPECT_FALSE(engine.last_has({"/f/Nov.csv"}));
  engine.say(outcome("finished"));
  presenter.set_slot("current", "/f/Oct.csv");  // taken out of the other place
  EXPECT_FALSE(engine.last_has({"--input", "previous=/f/Oct.csv"}));
}

TEST_F(PresenterTest, ASettingUnlikeTheUsualIsAskedAboutOnceAndTheReasonGoesAlong) {
  form();
  EXPECT_FALSE(presenter.asks_for_reason());
  const auto look_says = [&](const std::string& problem) {
    engine.say(slot("previous", "/f/Oct.csv"));
    engine.say(slot("current", "/f/Nov.csv"));
    engine.say(book("ours"));
    engine.say(client::SettingNow{"percent", "50%", "given", "25%", false, true});
    if (!problem.empty()) engine.say(client::Problem{"setting", "percent", problem});
    engine.say(outcome(problem.empty() ? "finished" : "problems"));
  };
  presenter.set_setting("percent", "50%");
  look_says("Say why.");
  EXPECT_TRUE(presenter.asks_for_reason());
  EXPECT_FALSE(presenter.may_run());
  presenter.set_reason("Agreed by the head of finance");
  EXPECT_TRUE(engine.last_has({"--reason", "Agreed by the head of finance"}));
  look_says("");
  EXPECT_TRUE(presenter.may_run());
  presenter.run(false);
  EXPECT_TRUE(engine.last_has({"--reason", "Agreed by the head of finance"}));
}

TEST_F(PresenterTest, AnInputOnAnotherSheetOfAFileIsAPlaceOfItsOwnOnlyWhereItHasAFileOfItsOwn) {
  form();
  const auto inputs = [&] {
    std::vector<std::string> ids;
    for (const SlotView& slot : presenter.slots()) ids.push_back(slot.input);
    return ids;
  };
  EXPECT_EQ(inputs(), (std::vector<std::string>{"previous", "current", "rates"}));
  presenter.drop({"/f/Floors.xlsx"});
  engine.say(slot("previous", "/f/Oct.csv"));
  engine.say(slot("current", "/f/Nov.csv"));
  engine.say(slot("floors", "/f/Floors.xlsx"));
  engine.say(outcome("finished"));
  EXPECT_EQ(inputs(), (std::vector<std::string>{"previous", "current", "rates", "floors"}));
}

TEST_F(PresenterTest, WhatTheCouncilFixedIsShownAsFixed) {
  form();
  presenter.drop({"/f/Other.csv"});
  engine.say(client::SettingNow{"percent", "10%", "council", "10%", true, false});
  engine.say(outcome("finished"));
  EXPECT_TRUE(presenter.settings()[0].locked);
  EXPECT_EQ(presenter.settings()[0].value, "10%");
}

TEST_F(PresenterTest, ThreeProblemsStandBesideTheirFieldsAndForbidTheRun) {
  form();
  presenter.set_setting("percent", "lots");
  engine.say(slot("previous", "/f/Oct.csv"));
  engine.say(slot("current", "/f/Nov.csv"));
  client::Workbook held = book("ours");
  held.trouble = "W.xlsx is open: A. Colleague.";
  engine.say(held);
  engine.say(client::SettingNow{"percent", "lots", "given", "25%", false, false});
  engine.say(client::Problem{"setting", "percent", "It needs a number."});
  engine.say(client::Problem{"input", "current", "The months look swapped."});
  engine.say(client::Problem{"workbook", "", held.trouble});
  engine.say(outcome("problems"));
  EXPECT_EQ(presenter.settings()[0].trouble, "It needs a number.");
  EXPECT_EQ(presenter.slots()[1].trouble, "The months look swapped.");
  EXPECT_EQ(presenter.workbook_trouble(), held.trouble);
  EXPECT_FALSE(presenter.may_run());
  const auto card = presenter.understood();
  ASSERT_GE(card.size(), 3U);
  EXPECT_EQ(card[0], "It needs a number.");
  presenter.run(false);
  EXPECT_EQ(presenter.screen(), Screen::prepare);
}

TEST_F(PresenterTest, AChangeDuringALookIsLookedAtAfterwards) {
  presenter.choose_task("compare");
  const std::size_t before = engine.asked.size();
  presenter.drop({"/f/Oct.csv"});
  presenter.drop({"/f/Nov.csv"});
  EXPECT_EQ(engine.asked.size(), before) << "one at a time";
  engine.say(outcome("finished"));
  EXPECT_EQ(engine.asked.size(), before + 1);
  EXPECT_TRUE(engine.last_has({"/f/Oct.csv", "/f/Nov.csv"}));
}

TEST_F(PresenterTest, AHeadingIsAskedAboutOnceAndTheAnswerGoesIntoTheRun) {
  form();
  presenter.drop({"/f/More.csv"});
  client::File odd = file("/f/Nov.csv", 88, 1);
  odd.headings = {{"Shoe size", "E3", "", "", "none"}, {"Provdier", "F3", "provider", "Provider", "guess"}};
  odd.missing = {{"provider", "Provider", "Provdier", true}, {"team", "Team", "", false}};
  engine.say(odd);
  engine.say(slot("previous", "/f/Oct.csv"));
  engine.say(slot("current", "/f/Nov.csv"));
  engine.say(book());
  engine.say(outcome("finished"));
  ASSERT_EQ(presenter.heading_questions().size(), 1U) << "no question about what an export rightly lacks";
  EXPECT_EQ(presenter.heading_questions()[0].headings, (std::vector<std::string>{"Provdier", "Shoe size"}))
      << "the likeliest first";
  EXPECT_TRUE(presenter.heading_questions()[0].has_guess);
  presenter.answer_heading("provider", "Provdier");
  EXPECT_TRUE(presenter.heading_questions().empty());
  EXPECT_TRUE(engine.last_has({"--heading", "provider=Provdier"})) << "the card is another one with it";
  all_is_well();
  EXPECT_EQ(presenter.understood().front(), "What you told us: Provdier is Provider.");
  presenter.run(false);
  EXPECT_TRUE(engine.last_has({"--heading", "provider=Provdier"}));
}

TEST_F(PresenterTest, ANewWorkbookGoesOnFromAnOlderOneWhereAPersonSaysSo) {
  form();
  presenter.run(false);
  engine.say(
      client::Question{"continue-from", "Does W.xlsx go on from Old.xlsx?", {{"/w/Old.xlsx", "Yes"}, {"none", "No"}}, false});
  engine.say(outcome("failed", {"W.xlsx would be new."}));
  ASSERT_EQ(presenter.questions().size(), 1U);
  presenter.answer("continue-from", "/w/Old.xlsx");
  EXPECT_TRUE(engine.last_has({"--continue-from", "/w/Old.xlsx"}));
  EXPECT_FALSE(engine.last_has({"--table"}));
}

TEST_F(PresenterTest, WhatWasToldIsTakenBackAndAskedAgain) {
  form();
  presenter.drop({"/f/More.csv"});
  client::File odd = file("/f/Nov.csv", 88, 1);
  odd.headings = {{"Sum paid", "E3", "", "", "none"}};
  odd.missing = {{"net", "Net", "", true}};
  const auto look = [&] {
    engine.say(odd);
    engine.say(slot("current", "/f/Nov.csv"));
    engine.say(book());
    engine.say(outcome("finished"));
  };
  look();
  EXPECT_FALSE(presenter.heading_questions()[0].has_guess) << "no column is answered by a slip of the hand";
  presenter.answer_heading("net", "Sum paid");
  look();
  EXPECT_TRUE(presenter.has_answered_headings());
  presenter.take_back_headings();
  EXPECT_FALSE(engine.last_has({"--heading"}));
  look();
  EXPECT_EQ(presenter.heading_questions().size(), 1U);
}

TEST_F(PresenterTest, NoSuchColumnIsAnAnswerToo) {
  form();
  presenter.drop({"/f/More.csv"});
  client::File odd = file("/f/Nov.csv", 88, 1);
  odd.headings = {{"Provdier", "F3", "provider", "Provider", "guess"}};
  odd.missing = {{"provider", "Provider", "Provdier", true}};
  engine.say(odd);
  engine.say(slot("previous", "/f/Oct.csv"));
  engine.say(slot("current", "/f/Nov.csv"));
  engine.say(book());
  engine.say(outcome("finished"));
  presenter.answer_heading("provider", "");
  EXPECT_TRUE(presenter.heading_questions().empty());
  all_is_well();
  EXPECT_EQ(presenter.understood().front(), "What you told us: there is no column for Provider.");
  presenter.run(false);
  EXPECT_TRUE(engine.last_has({"--heading", "provider="})) << "it is kept, so that nobody asks next month";
}

TEST_F(PresenterTest, ARunWithItsResult) {
  form();
  presenter.run(false);
  EXPECT_EQ(presenter.screen(), Screen::running);
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"run", "compare", "--json", "--cancel-on-stdin", "--previous", "/f/Oct.csv",
                                                     "--current", "/f/Nov.csv", "--workbook", "/w/W.xlsx"}));
  engine.say(client::Progress{"Checking every row", 50, 100, 40, 88});
  EXPECT_EQ(presenter.progress().rows_done, 40U);
  engine.say(client::Finding{"note", "A note", "n", "current", "/f/Nov.csv", "Nov.csv", "", "B2", "Findings", "A6", "a-note"});
  engine.say(client::Finding{"blocking", "Grave", "g", "current", "/f/Nov.csv", "Nov.csv", "", "B3", "Findings", "A5", "grave"});
  client::Figures figures;
  figures.all = {{"risks-query", "Query", "What needs a person", "Summary", 3, 123'456, true}};
  engine.say(figures);
  client::Outcome done = outcome("finished", {"3 payments changed by \u00A31,234.56."});
  done.workbook = "/w/W.xlsx";
  done.saved = true;
  engine.say(done);
  EXPECT_EQ(presenter.screen(), Screen::result);
  EXPECT_EQ(presenter.heading(), "Done");
  EXPECT_EQ(presenter.findings()[0].title, "Grave") << "the gravest first";
  EXPECT_EQ(presenter.recent().front(), (RecentWork{"compare", "/w/W.xlsx"}));
  EXPECT_EQ(presenter.summary(), "Comparison: Done\n3 payments changed by \u00A31,234.56.\nQuery: 3, \u00A31,234.56\n");
  // Who does what next is asked of the workbook.
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"inspect", "--json", "--workbook", "/w/W.xlsx"}));
  client::Workbook after = book("ours");
  after.next = {{"decide", "anybody", "3 rows wait.", "Changes"}};
  engine.say(after);
  engine.say(outcome("finished"));
  EXPECT_EQ(presenter.next_words(), std::vector<std::string>{"3 rows wait."});
}

TEST_F(PresenterTest, PlacesForFilesThatMayBeLeftOutAreShownWhenAskedFor) {
  form();
  const auto in_sight = [&] {
    std::vector<std::string> inputs;
    for (const SlotView& slot : presenter.slots())
      if (presenter.is_in_sight(slot)) inputs.push_back(slot.input);
    return inputs;
  };
  EXPECT_EQ(in_sight(), (std::vector<std::string>{"previous", "current"}));
  EXPECT_EQ(presenter.out_of_sight(), 1U);
  presenter.show_optional();
  EXPECT_EQ(in_sight(), (std::vector<std::string>{"previous", "current", "rates"}));
  presenter.choose_task("compare");
  EXPECT_EQ(presenter.out_of_sight(), 0U) << "nothing is known of the new form yet";
}

TEST_F(PresenterTest, WhatAFindingOrAFigureMeansIsShownFromWhereItStands) {
  form();
  presenter.show_help("compare", "Paid late");
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"explain", "--json", "compare"}));
  EXPECT_EQ(presenter.screen(), Screen::prepare) << "until the page is there";
  engine.say(
      outcome("page", {"# Comparison\n\nCompares `things`.\n\n```\ncounterfoil run x\n```\n\n| Class | The line |\n| --- | --- |\n"
                       "| Paid early | came [before](x.md) |\n| Paid late | came after |\n"}));
  EXPECT_EQ(presenter.screen(), Screen::help);
  std::vector<std::string> words;
  for (const HelpPiece& piece : presenter.help()) words.push_back(piece.words);
  EXPECT_EQ(words,
            (std::vector<std::string>{"Comparison", "Compares things.", "Paid early: came before", "Paid late: came after"}));
  EXPECT_EQ(presenter.help_at(), 3U);
  EXPECT_EQ(presenter.help()[0].look, HelpPiece::Look::title);
  presenter.leave_help();
  EXPECT_EQ(presenter.screen(), Screen::prepare);
}

TEST_F(PresenterTest, TheQuestionsArePrintedWithALineForEachAnswerAndNotesAreNot) {
  form();
  presenter.run(false);
  engine.say(client::Finding{"note", "A note", "n", "current", "/f/Nov.csv", "Nov.csv", "", "B2", "Findings", "A6", "a-note"});
  engine.say(
      client::Finding{"warning", "Odd", "It is odd.", "current", "/f/Nov.csv", "Nov.csv", "", "B3", "Findings", "A5", "odd"});
  client::Figures figures;
  figures.all = {{"risks-query", "Query", "What needs a person", "Changes", 3, 123'456, true}};
  engine.say(figures);
  engine.say(outcome("finished", {"Done."}));
  EXPECT_EQ(presenter.questions_to_print(),
            (std::vector<std::string>{"Comparison: Done", "", "Query: 3 rows, \u00A31,234.56 (Changes)", "", "Odd (Nov.csv, B3)",
                                      "It is odd.", "Answer: ______________________________________________"}));
}

TEST_F(PresenterTest, CancelSaysNothingWasChangedOrAlreadySaved) {
  form();
  presenter.run(false);
  presenter.cancel();
  presenter.cancel();
  EXPECT_EQ(engine.cancelled, 1U);
  client::Outcome stopped = outcome("failed", {"Cancelled. Nothing was written."});
  stopped.reason = "cancelled";
  engine.say(stopped);
  EXPECT_EQ(presenter.heading(), "Cancelled");
  EXPECT_EQ(presenter.result(), std::vector<std::string>{"Nothing was changed."});
  presenter.back();
  all_is_well();
  presenter.run(false);
  presenter.cancel();
  client::Outcome saved = outcome("finished", {"Done."});
  saved.saved = true;
  engine.say(saved);
  EXPECT_EQ(presenter.heading(), "Done");
  EXPECT_EQ(presenter.result().front(), "It was already saved when you cancelled.");
}

TEST_F(PresenterTest, AHeldWorkbookOffersANewFile) {
  form();
  presenter.run(false);
  client::Outcome taken = outcome("failed", {"Somebody has it open."});
  taken.reason = "locked";
  taken.save_as_proposed = "/w/W 2025-12-08.xlsx";
  engine.say(taken);
  EXPECT_EQ(presenter.heading(), "Not done");
  presenter.save_as_new();
  EXPECT_TRUE(engine.last_has({"--save-as", "/w/W 2025-12-08.xlsx"}));
}

TEST_F(PresenterTest, AQuestionAboutATeamsTableIsAnsweredAndTheRunGoesOn) {
  form();
  presenter.run(false);
  engine.say(client::Question{"sheet", "Which sheet?", {{"2025-26", "Sheet 2025-26"}, {"Copy", "Sheet Copy"}}, false});
  engine.say(outcome("stopped-by-findings", {"Stopped."}));
  ASSERT_EQ(presenter.questions().size(), 1U);
  presenter.answer("sheet", "2025-26");
  EXPECT_EQ(presenter.screen(), Screen::running);
  EXPECT_TRUE(engine.last_has({"--table", "sheet=2025-26"}));
}

TEST_F(PresenterTest, TheExampleTouchesNoFileOfAnybody) {
  presenter.try_example("compare", "/home/me/");
  engine.say(outcome("finished"));  // the look that was under way
  EXPECT_TRUE(engine.last_has({"--input", "current=/examples/n.xlsx"}));
  EXPECT_TRUE(engine.last_has({"--workbook", "/home/me/W.xlsx"}));
}

TEST_F(PresenterTest, ADeadEngineIsAFailureThatStays) {
  form();
  presenter.run(false);
  client::Outcome dead = outcome("failed", {"The engine stopped before it was done."});
  dead.reason = "engine";
  engine.say(dead);
  EXPECT_EQ(presenter.heading(), "Not done");
  EXPECT_EQ(presenter.result(), dead.words);
}

TEST(Shape, AgainstLastTime) {
  EXPECT_EQ(against_last_time(88, 100), "12 % fewer rows than last time");
  EXPECT_EQ(against_last_time(150, 100), "50 % more rows than last time");
  EXPECT_EQ(against_last_time(100, 100), "as many rows as last time");
  EXPECT_EQ(against_last_time(1000, 999), "under 1 % more rows than last time");
  EXPECT_EQ(against_last_time(10, std::nullopt), "");
  EXPECT_EQ(pounds(-5), "-\u00A30.05");
  EXPECT_EQ(pounds(123'456'789), "\u00A31,234,567.89");
}

}  // namespace
}  // namespace counterfoil::launcher
