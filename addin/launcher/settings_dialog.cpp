#include "launcher/settings_dialog.hpp"

#include <wx/scrolwin.h>

#include "launcher/words.hpp"

namespace counterfoil::launcher {

wxWindow* setting_control(wxWindow* parent, const SettingView& view, wxTextCtrl*& text, wxChoice*& choice,
                          const std::function<void(const std::string&)>& changed) {
  wxWindow* control = nullptr;
  if (view.setting.choices.empty()) {
    control = text = new wxTextCtrl(parent, wxID_ANY, shown(view.value), wxDefaultPosition, parent->FromDIP(wxSize(170, -1)),
                                    wxTE_PROCESS_ENTER);
    text->Bind(wxEVT_TEXT_ENTER, [field = text, changed](wxCommandEvent&) { changed(typed(field->GetValue())); });
    text->Bind(wxEVT_KILL_FOCUS, [field = text, changed](wxFocusEvent& event) {
      event.Skip();
      changed(typed(field->GetValue()));
    });
  } else {
    control = choice = new wxChoice(parent, wxID_ANY, wxDefaultPosition, parent->FromDIP(wxSize(170, -1)));
    for (const client::Choice& each : view.setting.choices) choice->Append(shown(each.title));
    select_choice(choice, view);
    choice->Bind(wxEVT_CHOICE, [field = choice, choices = view.setting.choices, changed](wxCommandEvent&) {
      const int at = field->GetSelection();
      if (at >= 0) changed(choices[static_cast<std::size_t>(at)].id);
    });
  }
  say_name(control, view.setting.title);
  control->Enable(!view.locked);
  control->SetToolTip(shown(view.setting.help));
  return control;
}

void select_choice(wxChoice* choice, const SettingView& view) {
  for (std::size_t at = 0; at < view.setting.choices.size(); ++at)
    if (view.setting.choices[at].id == view.value) choice->SetSelection(static_cast<int>(at));
}

std::string setting_limits(const SettingView& view) {
  if (view.locked) return words::fixed_by_council;
  if (view.source == "council") return words::of_council;
  if (view.source == "settings-file") return words::set_by_settings_file;
  if (!view.setting.choices.empty()) return {};
  std::string words;
  const auto add = [&](const char* before, const std::string& value) {
    if (!value.empty()) words += (words.empty() ? "" : ", ") + std::string{before} + value;
  };
  add(words::normally, view.setting.value);
  add(words::at_least, view.setting.minimum);
  add(words::at_most, view.setting.maximum);
  return words;
}

SettingsDialog::SettingsDialog(wxWindow* parent, const std::vector<SettingView>& settings)
    : wxDialog(parent, wxID_ANY, shown(words::more_settings_title), wxDefaultPosition, parent->FromDIP(wxSize(760, 560)),
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER) {
  auto* page = new wxScrolledWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL);
  page->SetScrollRate(0, FromDIP(16));
  auto* column = new wxBoxSizer(wxVERTICAL);
  std::string group;
  for (const SettingView& view : settings) {
    if (!view.setting.advanced) continue;
    if (view.setting.group != group) {
      group = view.setting.group;
      auto* title = new wxStaticText(page, wxID_ANY, wxControl::EscapeMnemonics(shown(group)));
      title->SetFont(title->GetFont().Bold());
      column->Add(title, 0, wxTOP | wxBOTTOM, FromDIP(gap));
    }
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* label = new wxStaticText(page, wxID_ANY, wxControl::EscapeMnemonics(shown(view.setting.title + ":")), wxDefaultPosition,
                                   FromDIP(wxSize(240, -1)));
    row->Add(label, 0, wxALIGN_CENTER_VERTICAL | wxRIGHT, FromDIP(gap));
    wxTextCtrl* text = nullptr;
    wxChoice* choice = nullptr;
    row->Add(
        setting_control(page, view, text, choice, [this, id = view.setting.id](const std::string& value) { values_[id] = value; }));
    row->Add(new wxStaticText(page, wxID_ANY,
                              wxControl::EscapeMnemonics(shown(view.trouble.empty() ? setting_limits(view) : view.trouble))),
             1, wxALIGN_CENTER_VERTICAL | wxLEFT, FromDIP(gap));
    column->Add(row, 0, wxEXPAND);
    auto* help = new wxStaticText(page, wxID_ANY, wxControl::EscapeMnemonics(shown(view.setting.help)));
    help->Wrap(FromDIP(680));
    column->Add(help, 0, wxBOTTOM, FromDIP(gap));
  }
  page->SetSizer(column);
  auto* outer = new wxBoxSizer(wxVERTICAL);
  outer->Add(page, 1, wxEXPAND | wxALL, FromDIP(gap * 2));
  outer->Add(CreateStdDialogButtonSizer(wxOK | wxCANCEL), 0, wxEXPAND | wxALL, FromDIP(gap));
  SetSizer(outer);
}

}  // namespace counterfoil::launcher
