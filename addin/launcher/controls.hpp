// Small helpers of the pages: texts in UTF-8, names for programs that read the screen, lists whose rows they can read.
#pragma once

#include <wx/dataview.h>
#include <wx/wx.h>

#include <string>
#include <vector>

namespace counterfoil::launcher {

// Space between controls, and around a page, before scaling.
inline constexpr int gap = 8, margin = 20;

inline wxString shown(const std::string& utf8) { return wxString::FromUTF8(utf8.data(), utf8.size()); }
inline std::string typed(const wxString& text) {
  const auto bytes = text.utf8_str();
  return {bytes.data(), bytes.length()};
}

/// The name that a screen reader says, where no label stands before the control.
void say_name(wxWindow* control, const std::string& label);

wxStaticText* heading(wxWindow* parent, const std::string& text);
/// Wraps at the width of its parent; quiet in colour where it only helps.
wxStaticText* remark(wxWindow* parent, const std::string& text = {});
wxTextCtrl* read_only(wxWindow* parent, const std::string& name, int least_height);
void fill_list(wxDataViewListCtrl* list, const std::vector<std::vector<std::string>>& rows);
/// Says something in the line at the foot of the window, also to programs that read the screen.
void say_at_foot(wxWindow* anywhere, const std::string& text);
/// Opens a file or folder in the system's own program for it; says where it lies where that does not work.
void open_path(wxWindow* parent, const std::string& path);
/// The same at a sheet and cell, where that can be; and where to look, said in the line at the foot of the window.
void open_and_say(wxWindow* parent, const std::string& path, const std::string& sheet, const std::string& cell);
/// The folder to look in first: that of what is there, else the nearest that exists, else the one that was looked in last.
wxString folder_for(const std::string& path);
/// Remembers, from one start to the next, where a person chose a file.
void looked_in(const wxString& chosen_file);
/// Puts a text on the clipboard and says so at the foot of the window.
void copy_text(wxWindow* parent, const std::string& text, const std::string& said);
/// Changes the text only where it is another one, so that nothing flickers or is read twice.
void set_text(wxStaticText* control, const std::string& text);
void set_text(wxTextCtrl* control, const std::string& text);

}  // namespace counterfoil::launcher
