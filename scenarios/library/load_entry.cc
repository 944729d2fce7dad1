#include "scenarios/library/load_entry.h"

#include "scenarios/input/file_memory.h"
#include "scenarios/library/library.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace acumen::scenarios {

std::optional<std::map<std::string, Annotation>> load_entry(const std::string& folder, const std::string& word,
                                                            const Group& declaration, void* const entry,
                                                            const std::string& name, const std::string& path,
                                                            ReadLog& log) {
  const std::vector<std::string> names = library_names(folder);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    const auto nearest = base::nearest_name(name, names);
    log.report(path, fmt::format("{}: there is no {} of this name in the library", path, word), name,
               (nearest ? fmt::format("did you mean \"{}\"? ", *nearest) : "") +
                   fmt::format("the library has: {}", fmt::join(names, ", ")));
    return std::nullopt;
  }
  ReadLog own;
  try {
    read_group(declaration, *shared_yaml(fmt::format("{}/{}/{}.yaml", library_folder(), folder, name)), entry, "", own);
  } catch (const base::InputError& error) {
    own.problems = error.problems();
  }
  log.problems.insert(log.problems.end(), own.problems.begin(), own.problems.end());
  if (!own.problems.empty())
    return std::nullopt;
  return std::move(own.annotations);
}

} // namespace acumen::scenarios
