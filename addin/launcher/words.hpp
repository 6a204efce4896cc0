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
inline constexpr const char* last_runs = "&Last runs on this record:";
inline constexpr const char* no_tasks = "No task is installed. Copy the whole folder of the program again from where it came.";
inline constexpr const char* last_run_on = "last run ";
inline constexpr const char* not_run_yet = "not run yet";
inline constexpr const char* reading_files = "Looking at the files ...";

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
inline constexpr const char* what_is_it = "What is this column?";
inline constexpr const char* heading_question_1 = "The heading \"";
inline constexpr const char* heading_question_2 = "\" was not read. Is it ";
inline constexpr const char* heading_yes = "&Yes, that is what it is";
inline constexpr const char* heading_no = "&No, we have no such column";
inline constexpr const char* told_us = "What you told us: ";
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
inline constexpr const char* next_heading = "What comes next:";
inline constexpr const char* open_workbook = "&Open workbook";
inline constexpr const char* open_folder = "Open fo&lder";
inline constexpr const char* copy_summary = "Copy su&mmary";
inline constexpr const char* verify = "Has anything been &altered?";
inline constexpr const char* approve = "A&pprove";
inline constexpr const char* reject = "Re&ject";
inline constexpr const char* release = "R&elease";
inline constexpr const char* open_finding = "Open where it &stands";
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
inline constexpr const char* verified_problems = "Something has been altered";
inline constexpr const char* approved = "Approved";
inline constexpr const char* rejected = "Rejected";
inline constexpr const char* released = "Released";
inline constexpr const char* refused = "Not possible yet";
inline constexpr const char* batch_waits = "Waiting for a second person: ";
inline constexpr const char* batch_prepared_by = ", prepared by ";
inline constexpr const char* cannot_approve_own = "You prepared it, so a colleague must approve it.";
inline constexpr const char* comment_title = "Comment";
inline constexpr const char* comment_approve = "What you looked at (may be left out):";
inline constexpr const char* comment_reject = "Why it is rejected:";
inline constexpr const char* not_opened = "It could not be opened. Look for it here: ";

}  // namespace counterfoil::launcher::words
