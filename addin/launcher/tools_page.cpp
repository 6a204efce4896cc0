#include <wx/dirdlg.h>
#include <wx/filedlg.h>
#include <wx/filename.h>

#include "launcher/pages.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

namespace {

const char* pattern_of(const ToolField& field, const Tool& tool) {
  if (field.kind == ToolField::Kind::new_folder) return "*";
  if (field.id == "colleague") return "*.sqlite";
  return field.id == "as" && tool.id == "problem" ? "*.txt" : "*.xlsx;*.xlsm";
}

}  // namespace

ToolsPage::ToolsPage(wxWindow* parent, Presenter& presenter) : wxPanel(parent), presenter_(presenter) {
  auto* column = new wxBoxSizer(wxVERTICAL);
  column->Add(heading(this, words::tools_heading), 0, wxBOTTOM, FromDIP(gap));
  column->Add(new wxStaticText(this, wxID_ANY, shown(words::tools_list)));
  list_ = new wxListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 132)));
  for (const Tool& tool : Tools::all()) list_->Append(shown(tool.title));
  list_->SetSelection(0);
  say_name(list_, words::tools_list);
  list_->Bind(wxEVT_LISTBOX, [this](wxCommandEvent&) {
    if (list_->GetSelection() != wxNOT_FOUND) presenter_.tools().choose(static_cast<std::size_t>(list_->GetSelection()));
  });
  column->Add(list_, 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap / 2));
  tool_ = new wxPanel(this);
  column->Add(tool_, 0, wxEXPAND);
  said_label_ = new wxStaticText(this, wxID_ANY, shown(words::tools_said));
  column->Add(said_label_, 0, wxTOP, FromDIP(gap));
  said_ = read_only(this, words::tools_said, 60);
  column->Add(said_, 1, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap / 2));
  column->Add(new wxStaticText(this, wxID_ANY, shown(words::tools_rows)));
  rows_ = new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 130)));
  rows_->AppendTextColumn(shown(words::column_state), wxDATAVIEW_CELL_INERT, FromDIP(110));
  rows_->AppendTextColumn(shown(words::column_about), wxDATAVIEW_CELL_INERT, FromDIP(180));
  rows_->AppendTextColumn(shown(words::column_sentence), wxDATAVIEW_CELL_INERT, FromDIP(600));
  rows_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { look_at_buttons(); });
  rows_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { open_row(); });
  say_name(rows_, words::tools_rows);
  column->Add(rows_, 2, wxEXPAND | wxTOP, FromDIP(gap / 2));
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  open_made_ = new wxButton(this, wxID_ANY, shown(words::open_made));
  open_made_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { open_path(this, presenter_.tools().made()); });
  row->Add(open_made_, 0, wxRIGHT, FromDIP(gap));
  open_row_ = new wxButton(this, wxID_ANY, shown(words::open_row));
  open_row_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { open_row(); });
  row->Add(open_row_, 0, wxRIGHT, FromDIP(gap));
  auto* back = new wxButton(this, wxID_ANY, shown(words::back));
  back->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.to_start(); });
  row->Add(back);
  column->Add(row, 0, wxTOP, FromDIP(gap));
  auto* outer = new wxBoxSizer(wxVERTICAL);
  outer->Add(column, 1, wxEXPAND | wxALL, FromDIP(margin));
  SetSizer(outer);
}

void ToolsPage::build_tool() {
  const Tool& tool = presenter_.tools().tool();
  tool_->DestroyChildren();
  fields_.clear();
  choices_.clear();
  buttons_.clear();
  auto* column = new wxBoxSizer(wxVERTICAL);
  auto* purpose = new wxStaticText(tool_, wxID_ANY, wxControl::EscapeMnemonics(shown(tool.purpose)));
  purpose->Wrap(FromDIP(820));
  column->Add(purpose, 0, wxBOTTOM, FromDIP(gap));
  auto* grid = new wxFlexGridSizer(3, FromDIP(gap / 2), FromDIP(gap));
  grid->AddGrowableCol(1);
  for (const ToolField& field : tool.fields) {
    grid->Add(new wxStaticText(tool_, wxID_ANY, shown(field.label)), 0, wxALIGN_CENTER_VERTICAL);
    if (field.kind == ToolField::Kind::choice) {
      auto* choice = new wxChoice(tool_, wxID_ANY);
      for (const client::Choice& each : field.choices) choice->Append(shown(each.title));
      say_name(choice, field.label);
      choice->Bind(wxEVT_CHOICE, [this, field, choice](wxCommandEvent&) {
        if (choice->GetSelection() != wxNOT_FOUND)
          presenter_.tools().set(field.id, field.choices[static_cast<std::size_t>(choice->GetSelection())].id);
      });
      grid->Add(choice);
      grid->AddSpacer(0);
      choices_.emplace_back(field, choice);
      continue;
    }
    auto* text = new wxTextCtrl(tool_, wxID_ANY);
    say_name(text, field.label);
    text->Bind(wxEVT_TEXT, [this, id = field.id, text](wxCommandEvent&) { presenter_.tools().set(id, typed(text->GetValue())); });
    grid->Add(text, 1, wxEXPAND);
    fields_.emplace_back(field.id, text);
    if (field.kind == ToolField::Kind::text) {
      grid->AddSpacer(0);
      continue;
    }
    auto* button = new wxButton(tool_, wxID_ANY, shown(words::browse_label));
    say_name(button, words::browse + field.label);
    button->Bind(wxEVT_BUTTON, [this, field](wxCommandEvent&) { browse(field); });
    grid->Add(button);
  }
  column->Add(grid, 0, wxEXPAND);
  auto* row = new wxBoxSizer(wxHORIZONTAL);  // one that wraps gets no height here
  for (const ToolButton& each : tool.buttons) {
    auto* button = new wxButton(tool_, wxID_ANY, shown(each.label));
    button->Bind(wxEVT_BUTTON, [this, id = each.id](wxCommandEvent&) { presenter_.tools().act(id, rows_->GetSelectedRow()); });
    row->Add(button, 0, wxRIGHT, FromDIP(gap));
    buttons_.emplace_back(each.id, button);
  }
  column->Add(row, 0, wxEXPAND | wxTOP, FromDIP(gap));
  tool_->SetSizer(column);
}

void ToolsPage::browse(const ToolField& field) {
  std::string known = presenter_.tools().value(field.id);
  if (known.empty()) known = presenter_.tools().value("workbook");
  if (known.empty()) known = presenter_.tools().value("folder");
  const wxString folder = folder_for(known);
  const wxString title = shown(words::browse + field.label);
  wxString chosen;
  if (field.kind == ToolField::Kind::folder) {
    wxDirDialog dialog(this, title, folder, wxDD_DEFAULT_STYLE | wxDD_DIR_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK) chosen = dialog.GetPath();
  } else {
    const bool made = field.kind == ToolField::Kind::new_file || field.kind == ToolField::Kind::new_folder;
    wxFileDialog dialog(this, title, folder, {}, pattern_of(field, presenter_.tools().tool()),
                        made ? wxFD_SAVE : wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK) chosen = dialog.GetPath();
  }
  if (chosen.empty()) return;
  looked_in(chosen);
  presenter_.tools().set(field.id, typed(chosen));
}

void ToolsPage::open_row() {
  const int at = rows_->GetSelectedRow();
  if (at == wxNOT_FOUND) return;
  const ToolRow row = presenter_.tools().rows()[static_cast<std::size_t>(at)];
  if (!row.path.empty()) open_and_say(this, row.path, row.sheet, row.cell);
}

void ToolsPage::look_at_buttons() {
  const int at = rows_->GetSelectedRow();
  open_row_->Enable(at != wxNOT_FOUND && !presenter_.tools().rows()[static_cast<std::size_t>(at)].path.empty());
  for (const auto& [id, button] : buttons_) button->Enable(presenter_.tools().may(id, rows_->GetSelectedRow()));
}

void ToolsPage::refresh() {
  Tools& tools = presenter_.tools();
  if (built_ != tools.at()) {
    built_ = tools.at();
    if (list_->GetSelection() != static_cast<int>(built_)) list_->SetSelection(static_cast<int>(built_));
    list_->EnsureVisible(static_cast<int>(built_));
    build_tool();
  }
  for (const auto& [id, text] : fields_) set_text(text, tools.value(id));
  for (const auto& [field, choice] : choices_)
    for (std::size_t at = 0; at < field.choices.size(); ++at)
      if (field.choices[at].id == tools.value(field.id)) choice->SetSelection(static_cast<int>(at));
  std::string said;
  for (const std::string& sentence : tools.said()) said += sentence + "\n";
  set_text(said_, tools.working() ? std::string{words::tools_working} : said);
  std::vector<std::vector<std::string>> lines;
  for (const ToolRow& row : tools.rows()) lines.push_back({row.state, row.about, row.words});
  if (lines != lines_) fill_list(rows_, lines_ = std::move(lines));
  open_made_->Show(!tools.made().empty());
  look_at_buttons();
  Layout();
}

}  // namespace counterfoil::launcher
