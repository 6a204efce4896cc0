#include "base/workbook_lock.hpp"

#include <charconv>
#include <system_error>
#include <thread>
#include <vector>

#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/input_file.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_owner_file = 4096;

/// The start of a small file; nothing when it cannot be read (Excel on another machine may refuse it).
std::string first_bytes(const fs::path& path) {
  std::string bytes(longest_owner_file, '\0');
  try {
    bytes.resize(InputFile{path}.read(bytes.data(), bytes.size()));
  } catch (const std::system_error&) {
    bytes.clear();  // it is there all the same
  }
  return bytes;
}

/// A name from somebody else's file, fit for a sentence.
std::string tidy(std::string_view text) {
  constexpr std::size_t longest = 100;
  std::string result;
  for (const char c : repair_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (result.size() >= longest && (byte & 0xC0) != 0x80) break;
    result += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  const auto first = result.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return result.substr(first, result.find_last_not_of(' ') - first + 1);
}

/// The fields of a LibreOffice lock: commas part them, a backslash keeps the next character.
std::vector<std::string> lock_fields(std::string_view text) {
  std::vector<std::string> fields(1);
  for (std::size_t i = 0; i < text.size() && text[i] != ';'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size())
      fields.back() += text[++i];
    else if (text[i] == ',')
      fields.emplace_back();
    else
      fields.back() += text[i];
  }
  return fields;
}

}  // namespace

std::string holder_in_words(const LockHolder& holder) {
  std::string words = holder.user.empty() ? "somebody" : holder.user;
  if (!holder.machine.empty()) words += " on " + holder.machine;
  if (!holder.program.empty()) words += " in " + holder.program;
  if (!holder.since.empty()) words += " since " + holder.since;
  return words;
}

std::string excel_owner_name(std::string_view bytes) {
  // One byte of length and the name in the machine's code page, filled up with spaces; then the same in UTF-16, which is exact.
  // Excel gives the first part 55 bytes, Word 54.
  if (bytes.empty()) return {};
  const std::size_t length = static_cast<unsigned char>(bytes[0]);
  for (const std::size_t second : {std::size_t{55}, std::size_t{54}}) {
    if (bytes.size() < second + 2 + 2 * length) continue;
    if (static_cast<unsigned char>(bytes[second]) == length && bytes[second + 1] == '\0' && length > 0)
      return tidy(utf8_from_utf16_le(bytes.substr(second + 2, 2 * length)));
  }
  if (length == 0 || length > 54 || bytes.size() < 1 + length) return {};
  return tidy(utf8_from_windows_1252(bytes.substr(1, length)));
}

std::optional<LockHolder> libreoffice_owner(std::string_view text) {
  const auto fields = lock_fields(text);
  if (fields.size() < 4) return std::nullopt;
  LockHolder holder;
  holder.user = tidy(fields[0].empty() ? fields[1] : fields[0]);
  holder.machine = tidy(fields[2]);
  holder.since = tidy(fields[3]);
  holder.program = "LibreOffice";
  return holder;
}

std::optional<LockHolder> who_has_it_open(const fs::path& link_or_file) {
  const fs::path workbook = behind_links(link_or_file);
  const fs::path folder = workbook.parent_path();
  std::error_code error;
  fs::path name{"~$"};
  name += workbook.filename();
  if (fs::path owner = folder / name; fs::is_regular_file(owner, error)) {
    LockHolder holder;
    holder.user = excel_owner_name(first_bytes(owner));
    holder.program = "Excel";
    holder.file = std::move(owner);
    return holder;
  }
  name = ".~lock.";
  name += workbook.filename();
  name += "#";
  if (fs::path owner = folder / name; fs::is_regular_file(owner, error)) {
    LockHolder holder = libreoffice_owner(first_bytes(owner)).value_or(LockHolder{});
    holder.program = "LibreOffice";
    holder.file = std::move(owner);
    return holder;
  }
  return std::nullopt;
}

void require_closed(const fs::path& workbook) {
  const auto holder = who_has_it_open(workbook);
  if (!holder) return;
  throw Failure{FailureKind::locked, file_name_of(workbook) + " is open: " + holder_in_words(*holder) +
                                         ". Ask them to close it, then run again. " + "If nobody has it open, delete the file \"" +
                                         file_name_of(holder->file) + "\" beside it, which a crash left behind."};
}

fs::path lock_file_of(const fs::path& workbook) { return companion_of(behind_links(workbook), ".counterfoil-lock"); }

void take_turns(const fs::path& workbook, const Patience& patience, const std::function<std::optional<LockHolder>()>& try_once) {
  using std::chrono::milliseconds;
  // Not the same for all, or those who wait would always come at the same moment.
  const milliseconds pause{20 + static_cast<int>(process_id() % 17)};
  for (milliseconds waited{0};; waited += pause) {
    const std::optional<LockHolder> holder = try_once();
    if (!holder) return;
    if (waited >= patience.most) throw_locked(workbook, *holder);
    patience.waiting(*holder);
    std::this_thread::sleep_for(pause);
  }
}

LockHolder this_process(const std::string& since) { return {user_name(), machine_name(), since, "Counterfoil", process_id(), {}}; }

std::string lock_text(const LockHolder& holder) {
  return "Counterfoil is at work on the workbook beside this file.\nuser=" + tidy(holder.user) +
         "\nmachine=" + tidy(holder.machine) + "\nprocess=" + std::to_string(holder.process) + "\nsince=" + tidy(holder.since) +
         "\n";
}

LockHolder parse_lock_text(std::string_view text) {
  LockHolder holder;
  holder.program = "Counterfoil";
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, equals), value = line.substr(equals + 1);
    if (name == "user") holder.user = tidy(value);
    if (name == "machine") holder.machine = tidy(value);
    if (name == "since") holder.since = tidy(value);
    if (name == "process") std::from_chars(value.data(), value.data() + value.size(), holder.process);
  }
  return holder;
}

void throw_locked(const fs::path& workbook, const LockHolder& holder) {
  std::string sentence =
      file_name_of(workbook) + " is in use: " + holder_in_words(holder) + " is updating it. Try again when that run is done.";
  if (!holder.machine.empty() && holder.machine != machine_name())
    sentence +=
        " If nothing is running there any more, delete the file \"" + file_name_of(lock_file_of(workbook)) + "\" beside it.";
  throw Failure{FailureKind::locked, sentence};
}

}  // namespace counterfoil
