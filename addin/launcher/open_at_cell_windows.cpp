#include <wx/timer.h>

#include "launcher/controls.hpp"
#include "launcher/excel_windows.hpp"
#include "launcher/open_at_cell.hpp"

namespace counterfoil::launcher {

namespace {

constexpr int ask_again_after = 500;  // milliseconds
constexpr int most_times = 120;       // a minute: Excel may only be starting

/// Asks until the workbook is open, then no more.
class Asking final : public wxTimer {
 public:
  void begin(const std::string& path, const std::string& sheet, const std::string& cell) {
    path_ = shown(path).ToStdWstring();
    sheet_ = shown(sheet).ToStdWstring();
    cell_ = shown(cell).ToStdWstring();
    left_ = most_times;
    Start(ask_again_after);
  }
  void Notify() override {
    if (--left_ <= 0 || go_to_cell_in_excel(path_, sheet_, cell_)) Stop();
  }

 private:
  std::wstring path_, sheet_, cell_;
  int left_ = 0;
};

}  // namespace

void open_at_cell(wxWindow* parent, const std::string& path, const std::string& sheet, const std::string& cell) {
  open_path(parent, path);
  static Asking asking;  // what is opened next takes the place of what was asked for before
  if (!path.empty() && !sheet.empty()) asking.begin(path, sheet, cell);
}

}  // namespace counterfoil::launcher
