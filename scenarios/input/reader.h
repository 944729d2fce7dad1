#pragma once

#include "scenarios/input/input_node.h"
#include "scenarios/input/parameter.h"

#include <map>

namespace acumen::scenarios {

/// What the library (or a user) wrote beside a value: a map {value, spread, source, label, note} in its stead.
struct Annotation {
  std::string value, spread, source, label, note;
};

/// What reading leaves beside the values: every problem, each given path's place, and the annotations.
///
/// Paths are dotted, with list entries as [0], [1], …: "skin.layers[1].thickness".
struct ReadLog {
  std::vector<base::InputProblem> problems;
  std::map<std::string, Place> places;
  std::map<std::string, Annotation> annotations;

  /// Whether the user wrote this path.
  bool given(const std::string& path) const { return places.count(path) > 0; }
  /// Where the path, or else its nearest parent, was written.
  Place place_of(const std::string& path) const;
  /// Note a problem at a path.
  void report(const std::string& path, std::string rule, std::string value, std::string remedy);
};

/// Fill `owner`, the struct that `group` declares, from a node: defaults first, then what is written. Unknown keys,
/// values out of range and missing required keys are noted in `log`, never thrown.
void read_group(const Group& group, const InputNode& node, void* owner, const std::string& path, ReadLog& log);

} // namespace acumen::scenarios
