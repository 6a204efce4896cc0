#include <algorithm>

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
  figures_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { open_figure(); });
  into->Add(figures_, 2, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap / 2));
  above_findings_ = new wxPanel(this);
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  auto* label = new wxStaticText(above_findings_, wxID_ANY, shown(words::show_only));
  show_only_ = new wxTextCtrl(above_findings_, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(200, -1)));
  say_name(show_only_, words::show_only);
  show_only_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { fill_findings(); });
  how_many_ = new wxStaticText(above_findings_, wxID_ANY, {});
  row->Add(label, 0, wxALIGN_CENTER_VERTICAL | wxRIGHT, FromDIP(gap));
  row->Add(show_only_, 0, wxRIGHT, FromDIP(gap));
  row->Add(how_many_, 1, wxALIGN_CENTER_VERTICAL);
  above_findings_->SetSizer(row);
  into->Add(above_findings_, 0, wxEXPAND | wxTOP, FromDIP(gap / 2));
  findings_label_ = new wxStaticText(this, wxID_ANY, shown(words::findings));
  into->Add(findings_label_);
  findings_ = new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 90)), wxDV_MULTIPLE | wxDV_ROW_LINES);
  const int sorted = wxDATAVIEW_COL_RESIZABLE | wxDATAVIEW_COL_SORTABLE;
  findings_->AppendTextColumn(shown(words::column_severity), wxDATAVIEW_CELL_INERT, FromDIP(90), wxALIGN_LEFT, sorted);
  findings_->AppendTextColumn(shown(words::column_what), wxDATAVIEW_CELL_INERT, FromDIP(220), wxALIGN_LEFT, sorted);
  findings_->AppendTextColumn(shown(words::column_where), wxDATAVIEW_CELL_INERT, FromDIP(220), wxALIGN_LEFT, sorted);
  findings_->AppendTextColumn(shown(words::column_sentence), wxDATAVIEW_CELL_INERT, FromDIP(600), wxALIGN_LEFT, sorted);
  say_name(findings_, words::findings);
  findings_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { open_finding(); });
  findings_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { look_at_chosen(); });
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
  open_finding_ = add(words::open_finding, [this] { open_finding(); });
  copy_ = add(words::copy_summary, [this] { copy_text(this, presenter_.summary(), words::copied); });
  copy_lines_ = add(words::copy_lines, [this] { copy_lines(); });
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

void ResultPage::open_workbook() { open_and_say(this, presenter_.result_workbook(), presenter_.last_sheet(), {}); }

void ResultPage::open_figure() {
  const int at = figures_->GetSelectedRow();
  if (at == wxNOT_FOUND) return;
  const std::string sheet = presenter_.figures()[static_cast<std::size_t>(at)].sheet;
  open_and_say(this, presenter_.result_workbook(), sheet, {});
}

const client::Finding* ResultPage::chosen_finding() const {
  wxDataViewItemArray chosen;
  if (!findings_->IsShown() || findings_->GetSelections(chosen) == 0) return nullptr;
  return &presenter_.findings()[static_cast<std::size_t>(findings_->GetItemData(chosen[0]))];
}

/// What the chosen lines say, as a sheet takes it: a line each, columns apart by tabs.
void ResultPage::copy_lines() {
  wxDataViewItemArray chosen;
  findings_->GetSelections(chosen);
  std::string text;
  for (const wxDataViewItem& item : chosen) {
    const client::Finding& finding = presenter_.findings()[static_cast<std::size_t>(findings_->GetItemData(item))];
    text +=
        std::string{how_grave(finding.severity)} + "\t" + finding.title + "\t" + where_of(finding) + "\t" + finding.sentence + "\n";
  }
  if (!text.empty()) copy_text(this, text, words::lines_copied);
}

/// Those that hold what was typed, and how many of how many: what is out of sight must not be overlooked.
void ResultPage::fill_findings() {
  const wxString wanted = show_only_->GetValue().Lower();
  std::vector<std::vector<std::string>> lines;
  std::vector<std::size_t> which;
  const auto& all = presenter_.findings();
  for (std::size_t at = 0; at < all.size(); ++at) {
    std::vector<std::string> line{how_grave(all[at].severity), all[at].title, where_of(all[at]), all[at].sentence};
    const bool holds =
        std::any_of(line.begin(), line.end(), [&](const std::string& cell) { return shown(cell).Lower().Contains(wanted); });
    if (!holds) continue;
    lines.push_back(std::move(line));
    which.push_back(at);
  }
  fill_list(findings_, lines);
  for (std::size_t at = 0; at < which.size(); ++at) findings_->SetItemData(findings_->RowToItem(static_cast<int>(at)), which[at]);
  set_text(how_many_, which.size() == all.size()
                          ? std::string{words::all_shown}
                          : std::to_string(which.size()) + words::of + std::to_string(all.size()) + words::shown_of);
  look_at_chosen();
}

void ResultPage::look_at_chosen() {
  open_finding_->Enable(chosen_finding() != nullptr);
  copy_lines_->Enable(chosen_finding() != nullptr);
}

/// Of the finding that is chosen, else of the figure, else the task's page.
void ResultPage::explain() {
  if (const client::Finding* finding = chosen_finding()) return presenter_.show_help("findings", std::string{finding->title});
  std::string about;
  if (const int at = figures_->GetSelectedRow(); at != wxNOT_FOUND && figures_->IsShown())
    about = presenter_.figures()[static_cast<std::size_t>(at)].title;
  presenter_.show_help(presenter_.task_of_result(), about);
}

/// Where it stands in the file that was read; where it is of no file, in the result.
void ResultPage::open_finding() {
  const client::Finding* finding = chosen_finding();
  if (!finding) return;
  if (!finding->path.empty()) return open_and_say(this, finding->path, finding->sheet, finding->cell);
  open_and_say(this, presenter_.result_workbook(), finding->result_sheet, finding->result_cell);
}

/// What was typed to see fewer lines goes: it must not hide what the next run notices.
void ResultPage::focus() {
  show_only_->ChangeValue({});
  fill_findings();
  happened_->SetFocus();
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
  const bool has_findings = !presenter_.findings().empty();
  fill_findings();
  for (wxWindow* each : std::initializer_list<wxWindow*>{findings_, findings_label_, above_findings_, open_finding_, copy_lines_})
    each->Show(has_findings);
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
  print_->Show(!figures.empty() || has_findings);
  meaning_->Show(!presenter_.task_of_result().empty());
  sign_->Show(has_workbook && presenter_.waits_for_signature());
  release_->Show(presenter_.may_release());
  save_as_->Show(!presenter_.outcome().save_as_proposed.empty());
  Layout();
}

}  // namespace counterfoil::launcher
