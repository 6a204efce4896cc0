#include "launcher/window.hpp"

#include <wx/dnd.h>

#include <algorithm>

#include "client/engine.hpp"
#include "launcher/pages.hpp"
#include "launcher/recent.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

namespace {

/// Its events are handed to the thread of the window; after the window is gone, to nobody.
class EngineCommand final : public Running {
 public:
  EngineCommand(std::vector<std::string> arguments, std::function<void(const client::Event&)> on_event, std::weak_ptr<bool> alive)
      : command_(client::engine_program(), std::move(arguments),
                 [on_event = std::move(on_event), alive = std::move(alive)](const client::Event& event) {
                   wxTheApp->CallAfter([on_event, alive, event] {
                     if (!alive.expired()) on_event(event);
                   });
                 }) {}
  void cancel() override { command_.cancel(); }

 private:
  client::Command command_;
};

class FilesDropped final : public wxFileDropTarget {
 public:
  explicit FilesDropped(Window& window) : window_(window) {}
  bool OnDropFiles(wxCoord, wxCoord, const wxArrayString& files) override {
    std::vector<std::string> paths;
    for (const wxString& file : files) paths.push_back(typed(file));
    window_.drop(paths);
    return true;
  }

 private:
  Window& window_;
};

}  // namespace

Window::Window()
    : wxFrame(nullptr, wxID_ANY, shown(words::program), wxDefaultPosition, wxDefaultSize),
      presenter_(
          [this](std::vector<std::string> arguments, std::function<void(const client::Event&)> on_event) {
            return start(std::move(arguments), std::move(on_event));
          },
          [this] { refresh(); }, read_recent()) {
#ifdef __WXMSW__
  SetIcon(wxIcon("#1", wxBITMAP_TYPE_ICO_RESOURCE));  // the program's own (packaging/windows/resources.rc.in)
#endif
  // Larger letters need a larger window, where the system enlarges letters alone; never larger than the screen.
  constexpr int usual_letters = 17;
  const wxSize usual = FromDIP(wxSize(900, 720));
  const int letters = std::max(GetCharHeight(), FromDIP(usual_letters));
  wxSize wanted(usual.x * letters / FromDIP(usual_letters), usual.y * letters / FromDIP(usual_letters));
  wanted.DecTo(wxGetClientDisplayRect().GetSize());
  SetSize(wanted);
  book_ = new wxSimplebook(this);
  start_page_ = new StartPage(book_, presenter_);
  form_page_ = new FormPage(book_, presenter_);
  run_page_ = new RunPage(book_, presenter_);
  result_page_ = new ResultPage(book_, presenter_);
  sign_page_ = new SignPage(book_, presenter_);
  tools_page_ = new ToolsPage(book_, presenter_);
  help_page_ = new HelpPage(book_, presenter_);
  for (wxWindow* page :
       std::initializer_list<wxWindow*>{start_page_, form_page_, run_page_, result_page_, sign_page_, tools_page_, help_page_})
    book_->AddPage(page, wxString{});
  CreateStatusBar();
  book_->SetDropTarget(new FilesDropped(*this));
  Bind(wxEVT_CLOSE_WINDOW, &Window::close, this);
  presenter_.begin();
  refresh();
}

Window::~Window() { alive_.reset(); }

std::unique_ptr<Running> Window::start(std::vector<std::string> arguments, std::function<void(const client::Event&)> on_event) {
  return std::make_unique<EngineCommand>(std::move(arguments), std::move(on_event), alive_);
}

void Window::refresh() {
  if (!help_page_) return;
  const Screen screen = presenter_.screen();
  switch (screen) {
    case Screen::start: start_page_->refresh(); break;
    case Screen::prepare: form_page_->refresh(); break;
    case Screen::running: run_page_->refresh(); break;
    case Screen::result: result_page_->refresh(); break;
    case Screen::sign: sign_page_->refresh(); break;
    case Screen::tools: tools_page_->refresh(); break;
    case Screen::help: help_page_->refresh(); break;
  }
  if (screen == shown_screen_ && book_->GetSelection() == static_cast<int>(screen)) return;
  const bool ended = shown_screen_ == Screen::running && screen == Screen::result;
  shown_screen_ = screen;
  book_->ChangeSelection(static_cast<std::size_t>(screen));
  switch (screen) {
    case Screen::start: start_page_->focus(); break;
    case Screen::prepare: form_page_->focus(); break;
    case Screen::running: run_page_->focus(); break;
    case Screen::result: result_page_->focus(); break;
    case Screen::sign: sign_page_->focus(); break;
    case Screen::tools: tools_page_->focus(); break;
    case Screen::help: help_page_->focus(); break;
  }
  say_at_foot(this, ended ? presenter_.heading() : std::string{});
  if (!ended) return;
  write_recent(presenter_.recent());
  if (IsShown()) return;
  // Closed while it worked: what went well ends with it, what did not must be read.
  if (presenter_.outcome().saved)
    Destroy();
  else
    Show();
}

void Window::close(wxCloseEvent& event) {
  if (presenter_.screen() != Screen::running || !event.CanVeto()) return event.Skip();
  event.Veto();
  say_at_foot(this, words::still_running);
  Hide();
}

}  // namespace counterfoil::launcher
