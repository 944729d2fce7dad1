#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace acumen::tests {

/// A file that lives as long as this object, in a temporary folder of its own.
class CaseFile {
public:
  explicit CaseFile(const std::string& text, const std::string& name = "case.yaml") {
    std::string pattern = (std::filesystem::temp_directory_path() / "acumen_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::ofstream(folder_ / name) << text;
    path_ = (folder_ / name).string();
  }
  ~CaseFile() { std::filesystem::remove_all(folder_); }
  CaseFile(const CaseFile&) = delete;
  CaseFile& operator=(const CaseFile&) = delete;

  const std::string& path() const { return path_; }

private:
  std::filesystem::path folder_;
  std::string path_;
};

} // namespace acumen::tests
