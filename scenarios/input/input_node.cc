#include "scenarios/input/input_node.h"

#include "scenarios/input/file_memory.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <yaml-cpp/yaml.h>

namespace acumen::scenarios {

namespace {

using base::InputError;

constexpr std::uintmax_t largest_file = 4u << 20u;
// Anchors can repeat a node exponentially often: a limit, not an estimate of honest files.
constexpr int most_nodes = 100000, deepest = 32;

std::string read_text(const std::string& path) {
  namespace fs = std::filesystem;
  const Place place{path, 0, 0};
  std::error_code error;
  if (!fs::exists(path, error))
    throw InputError({problem_at(place, "the file does not exist", "", "check the name and the folder")});
  if (!fs::is_regular_file(path, error))
    throw InputError({problem_at(place, "not a file", fs::is_directory(path, error) ? "a directory" : "a special file",
                                 "give the YAML file itself")});
  if (fs::file_size(path, error) > largest_file)
    throw InputError({problem_at(place, "the file is larger than 4 MB", "", "give a YAML input file")});
  std::ifstream file(path, std::ios::binary);
  std::string text;
  bool good = file.is_open();
  try {
    text.assign(std::istreambuf_iterator<char>(file), {});
  } catch (const std::ios_base::failure&) { // a device's read error, which the buffer throws whatever the stream's mask
    good = false;
  }
  if (!good)
    throw InputError({problem_at(place, "the file cannot be read", "", "check its permissions")});
  return text;
}

void refuse_what_is_not_text(const std::string& text, const std::string& path) {
  int line = 1, column = 0;
  bool indenting = true;
  for (const char c : text) {
    ++column;
    const auto code = static_cast<unsigned char>(c);
    if ((code < 32 && c != '\n' && c != '\r' && c != '\t') || code == 127)
      throw InputError({problem_at({path, line, column}, "this is a binary file, not YAML text", "",
                                   "give a text file, such as one of scenarios/cases")});
    if (c == '\t' && indenting)
      throw InputError({problem_at({path, line, column}, "a tab indents this line; YAML indents with blanks only", "",
                                   "replace the tab by blanks")});
    indenting = c == '\n' || (indenting && c == ' ');
    if (c == '\n')
      ++line, column = 0;
  }
}

class Converter {
public:
  explicit Converter(std::string file) : file_(std::move(file)) {}
  std::vector<base::InputProblem> problems;

  InputNode convert(const YAML::Node& source, int depth) {
    InputNode node;
    node.place = place(source);
    if (++count_ > most_nodes || depth > deepest)
      throw InputError({problem_at(node.place, "the file is nested too deeply or repeats itself through anchors", "",
                                   "write the values out")});
    if (source.IsScalar()) {
      node.kind = InputNode::Kind::scalar;
      node.text = source.Scalar();
    } else if (source.IsSequence()) {
      node.kind = InputNode::Kind::list;
      for (const YAML::Node& item : source)
        node.items.push_back(convert(item, depth + 1));
    } else if (source.IsMap())
      convert_map(source, depth, node);
    return node;
  }

private:
  Place place(const YAML::Node& node) const {
    const YAML::Mark mark = node.Mark();
    return mark.is_null() ? Place{file_, 0, 0} : Place{file_, mark.line + 1, mark.column + 1};
  }

  void convert_map(const YAML::Node& source, int depth, InputNode& node) {
    node.kind = InputNode::Kind::map;
    std::set<std::string> seen;
    for (const auto& entry : source) {
      const Place key_place = place(entry.first);
      if (!entry.first.IsScalar()) {
        problems.push_back(problem_at(key_place, "a key must be a plain word", "", "write key: value"));
        continue;
      }
      const std::string key = entry.first.Scalar();
      if (!seen.insert(key).second)
        problems.push_back(
            problem_at(key_place, fmt::format("the key \"{}\" appears twice", key), "", "keep one of them"));
      node.keys.push_back({key, key_place});
      node.items.push_back(convert(entry.second, depth + 1));
    }
  }

  std::string file_;
  int count_ = 0;
};

InputNode parse(const std::string& text, const std::string& file) {
  std::vector<YAML::Node> documents;
  try {
    documents = YAML::LoadAll(text);
  } catch (const YAML::Exception& error) {
    throw InputError({problem_at({file, error.mark.line + 1, error.mark.column + 1}, "not valid YAML: " + error.msg, "",
                                 "check indentation, colons, quotes and brackets near here")});
  }
  if (documents.size() > 1)
    throw InputError({problem_at({file, documents[1].Mark().line + 1, 1}, "the file holds more than one YAML document",
                                 "", "keep one case a file")});
  Converter converter(file);
  InputNode root = documents.empty() ? InputNode{} : converter.convert(documents[0], 0);
  if (!converter.problems.empty())
    throw InputError(converter.problems);
  return root;
}

InputNode read_yaml(const std::string& path) {
  const std::string text = read_text(path);
  refuse_what_is_not_text(text, path);
  InputNode root = parse(text, path);
  if (root.kind == InputNode::Kind::empty)
    throw InputError(
        {problem_at({path, 0, 0}, "the file is empty", "", "start from one of the examples in scenarios/cases")});
  return root;
}

struct Remembered {
  std::filesystem::file_time_type time;
  std::uintmax_t size = 0;
  std::shared_ptr<const InputNode> root;
};
// Only after keep_yaml_in_memory().
std::optional<std::map<std::string, Remembered>> memory;

// The node a path's next word leads to, made where it is missing; null where the word cannot apply.
InputNode* step_into(InputNode& node, const std::string& word, const Place& place) {
  if (node.kind == InputNode::Kind::list) {
    const bool is_index = !word.empty() && word.size() < 6 && word.find_first_not_of("0123456789") == std::string::npos;
    return is_index && std::stoul(word) < node.items.size() ? &node.items[std::stoul(word)] : nullptr;
  }
  if (node.kind == InputNode::Kind::scalar)
    node = InputNode{};
  node.kind = InputNode::Kind::map;
  for (std::size_t i = 0; i < node.keys.size(); ++i)
    if (node.keys[i].text == word)
      return &node.items[i];
  node.keys.push_back({word, place});
  node.items.emplace_back();
  node.items.back().place = place;
  return &node.items.back();
}

void move_to(InputNode& node, const Place& place) {
  node.place = place;
  for (InputNode& item : node.items)
    move_to(item, place);
  for (InputNode::Key& key : node.keys)
    key.place = place;
}

} // namespace

base::InputProblem problem_at(const Place& place, std::string rule, std::string value, std::string remedy) {
  return {std::move(rule), std::move(value), place.file, place.line, place.column, std::move(remedy)};
}

const InputNode* InputNode::find(const std::string& key) const {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i].text == key)
      return &items[i];
  return nullptr;
}

std::string InputNode::summary() const {
  switch (kind) {
  case Kind::scalar:
    return text;
  case Kind::list:
    return fmt::format("a list of {}", items.size());
  case Kind::map:
    return fmt::format("a map of {}", items.size());
  case Kind::empty:
    return "nothing";
  }
  throw std::logic_error("no such kind of input node");
}

InputNode load_yaml(const std::string& path) {
  return memory ? *shared_yaml(path) : read_yaml(path);
}

std::shared_ptr<const InputNode> shared_yaml(const std::string& path) {
  if (!memory)
    return std::make_shared<const InputNode>(read_yaml(path));
  std::error_code error;
  const auto time = std::filesystem::last_write_time(path, error);
  const auto size = error ? 0 : std::filesystem::file_size(path, error);
  if (error) // it has a message of its own
    return std::make_shared<const InputNode>(read_yaml(path));
  auto found = memory->find(path);
  if (found == memory->end() || found->second.time != time || found->second.size != size) {
    auto root = std::make_shared<const InputNode>(read_yaml(path));
    found = memory->insert_or_assign(path, Remembered{time, size, std::move(root)}).first;
  }
  return found->second.root;
}

void keep_yaml_in_memory() {
  if (!memory)
    memory.emplace();
}

void apply_override(InputNode& root, const std::string& assignment) {
  const Place place{"--set " + assignment, 0, 0};
  const auto equals = assignment.find('=');
  const std::string path = assignment.substr(0, equals);
  const std::string remedy = "write --set key.path=\"value\", for example --set needle.tip_radius=\"15 um\"";
  if (equals == std::string::npos || path.empty() || path.front() == '.' || path.back() == '.' ||
      path.find("..") != std::string::npos || path.find(' ') != std::string::npos)
    throw InputError({problem_at(place, "an override is a path, an equals sign and a value", assignment, remedy)});
  InputNode* node = &root;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    node = step_into(*node, path.substr(begin, end - begin), place);
    if (!node)
      throw InputError({problem_at(place, "a list's entry is named by its number, counted from 0", path,
                                   "for example skin.layers.0.thickness")});
    begin = end + 1;
  }
  *node = parse(assignment.substr(equals + 1), place.file);
  move_to(*node, place);
}

} // namespace acumen::scenarios
