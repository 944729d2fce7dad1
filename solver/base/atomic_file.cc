#include "solver/base/atomic_file.h"

#include "solver/base/error.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace acumen::base {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw OutputError("cannot write " + path + ": " + reason +
                    "\n    mend:  make room or give another folder with --output, then go on with --resume");
}

// Writes everything and flushes it to the disk; 0 or the system's error number.
int write_all(const int file, const std::string& content) {
  std::size_t written = 0;
  while (written < content.size()) {
    const ssize_t count = ::write(file, content.data() + written, content.size() - written);
    if (count < 0 && errno != EINTR)
      return errno;
    if (count > 0)
      written += static_cast<std::size_t>(count);
  }
  return ::fsync(file) == 0 ? 0 : errno;
}

// The rename itself is only on the disk once the folder is.
void flush_folder(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY);
  if (folder < 0)
    return;
  ::fsync(folder);
  ::close(folder);
}

} // namespace

void write_atomically(const std::string& path, const std::string& content) {
  // The process id keeps two runs into one folder from sharing a temporary file.
  const std::string temporary = path + ".tmp" + std::to_string(::getpid());
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0)
    fail(path, std::strerror(errno));
  int error = write_all(file, content);
  if (::close(file) != 0 && error == 0)
    error = errno;
  if (error == 0 && std::rename(temporary.c_str(), path.c_str()) != 0)
    error = errno;
  if (error != 0) {
    ::unlink(temporary.c_str());
    fail(path, std::strerror(error));
  }
  flush_folder(path);
}

void make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error)
    fail(path, error.message());
}

} // namespace acumen::base
