#include "base/rights_windows.hpp"

#include <aclapi.h>
#include <sddl.h>

#include "base/secret_file.hpp"
#include "base/system_error_windows.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

constexpr DWORD everything = FILE_ALL_ACCESS;

struct Entry {
  BYTE type = 0;
  DWORD mask = 0;
  PSID sid = nullptr;
};

DWORD as_of_files(DWORD mask) {
  GENERIC_MAPPING mapping{FILE_GENERIC_READ, FILE_GENERIC_WRITE, FILE_GENERIC_EXECUTE, FILE_ALL_ACCESS};
  MapGenericMask(&mask, &mapping);
  return mask;
}

/// The entries that apply to the file itself. Kinds other than plain "allow" and "deny" are left out: what they give cannot be
/// told.
std::vector<Entry> entries_of(PACL list) {
  std::vector<Entry> entries;
  for (DWORD at = 0; at < list->AceCount; ++at) {
    void* place = nullptr;
    if (!GetAce(list, at, &place)) continue;
    const auto* header = static_cast<const ACE_HEADER*>(place);
    if ((header->AceFlags & INHERIT_ONLY_ACE) != 0) continue;
    if (header->AceType != ACCESS_ALLOWED_ACE_TYPE && header->AceType != ACCESS_DENIED_ACE_TYPE) continue;
    auto* entry = static_cast<ACCESS_ALLOWED_ACE*>(place);  // a denial is laid out alike
    entries.push_back({header->AceType, as_of_files(entry->Mask), &entry->SidStart});
  }
  return entries;
}

bool plain_kinds_alone(PACL list) {
  for (DWORD at = 0; at < list->AceCount; ++at) {
    void* place = nullptr;
    if (!GetAce(list, at, &place)) return false;
    const BYTE type = static_cast<const ACE_HEADER*>(place)->AceType;
    if (type != ACCESS_ALLOWED_ACE_TYPE && type != ACCESS_DENIED_ACE_TYPE) return false;
  }
  return true;
}

DWORD given_to(PSID sid, const std::vector<Entry>& entries) {
  DWORD mask = 0;
  for (const Entry& entry : entries)
    if (entry.type == ACCESS_ALLOWED_ACE_TYPE && (EqualSid(entry.sid, sid) || IsWellKnownSid(entry.sid, WinWorldSid)))
      mask |= entry.mask;
  return mask;
}

bool keeps_all(PSID sid) { return is_this_user(sid) || is_administrators(sid) || IsWellKnownSid(sid, WinCreatorOwnerRightsSid); }

bool holds(const std::vector<Entry>& entries, const Entry& wanted) {
  for (const Entry& entry : entries)
    if (entry.type == wanted.type && (entry.mask & wanted.mask) == wanted.mask && EqualSid(entry.sid, wanted.sid)) return true;
  return false;
}

/// The user whose program this is; with the memory that holds it.
struct ThisUser {
  ThisUser() {
    HANDLE token = nullptr;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) return;
    DWORD length = 0;
    GetTokenInformation(token, TokenUser, nullptr, 0, &length);
    space.resize(length / sizeof(std::max_align_t) + 1);
    if (length != 0 && GetTokenInformation(token, TokenUser, space.data(), length, &length))
      sid = reinterpret_cast<const TOKEN_USER*>(space.data())->User.Sid;
    CloseHandle(token);
  }
  std::vector<std::max_align_t> space;
  PSID sid = nullptr;
};

struct Rights {
  Local<void> descriptor;
  PACL list = nullptr;
};

/// Nothing where the drive knows none.
std::optional<Rights> rights_of(const fs::path& path) {
  Rights rights;
  void* descriptor = nullptr;
  if (GetNamedSecurityInfoW(path.c_str(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr, &rights.list, nullptr,
                            &descriptor) != ERROR_SUCCESS)
    return std::nullopt;
  rights.descriptor.reset(descriptor);
  return rights;
}

}  // namespace

bool is_this_user(PSID sid) {
  const ThisUser user;
  return user.sid != nullptr && EqualSid(user.sid, sid) != FALSE;
}

bool is_administrators(PSID sid) {
  if (IsWellKnownSid(sid, WinBuiltinAdministratorsSid) || IsWellKnownSid(sid, WinLocalSystemSid)) return true;
  PSID installer = nullptr;
  if (!ConvertStringSidToSidW(L"S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464", &installer)) return false;
  const Local<void> freed{installer};
  return EqualSid(sid, installer) != FALSE;
}

RightsList::RightsList(std::size_t bytes) : memory_(bytes / sizeof(std::max_align_t) + 1) {
  InitializeAcl(get(), static_cast<DWORD>(memory_.size() * sizeof(std::max_align_t)), ACL_REVISION);
}

std::optional<RightsList> rights_within(PACL rights, PACL limit) {
  if (!limit) return std::nullopt;
  const std::vector<Entry> limits = entries_of(limit), given = rights ? entries_of(rights) : limits;
  bool more = !rights || !plain_kinds_alone(rights);
  std::vector<Entry> within;
  for (const std::vector<Entry>* list : {&limits, &given})
    for (const Entry& entry : *list)
      if (entry.type == ACCESS_DENIED_ACE_TYPE && !holds(within, entry)) {
        more = more || !holds(given, entry);
        within.push_back(entry);
      }
  for (Entry entry : given) {
    if (entry.type != ACCESS_ALLOWED_ACE_TYPE) continue;
    const DWORD kept = keeps_all(entry.sid) ? entry.mask : entry.mask & given_to(entry.sid, limits);
    more = more || kept != entry.mask;
    entry.mask = kept;
    if (kept != 0) within.push_back(entry);
  }
  if (!more) return std::nullopt;
  const ThisUser user;
  if (user.sid) within.push_back({ACCESS_ALLOWED_ACE_TYPE, everything, user.sid});
  std::size_t bytes = sizeof(ACL);
  for (const Entry& entry : within) bytes += sizeof(ACCESS_ALLOWED_ACE) + GetLengthSid(entry.sid);
  RightsList list{bytes};
  for (const Entry& entry : within)
    if (entry.type == ACCESS_DENIED_ACE_TYPE)
      AddAccessDeniedAce(list.get(), ACL_REVISION, entry.mask, entry.sid);
    else
      AddAccessAllowedAce(list.get(), ACL_REVISION, entry.mask, entry.sid);
  return list;
}

void open_no_more_than(const fs::path& file, const fs::path& like) {
  const auto rights = rights_of(file), limit = rights_of(like);
  if (!rights || !limit) return;
  auto within = rights_within(rights->list, limit->list);
  if (!within) return;
  SECURITY_DESCRIPTOR own{};
  if (!InitializeSecurityDescriptor(&own, SECURITY_DESCRIPTOR_REVISION) ||
      !SetSecurityDescriptorDacl(&own, TRUE, within->get(), FALSE) ||
      !SetSecurityDescriptorControl(&own, SE_DACL_PROTECTED, SE_DACL_PROTECTED) ||
      !SetFileSecurityW(file.c_str(), DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION, &own))
    throw_windows_error(GetLastError());
}

}  // namespace counterfoil
