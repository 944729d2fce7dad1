#include "scenarios/resolve/build_material.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <stdexcept>

namespace acumen::scenarios {

namespace {

constexpr double bulk_modulus_of_water = 2.2e9; // [Pa]; tissue is mostly water

struct LawKeys {
  Law law;
  const char* name;
  std::vector<std::string> needed;
};

// Which of a tissue's stiffness parameters each law takes.
const std::vector<LawKeys>& law_keys() {
  static const std::vector<LawKeys> keys = {
      {Law::neo_hookean, "neo_hookean", {"shear_modulus"}},
      {Law::gent, "gent", {"shear_modulus", "limiting_stretch_invariant"}},
      {Law::holzapfel_gasser_ogden, "holzapfel_gasser_ogden", {"shear_modulus", "k1", "k2", "dispersion"}},
      {Law::ogden, "ogden", {"terms"}}};
  return keys;
}

std::vector<std::pair<std::string, bool>> stiffness_given(const TissueProperties& tissue) {
  return {{"shear_modulus", tissue.shear_modulus.has_value()},
          {"exponent", tissue.exponent.has_value()},
          {"limiting_stretch_invariant", tissue.limiting_stretch_invariant.has_value()},
          {"k1", tissue.k1.has_value()},
          {"k2", tissue.k2.has_value()},
          {"dispersion", tissue.dispersion.has_value()},
          {"terms", !tissue.terms.empty()}};
}

bool check_keys(const TissueProperties& tissue, const std::string& path, ReadLog& log) {
  if (!tissue.law) {
    log.report(path, path + ": no law", "", "name a tissue of the library, or give a law with its parameters");
    return false;
  }
  const auto keys = std::find_if(law_keys().begin(), law_keys().end(),
                                 [&](const LawKeys& candidate) { return candidate.law == *tissue.law; });
  bool good = true;
  for (const auto& [key, given] : stiffness_given(tissue)) {
    const bool needed = std::find(keys->needed.begin(), keys->needed.end(), key) != keys->needed.end();
    if (needed == given)
      continue;
    good = false;
    if (needed)
      log.report(path, fmt::format("{}: the law {} needs {}", path, keys->name, key), "",
                 key == "terms" ? "give shear_modulus and exponent, or a list of terms" : "give " + key);
    else
      log.report(path + "." + key, fmt::format("{}: the law {} takes no {}", path, keys->name, key), "",
                 "remove it, or name the law it belongs to");
  }
  if (tissue.strength.has_value() != tissue.toughness.has_value()) {
    good = false;
    log.report(path, path + ": strength and toughness belong together", "",
               "give both, or neither for a layer that cannot crack");
  }
  return good;
}

materials::IsochoricLaw build_law(const TissueProperties& tissue) {
  switch (*tissue.law) {
  case Law::neo_hookean:
    return materials::NeoHookean{*tissue.shear_modulus};
  case Law::gent:
    return materials::Gent{*tissue.shear_modulus, *tissue.limiting_stretch_invariant};
  case Law::holzapfel_gasser_ogden: {
    // In axisymmetry the two families lie in the skin's plane, along R and along the hoop.
    dealii::Tensor<1, 3> radial, hoop;
    radial[0] = 1.;
    hoop[2] = 1.;
    return materials::HolzapfelGasserOgden{*tissue.shear_modulus, *tissue.k1, *tissue.k2,
                                           *tissue.dispersion,    radial,     hoop};
  }
  case Law::ogden: {
    materials::Ogden ogden;
    for (const OgdenTermInput& term : tissue.terms)
      ogden.terms.push_back({term.shear_modulus, term.exponent});
    return ogden;
  }
  }
  throw std::logic_error("no such constitutive law");
}

template <class Value> void replace(std::optional<Value>& value, const std::optional<Value>& by) {
  if (by)
    value = by;
}

void forget_law(TissueProperties& tissue) {
  tissue.shear_modulus = tissue.exponent = tissue.limiting_stretch_invariant = std::nullopt;
  tissue.k1 = tissue.k2 = tissue.dispersion = tissue.bulk_modulus = std::nullopt;
  tissue.terms.clear();
}

// An Ogden law is kept as terms; shear_modulus and exponent are the short form of a single one.
void fold_into_term(TissueProperties& tissue) {
  if (tissue.law != Law::ogden || tissue.terms.size() > 1)
    return;
  if (tissue.terms.empty() && tissue.shear_modulus && tissue.exponent)
    tissue.terms.push_back({});
  if (tissue.terms.empty())
    return;
  tissue.terms[0].shear_modulus = tissue.shear_modulus.value_or(tissue.terms[0].shear_modulus);
  tissue.terms[0].exponent = tissue.exponent.value_or(tissue.terms[0].exponent);
  tissue.shear_modulus = tissue.exponent = std::nullopt;
}

// Nominal stress P = dW/dlambda of incompressible uniaxial tension, by central differences of the energy.
double uniaxial_stress(const materials::IsochoricLaw& law, double stretch) {
  const auto energy = [&](double lambda) {
    dealii::SymmetricTensor<2, 3> right_cauchy_green;
    right_cauchy_green[0][0] = lambda * lambda;
    right_cauchy_green[1][1] = right_cauchy_green[2][2] = 1. / lambda;
    materials::StrainEnergyResponse response;
    std::visit([&](const auto& held) { held.evaluate(right_cauchy_green, materials::Evaluate::energy, response); },
               law);
    return response.energy;
  };
  const double step = 1e-4 * stretch;
  return (energy(stretch + step) - energy(stretch - step)) / (2. * step);
}

} // namespace

TissueProperties changed(TissueProperties tissue, const TissueProperties& change) {
  if (change.law && change.law != tissue.law)
    forget_law(tissue);
  replace(tissue.law, change.law);
  for (const auto member :
       {&TissueProperties::shear_modulus, &TissueProperties::exponent, &TissueProperties::limiting_stretch_invariant,
        &TissueProperties::k1, &TissueProperties::k2, &TissueProperties::dispersion, &TissueProperties::bulk_modulus,
        &TissueProperties::strength, &TissueProperties::toughness, &TissueProperties::initial_opening,
        &TissueProperties::density})
    replace(tissue.*member, change.*member);
  replace(tissue.softening, change.softening);
  if (!change.terms.empty())
    tissue.terms = change.terms;
  if (!change.prony.empty())
    tissue.prony = change.prony;
  fold_into_term(tissue);
  return tissue;
}

double derived_bulk_modulus(const materials::Material& material, double bulk_factor) {
  double instantaneous = 1.;
  for (const auto& term : material.viscoelasticity.terms)
    instantaneous += term.weight;
  const double shear_modulus =
      std::visit([](const auto& law) { return law.initial_shear_modulus(); }, material.isochoric);
  double tangent = 3. * shear_modulus, below = 0.;
  constexpr double ratio = 1.01, longest = 10.;
  if (material.cohesive.can_crack())
    for (double stretch = ratio; stretch < longest; stretch *= ratio) {
      const double stress = uniaxial_stress(material.isochoric, stretch);
      if (!std::isfinite(stress))
        break;
      tangent = std::max(tangent, (stress - below) / (stretch * (1. - 1. / ratio)));
      below = stress;
      if (stress >= material.cohesive.strength)
        break;
    }
  return std::max(std::min(bulk_factor * tangent, bulk_modulus_of_water), 50. * shear_modulus * instantaneous);
}

std::optional<materials::Material> build_material(const std::string& name, const TissueProperties& tissue,
                                                  double bulk_factor, const std::string& path, ReadLog& log) {
  if (!check_keys(tissue, path, log))
    return std::nullopt;
  materials::Material material;
  material.name = name;
  material.isochoric = build_law(tissue);
  for (const PronyTermInput& term : tissue.prony)
    material.viscoelasticity.terms.push_back({term.weight, term.relaxation_time});
  material.cohesive.strength = tissue.strength.value_or(material.cohesive.strength);
  material.cohesive.energy = tissue.toughness.value_or(material.cohesive.energy);
  material.cohesive.initial_opening = tissue.initial_opening.value_or(material.cohesive.initial_opening);
  material.cohesive.softening = tissue.softening.value_or(material.cohesive.softening);
  try {
    std::visit([](const auto& law) { law.validate(); }, material.isochoric);
    material.viscoelasticity.validate();
    material.cohesive.validate();
  } catch (const std::invalid_argument& error) {
    log.report(path, path + ": " + error.what(), "", "change the value, here or in the library's tissue");
    return std::nullopt;
  }
  material.volumetric.bulk_modulus =
      tissue.bulk_modulus ? *tissue.bulk_modulus : derived_bulk_modulus(material, bulk_factor);
  return material;
}

} // namespace acumen::scenarios
