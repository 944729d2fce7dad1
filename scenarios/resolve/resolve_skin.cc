#include "scenarios/resolve/resolve_skin.h"

#include "scenarios/resolve/build_material.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace acumen::scenarios {

namespace {

// The library's entry; what is wrong with it is reported where the layer is resolved.
std::optional<TissueEntry> known_tissue(const std::string& tissue) {
  ReadLog ignored;
  const auto item = load_tissue(tissue, "", ignored);
  return item ? std::optional<TissueEntry>(item->entry) : std::nullopt;
}

// Share of the thickness that a layer of the tissue loses in ten years; linear about the site's reference age.
double thinning_per_decade(const std::string& tissue) {
  const auto entry = known_tissue(tissue);
  return entry ? entry->thinning_per_decade : 0.;
}

// Overlays what a change sets.
void overlay(LayerProperties& properties, const LayerProperties& change) {
  if (change.thickness)
    properties.thickness = change.thickness;
  if (change.pre_stretch)
    properties.pre_stretch = change.pre_stretch;
  properties.tissue = changed(properties.tissue, change.tissue);
}

class SkinResolver {
public:
  SkinResolver(CaseInput& input, std::vector<std::string>& assumptions, ReadLog& log)
      : skin_(input.skin), bulk_factor_(input.solver.bulk_factor), assumptions_(assumptions), log_(log) {}

  std::vector<ResolvedLayer> resolve() {
    find_site();
    take_preset_stack();
    apply_changes();
    apply_age();
    name_layers();
    for (std::size_t i = 0; i < skin_.layers.size(); ++i)
      resolve_layer(skin_.layers[i], fmt::format("skin.layers[{}]", i), false);
    add_support();
    skin_.change.clear();
    skin_.age = skin_.pre_stretch = std::nullopt;
    return std::move(layers_);
  }

private:
  void find_site() {
    if (!skin_.site) {
      if (skin_.layers.empty() && !log_.given("skin.layers"))
        log_.report("skin", "skin needs a site or layers", "", "for example skin: {site: volar_forearm}");
      return;
    }
    auto item = load_site(*skin_.site, "skin.site", log_);
    if (!item)
      return;
    site_ = item->entry;
    if (skin_.layers.empty())
      note_assumptions(*skin_.site, item->annotations);
  }

  void take_preset_stack() {
    if (log_.given("skin.layers") || !site_)
      return;
    for (LayerInput layer : site_->layers) {
      if (layer.name.empty())
        layer.name = layer.tissue;
      skin_.layers.push_back(layer);
    }
  }

  void apply_changes() {
    std::vector<std::string> names;
    for (const LayerInput& layer : skin_.layers)
      names.push_back(layer.name.empty() ? layer.tissue : layer.name);
    for (const auto& [name, change] : skin_.change) {
      const auto found = std::find(names.begin(), names.end(), name);
      if (found != names.end()) {
        overlay(skin_.layers[std::size_t(found - names.begin())].properties, change);
      } else if (!names.empty()) {
        const auto nearest = base::nearest_name(name, names);
        log_.report("skin.change." + name, "skin.change: there is no layer of this name", name,
                    nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "the layers are: " + joined(names));
      }
    }
  }

  void apply_age() {
    if (!skin_.age)
      return;
    if (!site_ || !site_->reference_age) {
      log_.report("skin.age", "skin.age needs a site whose library entry names the age it holds for", "",
                  "remove it, or name a skin site");
      return;
    }
    for (LayerInput& layer : skin_.layers)
      // A thickness the user gave is already this person's.
      if (layer.properties.thickness && !thickness_given(layer.name)) {
        const double decades = (*skin_.age - *site_->reference_age) / 10.;
        *layer.properties.thickness *= std::max(0.2, 1. - thinning_per_decade(layer.tissue) * decades);
      }
  }

  bool thickness_given(const std::string& layer) const {
    return log_.given("skin.layers") || log_.given("skin.change." + layer + ".thickness");
  }

  void name_layers() {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < skin_.layers.size(); ++i) {
      LayerInput& layer = skin_.layers[i];
      if (layer.name.empty())
        layer.name = layer.tissue;
      if (!seen.insert(layer.name).second)
        log_.report(fmt::format("skin.layers[{}].name", i), "two layers have the same name", layer.name,
                    "give each layer its own name");
    }
  }

  void resolve_layer(LayerInput& layer, const std::string& path, bool is_support) {
    const bool from_file = log_.given(path);
    const std::string place = from_file ? path : is_support ? "skin.support.kind" : "skin.change." + layer.name;
    if (layer.tissue.empty())
      return; // already reported as missing
    const auto item = load_tissue(layer.tissue, from_file ? path + ".tissue" : place, log_);
    if (!layer.properties.thickness)
      log_.report(path, fmt::format("{}: the layer has no thickness", path), layer.name,
                  "for example thickness: 20 um");
    if (!item)
      return;
    note_assumptions(layer.tissue, item->annotations);
    layer.properties.tissue = changed(item->entry.tissue, layer.properties.tissue);
    if (!layer.properties.pre_stretch)
      layer.properties.pre_stretch = is_support ? 0. : skin_.pre_stretch ? *skin_.pre_stretch : preset_pre_stretch();
    auto material = build_material(layer.name, layer.properties.tissue, bulk_factor_, place, log_);
    if (!material || !layer.properties.thickness)
      return;
    material->pre_stretch = 1. + *layer.properties.pre_stretch;
    layer.properties.tissue.bulk_modulus = material->volumetric.bulk_modulus;
    layers_.push_back({layer.name, layer.tissue, item->entry.role, item->entry.bleeds, *layer.properties.thickness,
                       is_support, layer.properties.tissue.density.value_or(unset), *material});
  }

  double preset_pre_stretch() const { return site_ && site_->pre_stretch ? *site_->pre_stretch : 0.; }

  void add_support() {
    std::string kind = skin_.support.kind;
    if (kind == "preset")
      kind = site_ ? site_->support : "rigid_plate";
    const auto item = load_support(kind, "skin.support.kind", log_);
    if (!item)
      return;
    skin_.support.kind = kind;
    std::vector<LayerInput> layers = item->entry.layers;
    if (layers.empty() && (skin_.support.thickness || skin_.support.shear_modulus))
      log_.report("skin.support", fmt::format("the support {} has no layer to change", kind), "",
                  "remove thickness and shear_modulus, or name another support");
    if (!layers.empty())
      note_assumptions(kind, item->annotations);
    for (std::size_t i = 0; i < layers.size(); ++i)
      add_support_layer(layers[i], i == 0);
  }

  void add_support_layer(LayerInput& layer, bool is_uppermost) {
    std::optional<double>& thickness = layer.properties.thickness;
    const auto tissue = known_tissue(layer.tissue);
    if (site_ && tissue && tissue->role == base::TissueRole::fat && site_->support_thickness.hypodermis)
      thickness = site_->support_thickness.hypodermis;
    if (site_ && tissue && tissue->role == base::TissueRole::muscle && site_->support_thickness.muscle)
      thickness = site_->support_thickness.muscle;
    if (is_uppermost && skin_.support.thickness)
      thickness = skin_.support.thickness;
    if (is_uppermost)
      layer.properties.tissue.shear_modulus = skin_.support.shear_modulus;
    resolve_layer(layer, "skin.support.layers", true);
  }

  void note_assumptions(const std::string& entry, const std::map<std::string, Annotation>& annotations) {
    for (const auto& [path, annotation] : annotations)
      if (annotation.label == "assumed" && noted_.insert(entry + path).second)
        assumptions_.push_back(fmt::format("{} {} = {}{}", entry, path, annotation.value,
                                           annotation.spread.empty() ? "" : " (spread " + annotation.spread + ")"));
  }

  static std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
      text += (text.empty() ? "" : ", ") + name;
    return text;
  }

  SkinInput& skin_;
  double bulk_factor_;
  std::vector<std::string>& assumptions_;
  ReadLog& log_;
  std::optional<SiteEntry> site_;
  std::vector<ResolvedLayer> layers_;
  std::set<std::string> noted_;
};

} // namespace

std::vector<ResolvedLayer> resolve_skin(CaseInput& input, std::vector<std::string>& assumptions, ReadLog& log) {
  return SkinResolver(input, assumptions, log).resolve();
}

} // namespace acumen::scenarios
