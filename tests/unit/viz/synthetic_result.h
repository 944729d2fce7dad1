#pragma once

#include <filesystem>
#include <string>

namespace acumen::viz {

/// A made-up result directory: three layers, a 600 um cone, saved steps untouched, at 200 um and at 500 um of travel.
///
/// The hole has the needle's shape and the surface sinks towards it; `von_mises` is 1 MPa at the tip and falls with the
/// distance. It lives in a directory of its own under the system's temporary one and is removed with the object.
class SyntheticResult {
public:
  SyntheticResult();
  ~SyntheticResult();
  SyntheticResult(const SyntheticResult&) = delete;
  SyntheticResult& operator=(const SyntheticResult&) = delete;

  const std::filesystem::path& directory() const { return directory_; }
  void overwrite(const std::string& file, const std::string& content) const;

private:
  std::filesystem::path directory_;
};

} // namespace acumen::viz
