#include "scenarios/library/describe_outcome_library.h"

#include "scenarios/library/healing_library.h"
#include "scenarios/library/load_entry.h"
#include "scenarios/library/outcome_library.h"

#include <fmt/format.h>
#include <functional>

namespace acumen::scenarios {

namespace {

using Notes = std::optional<std::map<std::string, Annotation>>;

/// A folder, what an entry of it is, and how it is read; the title goes to `title`.
struct Folder {
  const char* folder;
  const char* word;
  std::function<Notes(const std::string& name, std::string& title, ReadLog& log)> read;
};

template <class Entry> Folder folder_of(const char* folder, const char* word, const Group& declaration) {
  return {folder, word, [=, &declaration](const std::string& name, std::string& title, ReadLog& log) {
            Entry entry;
            Notes notes = load_entry(folder, word, declaration, &entry, name, folder, log);
            title = entry.title;
            return notes;
          }};
}

const std::vector<Folder>& folders() {
  static const std::vector<Folder> all = {
      folder_of<VesselEntry>("vessels", "population of vessels", vessel_declaration()),
      folder_of<BloodEntry>("blood", "kind of blood", blood_declaration()),
      folder_of<BleedingModifierEntry>("antithrombotics", "antithrombotic", bleeding_modifier_declaration()),
      folder_of<BleedingModifierEntry>("bleeding_disorders", "bleeding disorder", bleeding_modifier_declaration()),
      folder_of<ConditionEntry>("conditions", "condition", condition_declaration()),
      folder_of<PracticeEntry>("practice", "site in practice", practice_declaration()),
      folder_of<ArrayLimitEntry>("treatment", "limit", array_limit_declaration()),
      folder_of<MechanicsSpreadEntry>("model_spread", "model's spread", mechanics_spread_declaration()),
      folder_of<HealingEntry>("healing", "kind of healing", healing_declaration()),
      folder_of<HealingModifierEntry>("healing_modifiers", "healing modifier", healing_modifier_declaration()),
      folder_of<StrengthEntry>("strength", "set of strength parameters", strength_declaration()),
      folder_of<LaserEntry>("lasers", "laser", laser_declaration())};
  return all;
}

} // namespace

std::vector<std::string> outcome_folders() {
  std::vector<std::string> names;
  for (const Folder& folder : folders())
    names.push_back(folder.folder);
  return names;
}

std::string describe_outcome_entry(const std::string& folder, const std::string& name) {
  for (const Folder& kind : folders()) {
    if (kind.folder != folder)
      continue;
    ReadLog log;
    std::string title;
    const Notes notes = kind.read(name, title, log);
    if (!log.problems.empty())
      throw base::InputError(log.problems);
    std::string text = fmt::format("{} ({} {})\n", title, kind.word, name);
    for (const auto& [path, note] : *notes) {
      text += fmt::format("\n  {} = {}{}\n    [{}] {}\n", path, note.value,
                          note.spread.empty() ? "" : fmt::format(" (spread {})", note.spread), note.label, note.source);
      if (!note.note.empty())
        text += fmt::format("    {}\n", note.note);
    }
    return text;
  }
  return "";
}

} // namespace acumen::scenarios
