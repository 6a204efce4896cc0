// A field of a comma-separated file.
#pragma once

#include <string>

namespace examples {

/// In quotation marks where it needs them.
inline std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string result = "\"";
  for (const char letter : text) result += letter == '"' ? std::string{"\"\""} : std::string{letter};
  return result + "\"";
}

}  // namespace examples
