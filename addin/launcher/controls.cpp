#include "launcher/controls.hpp"

#include <wx/access.h>
#include <wx/clipbrd.h>
#include <wx/filename.h>
#include <wx/utils.h>

#ifdef __WXGTK__
#include <gtk/gtk.h>
#endif

#include "launcher/open_at.hpp"
#include "launcher/open_at_cell.hpp"
#include "launcher/recent.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

#if wxUSE_ACCESSIBILITY
namespace {
class Named final : public wxAccessible {
 public:
  Named(wxWindow* window, const wxString& name) : wxAccessible(window), name_(name) {}
  wxAccStatus GetName(int child, wxString* name) override {
    if (child != 0) return wxACC_NOT_IMPLEMENTED;
    *name = name_;
    return wxACC_OK;
  }

 private:
  wxString name_;
};
}  // namespace
#endif

void say_name(wxWindow* control, const std::string& label) {
  std::string name = label;  // without the mark before a letter for Alt, and the colon
  std::erase(name, '&');
  if (name.ends_with(':')) name.pop_back();
  control->SetName(shown(name));
#if wxUSE_ACCESSIBILITY
  if (!wxDynamicCast(control, wxDataViewCtrl)) control->SetAccessible(new Named(control, shown(name)));
#endif
#ifdef __WXGTK__
  auto* widget = static_cast<GtkWidget*>(control->GetHandle());
  atk_object_set_name(gtk_widget_get_accessible(widget), name.c_str());
  // A list or a text of several lines scrolls inside another widget, and it is the inner one that has the focus.
  if (GTK_IS_BIN(widget) && gtk_bin_get_child(GTK_BIN(widget)))
    atk_object_set_name(gtk_widget_get_accessible(gtk_bin_get_child(GTK_BIN(widget))), name.c_str());
#endif
}

wxStaticText* heading(wxWindow* parent, const std::string& text) {
  auto* control = new wxStaticText(parent, wxID_ANY, shown(text));
  control->SetFont(control->GetFont().Scaled(1.5f).Bold());
  return control;
}

wxStaticText* remark(wxWindow* parent, const std::string& text) {
  return new wxStaticText(parent, wxID_ANY, shown(text), wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_END);
}

wxTextCtrl* read_only(wxWindow* parent, const std::string& name, int least_height) {
  auto* control = new wxTextCtrl(parent, wxID_ANY, {}, wxDefaultPosition, parent->FromDIP(wxSize(-1, least_height)),
                                 wxTE_READONLY | wxTE_MULTILINE);
  say_name(control, name);
  return control;
}

void fill_list(wxDataViewListCtrl* list, const std::vector<std::vector<std::string>>& rows) {
  list->DeleteAllItems();
  for (const auto& row : rows) {
    wxVector<wxVariant> cells;
    for (const std::string& cell : row) cells.push_back(wxVariant(shown(cell)));
    list->AppendItem(cells);
  }
}

void say_at_foot(wxWindow* anywhere, const std::string& text) {
  auto* frame = wxDynamicCast(wxGetTopLevelParent(anywhere), wxFrame);
  if (!frame || !frame->GetStatusBar()) return;
  frame->SetStatusText(shown(text));
  say_name(frame->GetStatusBar(), text);  // wxWidgets only paints it
}

void open_path(wxWindow* parent, const std::string& path) {
  if (path.empty() || wxLaunchDefaultApplication(shown(path))) return;
  wxMessageBox(shown(words::not_opened + path), shown(words::program), wxOK | wxICON_INFORMATION, parent);
}

void open_and_say(wxWindow* parent, const std::string& path, const std::string& sheet, const std::string& cell) {
  open_at_cell(parent, path, sheet, cell);
  const std::string place = place_in_words(sheet, cell);
  if (!place.empty()) say_at_foot(parent, words::look_at + place);
}

wxString folder_for(const std::string& path) {
  wxString folder = path.empty() ? read_last_folder() : wxFileName(shown(path)).GetPath();
  while (!folder.empty() && !wxDirExists(folder)) {
    const wxString above = wxFileName(folder).GetPath();
    if (above == folder) return {};
    folder = above;
  }
  return folder;
}

void looked_in(const wxString& chosen_file) { write_last_folder(wxFileName(chosen_file).GetPath()); }

void copy_text(wxWindow* parent, const std::string& text, const std::string& said) {
  if (!wxTheClipboard->Open()) return;
  wxTheClipboard->SetData(new wxTextDataObject(shown(text)));
  wxTheClipboard->Close();
  say_at_foot(parent, said);
}

void set_text(wxStaticText* control, const std::string& text) {
  const wxString escaped = wxControl::EscapeMnemonics(shown(text));
  if (control->GetLabel() == escaped) return;
  control->SetLabel(escaped);
  control->SetToolTip(shown(text));
}

void set_text(wxTextCtrl* control, const std::string& text) {
  if (control->GetValue() != shown(text)) control->ChangeValue(shown(text));
}

}  // namespace counterfoil::launcher
