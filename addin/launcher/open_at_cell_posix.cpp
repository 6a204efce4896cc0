#include <wx/utils.h>

#include "launcher/controls.hpp"
#include "launcher/open_at.hpp"
#include "launcher/open_at_cell.hpp"

namespace counterfoil::launcher {

void open_at_cell(wxWindow* parent, const std::string& path, const std::string& sheet, const std::string& cell) {
  wxPathList places;
  places.AddEnvList("PATH");
  wxString program;
  for (const char* name : {"libreoffice", "soffice"})
    if (program.empty()) program = places.FindAbsoluteValidPath(name);
  if (path.empty() || sheet.empty() || program.empty() || !wxFileExists(shown(path))) return open_path(parent, path);
  const wxString address = shown(address_of(path, sheet, cell));
  const wxCharBuffer name = program.utf8_str(), argument = address.utf8_str();
  const char* words[] = {name.data(), argument.data(), nullptr};
  if (wxExecute(words, wxEXEC_ASYNC) == 0) open_path(parent, path);
}

}  // namespace counterfoil::launcher
