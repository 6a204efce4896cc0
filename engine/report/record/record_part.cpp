#include "report/record_part.hpp"

#include <charconv>

#include "base/failure.hpp"

namespace counterfoil::report {

std::optional<std::string> record_xml(const xlsx::WorkbookEditor& editor) {
  const auto name_space = editor.custom_xml_namespace(record_family);
  if (!name_space) return std::nullopt;
  const std::string_view version = std::string_view{*name_space}.substr(record_family.size());
  unsigned number = 0;
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
  if (error == std::errc{} && end == version.data() + version.size() && number <= latest_record)
    return editor.custom_xml(*name_space);
  throw Failure{FailureKind::refused,
                "The workbook was made by a later version of Counterfoil, so it is left alone. Update this one, then try again."};
}

void put_record(xlsx::WorkbookEditor& editor, const Record& record) {
  editor.set_custom_xml(record.name_space(), record.xml(), record_family);
}

}  // namespace counterfoil::report
