#pragma once

#include <string>

namespace acumen::base {

/// Puts `content` into the file, whole or not at all: it is written under a temporary name beside it, flushed to the
/// disk and renamed. Throws OutputError with the system's reason, the temporary file removed and an earlier file of
/// that name untouched.
void write_atomically(const std::string& path, const std::string& content);

/// Makes a folder with its parents where it does not exist yet. Throws OutputError.
void make_folder(const std::string& path);

} // namespace acumen::base
