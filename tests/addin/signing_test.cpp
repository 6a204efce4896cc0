// What waits for a second person: found, looked at and signed, without a window.
#include "presenter_fixture.hpp"

namespace counterfoil::launcher {
namespace {

class SigningTest : public PresenterTest {
 protected:
  client::Workbook with_batch(const std::string& state, bool may_approve) {
    client::Workbook book_of_colleague = book("ours");
    book_of_colleague.task = "compare";
    book_of_colleague.batch =
        client::Batch{"RUN-1", "a.preparer", "8 Dec 2025 09:30", state, "b.checker on 8 Dec 2025", 3, 123'456, may_approve, {}};
    return book_of_colleague;
  }
  /// The workbook is looked at, then what an approval would sign.
  void look(const client::Workbook& workbook) {
    presenter.look_to_sign("/w/W.xlsx");
    EXPECT_EQ(engine.last(), (std::vector<std::string>{"inspect", "--json", "--workbook", "/w/W.xlsx"}));
    engine.say(workbook);
    engine.say(outcome("finished"));
    EXPECT_EQ(engine.last(), (std::vector<std::string>{"approve", "--json", "--look", "/w/W.xlsx"}));
  }
  bool says(const std::string& words) {
    const auto said = presenter.sign_said();
    return std::find(said.begin(), said.end(), words) != said.end();
  }
};

TEST_F(SigningTest, WhatColleaguesPreparedIsFoundAtTheStartAndWhenAskedAgain) {
  EXPECT_EQ(engine.asked[2].arguments, (std::vector<std::string>{"waiting", "--json"}));
  EXPECT_EQ(presenter.waiting_said(), std::vector<std::string>{"Nothing waits for a second person in the team's folders."});
  presenter.refresh_waiting();
  EXPECT_EQ(presenter.waiting_said(), std::vector<std::string>{"Looking in the team's folders for what waits ..."});
  presenter.refresh_waiting();
  EXPECT_EQ(engine.asked.size(), 4U) << "one look at a time";
  engine.say(client::Folder{"/away", "unreachable", "The folder /away could not be reached."});
  engine.say(with_batch("waiting", true));
  client::Workbook period = book("ours");
  period.period = client::Period{"RUN-2", "10/11/2025 to 07/12/2025", "a.preparer", "8 Dec 2025", "waiting", "", true};
  engine.say(period);
  engine.say(with_batch("approved", false));
  engine.say(outcome("finished"));
  ASSERT_EQ(presenter.waiting().size(), 3U);
  EXPECT_EQ(presenter.waiting()[0].line, "W.xlsx: for you to approve: 3 rows, \u00A31,234.56, prepared by a.preparer");
  EXPECT_EQ(presenter.waiting()[1].line, "W.xlsx: a period for your signature: 10/11/2025 to 07/12/2025, prepared by a.preparer");
  EXPECT_EQ(presenter.waiting()[2].line, "W.xlsx: approved, to be released: 3 rows, \u00A31,234.56, prepared by a.preparer");
  EXPECT_EQ(presenter.waiting_said(), std::vector<std::string>{"The folder /away could not be reached."});
}

TEST_F(SigningTest, TheFoldersOfRecentWorkAreLookedInTooEachOnce) {
  FakeEngine other;
  Presenter with_recent{other.start(), [] {}, {{"compare", "/w/A.xlsx"}, {"compare", "/w/B.xlsx"}, {"uplift", "S:\\Team\\U.xlsx"}}};
  with_recent.begin();
  EXPECT_EQ(other.last(), (std::vector<std::string>{"waiting", "--json", "/w", "S:\\Team"}));
}

TEST_F(SigningTest, WhoeverApprovesSeesFirstWhatTheyWouldSign) {
  look(with_batch("waiting", true));
  EXPECT_EQ(presenter.screen(), Screen::sign);
  EXPECT_EQ(presenter.sign_heading(), "W.xlsx (Comparison)");
  EXPECT_FALSE(presenter.may_approve()) << "nobody approves what is not yet known";
  engine.say(client::ToSign{"kind", "Lines: 3, \u00A31,234.56"});
  engine.say(client::ToSign{"gross", "Gross, nothing taken off: \u00A31,234.56"});
  engine.say(client::ToSign{"held", "Held back, not in this batch: Lines: 1, \u00A35.00"});
  engine.say(client::ToSign{"largest", "Among the largest: \u00A31,000.00 to Imaginary Ltd"});
  engine.say(client::ToSign{"payee", "Not in the last batch: Imaginary Ltd"});
  engine.say(client::ToSign{"setting", "The setting Rounding is unlike last time's."});
  engine.say(client::ToSign{"file", "Will go out as Load RUN-1.csv: 12 bytes"});
  engine.say(outcome("looked"));
  const auto lines = presenter.sign_lines();
  ASSERT_EQ(lines.size(), 7U);
  std::vector<std::string> groups;
  for (const SignLine& line : lines) groups.push_back(line.group);
  EXPECT_EQ(groups, (std::vector<std::string>{"Totals", "Totals", "Held back", "Five largest", "New since the last batch",
                                              "Settings", "Files that go out"}));
  EXPECT_TRUE(says("Nothing stands against an approval. What you would sign is listed below."));
  EXPECT_TRUE(presenter.may_approve());
  presenter.approve(true, "Looked at all of it");
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"approve", "--json", "/w/W.xlsx", "--comment", "Looked at all of it"}));
  client::Statement act{"ok", "Workbook: /w/W.xlsx", "", "", "", "", "signed", "signed-batch", "7K2QD-AAAAA-BBBBB-CCCCC", ""};
  engine.say(act);
  engine.say(outcome("approved", {"Batch RUN-1 is approved."}));
  EXPECT_EQ(presenter.heading(), "Approved");
  EXPECT_EQ(presenter.check_code(), "7K2QD-AAAAA-BBBBB-CCCCC");
}

TEST_F(SigningTest, OfSeveralBatchesTheOneThatIsShownIsSigned) {
  client::Workbook book_with_deductions = with_batch("waiting", true);
  book_with_deductions.batch->id = "RUN-1-deductions";
  book_with_deductions.batch->kind = "deductions";
  book_with_deductions.batch->title = "Deductions";
  presenter.look_to_sign("/w/W.xlsx");
  engine.say(book_with_deductions);
  engine.say(outcome("finished"));
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"approve", "--json", "--look", "/w/W.xlsx", "--batch", "RUN-1-deductions"}));
  engine.say(outcome("looked"));
  EXPECT_TRUE(presenter.may_approve());
  presenter.approve(true, "");
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"approve", "--json", "/w/W.xlsx", "--batch", "RUN-1-deductions"}));
}

TEST_F(SigningTest, WhoeverPreparedItSeesWhyTheyCannot) {
  look(with_batch("waiting", false));
  client::Statement same{"problem", "You prepared this batch (a.preparer).", "", "", "", "", "statement", "same-person", "", ""};
  engine.say(client::ToSign{"kind", "Lines: 3, \u00A31,234.56"});
  engine.say(same);
  engine.say(outcome("looked"));
  EXPECT_TRUE(says("You prepared it, so a colleague must approve it."));
  EXPECT_TRUE(says("You prepared this batch (a.preparer)."));
  EXPECT_FALSE(presenter.may_approve());
  EXPECT_FALSE(presenter.may_reject());
  EXPECT_EQ(presenter.sign_lines().size(), 1U) << "and what would be signed";
}

TEST_F(SigningTest, WhatStandsAgainstAnApprovalForbidsItAndNotARejection) {
  look(with_batch("waiting", true));
  engine.say(client::Statement{"problem", "A cell was changed since the run.", "Rates", "C7", "", "", "statement", "cell-changed",
                               "", ""});
  engine.say(outcome("looked"));
  EXPECT_FALSE(presenter.may_approve());
  EXPECT_TRUE(presenter.may_reject());
  EXPECT_TRUE(says("A cell was changed since the run."));
  presenter.approve(false, "The rate is wrong");
  EXPECT_EQ(engine.last(),
            (std::vector<std::string>{"approve", "--json", "/w/W.xlsx", "--reject", "--comment", "The rate is wrong"}));
}

TEST_F(SigningTest, ALookThatFailedForbidsTheApprovalAndSaysWhy) {
  look(with_batch("waiting", true));
  engine.say(outcome("failed", {"The record folder cannot be reached."}));
  EXPECT_FALSE(presenter.may_approve());
  EXPECT_TRUE(says("The record folder cannot be reached."));
}

TEST_F(SigningTest, AnApprovedBatchIsReleasedAndStopsAreSaid) {
  client::Workbook approved = with_batch("approved", false);
  look(approved);
  engine.say(outcome("looked"));
  EXPECT_TRUE(says("Approved by b.checker on 8 Dec 2025."));
  EXPECT_TRUE(presenter.may_release());
  EXPECT_FALSE(presenter.may_approve());
  presenter.release();
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"release", "--json", "/w/W.xlsx"}));
  engine.say(outcome("refused", {"Nothing was released."}));
  engine.say(outcome("finished"));
  approved.batch->stops = {"Row 7 on Rates says Hold."};
  look(approved);
  engine.say(outcome("looked"));
  EXPECT_FALSE(presenter.may_release());
  EXPECT_TRUE(says("Row 7 on Rates says Hold."));
}

TEST_F(SigningTest, ACutOffReleaseIsFinishedByWhoBeganItAndTakenBackByOthers) {
  client::Workbook cut_off = with_batch("approved", false);
  cut_off.cut_off = client::CutOff{"The release was cut off.", false};
  look(cut_off);
  engine.say(outcome("looked"));
  EXPECT_TRUE(says("The release was cut off."));
  EXPECT_FALSE(presenter.may_release());
  EXPECT_TRUE(presenter.may_withdraw());
  presenter.withdraw();
  EXPECT_EQ(engine.last(), (std::vector<std::string>{"release", "--json", "/w/W.xlsx", "--withdraw"}));
  engine.say(outcome("withdrawn", {"You took it back."}));
  EXPECT_EQ(presenter.heading(), "Taken back");
  engine.say(outcome("finished"));
  cut_off.cut_off->mine = true;
  look(cut_off);
  engine.say(outcome("looked"));
  EXPECT_TRUE(presenter.may_release());
  EXPECT_FALSE(presenter.may_withdraw());
}

TEST_F(SigningTest, AManagerSignsThePeriodOfAComparison) {
  client::Workbook period = book("ours");
  period.period = client::Period{"RUN-2", "10/11/2025 to 07/12/2025", "a.preparer", "8 Dec 2025 09:30", "waiting", "", true};
  look(period);
  engine.say(client::ToSign{"total", "Headline: Lines paid, Lines 12"});
  engine.say(client::ToSign{"undecided", "Undecided: Changes, row CF-1"});
  engine.say(outcome("looked"));
  EXPECT_TRUE(says("The period 10/11/2025 to 07/12/2025, prepared by a.preparer on 8 Dec 2025 09:30."));
  EXPECT_TRUE(presenter.may_approve());
  EXPECT_TRUE(presenter.may_reject());
  EXPECT_FALSE(presenter.may_release());
  period.period->state = "approved";
  period.period->by = "b.checker on 8 Dec 2025";
  period.period->may_approve = false;
  look(period);
  engine.say(outcome("looked"));
  EXPECT_FALSE(presenter.may_approve());
  EXPECT_TRUE(says("Approved by b.checker on 8 Dec 2025."));
}

}  // namespace
}  // namespace counterfoil::launcher
