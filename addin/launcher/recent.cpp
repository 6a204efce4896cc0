#include "launcher/recent.hpp"

#include <wx/filename.h>
#include <wx/stdpaths.h>
#include <wx/textfile.h>

#include "launcher/controls.hpp"

namespace counterfoil::launcher {

namespace {

wxString own_file(const char* name) {
  wxStandardPaths::Get().SetFileLayout(wxStandardPaths::FileLayout_XDG);
  return wxStandardPaths::Get().GetUserDataDir() + wxFILE_SEP_PATH + name;
}

void write_lines(const wxString& name, const std::vector<wxString>& lines) {
  const wxLogNull quiet;
  if (!wxFileName::Mkdir(wxFileName(name).GetPath(), wxS_DIR_DEFAULT, wxPATH_MKDIR_FULL)) return;
  wxTextFile file(name);
  if (!(file.Exists() ? file.Open(wxConvUTF8) : file.Create())) return;
  file.Clear();
  for (const wxString& line : lines) file.AddLine(line);
  file.Write(wxTextFileType_None, wxConvUTF8);
}

}  // namespace

std::vector<RecentWork> read_recent() {
  std::vector<RecentWork> recent;
  wxTextFile file(own_file("recent.txt"));
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
  std::vector<wxString> lines;
  for (const RecentWork& work : recent) lines.push_back(shown(work.task + "\t" + work.workbook));
  write_lines(own_file("recent.txt"), lines);
}

wxString read_last_folder() {
  const wxLogNull quiet;
  wxTextFile file(own_file("last-folder.txt"));
  return file.Exists() && file.Open(wxConvUTF8) && file.GetLineCount() > 0 ? file[0] : wxString{};
}

void write_last_folder(const wxString& folder) { write_lines(own_file("last-folder.txt"), {folder}); }

}  // namespace counterfoil::launcher
