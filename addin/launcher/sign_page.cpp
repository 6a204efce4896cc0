#include <wx/textdlg.h>
#include <wx/wrapsizer.h>

#include "launcher/pages.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

SignPage::SignPage(wxWindow* parent, Presenter& presenter) : wxPanel(parent), presenter_(presenter) {
  auto* column = new wxBoxSizer(wxVERTICAL);
  heading_ = heading(this, {});
  column->Add(heading_, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
  column->Add(new wxStaticText(this, wxID_ANY, shown(words::where_it_stands)));
  said_ = read_only(this, words::where_it_stands, 130);
  column->Add(said_, 1, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap / 2));
  column->Add(new wxStaticText(this, wxID_ANY, shown(words::what_is_signed)));
  signed_ = new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, 200)));
  signed_->AppendTextColumn(shown(words::column_group), wxDATAVIEW_CELL_INERT, FromDIP(180));
  signed_->AppendTextColumn(shown(words::column_sentence), wxDATAVIEW_CELL_INERT, FromDIP(620));
  say_name(signed_, words::what_is_signed);
  column->Add(signed_, 2, wxEXPAND | wxTOP, FromDIP(gap / 2));
  auto* row = new wxWrapSizer(wxHORIZONTAL);
  const auto add = [&](const char* label, const std::function<void()>& pressed) {
    auto* button = new wxButton(this, wxID_ANY, shown(label));
    button->Bind(wxEVT_BUTTON, [pressed](wxCommandEvent&) { pressed(); });
    row->Add(button, 0, wxRIGHT | wxBOTTOM, FromDIP(gap));
    return button;
  };
  approve_ = add(words::approve, [this] { decide(true); });
  reject_ = add(words::reject, [this] { decide(false); });
  release_ = add(words::release, [this] { presenter_.release(); });
  withdraw_ = add(words::withdraw, [this] { presenter_.withdraw(); });
  add(words::open_workbook, [this] { open_path(this, presenter_.result_workbook()); });
  add(words::verify, [this] { presenter_.verify(); });
  add(words::back, [this] { presenter_.to_start(); });
  column->Add(row, 0, wxEXPAND | wxTOP, FromDIP(gap));
  auto* outer = new wxBoxSizer(wxVERTICAL);
  outer->Add(column, 1, wxEXPAND | wxALL, FromDIP(margin));
  SetSizer(outer);
}

void SignPage::decide(bool yes) {
  wxTextEntryDialog dialog(this, shown(yes ? words::comment_approve : words::comment_reject), shown(words::comment_title));
  if (dialog.ShowModal() != wxID_OK) return;
  const std::string comment = typed(dialog.GetValue());
  if (yes || !comment.empty()) presenter_.approve(yes, comment);
}

void SignPage::refresh() {
  set_text(heading_, presenter_.sign_heading());
  std::string text;
  for (const std::string& sentence : presenter_.sign_said()) text += sentence + "\n";
  set_text(said_, text);
  std::vector<std::vector<std::string>> lines;
  for (const SignLine& line : presenter_.sign_lines()) lines.push_back({line.group, line.words});
  if (lines != lines_) fill_list(signed_, lines_ = std::move(lines));
  approve_->Show(presenter_.may_approve());
  reject_->Show(presenter_.may_reject());
  release_->Show(presenter_.may_release());
  withdraw_->Show(presenter_.may_withdraw());
  Layout();
}

}  // namespace counterfoil::launcher
