// The one window: a page for each screen of the presenter, files dropped anywhere.
#pragma once

#include <wx/simplebook.h>
#include <wx/wx.h>

#include "launcher/presenter.hpp"

namespace counterfoil::launcher {

class StartPage;
class FormPage;
class RunPage;
class ResultPage;
class SignPage;
class ToolsPage;
class HelpPage;

class Window final : public wxFrame {
 public:
  Window();
  ~Window() override;
  void drop(const std::vector<std::string>& paths) { presenter_.drop(paths); }

 private:
  std::unique_ptr<Running> start(std::vector<std::string> arguments, std::function<void(const client::Event&)> on_event);
  void refresh();
  void close(wxCloseEvent& event);

  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  wxSimplebook* book_ = nullptr;
  StartPage* start_page_ = nullptr;
  FormPage* form_page_ = nullptr;
  RunPage* run_page_ = nullptr;
  ResultPage* result_page_ = nullptr;
  SignPage* sign_page_ = nullptr;
  ToolsPage* tools_page_ = nullptr;
  HelpPage* help_page_ = nullptr;
  Screen shown_screen_ = Screen::start;
  Presenter presenter_;
};

}  // namespace counterfoil::launcher
