#include "launcher/print_lines.hpp"

#include <wx/print.h>
#include <wx/printdlg.h>

#include <algorithm>

#include "launcher/controls.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

namespace {

constexpr int points = 11, margin_mm = 18;

class Lines final : public wxPrintout {
 public:
  Lines(const wxString& title, std::vector<std::string> lines) : wxPrintout(title), lines_(std::move(lines)) {}

  void OnPreparePrinting() override {
    set_up();
    wrap();
  }
  bool HasPage(int page) override { return page >= 1 && page <= pages(); }
  void GetPageInfo(int* least, int* most, int* from, int* to) override {
    *least = *from = 1;
    *most = *to = pages();
  }
  bool OnPrintPage(int page) override {
    set_up();
    wxDC& dc = *GetDC();
    const std::size_t first = static_cast<std::size_t>(page - 1) * per_page_;
    for (std::size_t at = first; at < std::min(first + per_page_, wrapped_.size()); ++at)
      dc.DrawText(wrapped_[at], area_.x, area_.y + static_cast<int>(at - first) * line_height_);
    dc.DrawText(wxString::Format("%d / %d", page, pages()), area_.x, area_.GetBottom() - line_height_);
    return true;
  }

 private:
  int pages() const { return per_page_ == 0 ? 1 : std::max(1, static_cast<int>((wrapped_.size() + per_page_ - 1) / per_page_)); }

  void set_up() {
    wxDC& dc = *GetDC();
    int pixels_w = 0, pixels_h = 0, mm_w = 0, mm_h = 0;
    GetPageSizePixels(&pixels_w, &pixels_h);
    GetPageSizeMM(&mm_w, &mm_h);
    const int side = mm_w > 0 ? pixels_w * margin_mm / mm_w : 0;
    area_ = wxRect(side, side, pixels_w - 2 * side, pixels_h - 2 * side);
    wxFont font(wxFontInfo(points).Family(wxFONTFAMILY_SWISS));
    const double per_mm = mm_h > 0 ? static_cast<double>(pixels_h) / mm_h : 4;
    font.SetPixelSize(wxSize(0, std::max(1, static_cast<int>(points * 0.353 * per_mm))));
    dc.SetFont(font);
    line_height_ = dc.GetCharHeight() * 5 / 4;
    per_page_ = static_cast<std::size_t>(std::max(1, area_.height / std::max(1, line_height_) - 2));
  }

  void wrap() {
    wxDC& dc = *GetDC();
    wrapped_.clear();
    for (const std::string& line : lines_) {
      wxString row;
      for (const wxString& word : wxSplit(shown(line), ' ', '\0')) {
        const wxString longer = row.empty() ? word : row + " " + word;
        if (!row.empty() && dc.GetTextExtent(longer).x > area_.width) {
          wrapped_.push_back(row);
          row = word;
        } else {
          row = longer;
        }
      }
      wrapped_.push_back(row);
    }
  }

  std::vector<std::string> lines_;
  std::vector<wxString> wrapped_;
  wxRect area_;
  int line_height_ = 1;
  std::size_t per_page_ = 0;
};

}  // namespace

void print_lines(wxWindow* parent, const std::string& title, const std::vector<std::string>& lines) {
  wxPrinter printer;
  Lines printout(shown(title), lines);
  if (!printer.Print(parent, &printout, true) && wxPrinter::GetLastError() == wxPRINTER_ERROR)
    wxMessageBox(shown(words::not_printed), shown(words::program), wxOK | wxICON_INFORMATION, parent);
}

}  // namespace counterfoil::launcher
