#include "launcher/recent.hpp"

#include <wx/filename.h>
#include <wx/stdpaths.h>
#include <wx/textfile.h>

#include "launcher/controls.hpp"

namespace counterfoil::launcher {

namespace {

wxString recent_file() {
  wxStandardPaths::Get().SetFileLayout(wxStandardPaths::FileLayout_XDG);
  return wxStandardPaths::Get().GetUserDataDir() + wxFILE_SEP_PATH + "recent.txt";
}

}  // namespace

std::vector<RecentWork> read_recent() {
  std::vector<RecentWork> recent;
  wxTextFile file(recent_file());
  if (!file.Exists() || !file.Open(wxConvUTF8)) return recent;
  for (std::size_t at = 0; at < file.GetLineCount(); ++at) {
    const std::string line = typed(file[at]);
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos && wxFileExists(shown(line.substr(tab + 1))))
      recent.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return recent;
}

void write_recent(const std::vector<RecentWork>& recent) {
  const wxString name = recent_file();
  const wxLogNull quiet;
  if (!wxFileName::Mkdir(wxFileName(name).GetPath(), wxS_DIR_DEFAULT, wxPATH_MKDIR_FULL)) return;
  wxTextFile file(name);
  if (!(file.Exists() ? file.Open(wxConvUTF8) : file.Create())) return;
  file.Clear();
  for (const RecentWork& work : recent) file.AddLine(shown(work.task + "\t" + work.workbook));
  file.Write(wxTextFileType_None, wxConvUTF8);
}

}  // namespace counterfoil::launcher
