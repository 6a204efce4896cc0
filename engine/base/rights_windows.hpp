// Who may do what with a file of Windows: lists of rights (ACLs), read and held against each other.
#pragma once

#include <windows.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace counterfoil {

struct LocallyFreed {
  void operator()(void* memory) const { LocalFree(memory); }
};
template <class Held>
using Local = std::unique_ptr<Held, LocallyFreed>;

bool is_this_user(PSID sid);
/// Administrators, the system, and the installer of Windows' own parts.
bool is_administrators(PSID sid);

/// An ACL as Windows lays it out.
class RightsList {
 public:
  explicit RightsList(std::size_t bytes);
  PACL get() { return reinterpret_cast<PACL>(memory_.data()); }

 private:
  std::vector<std::max_align_t> memory_;
};

/// What `rights` gives, but to nobody more than `limit` gives the same account, or everybody; nothing where `rights` gives no more
/// anyhow. This user and administrators keep what they have, and this user can always use the file. An account that `limit` reaches
/// by a group alone gets nothing: who is in a group only its domain knows. No list at all gives everything to everybody.
std::optional<RightsList> rights_within(PACL rights, PACL limit);

}  // namespace counterfoil
