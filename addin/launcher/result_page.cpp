#include <wx/clipbrd.h>
#include <wx/combobox.h>
#include <wx/filename.h>
#include <wx/wrapsizer.h>

#include "launcher/pages.hpp"
#include "launcher/print_lines.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

namespace {

std::string how_grave(const std::string& severity) {
  return severity == "blocking" ? words::must_fix : severity == "warning" ? words::check : words::note;
}

std::string where_of(const client::Finding& finding) {
  std::string where = finding.file;
  for (const std::string& part : {finding.sheet, finding.cell})
    if (!part.empty()) where += (where.empty() ? "" : ", ") + part;
  return where;
}

}  // namespace

ResultPage::ResultPage(wxWindow* parent, Presenter& presenter) : wxPanel(parent), presenter_(presenter) {
  auto* column = new wxBoxSizer(wxVERTICAL);
  heading_ = heading(this, {});
  column->Add(heading_, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
  code_ = new wxStaticText(this, wxID_ANY, {});
  code_->SetFont(code_->GetFont().Scaled(1.2f).Bold());
  column->Add(code_, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
  column->Add(new wxStaticText(this, wxID_ANY, shown(words::what_came)));
  happened_ = read_only(this, words::what_came, 130);
  column->Add(happened_, 2, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap / 2));
  build_question(column);
  build_lists(column);
  build_buttons(column);
  auto* outer = new wxBoxSizer(wxVERTICAL);
  outer->Add(column, 1, wxEXPAND | wxALL, FromDIP(margin));
  SetSizer(outer);
}

void ResultPage::build_question(wxSizer* into) {
  question_ = new wxPanel(this);
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  question_words_ = new wxStaticText(question_, wxID_ANY, {});
  row->Add(question_words_, 0, wxALIGN_CENTER_VERTICAL | wxRIGHT, FromDIP(gap));
  answer_ = new wxComboBox(question_, wxID_ANY);
  row->Add(answer_, 1);
  auto* button = new wxButton(question_, wxID_ANY, shown(words::answer));
  button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
    if (presenter_.questions().empty()) return;
    const client::Question question = presenter_.questions().front();
    const int at = answer_->GetSelection();
    const std::string value = at >= 0 && static_cast<std::size_t>(at) < question.options.size()
                                  ? question.options[static_cast<std::size_t>(at)].id
                                  : typed(answer_->GetValue());
    if (!value.empty()) presenter_.answer(question.name, value);
  });
  row->Add(button, 0, wxLEFT, FromDIP(gap));
  question_->SetSizer(row);
  into->Add(question_, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
}

void ResultPage::build_lists(wxSizer* into) {
  figures_label_ = new wxStaticText(this, wxID_ANY, shown(words::figures));
  into->Add(figures_label_);
  figures_ = new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 110)));
  figures_->AppendTextColumn(shown(words::column_group), wxDATAVIEW_CELL_INERT, FromDIP(190));
  figures_->AppendTextColumn(shown(words::column_what), wxDATAVIEW_CELL_INERT, FromDIP(280));
  figures_->AppendTextColumn(shown(words::column_count), wxDATAVIEW_CELL_INERT, FromDIP(110), wxALIGN_RIGHT);
  figures_->AppendTextColumn(shown(words::column_pounds), wxDATAVIEW_CELL_INERT, FromDIP(140), wxALIGN_RIGHT);
  figures_->AppendTextColumn(shown(words::column_state), wxDATAVIEW_CELL_INERT, FromDIP(120));
  say_name(figures_, words::figures);
  into->Add(figures_, 2, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap / 2));
  findings_label_ = new wxStaticText(this, wxID_ANY, shown(words::findings));
  into->Add(findings_label_);
  findings_ = new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 130)));
  const int sorted = wxDATAVIEW_COL_RESIZABLE | wxDATAVIEW_COL_SORTABLE;
  findings_->AppendTextColumn(shown(words::column_severity), wxDATAVIEW_CELL_INERT, FromDIP(90), wxALIGN_LEFT, sorted);
  findings_->AppendTextColumn(shown(words::column_what), wxDATAVIEW_CELL_INERT, FromDIP(220), wxALIGN_LEFT, sorted);
  findings_->AppendTextColumn(shown(words::column_where), wxDATAVIEW_CELL_INERT, FromDIP(220), wxALIGN_LEFT, sorted);
  findings_->AppendTextColumn(shown(words::column_sentence), wxDATAVIEW_CELL_INERT, FromDIP(600), wxALIGN_LEFT, sorted);
  say_name(findings_, words::findings);
  findings_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { open_finding(); });
  into->Add(findings_, 2, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap / 2));
}

void ResultPage::build_buttons(wxSizer* into) {
  auto* row = new wxWrapSizer(wxHORIZONTAL);
  const auto add = [&](const char* label, const std::function<void()>& pressed) {
    auto* button = new wxButton(this, wxID_ANY, shown(label));
    button->Bind(wxEVT_BUTTON, [pressed](wxCommandEvent&) { pressed(); });
    row->Add(button, 0, wxRIGHT | wxBOTTOM, FromDIP(gap));
    return button;
  };
  open_ = add(words::open_workbook, [this] { open_workbook(); });
  folder_ = add(words::open_folder, [this] {
    const std::string folder = presenter_.release_folder();
    open_path(this, folder.empty() ? typed(wxFileName(shown(presenter_.result_workbook())).GetPath()) : folder);
  });
  copy_ = add(words::copy_summary, [this] {
    if (!wxTheClipboard->Open()) return;
    wxTheClipboard->SetData(new wxTextDataObject(shown(presenter_.summary())));
    wxTheClipboard->Close();
    if (auto* frame = wxDynamicCast(wxGetTopLevelParent(this), wxFrame)) frame->SetStatusText(shown(words::copied));
  });
  print_ =
      add(words::print_questions, [this] { print_lines(this, presenter_.summary_heading(), presenter_.questions_to_print()); });
  meaning_ = add(words::what_does_it_mean, [this] { explain(); });
  verify_ = add(words::verify, [this] { presenter_.verify(); });
  sign_ = add(words::look_to_sign, [this] { presenter_.look_to_sign(std::string{presenter_.result_workbook()}); });
  release_ = add(words::release, [this] { presenter_.release(); });
  save_as_ = add(words::save_as_new, [this] { presenter_.save_as_new(); });
  add(words::back, [this] { presenter_.back(); });
  add(words::start_again, [this] { presenter_.to_start(); });
  into->Add(row, 0, wxEXPAND | wxTOP, FromDIP(gap));
}

void ResultPage::open_workbook() {
  open_path(this, presenter_.result_workbook());
  const std::string sheet = presenter_.last_sheet();
  if (auto* frame = wxDynamicCast(wxGetTopLevelParent(this), wxFrame); frame && !sheet.empty())
    frame->SetStatusText(shown(words::look_at_sheet + sheet));
}

/// Of the finding that is chosen, else of the figure, else the task's page.
void ResultPage::explain() {
  if (const int at = findings_->GetSelectedRow(); at != wxNOT_FOUND && findings_->IsShown()) {
    const auto& finding = presenter_.findings()[static_cast<std::size_t>(findings_->GetItemData(findings_->RowToItem(at)))];
    return presenter_.show_help("findings", finding.title);
  }
  std::string about;
  if (const int at = figures_->GetSelectedRow(); at != wxNOT_FOUND && figures_->IsShown())
    about = presenter_.figures()[static_cast<std::size_t>(at)].title;
  presenter_.show_help(presenter_.task_of_result(), about);
}

void ResultPage::open_finding() {
  const int at = findings_->GetSelectedRow();
  if (at == wxNOT_FOUND) return;
  const auto& finding = presenter_.findings()[static_cast<std::size_t>(findings_->GetItemData(findings_->RowToItem(at)))];
  open_path(this, finding.path.empty() ? presenter_.result_workbook() : finding.path);
}

void ResultPage::refresh() {
  set_text(heading_, presenter_.heading());
  const std::string code = presenter_.check_code();
  set_text(code_, code.empty() ? std::string{} : words::check_code + code);
  code_->Show(!code.empty());
  std::string text;
  for (const std::string& sentence : presenter_.result()) text += sentence + "\n";
  if (const auto next = presenter_.next_words(); !next.empty()) {
    text += "\n" + std::string{words::next_heading} + "\n";
    for (const std::string& sentence : next) text += "  " + sentence + "\n";
  }
  set_text(happened_, text);
  std::vector<std::vector<std::string>> figures;
  for (const client::Figure& figure : presenter_.figures())
    figures.push_back({figure.group, figure.title, figure.count ? std::to_string(*figure.count) : "",
                       figure.pence ? pounds(*figure.pence) : "", figure.needs_decision ? words::needs_decision : ""});
  fill_list(figures_, figures);
  figures_->Show(!figures.empty());
  figures_label_->Show(!figures.empty());
  std::vector<std::vector<std::string>> findings;
  for (const client::Finding& finding : presenter_.findings())
    findings.push_back({how_grave(finding.severity), finding.title, where_of(finding), finding.sentence});
  fill_list(findings_, findings);
  for (std::size_t at = 0; at < findings.size(); ++at) findings_->SetItemData(findings_->RowToItem(static_cast<int>(at)), at);
  findings_->Show(!findings.empty());
  findings_label_->Show(!findings.empty());
  const auto& questions = presenter_.questions();
  question_->Show(!questions.empty());
  if (!questions.empty() && typed(question_words_->GetLabel()) != questions.front().words) {
    set_text(question_words_, questions.front().words);
    say_name(answer_, questions.front().words);
    answer_->Clear();
    for (const client::Choice& option : questions.front().options) answer_->Append(shown(option.title));
    if (!questions.front().options.empty()) answer_->SetSelection(0);
    answer_->SetEditable(questions.front().free_text);
  }
  const bool has_workbook = !presenter_.result_workbook().empty();
  for (wxButton* button : {open_, folder_, verify_}) button->Show(has_workbook);
  print_->Show(!figures.empty() || !findings.empty());
  meaning_->Show(!presenter_.task_of_result().empty());
  sign_->Show(has_workbook && presenter_.waits_for_signature());
  release_->Show(presenter_.may_release());
  save_as_->Show(!presenter_.outcome().save_as_proposed.empty());
  Layout();
}

}  // namespace counterfoil::launcher
