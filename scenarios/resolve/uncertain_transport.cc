// Transport properties drawn from the spreads of their library values.
#include "scenarios/library/uncertain_entry.h"
#include "scenarios/resolve/resolve_transport.h"

#include <algorithm>

namespace acumen::scenarios {

namespace {

/// Calls visit(name, parameter, annotation, entry) for every value with a spread.
template <class Entry, class Visit>
void for_each_spread(const Group& declaration, LibraryItem<Entry>& item, const std::string& name, const Visit& visit) {
  for (const Parameter& parameter : declaration.parameters)
    if (const auto note = item.annotations.find(parameter.key);
        note != item.annotations.end() && !note->second.spread.empty() && parameter.kind == Parameter::Kind::quantity)
      visit(name + "." + parameter.key, parameter, note->second, static_cast<void*>(&item.entry));
}

template <class Visit> void for_each_spread(ResolvedTransport& transport, const Visit& visit) {
  for_each_spread(drug_declaration(), transport.drug, "drug", visit);
  for_each_spread(polymer_declaration(), transport.polymer, "polymer", visit);
  for (auto& medium : transport.media)
    for_each_spread(medium_declaration(), medium, medium.entry.like.value_or(medium.entry.name), visit);
}

} // namespace

std::vector<std::string> uncertain_names(const ResolvedTransport& transport) {
  std::vector<std::string> names;
  ResolvedTransport copy = transport;
  for_each_spread(copy, [&](const std::string& name, const Parameter&, const Annotation&, void*) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  });
  return names;
}

TransportProperties properties_at(const ResolvedTransport& transport, const std::vector<double>& quantiles) {
  const std::vector<std::string> names = uncertain_names(transport);
  ResolvedTransport copy = transport;
  for_each_spread(copy, [&](const std::string& name, const Parameter& parameter, const Annotation& note, void* entry) {
    const std::size_t index = std::find(names.begin(), names.end(), name) - names.begin();
    const double value = std::get<double>(*parameter.fetch(entry));
    const double drawn = uncertain_value(value, parameter.unit, name, note).quantile(quantiles.at(index));
    // The tail of a distribution may leave what is possible.
    parameter.store(
        entry, std::clamp(drawn, parameter.range.low_open ? 1e-3 * value : parameter.range.low, parameter.range.high));
  });
  return properties_of(copy);
}

} // namespace acumen::scenarios
