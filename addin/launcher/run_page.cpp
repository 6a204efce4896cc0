#include "launcher/pages.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

RunPage::RunPage(wxWindow* parent, Presenter& presenter) : wxPanel(parent), presenter_(presenter) {
  auto* column = new wxBoxSizer(wxVERTICAL);
  column->Add(heading(this, words::running_heading), 0, wxBOTTOM, FromDIP(gap));
  stage_ = remark(this);
  column->Add(stage_, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
  gauge_ = new wxGauge(this, wxID_ANY, 100, wxDefaultPosition, FromDIP(wxSize(420, -1)));
  say_name(gauge_, words::progress);
  column->Add(gauge_, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
  rows_ = remark(this);
  column->Add(rows_, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
  cancel_ = new wxButton(this, wxID_CANCEL, shown(words::cancel));
  cancel_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { presenter_.cancel(); });
  column->Add(cancel_);
  auto* outer = new wxBoxSizer(wxVERTICAL);
  outer->Add(column, 1, wxEXPAND | wxALL, FromDIP(margin));
  SetSizer(outer);
}

void RunPage::refresh() {
  const client::Progress& progress = presenter_.progress();
  set_text(stage_, presenter_.cancelling() ? std::string{words::cancelling} : progress.stage);
  gauge_->SetValue(progress.total ? static_cast<int>(progress.done * 100 / progress.total) : 0);
  set_text(rows_, progress.rows_total == 0 ? std::string{}
                                           : std::to_string(progress.rows_done) + words::of + rows_in_words(progress.rows_total));
  cancel_->Enable(!presenter_.cancelling());
}

}  // namespace counterfoil::launcher
