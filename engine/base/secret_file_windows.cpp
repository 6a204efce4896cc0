#include <windows.h>

#include <aclapi.h>
#include <lmcons.h>
#include <sddl.h>
#include <wincrypt.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <vector>

#include "base/rights_windows.hpp"
#include "base/secret_file.hpp"
#include "base/system_error_windows.hpp"
#include "base/text.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

/// The user and the system's administrators, and no rights from the folder above.
constexpr const wchar_t* owner_only = L"D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";

void write_and_close(HANDLE file, std::string_view bytes) {
  DWORD error = ERROR_SUCCESS;
  while (!bytes.empty() && error == ERROR_SUCCESS) {
    DWORD written = 0;
    const auto piece = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1u << 30));
    if (!WriteFile(file, bytes.data(), piece, &written, nullptr)) error = GetLastError();
    bytes.remove_prefix(written);
  }
  if (error == ERROR_SUCCESS && !FlushFileBuffers(file)) error = GetLastError();
  CloseHandle(file);
  if (error != ERROR_SUCCESS) throw std::system_error{windows_error(error)};
}

std::string utf8(std::wstring_view text) {
  return utf8_from_utf16_le({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(wchar_t)});
}

struct Owner {
  Local<void> descriptor;
  PSID sid = nullptr;
  PACL rights = nullptr;
};

std::optional<Owner> owner(const fs::path& path) {
  Owner found;
  void* descriptor = nullptr;
  if (GetNamedSecurityInfoW(path.c_str(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &found.sid,
                            nullptr, &found.rights, nullptr, &descriptor) != ERROR_SUCCESS)
    return std::nullopt;
  found.descriptor.reset(descriptor);
  return found;
}

/// Whether the list of rights gives one of `rights` to anybody whom `excused` does not excuse.
template <class Excused>
bool gives(PACL list, DWORD rights, const Excused& excused) {
  if (!list) return true;  // no list: everything to everybody
  for (DWORD at = 0; at < list->AceCount; ++at) {
    void* entry = nullptr;
    if (!GetAce(list, at, &entry)) return true;
    const auto* header = static_cast<const ACE_HEADER*>(entry);
    if (header->AceType != ACCESS_ALLOWED_ACE_TYPE || (header->AceFlags & INHERIT_ONLY_ACE) != 0) continue;
    auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    const PSID sid = &allowed->SidStart;
    if ((allowed->Mask & rights) != 0 && !excused(sid)) return true;
  }
  return false;
}

void make_lasting(const fs::path& path, std::string_view bytes, DWORD how) {
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, how, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) throw std::system_error{windows_error(GetLastError())};
  write_and_close(file, bytes);
  SetFileAttributesW(path.c_str(), FILE_ATTRIBUTE_READONLY);  // a share without the right to change attributes keeps its own
}

}  // namespace

void make_secret_file(const fs::path& path, std::string_view bytes) {
  void* made = nullptr;
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(owner_only, SDDL_REVISION_1, &made, nullptr))
    throw std::system_error{windows_error(GetLastError())};
  const Local<void> descriptor{made};
  SECURITY_ATTRIBUTES security{sizeof(SECURITY_ATTRIBUTES), descriptor.get(), FALSE};
  std::error_code error;
  fs::create_directories(path.parent_path().parent_path(), error);
  if (!CreateDirectoryW(path.parent_path().c_str(), &security) && GetLastError() != ERROR_ALREADY_EXISTS)
    throw std::system_error{windows_error(GetLastError())};
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_WRITE, 0, &security, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) throw std::system_error{windows_error(GetLastError())};
  write_and_close(file, bytes);
}

void make_own_folder(const fs::path& folder) { fs::create_directories(folder); }

bool open_to_others(const fs::path& path) {
  const auto found = owner(path);
  if (!found) return false;
  if (!is_this_user(found->sid) && !is_administrators(found->sid)) return true;  // an administrator's files are the group's
  return gives(found->rights, FILE_READ_DATA | GENERIC_READ | GENERIC_ALL, [&](PSID sid) {
    return is_this_user(sid) || is_administrators(sid) || IsWellKnownSid(sid, WinCreatorOwnerRightsSid);
  });
}

std::optional<std::string> sealed_for_user(std::string_view secret) {
  DATA_BLOB in{static_cast<DWORD>(secret.size()), reinterpret_cast<BYTE*>(const_cast<char*>(secret.data()))};
  DATA_BLOB out{};
  if (!CryptProtectData(&in, L"Counterfoil", nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &out)) return std::nullopt;
  const Local<BYTE> freed{out.pbData};
  return std::string{reinterpret_cast<const char*>(out.pbData), out.cbData};
}

std::optional<std::string> unsealed_for_user(std::string_view sealed) {
  DATA_BLOB in{static_cast<DWORD>(sealed.size()), reinterpret_cast<BYTE*>(const_cast<char*>(sealed.data()))};
  DATA_BLOB out{};
  if (!CryptUnprotectData(&in, nullptr, nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &out)) return std::nullopt;
  const Local<BYTE> freed{out.pbData};
  std::string secret{reinterpret_cast<const char*>(out.pbData), out.cbData};
  SecureZeroMemory(out.pbData, out.cbData);
  return secret;
}

void make_lasting_file(const fs::path& path, std::string_view bytes) {
  // Whole under another name first: the move is one step, and not over a file that is there.
  fs::path part = path;
  part += "." + std::to_string(GetCurrentProcessId()) + ".part";
  make_lasting(part, bytes, CREATE_NEW);
  if (MoveFileExW(part.c_str(), path.c_str(), MOVEFILE_WRITE_THROUGH)) return;
  const DWORD error = GetLastError();
  SetFileAttributesW(part.c_str(), FILE_ATTRIBUTE_NORMAL);
  DeleteFileW(part.c_str());  // a folder that is only ever added to keeps it, which does no harm
  if (error == ERROR_ALREADY_EXISTS || error == ERROR_FILE_EXISTS) throw std::system_error{windows_error(ERROR_FILE_EXISTS)};
  make_lasting(path, bytes, CREATE_NEW);
}

void make_lasting_file_again(const fs::path& path, std::string_view bytes) {
  SetFileAttributesW(path.c_str(), FILE_ATTRIBUTE_NORMAL);
  make_lasting(path, bytes, TRUNCATE_EXISTING);
}

std::string owner_of_file(const fs::path& path) {
  const auto found = owner(path);
  if (!found || !found->sid) return {};
  wchar_t name[UNLEN + 1], domain[UNLEN + 1];
  DWORD name_length = UNLEN + 1, domain_length = UNLEN + 1;
  SID_NAME_USE use{};
  if (!LookupAccountSidW(nullptr, found->sid, name, &name_length, domain, &domain_length, &use)) return {};
  return utf8({name, name_length});
}

bool could_be_deleted(const fs::path& path) {
  const HANDLE file = CreateFileW(path.c_str(), DELETE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
  if (file == INVALID_HANDLE_VALUE) return false;
  CloseHandle(file);
  return true;
}

bool written_by_administrators(const fs::path& path) {
  for (const fs::path& each : {path, path.parent_path()}) {
    const auto found = owner(each);
    if (!found || !is_administrators(found->sid)) return false;
    const DWORD rights =
        FILE_WRITE_DATA | FILE_APPEND_DATA | WRITE_DAC | WRITE_OWNER | DELETE | FILE_DELETE_CHILD | GENERIC_WRITE | GENERIC_ALL;
    if (gives(found->rights, rights, [](PSID sid) { return is_administrators(sid) || IsWellKnownSid(sid, WinCreatorOwnerSid); }))
      return false;
  }
  return true;
}

}  // namespace counterfoil
