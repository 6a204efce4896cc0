// Every text of the window, in staff's language: check code (not digest), record of runs (not ledger), from last total to this (not
// bridge). A test refuses options and commands here, and texts of a window anywhere else. '&' stands before a letter that Alt
// reaches.
#pragma once

namespace counterfoil::launcher::words {

inline constexpr const char* program = "Counterfoil";

// Start.
inline constexpr const char* start_heading = "What would you like to do?";
inline constexpr const char* start_hint = "Choose a task, or drop your files anywhere on this window.";
inline constexpr const char* choose_task = "&Tasks:";
inline constexpr const char* open_task = "&Choose";
inline constexpr const char* try_example = "Try it with an &example";
inline constexpr const char* recent = "&Recent work:";
inline constexpr const char* open_recent = "&Go on with it";
inline constexpr const char* recent_open = "&Open it";
inline constexpr const char* recent_folder = "Show in its fol&der";
inline constexpr const char* recent_verify = "Has it been &altered?";
inline constexpr const char* already_open =
    "It is open already: look for its window. If that was closed during a run, it is still at work, and the window comes "
    "back when there is something to read.";
inline constexpr const char* last_runs = "&Last runs on this record:";
inline constexpr const char* no_tasks = "No task is installed. Copy the whole folder of the program again from where it came.";
inline constexpr const char* last_run_on = "last run ";
inline constexpr const char* not_run_yet = "not run yet";
inline constexpr const char* reading_files = "Looking at the files ...";

// What waits for a second person.
inline constexpr const char* waiting = "&Waiting for you and your colleagues:";
inline constexpr const char* open_waiting = "&Look at it";
inline constexpr const char* refresh_waiting = "Re&fresh";
inline constexpr const char* looking_for_waiting = "Looking in the team's folders for what waits ...";
inline constexpr const char* nothing_waits = "Nothing waits for a second person in the team's folders.";
inline constexpr const char* waits_for_you = "for you to approve: ";
inline constexpr const char* waits_for_colleague = "for a colleague to approve: ";
inline constexpr const char* waits_release = "approved, to be released: ";
inline constexpr const char* waits_corrected = "rejected, to be put right: ";
inline constexpr const char* waits_cut_off = "a release was cut off and must be finished or taken back";
inline constexpr const char* waits_for_your_signature = "a period for your signature: ";
inline constexpr const char* waits_for_signature = "a period for a colleague's signature: ";
inline constexpr const char* prepared_by = ", prepared by ";
inline constexpr const char* on = " on ";
inline constexpr const char* gross = " gross";
inline constexpr const char* period_of = "The period ";
inline constexpr const char* approved_by = "Approved by ";
inline constexpr const char* rejected_by = "Rejected by ";
inline constexpr const char* released_by = "Released by ";
inline constexpr const char* nothing_against = "Nothing stands against an approval. What you would sign is listed below.";
inline constexpr const char* where_it_stands = "Where it &stands:";
inline constexpr const char* what_is_signed = "&What is signed:";
inline constexpr const char* column_group = "Part";
inline constexpr const char* group_totals = "Totals";
inline constexpr const char* group_held = "Held back";
inline constexpr const char* group_largest = "Five largest";
inline constexpr const char* group_new = "New since the last batch";
inline constexpr const char* group_settings = "Settings";
inline constexpr const char* group_files = "Files that go out";
inline constexpr const char* group_decisions = "Decisions";
inline constexpr const char* group_other = "Please note";

// What is done besides a run.
inline constexpr const char* other_things = "Other thi&ngs to do ...";
inline constexpr const char* tools_heading = "Other things to do";
inline constexpr const char* tools_list = "W&hat to do:";
inline constexpr const char* tools_said = "What came &of it:";
inline constexpr const char* tools_rows = "In de&tail:";
inline constexpr const char* tools_working = "Working ...";
inline constexpr const char* open_made = "Open the &new file";
inline constexpr const char* column_about = "About";
inline constexpr const char* look_at_it = "Look at it";
inline constexpr const char* tool_verify = "Has anything been altered?";
inline constexpr const char* tool_verify_purpose =
    "Compares a workbook with its record, cell by cell, and with the record of runs. With a check code it also says whether what "
    "was "
    "signed then is still held.";
inline constexpr const char* tool_release_check = "May these files be loaded?";
inline constexpr const char* tool_release_check_purpose =
    "For whoever loads the files, under their own login, before they load them: who prepared, approved and released them, and "
    "whether "
    "they are still the same.";
inline constexpr const char* tool_versions = "Earlier versions";
inline constexpr const char* tool_versions_purpose =
    "Shows the versions of a workbook that are kept, and brings one back as a new file. Nothing is written over.";
inline constexpr const char* tool_join = "Join two copies";
inline constexpr const char* tool_join_purpose =
    "Two copies of one workbook that went different ways become one new file. What was changed in both is listed for a person.";
inline constexpr const char* tool_decisions = "Who decided what";
inline constexpr const char* tool_decisions_purpose =
    "Every change of a decision that a run or a signature saw, in order, and what was typed since. Of one person, line, initials "
    "or "
    "login, or of all.";
inline constexpr const char* tool_runs = "Runs and periods";
inline constexpr const char* tool_runs_purpose =
    "The runs, approvals and releases in your record of runs, the newest first: of which period, by whom, what came of each. A "
    "workbook's own periods stand on its sheets Periods and Audit.";
inline constexpr const char* tool_find = "Everything about one person or payee";
inline constexpr const char* tool_find_purpose =
    "Looks through every workbook, earlier version and released file in a folder for an id, a name or a payee, and makes a "
    "workbook "
    "of what it found. What could not be read is said.";
inline constexpr const char* tool_evidence = "Evidence of a year";
inline constexpr const char* tool_evidence_purpose =
    "Gathers all that proves a financial year into one new folder, which an auditor can check without this program. A colleague's "
    "record of runs goes in beside your own.";
inline constexpr const char* field_of = "Of whom or what (may be left out):";
inline constexpr const char* field_wanted = "Id, name or payee:";
inline constexpr const char* field_look_in = "Folder to look in:";
inline constexpr const char* field_found = "Name of the new workbook:";
inline constexpr const char* field_year = "Financial year (2025-26):";
inline constexpr const char* field_gather_from = "Folder with the workbooks:";
inline constexpr const char* field_gather_to = "Name of the new folder:";
inline constexpr const char* field_colleague_record = "A colleague's record of runs (may be left out):";
inline constexpr const char* do_list_decisions = "&Show the decisions";
inline constexpr const char* do_save_decisions = "Sa&ve them as a workbook";
inline constexpr const char* do_list_runs = "&Show the runs";
inline constexpr const char* do_find = "&Look for it";
inline constexpr const char* do_gather = "&Gather it";
inline constexpr const char* open_row = "O&pen where it stands";
inline constexpr const char* found = "Found";
inline constexpr const char* not_read = "Not read";
inline constexpr const char* saw_it = "Recorded";
inline constexpr const char* typed_since = "Typed since";
inline constexpr const char* tool_safe_copy = "A copy that is safe to send";
inline constexpr const char* tool_safe_copy_purpose =
    "Says what would leave the team unseen with a workbook, and makes a copy without it, with ids and initials only.";
inline constexpr const char* tool_people = "Colleagues' keys";
inline constexpr const char* tool_people_purpose =
    "Your colleague reads the code of their key to you over the phone; you type it here, and from then on what they sign counts "
    "for "
    "you.";
inline constexpr const char* field_workbook = "Workbook:";
inline constexpr const char* field_check_code = "Check code (may be left out):";
inline constexpr const char* field_release_folder = "Folder of the release:";
inline constexpr const char* field_day = "As it stood on the day (31/03/2026; may be left out):";
inline constexpr const char* field_new_file = "Name of the new file (may be left out):";
inline constexpr const char* field_mine = "Your copy:";
inline constexpr const char* field_theirs = "The other copy:";
inline constexpr const char* field_base = "The version that both began from:";
inline constexpr const char* field_copy = "Name of the copy:";
inline constexpr const char* field_people_workbook = "Workbook whose signers are listed (may be left out):";
inline constexpr const char* field_who = "Login of your colleague:";
inline constexpr const char* field_key_code = "The code that they read to you:";
inline constexpr const char* do_check = "&Check it";
inline constexpr const char* do_list = "&Show the versions";
inline constexpr const char* do_restore = "Bring bac&k as a new file";
inline constexpr const char* do_list_versions = "&Show earlier versions of your copy";
inline constexpr const char* do_take_base = "Both be&gan from this one";
inline constexpr const char* do_join = "&Join them";
inline constexpr const char* do_look = "&Look what would leave";
inline constexpr const char* do_copy = "&Make the copy";
inline constexpr const char* do_list_keys = "&Show the keys";
inline constexpr const char* do_confirm = "&Confirm this key";
inline constexpr const char* tool_answers = "What you told us";
inline constexpr const char* tool_answers_purpose =
    "The answers that were kept for this workbook's team: which heading means what, and how the team's table is read. Each can be "
    "taken back; then it is asked again.";
inline constexpr const char* tool_settings = "Settings of the council, the team and your own";
inline constexpr const char* tool_settings_purpose =
    "For IT: every value and where it comes from. The council's stand for the whole machine; the team's, beside its workbook, come "
    "after them; your own only add folders.";
inline constexpr const char* tool_problem = "Report a problem";
inline constexpr const char* tool_problem_purpose =
    "Gathers version, last runs and the end of the log into one file, without names and amounts. Read it before you send it.";
inline constexpr const char* field_settings_workbook = "Workbook of the team (may be left out):";
inline constexpr const char* field_level = "Whose setting:";
inline constexpr const char* field_setting_name = "Its name:";
inline constexpr const char* field_setting_value = "Its value:";
inline constexpr const char* field_report = "Name of the report (a text file):";
inline constexpr const char* level_machine = "The council's, for the whole machine";
inline constexpr const char* level_team = "The team's";
inline constexpr const char* level_user = "Your own";
inline constexpr const char* do_list_answers = "&Show the answers";
inline constexpr const char* do_undo = "Ta&ke this answer back";
inline constexpr const char* do_list_settings = "&Show the settings";
inline constexpr const char* do_fill = "Chan&ge this one";
inline constexpr const char* do_set = "Sa&ve it";
inline constexpr const char* do_take_out = "Ta&ke this one out";
inline constexpr const char* do_look_report = "&Look at the report";
inline constexpr const char* do_save_report = "Sa&ve the report";
inline constexpr const char* help = "Hel&p";
inline constexpr const char* help_label = "Hel&p:";
inline constexpr const char* what_does_it_mean = "What does it &mean?";
inline constexpr const char* print_questions = "Print the &questions ...";
inline constexpr const char* answer_line = "Answer: ______________________________________________";
inline constexpr const char* not_printed = "It could not be printed. Look whether a printer is there.";
inline constexpr const char* look_at = "Look at ";
inline constexpr const char* place_sheet = "the sheet ";
inline constexpr const char* place_and_cell = ", cell ";
inline constexpr const char* place_cell = "the cell ";
inline constexpr const char* version_before_first = "From before the first run";
inline constexpr const char* version_after_run = "After run ";
inline constexpr const char* version_until = ", with what was typed until run ";
inline constexpr const char* key_own = "Your own";
inline constexpr const char* key_of_others = "Known";
inline constexpr const char* key_on = "your own, on ";

// Preparing a run.
inline constexpr const char* back = "&Back";
inline constexpr const char* files_heading = "Files";
inline constexpr const char* browse = "Choose a file for ";
inline constexpr const char* browse_label = "Browse ...";
inline constexpr const char* browse_workbook = "Choose the workbook";
inline constexpr const char* drop_here = "Drop a file here, or browse";
inline constexpr const char* may_be_left_out = "may be left out";
inline constexpr const char* kept_in_workbook = "as the workbook keeps them from the last run";
inline constexpr const char* workbook = "&Workbook for the result:";
inline constexpr const char* workbook_new = "It will be made.";
inline constexpr const char* workbook_team =
    "Your team's own workbook: a column for this period will be added. Nothing else in it changes.";
inline constexpr const char* workbook_ours = "Last run ";
inline constexpr const char* by = " by ";
inline constexpr const char* understood = "What was &understood:";
inline constexpr const char* settings_heading = "Settings";
inline constexpr const char* more_settings = "&More settings ...";
inline constexpr const char* more_files = "More files, which may be &left out";
inline constexpr const char* more_settings_title = "More settings";
inline constexpr const char* set_by_settings_file = "Set by your team's settings file";
inline constexpr const char* of_council = "Your council's own value";
inline constexpr const char* fixed_by_council = "Fixed by your council";
inline constexpr const char* reason = "W&hy these settings, for whoever signs:";
inline constexpr const char* normally = "Normally ";
inline constexpr const char* at_least = "at least ";
inline constexpr const char* at_most = "at most ";
inline constexpr const char* run = "&Run";
inline constexpr const char* rehearse = "&Try without saving";
inline constexpr const char* heading_question_1 = "Which column of ";
inline constexpr const char* heading_question_2 = " is the one for \"";
inline constexpr const char* heading_question_3 = "\"? It was not read under a name that is known.";
inline constexpr const char* no_such_column = "We have no such column";
inline constexpr const char* heading_answer = "&Answer";
inline constexpr const char* take_back_headings = "Ta&ke back what you told us";
inline constexpr const char* told_us = "What you told us: ";
inline constexpr const char* told_is = " is ";
inline constexpr const char* told_no_column = "there is no column for ";
inline constexpr const char* still_needed = "Still needed: ";
inline constexpr const char* fewer_rows = " % fewer rows than last time";
inline constexpr const char* more_rows = " % more rows than last time";
inline constexpr const char* same_rows = "as many rows as last time";
inline constexpr const char* row = " row";
inline constexpr const char* rows = " rows";
inline constexpr const char* period_from_title = " (from the title above the headings)";
inline constexpr const char* not_placed = "This task has no place for ";

// Running.
inline constexpr const char* running_heading = "Working ...";
inline constexpr const char* progress = "Progress";
inline constexpr const char* of = " of ";
inline constexpr const char* cancel = "&Cancel";
inline constexpr const char* cancelling = "Stopping at the next safe moment ...";
inline constexpr const char* still_running = "A run is still going on. The window closes by itself when it is done.";

// Result.
inline constexpr const char* done_heading = "Done";
inline constexpr const char* rehearsed_heading = "Tried without saving";
inline constexpr const char* stopped_heading = "Stopped: something must be put right first";
inline constexpr const char* failed_heading = "Not done";
inline constexpr const char* cancelled_heading = "Cancelled";
inline constexpr const char* nothing_changed = "Nothing was changed.";
inline constexpr const char* already_saved = "It was already saved when you cancelled.";
inline constexpr const char* what_came = "What &happened:";
inline constexpr const char* figures = "&Figures:";
inline constexpr const char* findings = "What was &noticed:";
inline constexpr const char* show_only = "Only lines &that hold:";
inline constexpr const char* all_shown = "all shown";
inline constexpr const char* shown_of = " shown, the others are out of sight";
inline constexpr const char* copy_lines = "&Copy the chosen lines";
inline constexpr const char* lines_copied = "The chosen lines are on the clipboard. They can name people by their ids.";
inline constexpr const char* next_heading = "What comes next:";
inline constexpr const char* open_workbook = "&Open workbook";
inline constexpr const char* open_folder = "Open fo&lder";
inline constexpr const char* copy_summary = "Cop&y summary";
inline constexpr const char* verify = "Has anything been &altered?";
inline constexpr const char* look_to_sign = "Look at what wa&its";
inline constexpr const char* approve = "A&pprove";
inline constexpr const char* reject = "Re&ject ...";
inline constexpr const char* release = "R&elease";
inline constexpr const char* withdraw = "Ta&ke the release back";
inline constexpr const char* open_finding = "Open where it stan&ds";
inline constexpr const char* start_again = "&Start";
inline constexpr const char* save_as_new = "Sa&ve as a new file instead";
inline constexpr const char* answer = "Ans&wer";
inline constexpr const char* needs_decision = "to be decided";
inline constexpr const char* column_severity = "How grave";
inline constexpr const char* column_what = "What";
inline constexpr const char* column_where = "Where";
inline constexpr const char* column_sentence = "In words";
inline constexpr const char* column_count = "How many";
inline constexpr const char* column_pounds = "Pounds";
inline constexpr const char* column_state = "To do";
inline constexpr const char* must_fix = "Must fix";
inline constexpr const char* check = "Check";
inline constexpr const char* note = "Note";
inline constexpr const char* in_order = "In order";
inline constexpr const char* for_information = "Please note";
inline constexpr const char* copied = "The summary is on the clipboard.";
inline constexpr const char* verified_sound = "Nothing has been altered";
inline constexpr const char* verified_not_anchored = "Nothing is wrong, but nothing else confirms it";
inline constexpr const char* verified_problems = "Something has been altered";
inline constexpr const char* approved = "Approved";
inline constexpr const char* rejected = "Rejected";
inline constexpr const char* released = "Released";
inline constexpr const char* refused = "Not possible yet";
inline constexpr const char* withdrawn = "Taken back";
inline constexpr const char* check_code = "Check code, to read over the phone and to note: ";
inline constexpr const char* cannot_approve_own = "You prepared it, so a colleague must approve it.";
inline constexpr const char* comment_title = "Comment";
inline constexpr const char* comment_approve = "What you looked at (may be left out):";
inline constexpr const char* comment_reject = "Why it is rejected:";
inline constexpr const char* not_opened = "It could not be opened. Look for it here: ";

}  // namespace counterfoil::launcher::words
