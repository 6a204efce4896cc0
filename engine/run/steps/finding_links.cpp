#include "run/steps/finding_links.hpp"

#include "base/file.hpp"
#include "run/steps/display_names.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/formula.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t longest_link = 255;  // of HYPERLINK's first argument

}  // namespace

ExportPaths export_paths(const std::map<std::string, std::filesystem::path>& files, const std::filesystem::path& workbook) {
  ExportPaths paths;
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::absolute(workbook, error).parent_path();
  for (const auto& [input, name] : display_names(files)) {
    const std::filesystem::path& file = files.at(input);
    const std::filesystem::path relative =
        std::filesystem::absolute(file, error).lexically_normal().lexically_relative(folder.lexically_normal());
    const std::u8string words = relative.generic_u8string();  // not by way of the code page that Windows has for narrow text
    paths.try_emplace(name, std::string{words.begin(), words.end()});
  }
  return paths;
}

std::string link_to(const Place& place, const ExportPaths& paths) {
  const auto found = paths.find(place.file);
  if (found == paths.end() || found->second.empty() || found->second.find('#') != std::string::npos) return {};
  std::string link = found->second;
  const auto cell = xlsx::parse_cell_reference(place.cell.substr(0, place.cell.find_first_of(":,")));
  if (!place.sheet.empty())
    link += "#" + xlsx::quote_sheet_name(place.sheet) + "!" + xlsx::to_string(cell.value_or(xlsx::CellReference{1, 1}));
  return link.size() <= longest_link ? link : std::string{};
}

}  // namespace counterfoil::run
