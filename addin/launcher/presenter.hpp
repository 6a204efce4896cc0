// What the window shows and what its buttons do, without a window: everything that is known comes from the engine's events.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/events.hpp"
#include "launcher/help_text.hpp"
#include "launcher/running.hpp"
#include "launcher/tools.hpp"

namespace counterfoil::launcher {

enum class Screen { start, prepare, running, result, sign, tools, help };

/// One place for a file.
struct SlotView {
  std::string input, title, help, path;
  std::string said;     // what was understood of it, or that it may be left out
  std::string trouble;  // in words; empty: none
  bool required = false;
};
struct SettingView {
  client::Setting setting;
  std::string value;
  std::string source;         // as the engine names it: "default", "council", "settings-file", "given"
  bool locked = false;        // nobody here may change it
  bool needs_reason = false;  // it is unlike the usual
  std::string trouble;
};
/// Which column of a file is the one that a check needs: one of those that were not read, or none of them.
struct HeadingQuestion {
  std::string field, title, file;
  std::vector<std::string> headings;  // the likeliest first
  bool has_guess = false;             // the first is near to what is asked for
};
struct RecentWork {
  std::string task, workbook;
  friend bool operator==(const RecentWork&, const RecentWork&) = default;
};

/// A workbook in which something waits for a second person, with what it is in a sentence.
struct WaitingView {
  client::Workbook workbook;
  std::string line;
};
/// What would be signed, a fact a line.
struct SignLine {
  std::string group, words;
};

class Presenter {
 public:
  /// `changed`: what is shown may be another now. `recent`: of this user, the newest first.
  Presenter(StartCommand start, std::function<void()> changed, std::vector<RecentWork> recent = {});

  void begin();  // asks for the tasks, the last runs and what waits

  // What is shown.
  Screen screen() const { return screen_; }
  const std::vector<client::Task>& tasks() const { return tasks_; }
  /// "CWD payment comparison: what it is for (last run ...)".
  std::string task_line(const client::Task& task) const;
  const std::vector<client::RecordedRun>& last_runs() const { return last_runs_; }
  const std::vector<RecentWork>& recent() const { return recent_; }
  const client::Task* task() const;
  const std::vector<SlotView>& slots() const { return slots_; }
  const std::vector<SettingView>& settings() const { return settings_; }
  const std::string& workbook() const { return workbook_; }
  std::string workbook_said() const;
  std::string workbook_trouble() const;
  std::vector<std::string> understood() const;  // sentences of the card, trouble first
  std::vector<HeadingQuestion> heading_questions() const;
  bool asks_for_reason() const;  // some setting is unlike the usual
  const std::string& reason() const { return reason_; }
  bool looking() const { return looking_ != nullptr; }
  bool may_run() const;
  const client::Progress& progress() const { return progress_; }
  bool cancelling() const { return cancelling_; }
  std::string heading() const;              // of the result
  std::vector<std::string> result() const;  // its sentences
  const std::vector<client::Figure>& figures() const { return figures_; }
  const std::vector<client::Finding>& findings() const { return findings_; }
  std::vector<std::string> next_words() const;
  const std::vector<client::Question>& questions() const { return questions_; }
  const client::Outcome& outcome() const { return outcome_; }
  const std::string& result_workbook() const { return result_workbook_; }
  std::string release_folder() const { return release_folder_; }
  /// For an e-mail: sentences and figures; nothing that names a person.
  std::string summary() const;
  std::string summary_heading() const;
  bool waits_for_signature() const;  // there is something to look at before anybody signs
  std::string check_code() const;    // of what was just signed, to be read over the phone
  std::string last_sheet() const;    // at which the workbook opens: where the first decision waits, else what the figures are of
  /// In the team's folders, what may be signed first.
  const std::vector<WaitingView>& waiting() const { return waiting_; }
  std::vector<std::string> waiting_said() const;  // folders out of reach, or that nothing waits
  bool looking_for_waiting() const { return asking_waiting_ != nullptr; }
  // The screen on which somebody signs; of the workbook `result_workbook`.
  std::string sign_heading() const;
  std::vector<std::string> sign_said() const;  // who prepared it, where it stands, what stands against it
  std::vector<SignLine> sign_lines() const;
  bool looking_to_sign() const { return looking_ != nullptr || asking_to_sign_ != nullptr; }
  bool may_approve() const;
  bool may_reject() const;
  bool may_release() const;
  bool may_withdraw() const;

  // What is done.
  void choose_task(const std::string& id);
  void try_example(const std::string& id, const std::string& folder);
  void go_on_with(const RecentWork& work);
  void drop(const std::vector<std::string>& paths);
  /// Places for files that may be left out are shown only once a person asks for them, or there is something to say of one.
  bool is_in_sight(const SlotView& slot) const;
  std::size_t out_of_sight() const;
  void show_optional();
  void set_slot(const std::string& input, const std::string& path);  // empty: nothing
  void set_workbook(const std::string& path);
  void set_setting(const std::string& id, const std::string& value);
  void set_reason(const std::string& reason);                                 // for settings unlike the usual
  void answer_heading(const std::string& field, const std::string& heading);  // no heading: we have no such column
  void take_back_headings();                                                  // those of this form; they are asked about again
  bool has_answered_headings() const { return !headings_.empty(); }
  void run(bool rehearse);
  void cancel();
  void save_as_new();
  void answer(const std::string& question, const std::string& value);
  void verify();
  void verify(const std::string& workbook);  // one of the recent ones
  void refresh_waiting();
  void look_to_sign(const std::string& workbook);
  void approve(bool yes, const std::string& comment);
  void release();
  void withdraw();
  Tools& tools() { return tools_; }
  const Tools& tools() const { return tools_; }
  /// A page of help ("findings", or a task's id), at what it says about something.
  void show_help(const std::string& page, const std::string& about);
  void leave_help();
  const std::vector<HelpPiece>& help() const { return help_; }
  std::size_t help_at() const { return help_at_; }
  unsigned help_shown() const { return help_shown_; }  // another number for each page that is shown
  std::string task_of_result() const;
  std::vector<std::string> questions_to_print() const;
  void to_tools();
  void back();  // to the form
  void to_start();

 private:
  void forget_form();
  void look();
  void looked(const client::Event& event);
  void take_look();
  void ran(const client::Event& event);
  void check(std::vector<std::string> arguments);
  void forget_result();
  void start_run();
  void look_at_result();
  void ask_what_is_signed();
  std::vector<std::string> of_batch(std::vector<std::string> arguments) const;
  bool is_of_batch(const char* state) const;
  std::vector<std::string> with_given(std::vector<std::string> arguments, bool for_run) const;

  StartCommand start_;
  std::function<void()> changed_;
  Screen screen_ = Screen::start;
  std::vector<client::Task> tasks_;
  std::vector<client::RecordedRun> last_runs_;
  std::vector<RecentWork> recent_;
  std::unique_ptr<Running> asking_tasks_, asking_runs_;

  // The form.
  std::string task_;
  std::vector<std::string> dropped_;
  std::map<std::string, std::string> given_;  // by a person: input to path
  std::string workbook_;
  bool workbook_is_chosen_ = false;  // by a person
  std::map<std::string, std::string> set_;
  std::string reason_;
  struct HeadingAnswer {
    std::string field, title, heading;  // no heading: there is no such column
  };
  std::vector<HeadingAnswer> headings_;
  std::map<std::string, std::string> answers_;  // to questions about a team's table
  std::vector<SlotView> slots_;
  bool optional_shown_ = false;
  std::vector<SettingView> settings_;

  // The look at it.
  std::unique_ptr<Running> looking_;
  bool look_again_ = false;
  struct Look {
    std::vector<client::File> files;
    std::vector<client::Finding> findings;
    std::vector<client::Fit> fits;
    std::vector<client::Slot> slots;
    std::vector<client::SettingNow> settings;
    std::vector<client::Problem> problems;
    client::Workbook workbook;
    client::Outcome outcome;
  };
  Look look_, coming_;

  // The run, or the check.
  std::unique_ptr<Running> running_;
  bool rehearse_ = false, cancelling_ = false;
  bool of_form_ = false;  // the result is of a run of the form, to which a person may go back
  std::string save_as_;
  client::Progress progress_;
  std::vector<client::Finding> findings_;
  std::vector<client::Problem> problems_;
  std::vector<client::Figure> figures_;
  std::vector<client::NextStep> next_;
  std::vector<client::Question> questions_;
  std::vector<client::Statement> statements_;
  client::Outcome outcome_;
  std::string result_workbook_, release_folder_;
  client::Workbook state_after_;

  Tools tools_;

  // Help.
  std::unique_ptr<Running> asking_help_;
  Screen before_help_ = Screen::start;
  std::string help_about_;
  std::vector<HelpPiece> help_;
  std::size_t help_at_ = 0;
  unsigned help_shown_ = 0;

  // What waits, and what would be signed.
  std::unique_ptr<Running> asking_waiting_, asking_to_sign_;
  std::vector<WaitingView> waiting_;
  std::vector<std::string> waiting_said_;
  bool waiting_failed_ = false;
  std::vector<client::ToSign> to_sign_;
  std::vector<std::string> against_;
  bool nothing_against_ = false;
  bool prepared_it_ = false;  // whoever looks
};

/// "08/12/2025" of "2025-12-08T09:30:00Z".
std::string uk_day(const std::string& iso);
/// The last part of a path of either system.
std::string name_of(const std::string& path);

/// "£1,234.56", "-£12.00".
std::string pounds(std::int64_t pence);
/// "1,234 rows".
std::string rows_in_words(std::uint64_t rows);
/// "12 % fewer rows than last time"; empty where that is not known.
std::string against_last_time(std::uint64_t rows, const std::optional<std::uint64_t>& before);

}  // namespace counterfoil::launcher
