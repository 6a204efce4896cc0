// The workbooks that this user worked on last, in a small text file of the user's own (a task and a path a line), and the folder in
// which a file was chosen last, in another.
#pragma once

#include <wx/string.h>

#include <vector>

#include "launcher/presenter.hpp"

namespace counterfoil::launcher {

std::vector<RecentWork> read_recent();
/// Keeps nothing where the file cannot be written.
void write_recent(const std::vector<RecentWork>& recent);
wxString read_last_folder();  // empty: none yet
void write_last_folder(const wxString& folder);

}  // namespace counterfoil::launcher
