#pragma once

#include "solver/base/error.h"

#include <string>
#include <vector>

namespace acumen::scenarios {

/// Where a value stands: `file` as the user named it ("--set" for a command-line override); line, column from 1.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

/// A problem at a place.
base::InputProblem problem_at(const Place& place, std::string rule, std::string value, std::string remedy);

/// The input as it was written, before it has a meaning: a tree of scalars, lists and maps, each with its place.
///
/// Unlike yaml-cpp's nodes it keeps a key's order, its own place and its repetition, and can come from the command
/// line.
struct InputNode {
  enum class Kind { empty, scalar, list, map };
  struct Key {
    std::string text;
    Place place;
  };

  Kind kind = Kind::empty;
  Place place;
  std::string text;             ///< scalars only
  std::vector<InputNode> items; ///< entries of a list, values of a map
  std::vector<Key> keys;        ///< maps only, same order as `items`

  /// The value of a map's key; null where there is none.
  const InputNode* find(const std::string& key) const;
  /// The scalar, or "a list of 3" and the like, for messages.
  std::string summary() const;
};

/// Read a YAML file. Throws base::InputError when it is missing, unreadable, empty, binary, too large or not YAML.
InputNode load_yaml(const std::string& path);

/// Put `assignment` ("needle.tip_radius=15 um", "skin.layers.0.thickness=20 um") into the tree, over what is there.
/// Throws base::InputError on bad syntax.
void apply_override(InputNode& root, const std::string& assignment);

} // namespace acumen::scenarios
