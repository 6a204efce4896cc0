// The pages of the window. Each shows what the presenter holds; refresh() after every change.
#pragma once

#include <wx/cmdline.h>
#include <wx/gauge.h>
#include <wx/scrolwin.h>

#include "launcher/controls.hpp"
#include "launcher/presenter.hpp"

namespace counterfoil::launcher {

class StartPage final : public wxPanel {
 public:
  StartPage(wxWindow* parent, Presenter& presenter);
  void refresh();
  void focus();

 private:
  void build_waiting(wxSizer* into);
  void open_waiting();
  void refresh_waiting();
  void build_recent(wxSizer* into);
  void go_on();
  Presenter& presenter_;
  wxStaticText *waiting_label_ = nullptr, *waiting_said_ = nullptr;
  wxListBox* waiting_ = nullptr;
  wxButton* open_waiting_ = nullptr;
  std::vector<std::string> waiting_lines_;
  std::string waiting_words_;
  wxBoxSizer* tasks_ = nullptr;
  std::vector<std::string> lines_;
  std::vector<wxButton*> buttons_;
  wxButton* example_ = nullptr;
  wxListBox* recent_ = nullptr;
  wxPanel* recent_buttons_ = nullptr;
  wxStaticText* recent_label_ = nullptr;
  wxStaticText* hint_ = nullptr;
};

class FormPage final : public wxPanel {
 public:
  FormPage(wxWindow* parent, Presenter& presenter);
  void refresh();
  void focus();

 private:
  struct SlotControls {
    std::string input;
    wxTextCtrl* path;
    wxStaticText* said;
  };
  struct SettingControls {
    std::string id;
    wxTextCtrl* text;
    wxChoice* choice;
    wxStaticText* said;
  };
  void build();
  void build_files(wxSizer* into);
  void build_question(wxSizer* into);
  void refresh_question();
  void build_settings(wxSizer* into);
  void build_reason(wxSizer* into);
  void browse(const std::string& input, const std::string& title);
  void browse_workbook();
  void more_settings();
  Presenter& presenter_;
  std::string built_for_;
  wxScrolledWindow* inner_ = nullptr;
  std::vector<SlotControls> slots_;
  std::vector<SettingControls> settings_;
  wxTextCtrl* workbook_ = nullptr;
  wxStaticText* workbook_said_ = nullptr;
  wxTextCtrl* understood_ = nullptr;
  wxPanel* reason_ = nullptr;  // shown where a setting is unlike the usual
  wxTextCtrl* reason_text_ = nullptr;
  wxPanel* question_ = nullptr;
  wxStaticText* question_words_ = nullptr;
  wxChoice* which_column_ = nullptr;
  wxButton *take_back_ = nullptr, *answer_heading_ = nullptr;
  wxButton *run_ = nullptr, *rehearse_ = nullptr;
};

class RunPage final : public wxPanel {
 public:
  RunPage(wxWindow* parent, Presenter& presenter);
  void refresh();
  void focus() { cancel_->SetFocus(); }

 private:
  Presenter& presenter_;
  wxStaticText *stage_, *rows_;
  wxGauge* gauge_;
  wxButton* cancel_;
};

/// What a colleague prepared: looked at, then approved, rejected, released or taken back.
class SignPage final : public wxPanel {
 public:
  SignPage(wxWindow* parent, Presenter& presenter);
  void refresh();
  void focus() { said_->SetFocus(); }

 private:
  void decide(bool yes);
  Presenter& presenter_;
  wxStaticText* heading_ = nullptr;
  wxTextCtrl* said_ = nullptr;
  wxDataViewListCtrl* signed_ = nullptr;
  std::vector<std::vector<std::string>> lines_;
  wxButton *approve_ = nullptr, *reject_ = nullptr, *release_ = nullptr, *withdraw_ = nullptr;
};

/// What is done besides a run: a list of it, and for the one that is chosen its fields, buttons and what came of it.
class ToolsPage final : public wxPanel {
 public:
  ToolsPage(wxWindow* parent, Presenter& presenter);
  void refresh();
  void focus() { list_->SetFocus(); }

 private:
  void build_tool();
  void browse(const ToolField& field);
  void look_at_buttons();
  void open_row();
  Presenter& presenter_;
  wxListBox* list_ = nullptr;
  wxPanel* tool_ = nullptr;
  std::size_t built_ = static_cast<std::size_t>(-1);
  std::vector<std::pair<std::string, wxTextCtrl*>> fields_;
  std::vector<std::pair<ToolField, wxChoice*>> choices_;
  std::vector<std::pair<std::string, wxButton*>> buttons_;
  wxStaticText* said_label_ = nullptr;
  wxTextCtrl* said_ = nullptr;
  wxDataViewListCtrl* rows_ = nullptr;
  std::vector<std::vector<std::string>> lines_;
  wxButton *open_made_ = nullptr, *open_row_ = nullptr;
};

/// A page of help, as formatted text.
class HelpPage final : public wxPanel {
 public:
  HelpPage(wxWindow* parent, Presenter& presenter);
  void refresh();
  void focus() { text_->SetFocus(); }

 private:
  Presenter& presenter_;
  unsigned shown_ = 0;
  wxTextCtrl* text_ = nullptr;
};

class ResultPage final : public wxPanel {
 public:
  ResultPage(wxWindow* parent, Presenter& presenter);
  void refresh();
  void focus();

 private:
  void build_question(wxSizer* into);
  void build_lists(wxSizer* into);
  void build_buttons(wxSizer* into);
  void open_finding();
  void open_workbook();
  void open_figure();
  const client::Finding* chosen_finding() const;
  void fill_findings();
  void copy_lines();
  void look_at_chosen();
  void explain();
  Presenter& presenter_;
  wxStaticText *heading_ = nullptr, *code_ = nullptr;
  wxTextCtrl* happened_ = nullptr;
  wxStaticText* figures_label_ = nullptr;
  wxDataViewListCtrl *figures_ = nullptr, *findings_ = nullptr;
  wxPanel* question_ = nullptr;
  wxStaticText* question_words_ = nullptr;
  wxComboBox* answer_ = nullptr;
  wxButton *open_ = nullptr, *folder_ = nullptr, *copy_ = nullptr, *verify_ = nullptr, *sign_ = nullptr, *release_ = nullptr,
           *print_ = nullptr, *meaning_ = nullptr, *save_as_ = nullptr, *open_finding_ = nullptr, *copy_lines_ = nullptr;
  wxStaticText *findings_label_ = nullptr, *how_many_ = nullptr;
  wxTextCtrl* show_only_ = nullptr;
  wxPanel* above_findings_ = nullptr;
};

}  // namespace counterfoil::launcher
