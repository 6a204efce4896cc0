// Counterfoil's window. One instance a session: a second start says where the first is.
#include <wx/wx.h>

#include <wx/snglinst.h>

#include <memory>

#include "launcher/window.hpp"
#include "launcher/words.hpp"

namespace {

class App final : public wxApp {
 public:
  bool OnInit() override {
    SetAppName("counterfoil");
    SetAppDisplayName("Counterfoil");
    if (!wxApp::OnInit()) return false;
    one_ = std::make_unique<wxSingleInstanceChecker>("counterfoil-" + wxGetUserId());
    if (one_->IsAnotherRunning()) {
      wxMessageBox(counterfoil::launcher::words::already_open, GetAppDisplayName(), wxOK | wxICON_INFORMATION);
      return false;
    }
    (new counterfoil::launcher::Window)->Show();
    return true;
  }

 private:
  std::unique_ptr<wxSingleInstanceChecker> one_;
};

}  // namespace

wxIMPLEMENT_APP(App);
