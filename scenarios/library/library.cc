#include "scenarios/library/library.h"

#include "scenarios/input/file_memory.h"
#include "scenarios/library/declare_library.h"
#include "scenarios/library/describe_outcome_library.h"
#include "scenarios/library/transport_library.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace acumen::scenarios {

namespace {

struct Kind {
  const char* folder;
  const char* word;
  bool own_files = false; ///< whether a case may name a file of the user's instead of an entry
};
// Set by keep_files_in_memory().
bool keep_names = false;

const Kind kinds[] = {{"sites", "site"},
                      {"tissues", "tissue"},
                      {"supports", "support"},
                      {"needle_materials", "needle material"},
                      {"drugs", "drug", true},
                      {"polymers", "polymer", true},
                      {"media", "medium (of this tissue)"}};

/// The file of an entry, or of the user's own; empty, with the problem noted, where there is none.
std::string file_of(const Kind& kind, const std::string& name, const std::string& path, ReadLog& log) {
  if (kind.own_files && is_own_file(name)) {
    if (std::filesystem::is_regular_file(name))
      return name;
    log.report(
        path, fmt::format("{}: there is no such file", path), name,
        fmt::format("paths count from the case file's folder; without .yaml it names a {} of the library", kind.word));
    return "";
  }
  const std::vector<std::string> names = library_names(kind.folder);
  if (std::find(names.begin(), names.end(), name) != names.end())
    return fmt::format("{}/{}/{}.yaml", library_folder(), kind.folder, name);
  const auto nearest = base::nearest_name(name, names);
  log.report(path, fmt::format("{}: there is no {} of this name in the library", path, kind.word), name,
             (nearest ? fmt::format("did you mean \"{}\"? ", *nearest) : "") +
                 fmt::format("the library has: {}", fmt::join(names, ", ")) +
                 (kind.own_files ? "; or give a file of your own, such as my_entry.yaml" : ""));
  return "";
}

template <class Entry>
std::optional<LibraryItem<Entry>> load(const Kind& kind, const Group& declaration, const std::string& name,
                                       const std::string& path, ReadLog& log) {
  const std::string file = file_of(kind, name, path, log);
  if (file.empty())
    return std::nullopt;
  LibraryItem<Entry> item;
  ReadLog own;
  try {
    read_group(declaration, *shared_yaml(file), &item.entry, "", own);
  } catch (const base::InputError& error) {
    own.problems = error.problems();
  }
  log.problems.insert(log.problems.end(), own.problems.begin(), own.problems.end());
  if (!own.problems.empty())
    return std::nullopt;
  item.annotations = std::move(own.annotations);
  return item;
}

template <class Entry>
std::string describe_entry(std::optional<LibraryItem<Entry>> item, const Kind& kind, const ReadLog& log) {
  if (!log.problems.empty())
    throw base::InputError(log.problems);
  std::string text = fmt::format("{} ({} {})\n", item->entry.title, kind.word, item->entry.name);
  if constexpr (std::is_same_v<Entry, SiteEntry> || std::is_same_v<Entry, SupportEntry>)
    for (const LayerInput& layer : item->entry.layers)
      text += fmt::format("  layer {}: tissue {}\n", layer.name, layer.tissue);
  for (const auto& [path, note] : item->annotations) {
    text += fmt::format("\n  {} = {}", path, note.value);
    if (!note.spread.empty())
      text += fmt::format(" (spread {})", note.spread);
    text += fmt::format("\n    [{}] {}\n", note.label, note.source);
    if (!note.note.empty())
      text += fmt::format("    {}\n", note.note);
  }
  return text;
}

std::string describe_one(const Kind& kind, const std::string& name) {
  ReadLog log;
  const std::string folder = kind.folder;
  if (folder == "sites")
    return describe_entry(load_site(name, "", log), kind, log);
  if (folder == "tissues")
    return describe_entry(load_tissue(name, "", log), kind, log);
  if (folder == "supports")
    return describe_entry(load_support(name, "", log), kind, log);
  if (folder == "drugs")
    return describe_entry(load_drug(name, "", log), kind, log);
  if (folder == "polymers")
    return describe_entry(load_polymer(name, "", log), kind, log);
  if (folder == "media")
    return describe_entry(load_medium(name, "", log), kind, log);
  return describe_entry(load_needle_material(name, "", log), kind, log);
}

} // namespace

bool is_own_file(const std::string& name) {
  return std::filesystem::path(name).extension() == ".yaml";
}

std::string library_folder() {
  const char* const folder = std::getenv("ACUMEN_LIBRARY");
  return folder && *folder ? folder : ACUMEN_LIBRARY_FOLDER;
}

void keep_files_in_memory() {
  keep_yaml_in_memory();
  keep_names = true;
}

std::vector<std::string> library_names(const std::string& kind) {
  static std::map<std::string, std::vector<std::string>> kept;
  if (const auto found = kept.find(kind); keep_names && found != kept.end())
    return found->second;
  std::vector<std::string> names;
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::path(library_folder()) / kind;
  for (const auto& file : std::filesystem::directory_iterator(folder, error))
    if (file.path().extension() == ".yaml")
      names.push_back(file.path().stem().string());
  if (error)
    throw base::InputError({{"the material library cannot be read", folder.string(), "ACUMEN_LIBRARY", 0, 0,
                             "set ACUMEN_LIBRARY to a folder with sites, tissues, supports and needle_materials"}});
  std::sort(names.begin(), names.end());
  if (keep_names)
    kept[kind] = names;
  return names;
}

std::optional<LibraryItem<SiteEntry>> load_site(const std::string& name, const std::string& path, ReadLog& log) {
  return load<SiteEntry>(kinds[0], site_declaration(), name, path, log);
}

std::optional<LibraryItem<TissueEntry>> load_tissue(const std::string& name, const std::string& path, ReadLog& log) {
  return load<TissueEntry>(kinds[1], tissue_declaration(), name, path, log);
}

std::optional<LibraryItem<SupportEntry>> load_support(const std::string& name, const std::string& path, ReadLog& log) {
  return load<SupportEntry>(kinds[2], support_declaration(), name, path, log);
}

std::optional<LibraryItem<NeedleMaterial>> load_needle_material(const std::string& name, const std::string& path,
                                                                ReadLog& log) {
  return load<NeedleMaterial>(kinds[3], needle_material_declaration(), name, path, log);
}

std::optional<LibraryItem<DrugEntry>> load_drug(const std::string& name, const std::string& path, ReadLog& log) {
  return load<DrugEntry>(kinds[4], drug_declaration(), name, path, log);
}

std::optional<LibraryItem<PolymerEntry>> load_polymer(const std::string& name, const std::string& path, ReadLog& log) {
  return load<PolymerEntry>(kinds[5], polymer_declaration(), name, path, log);
}

std::optional<LibraryItem<MediumEntry>> load_medium(const std::string& name, const std::string& path, ReadLog& log) {
  auto item = load<MediumEntry>(kinds[6], medium_declaration(), name, path, log);
  if (!item || !item->entry.like)
    return item;
  const auto base = load_medium(*item->entry.like, path, log);
  if (!base)
    return std::nullopt;
  item->entry.barrier = item->entry.barrier || base->entry.barrier;
  for (const Parameter& parameter : medium_declaration().parameters)
    if (!parameter.fetch(&item->entry))
      if (const auto value = parameter.fetch(&base->entry)) {
        parameter.store(&item->entry, *value);
        if (const auto note = base->annotations.find(parameter.key); note != base->annotations.end())
          item->annotations[parameter.key] = note->second;
      }
  return item;
}

std::string describe_library(const std::string& name) {
  std::string text;
  std::vector<std::string> every_name;
  for (const Kind& kind : kinds) {
    const std::vector<std::string> names = library_names(kind.folder);
    if (name.empty())
      text += fmt::format("{}: {}\n", kind.folder, fmt::join(names, ", "));
    else if (std::find(names.begin(), names.end(), name) != names.end())
      text += (text.empty() ? "" : "\n") + describe_one(kind, name);
    every_name.insert(every_name.end(), names.begin(), names.end());
  }
  for (const std::string& folder : outcome_folders()) {
    const std::vector<std::string> names = library_names(folder);
    if (name.empty())
      text += fmt::format("{}: {}\n", folder, fmt::join(names, ", "));
    else if (std::find(names.begin(), names.end(), name) != names.end())
      text += (text.empty() ? "" : "\n") + describe_outcome_entry(folder, name);
    every_name.insert(every_name.end(), names.begin(), names.end());
  }
  if (!text.empty())
    return text;
  const auto nearest = base::nearest_name(name, every_name);
  throw base::InputError(
      {{"the library has no entry of this name", name, "describe --library", 0, 0,
        nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "list all with: acumen describe --library"}});
}

} // namespace acumen::scenarios
