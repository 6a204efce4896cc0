// A small file that is its owner's alone: a private key. In secret_file_posix.cpp and secret_file_windows.cpp.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace counterfoil {

/// Makes the file, which must not be there, readable for this user alone, and flushes it; its folder is made where it is not there,
/// for this user alone. Throws std::system_error; file_exists where somebody was first.
void make_secret_file(const std::filesystem::path& path, std::string_view bytes);

/// Makes the folder where it is not there, and lets nobody but this user into it. On Windows it lies in the user's profile, which
/// the system keeps for them; nothing where the drive knows no owners. Throws std::system_error where it cannot be made.
void make_own_folder(const std::filesystem::path& folder);

/// Whether others than its owner (and the system's administrators) can read the file, or it is not this user's.
bool open_to_others(const std::filesystem::path& path);

/// On Windows sealed by the system for this user (CryptProtectData), so that a copy of the file is of no use to anybody else;
/// elsewhere as it is. Nothing where the system refuses.
std::optional<std::string> sealed_for_user(std::string_view secret);
std::optional<std::string> unsealed_for_user(std::string_view sealed);

/// Takes from the others what they may not do with `like` either; where the drive knows no rights, nothing. On Windows the user
/// whose program this is can always use the file (rights_windows.hpp says who counts as another). Throws std::system_error.
void open_no_more_than(const std::filesystem::path& file, const std::filesystem::path& like);

/// Makes a file that must not be there, whole, flushed and marked read-only. Exclusive: of two at once one gets
/// std::system_error with file_exists.
void make_lasting_file(const std::filesystem::path& path, std::string_view bytes);
/// The same over a file of that name whose writing was cut off.
void make_lasting_file_again(const std::filesystem::path& path, std::string_view bytes);

/// The login that the system shows as the file's owner; empty where it knows none.
std::string owner_of_file(const std::filesystem::path& path);
/// Whether this user could delete the file, by the rights of file and folder; nothing is deleted.
bool could_be_deleted(const std::filesystem::path& path);
/// Whether only administrators can have put the file there: it is theirs, and nobody else can write it, nor into its folder.
bool written_by_administrators(const std::filesystem::path& path);

}  // namespace counterfoil
