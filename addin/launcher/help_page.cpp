#include "launcher/pages.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

HelpPage::HelpPage(wxWindow* parent, Presenter& presenter) : wxPanel(parent), presenter_(presenter) {
  auto* column = new wxBoxSizer(wxVERTICAL);
  column->Add(new wxStaticText(this, wxID_ANY, shown(words::help_label)));
  text_ = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_READONLY | wxTE_MULTILINE | wxTE_RICH2);
  say_name(text_, words::help_label);
  column->Add(text_, 1, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap / 2));
  auto* back = new wxButton(this, wxID_ANY, shown(words::back));
  back->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.leave_help(); });
  column->Add(back, 0, wxTOP, FromDIP(gap));
  auto* outer = new wxBoxSizer(wxVERTICAL);
  outer->Add(column, 1, wxEXPAND | wxALL, FromDIP(margin));
  SetSizer(outer);
}

void HelpPage::refresh() {
  if (shown_ == presenter_.help_shown()) return;
  shown_ = presenter_.help_shown();
  text_->Clear();
  const wxFont usual = GetFont();
  long about = 0;
  const auto& pieces = presenter_.help();
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    const HelpPiece& piece = pieces[at];
    if (at == presenter_.help_at()) about = text_->GetLastPosition();
    const bool is_heading = piece.look == HelpPiece::Look::title || piece.look == HelpPiece::Look::heading;
    wxTextAttr look;
    look.SetFont(piece.look == HelpPiece::Look::title ? usual.Scaled(1.4f).Bold()
                 : is_heading                         ? usual.Scaled(1.15f).Bold()
                                                      : usual);
    text_->SetDefaultStyle(look);
    const std::string mark = piece.look == HelpPiece::Look::item ? "  \u2022 " : "";
    text_->AppendText(shown(mark + piece.words + (is_heading ? "\n" : "\n\n")));
  }
  text_->SetInsertionPoint(about);
  text_->ShowPosition(about);
  text_->SetFocus();
}

}  // namespace counterfoil::launcher
