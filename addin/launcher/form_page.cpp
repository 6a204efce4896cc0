#include <wx/filedlg.h>
#include <wx/filename.h>

#include "launcher/pages.hpp"
#include "launcher/settings_dialog.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

namespace {

/// "&1 Last period's payments:"
std::string label_of(std::size_t number, const std::string& title) {
  return (number < 9 ? "&" + std::to_string(number + 1) + " " : std::string{}) + title + ":";
}

}  // namespace

FormPage::FormPage(wxWindow* parent, Presenter& presenter) : wxPanel(parent), presenter_(presenter) {}

void FormPage::build() {
  DestroyChildren();
  slots_.clear();
  settings_.clear();
  inner_ = new wxScrolledWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL);
  inner_->SetScrollRate(0, FromDIP(16));
  auto* column = new wxBoxSizer(wxVERTICAL);
  auto* top = new wxBoxSizer(wxHORIZONTAL);
  auto* back = new wxButton(inner_, wxID_ANY, shown(words::back));
  back->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.back(); });
  top->Add(back, 0, wxALIGN_CENTER_VERTICAL | wxRIGHT, FromDIP(gap * 2));
  const client::Task* task = presenter_.task();
  top->Add(heading(inner_, task ? task->title : ""), 1, wxALIGN_CENTER_VERTICAL);
  auto* help = new wxButton(inner_, wxID_ANY, shown(words::help));
  help->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
    if (const client::Task* now = presenter_.task()) presenter_.show_help(now->id, {});
  });
  top->Add(help, 0, wxALIGN_CENTER_VERTICAL);
  column->Add(top, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
  build_files(column);
  build_question(column);
  column->Add(new wxStaticText(inner_, wxID_ANY, shown(words::understood)), 0, wxTOP, FromDIP(gap));
  understood_ = read_only(inner_, words::understood, 110);
  column->Add(understood_, 1, wxEXPAND | wxTOP, FromDIP(gap / 2));
  build_settings(column);
  build_reason(column);
  auto* within = new wxBoxSizer(wxVERTICAL);
  within->Add(column, 1, wxEXPAND | wxALL, FromDIP(margin));
  inner_->SetSizer(within);
  // Below what scrolls, so that it is always in sight.
  auto* buttons = new wxBoxSizer(wxHORIZONTAL);
  run_ = new wxButton(this, wxID_ANY, shown(words::run));
  run_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.run(false); });
  rehearse_ = new wxButton(this, wxID_ANY, shown(words::rehearse));
  rehearse_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.run(true); });
  run_->SetDefault();
  buttons->Add(run_);
  buttons->Add(rehearse_, 0, wxLEFT, FromDIP(gap));
  auto* outer = new wxBoxSizer(wxVERTICAL);
  outer->Add(inner_, 1, wxEXPAND);
  outer->Add(buttons, 0, wxALL, FromDIP(gap * 2));
  SetSizer(outer);
}

void FormPage::build_question(wxSizer* into) {
  question_ = new wxPanel(inner_);
  auto* asked = new wxBoxSizer(wxVERTICAL);
  question_words_ = new wxStaticText(question_, wxID_ANY, {});
  asked->Add(question_words_, 0, wxEXPAND);
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  which_column_ = new wxChoice(question_, wxID_ANY);
  row->Add(which_column_, 0, wxRIGHT, FromDIP(gap));
  which_column_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { answer_heading_->Enable(); });
  answer_heading_ = new wxButton(question_, wxID_ANY, shown(words::heading_answer));
  answer_heading_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
    const auto questions = presenter_.heading_questions();
    const int at = which_column_->GetSelection();
    if (questions.empty() || at == wxNOT_FOUND) return;
    const auto& headings = questions.front().headings;
    const std::string heading =
        static_cast<std::size_t>(at) < headings.size() ? headings[static_cast<std::size_t>(at)] : std::string{};
    presenter_.answer_heading(questions.front().field, heading);
  });
  row->Add(answer_heading_);
  asked->Add(row, 0, wxTOP, FromDIP(gap / 2));
  question_->SetSizer(asked);
  into->Add(question_, 0, wxEXPAND | wxTOP, FromDIP(gap));
  take_back_ = new wxButton(inner_, wxID_ANY, shown(words::take_back_headings));
  take_back_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.take_back_headings(); });
  into->Add(take_back_, 0, wxTOP, FromDIP(gap));
}

void FormPage::refresh_question() {
  const auto questions = presenter_.heading_questions();
  if (!questions.empty()) {
    const HeadingQuestion& first = questions.front();
    const std::string asked =
        words::heading_question_1 + first.file + words::heading_question_2 + first.title + words::heading_question_3;
    if (typed(question_words_->GetLabelText()) != asked || which_column_->GetCount() != first.headings.size() + 1) {
      set_text(question_words_, asked);
      say_name(which_column_, asked);
      which_column_->Clear();
      for (const std::string& heading : first.headings) which_column_->Append(shown(heading));
      which_column_->Append(shown(words::no_such_column));
      which_column_->SetSelection(first.has_guess ? 0 : wxNOT_FOUND);  // else a person chooses; nothing is answered by a slip
      answer_heading_->Enable(first.has_guess);
    }
  }
  question_->Show(!questions.empty());
  take_back_->Show(presenter_.has_answered_headings());
}

void FormPage::build_files(wxSizer* into) {
  auto* grid = new wxFlexGridSizer(3, FromDIP(gap / 2), FromDIP(gap));
  grid->AddGrowableCol(1);
  const auto add = [&](const std::string& label, const std::string& name, const std::string& browse_name, wxStaticText*& said,
                       const std::function<void(const std::string&)>& changed, const std::function<void()>& look_for) {
    grid->Add(new wxStaticText(inner_, wxID_ANY, shown(label)), 0, wxALIGN_CENTER_VERTICAL);
    auto* path = new wxTextCtrl(inner_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
    say_name(path, name);
    path->SetHint(shown(words::drop_here));
    path->Bind(wxEVT_TEXT_ENTER, [path, changed](wxCommandEvent&) { changed(typed(path->GetValue())); });
    path->Bind(wxEVT_KILL_FOCUS, [path, changed](wxFocusEvent& event) {
      event.Skip();
      changed(typed(path->GetValue()));
    });
    grid->Add(path, 1, wxEXPAND);
    auto* browse = new wxButton(inner_, wxID_ANY, shown(words::browse_label));
    say_name(browse, browse_name);
    browse->Bind(wxEVT_BUTTON, [look_for](wxCommandEvent&) { look_for(); });
    grid->Add(browse);
    grid->AddSpacer(0);
    said = remark(inner_);
    grid->Add(said, 1, wxEXPAND | wxBOTTOM, FromDIP(gap / 2));
    grid->AddSpacer(0);
    return path;
  };
  for (const SlotView& slot : presenter_.slots()) {
    if (!presenter_.is_in_sight(slot)) continue;
    SlotControls controls{};
    controls.input = slot.input;
    const std::string input = slot.input, title = slot.title;
    controls.path = add(
        label_of(slots_.size(), title), title, words::browse + title, controls.said,
        [this, input](const std::string& path) {
          for (const SlotView& now : presenter_.slots())
            if (now.input == input && now.path != path) return presenter_.set_slot(input, path);
        },
        [this, input, title] { browse(input, title); });
    controls.path->SetToolTip(shown(slot.help));
    slots_.push_back(controls);
  }
  if (const std::size_t more = presenter_.out_of_sight(); more > 0) {
    grid->AddSpacer(0);
    auto* button = new wxButton(inner_, wxID_ANY, shown(words::more_files + (" (" + std::to_string(more) + ")")));
    button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.show_optional(); });
    grid->Add(button, 0, wxBOTTOM, FromDIP(gap / 2));
    grid->AddSpacer(0);
  }
  workbook_ = add(
      words::workbook, words::workbook, words::browse_workbook, workbook_said_,
      [this](const std::string& path) { presenter_.set_workbook(path); }, [this] { browse_workbook(); });
  into->Add(grid, 0, wxEXPAND);
}

void FormPage::build_settings(wxSizer* into) {
  auto* grid = new wxFlexGridSizer(4, FromDIP(gap / 2), FromDIP(gap));
  grid->AddGrowableCol(3);
  bool more = false;
  for (const SettingView& view : presenter_.settings()) {
    if (view.setting.advanced) {
      more = true;
      continue;
    }
    SettingControls controls{view.setting.id, nullptr, nullptr, nullptr};
    grid->Add(new wxStaticText(inner_, wxID_ANY, wxControl::EscapeMnemonics(shown(view.setting.title + ":"))), 0,
              wxALIGN_CENTER_VERTICAL);
    wxWindow* control = setting_control(inner_, view, controls.text, controls.choice,
                                        [this, id = controls.id](const std::string& value) { presenter_.set_setting(id, value); });
    grid->Add(control, 0, wxALIGN_CENTER_VERTICAL);
    controls.said = remark(inner_);
    grid->AddSpacer(FromDIP(gap));
    grid->Add(controls.said, 1, wxEXPAND | wxALIGN_CENTER_VERTICAL);
    settings_.push_back(controls);
  }
  into->Add(grid, 0, wxEXPAND | wxTOP, FromDIP(gap));
  if (!more) return;
  auto* button = new wxButton(inner_, wxID_ANY, shown(words::more_settings));
  button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { more_settings(); });
  into->Add(button, 0, wxTOP, FromDIP(gap));
}

void FormPage::build_reason(wxSizer* into) {
  reason_ = new wxPanel(inner_);
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(new wxStaticText(reason_, wxID_ANY, shown(words::reason)), 0, wxALIGN_CENTER_VERTICAL | wxRIGHT, FromDIP(gap));
  reason_text_ = new wxTextCtrl(reason_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
  say_name(reason_text_, words::reason);
  reason_text_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { presenter_.set_reason(typed(reason_text_->GetValue())); });
  reason_text_->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
    event.Skip();
    presenter_.set_reason(typed(reason_text_->GetValue()));
  });
  row->Add(reason_text_, 1, wxEXPAND);
  reason_->SetSizer(row);
  into->Add(reason_, 0, wxEXPAND | wxTOP, FromDIP(gap));
}

void FormPage::browse(const std::string& input, const std::string& title) {
  std::string path;
  for (const SlotView& slot : presenter_.slots())
    if (!slot.path.empty() && (path.empty() || slot.input == input)) path = slot.path;
  wxFileDialog dialog(this, shown(words::browse + title), folder_for(path.empty() ? presenter_.workbook() : path), {},
                      "*.xlsx;*.xlsm;*.csv;*.txt", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
  if (dialog.ShowModal() != wxID_OK) return;
  looked_in(dialog.GetPath());
  presenter_.set_slot(input, typed(dialog.GetPath()));
}

void FormPage::browse_workbook() {
  wxFileDialog dialog(this, shown(words::browse_workbook), folder_for(presenter_.workbook()),
                      wxFileName(shown(presenter_.workbook())).GetFullName(), "*.xlsx;*.xlsm", wxFD_SAVE);
  if (dialog.ShowModal() != wxID_OK) return;
  looked_in(dialog.GetPath());
  presenter_.set_workbook(typed(dialog.GetPath()));
}

void FormPage::more_settings() {
  SettingsDialog dialog(this, presenter_.settings());
  if (dialog.ShowModal() != wxID_OK) return;
  for (const auto& [id, value] : dialog.values()) presenter_.set_setting(id, value);
}

void FormPage::refresh() {
  const client::Task* task = presenter_.task();
  std::string wanted = task ? task->id : "";
  for (const SlotView& slot : presenter_.slots())
    if (presenter_.is_in_sight(slot)) wanted += " " + slot.input;
  if (wanted != built_for_ || !run_) {
    built_for_ = wanted;
    build();
  }
  for (const SlotControls& controls : slots_)
    for (const SlotView& slot : presenter_.slots()) {
      if (slot.input != controls.input) continue;
      if (!controls.path->HasFocus() || !slot.path.empty()) set_text(controls.path, slot.path);
      set_text(controls.said, slot.trouble.empty() ? slot.said : slot.trouble);
    }
  if (!workbook_->HasFocus()) set_text(workbook_, presenter_.workbook());
  set_text(workbook_said_, presenter_.workbook_trouble().empty() ? presenter_.workbook_said() : presenter_.workbook_trouble());
  for (SettingControls& controls : settings_)
    for (const SettingView& view : presenter_.settings()) {
      if (view.setting.id != controls.id) continue;
      if (controls.text && !controls.text->HasFocus()) set_text(controls.text, view.value);
      if (controls.choice) select_choice(controls.choice, view);
      set_text(controls.said, view.trouble.empty() ? setting_limits(view) : view.trouble);
    }
  if (!reason_text_->HasFocus()) set_text(reason_text_, presenter_.reason());
  reason_->Show(presenter_.asks_for_reason() || !presenter_.reason().empty());
  std::string text;
  for (const std::string& sentence : presenter_.understood()) text += sentence + "\n";
  set_text(understood_, presenter_.looking() && text.empty() ? std::string{words::reading_files} : text);
  refresh_question();
  run_->Enable(presenter_.may_run());
  rehearse_->Enable(presenter_.may_run());
  Layout();
  inner_->Layout();
  inner_->FitInside();
}

void FormPage::focus() {
  if (!slots_.empty()) slots_.front().path->SetFocus();
}

}  // namespace counterfoil::launcher
