#include "scenarios/app/output_directory.h"

#include "solver/base/error.h"

#include <filesystem>
#include <fstream>
#include <vector>

namespace acumen::app {

namespace fs = std::filesystem;

namespace {

// The folders of the path that do not exist yet, innermost first.
std::vector<fs::path> missing_folders(const fs::path& folder) {
  std::vector<fs::path> missing;
  std::error_code error;
  for (fs::path path = folder; !path.empty() && !fs::exists(path, error); path = path.parent_path())
    missing.push_back(path);
  return missing;
}

bool can_write(const fs::path& folder) {
  const fs::path probe = folder / ".write_probe";
  std::ofstream file(probe, std::ios::binary);
  // As much as a small result: a full disk often still takes a few bytes.
  file << std::string(1 << 16, ' ');
  file.close();
  const bool good = file.good();
  std::error_code ignored;
  fs::remove(probe, ignored);
  return good;
}

} // namespace

void prepare_output_directory(const std::string& folder) {
  const std::vector<fs::path> made = missing_folders(folder);
  std::error_code error;
  fs::create_directories(folder, error);
  const bool good = !error && fs::is_directory(folder, error) && can_write(folder);
  if (good)
    return;
  const std::string reason = error ? error.message() : "files cannot be written there (permissions, or disk full)";
  for (const fs::path& path : made)
    fs::remove(path, error);
  throw base::OutputError("cannot write to the output directory " + folder + ": " + reason +
                          "\n    mend:  give another one with --output");
}

} // namespace acumen::app
