#include <wx/filename.h>
#include <wx/stdpaths.h>
#include <wx/wrapsizer.h>

#include <algorithm>

#include "launcher/pages.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

StartPage::StartPage(wxWindow* parent, Presenter& presenter) : wxPanel(parent), presenter_(presenter) {
  auto* column = new wxBoxSizer(wxVERTICAL);
  column->Add(heading(this, words::start_heading), 0, wxBOTTOM, FromDIP(gap));
  hint_ = remark(this, words::start_hint);
  column->Add(hint_, 0, wxEXPAND | wxBOTTOM, FromDIP(gap * 2));
  build_waiting(column);
  tasks_ = new wxBoxSizer(wxVERTICAL);
  column->Add(tasks_, 0, wxEXPAND);
  example_ = new wxButton(this, wxID_ANY, shown(words::try_example));
  example_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
    const wxString folder = wxStandardPaths::Get().GetDocumentsDir() + wxFILE_SEP_PATH;
    for (const client::Task& task : presenter_.tasks())
      if (!task.example_files.empty()) return presenter_.try_example(task.id, typed(folder));
  });
  auto* others = new wxBoxSizer(wxHORIZONTAL);
  others->Add(example_, 0, wxRIGHT, FromDIP(gap));
  auto* tools = new wxButton(this, wxID_ANY, shown(words::other_things));
  tools->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.to_tools(); });
  others->Add(tools);
  column->Add(others, 0, wxTOP | wxBOTTOM, FromDIP(gap));
  build_recent(column);
  auto* outer = new wxBoxSizer(wxVERTICAL);
  outer->Add(column, 1, wxEXPAND | wxALL, FromDIP(margin));
  SetSizer(outer);
}

void StartPage::build_recent(wxSizer* into) {
  recent_label_ = new wxStaticText(this, wxID_ANY, shown(words::recent));
  into->Add(recent_label_, 0, wxTOP, FromDIP(gap));
  recent_ = new wxListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 60)));
  say_name(recent_, words::recent);
  recent_->Bind(wxEVT_LISTBOX_DCLICK, [this](wxCommandEvent&) { go_on(); });
  into->Add(recent_, 1, wxEXPAND | wxTOP, FromDIP(gap / 2));
  recent_buttons_ = new wxPanel(this);
  auto* row = new wxWrapSizer(wxHORIZONTAL);
  const auto add = [&](const char* label, const std::function<void(const RecentWork&)>& pressed) {
    auto* button = new wxButton(recent_buttons_, wxID_ANY, shown(label));
    button->Bind(wxEVT_BUTTON, [this, pressed](wxCommandEvent&) {
      const int at = recent_->GetSelection();
      if (at != wxNOT_FOUND) pressed(RecentWork{presenter_.recent()[static_cast<std::size_t>(at)]});
    });
    row->Add(button, 0, wxRIGHT, FromDIP(gap));
  };
  add(words::open_recent, [this](const RecentWork& work) { presenter_.go_on_with(work); });
  add(words::recent_open, [this](const RecentWork& work) { open_path(this, work.workbook); });
  add(words::recent_verify, [this](const RecentWork& work) { presenter_.verify(work.workbook); });
  add(words::recent_folder, [this](const RecentWork& work) { open_path(this, typed(wxFileName(shown(work.workbook)).GetPath())); });
  recent_buttons_->SetSizer(row);
  into->Add(recent_buttons_, 0, wxEXPAND | wxTOP, FromDIP(gap));
}

void StartPage::build_waiting(wxSizer* into) {
  waiting_label_ = new wxStaticText(this, wxID_ANY, shown(words::waiting));
  into->Add(waiting_label_);
  waiting_ = new wxListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 74)));
  say_name(waiting_, words::waiting);
  waiting_->Bind(wxEVT_LISTBOX_DCLICK, [this](wxCommandEvent&) { open_waiting(); });
  into->Add(waiting_, 0, wxEXPAND | wxTOP, FromDIP(gap / 2));
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  open_waiting_ = new wxButton(this, wxID_ANY, shown(words::open_waiting));
  open_waiting_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { open_waiting(); });
  row->Add(open_waiting_, 0, wxRIGHT, FromDIP(gap));
  auto* again = new wxButton(this, wxID_ANY, shown(words::refresh_waiting));
  again->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.refresh_waiting(); });
  row->Add(again);
  into->Add(row, 0, wxEXPAND | wxTOP, FromDIP(gap));
  waiting_said_ = new wxStaticText(this, wxID_ANY, {});
  into->Add(waiting_said_, 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap));
}

void StartPage::open_waiting() {
  const int at = waiting_->GetSelection();
  if (at == wxNOT_FOUND) return;
  const std::string workbook = presenter_.waiting()[static_cast<std::size_t>(at)].workbook.path;
  presenter_.look_to_sign(workbook);
}

void StartPage::refresh_waiting() {
  std::vector<std::string> lines;
  for (const WaitingView& view : presenter_.waiting()) lines.push_back(view.line);
  if (lines != waiting_lines_) {
    waiting_lines_ = lines;
    waiting_->Clear();
    for (const std::string& line : lines) waiting_->Append(shown(line));
    if (!lines.empty()) waiting_->SetSelection(0);
  }
  for (wxWindow* each : std::initializer_list<wxWindow*>{waiting_label_, waiting_, open_waiting_}) each->Show(!lines.empty());
  std::string said;
  for (const std::string& sentence : presenter_.waiting_said()) said += (said.empty() ? "" : " ") + sentence;
  if (said == waiting_words_) return;
  waiting_words_ = said;
  set_text(waiting_said_, said);
  waiting_said_->Wrap(FromDIP(820));  // whole: a folder out of reach must not be overlooked
}

void StartPage::go_on() {
  const int at = recent_->GetSelection();
  if (at != wxNOT_FOUND) presenter_.go_on_with(presenter_.recent()[static_cast<std::size_t>(at)]);
}

void StartPage::refresh() {
  std::vector<std::string> lines;
  for (const client::Task& task : presenter_.tasks()) lines.push_back(presenter_.task_line(task));
  if (lines != lines_) {
    const bool first_time = lines_.empty();
    lines_ = lines;
    tasks_->Clear(true);
    buttons_.clear();
    for (const client::Task& task : presenter_.tasks()) {
      auto* row = new wxBoxSizer(wxHORIZONTAL);
      auto* button = new wxButton(this, wxID_ANY, wxControl::EscapeMnemonics(shown(task.trouble.empty() ? task.title : task.id)),
                                  wxDefaultPosition, wxDefaultSize);
      button->SetMinSize(wxSize(std::max(FromDIP(230), button->GetBestSize().x), -1));
      button->Enable(task.trouble.empty());
      button->Bind(wxEVT_BUTTON, [this, id = task.id](wxCommandEvent&) { presenter_.choose_task(id); });
      row->Add(button, 0, wxALIGN_CENTER_VERTICAL | wxRIGHT, FromDIP(gap * 2));
      std::string line = presenter_.task_line(task);
      line.erase(0, line.find(": ") + 2);
      auto* purpose = new wxStaticText(this, wxID_ANY, wxControl::EscapeMnemonics(shown(line)));
      purpose->Wrap(FromDIP(520));
      row->Add(purpose, 1, wxALIGN_CENTER_VERTICAL);
      tasks_->Add(row, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
      buttons_.push_back(button);
    }
    wxWindow* before = waiting_said_;
    for (wxButton* button : buttons_) {  // the tab order is the order in which they are read
      button->MoveAfterInTabOrder(before);
      before = button;
    }
    if (first_time) focus();
    Layout();
  }
  set_text(hint_, presenter_.looking()                                                ? words::reading_files
                  : !presenter_.outcome().words.empty() && presenter_.tasks().empty() ? presenter_.outcome().words.front()
                                                                                      : std::string{words::start_hint});
  refresh_waiting();
  bool has_example = false;
  for (const client::Task& task : presenter_.tasks()) has_example = has_example || !task.example_files.empty();
  example_->Enable(has_example);
  if (recent_->GetCount() != presenter_.recent().size()) {
    recent_->Clear();
    for (const RecentWork& work : presenter_.recent()) recent_->Append(shown(work.workbook));
    if (!presenter_.recent().empty()) recent_->SetSelection(0);
  }
  for (wxWindow* each : std::initializer_list<wxWindow*>{recent_label_, recent_, recent_buttons_})
    each->Show(!presenter_.recent().empty());
  Layout();
}

void StartPage::focus() {
  if (!buttons_.empty()) buttons_.front()->SetFocus();
}

}  // namespace counterfoil::launcher
