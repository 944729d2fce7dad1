#pragma once

#include "scenarios/input/transport_input.h"
#include "scenarios/library/library.h"

namespace acumen::scenarios {

/// What may stand in the files of drugs/, polymers/ and media/; for a DrugEntry, PolymerEntry, MediumEntry.
const Group& drug_declaration();
const Group& polymer_declaration();
const Group& medium_declaration();

/// Read an entry, as load_tissue() does. A medium's `like` is followed: what it does not give comes from there.
std::optional<LibraryItem<DrugEntry>> load_drug(const std::string& name, const std::string& path, ReadLog& log);
std::optional<LibraryItem<PolymerEntry>> load_polymer(const std::string& name, const std::string& path, ReadLog& log);
std::optional<LibraryItem<MediumEntry>> load_medium(const std::string& tissue, const std::string& path, ReadLog& log);

} // namespace acumen::scenarios
