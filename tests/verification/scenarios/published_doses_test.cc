// Published doses, times and flows as predictions: ratio of computed to published, and the 5 to 95 % interval of the
// uncertain library values, printed. What goes in is the library and the published experiment as far as it is known;
// solver/transport/README.md says what is assumed of each. The test holds what that README claims: met within a factor
// of 1.5, or missed. Misses stay misses until model or evidence change; then the README has to change too.
#include "scenarios/resolve/read_case.h"
#include "solver/transport/drug_outcome.h"
#include "tests/support/case_file.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <gtest/gtest.h>
#include <random>

namespace {

using namespace acumen;

/// Excised skin in a diffusion cell.
struct ExcisedSkin {
  double thickness = 0.; ///< whole [m]; 0 = living forearm skin
};

struct Experiment {
  std::string system, drug, polymer;
  double needles, length, base, inserted, pitch; // [m]
  std::vector<std::string> more;
  ExcisedSkin excised;
};

scenarios::ResolvedCase resolve(const Experiment& experiment) {
  const tests::CaseFile file("needle: {length: 100 um, base_diameter: 40 um, tip_radius: 2 um}\n");
  std::vector<std::string> overrides = {"skin.site=volar_forearm",
                                        "insertion.withdraw=true",
                                        "drug.system=" + experiment.system,
                                        "drug.name=" + experiment.drug,
                                        "needle.length=" + std::to_string(1e6 * experiment.length) + " um",
                                        "needle.base_diameter=" + std::to_string(1e6 * experiment.base) + " um"};
  if (!experiment.polymer.empty())
    overrides.push_back("drug.polymer=" + experiment.polymer);
  overrides.insert(overrides.end(), experiment.more.begin(), experiment.more.end());
  return scenarios::read_case(file.path(), overrides);
}

/// Layers of the forearm, or of dermatomed skin: 15 um of stratum corneum, 50 um of epidermis (ASSUMED), then dermis;
/// no blood takes the drug up, the receptor fluid below does.
std::vector<transport::SkinLayer> layers_of(const scenarios::ResolvedCase& resolved, const ExcisedSkin& excised,
                                            const scenarios::TransportProperties& properties) {
  std::vector<transport::SkinLayer> layers;
  const double horny = 15e-6, epidermis = 50e-6;
  const std::vector<double> thicknesses = {horny, epidermis, excised.thickness - horny - epidermis};
  for (std::size_t l = 0; l < (excised.thickness > 0. ? thicknesses.size() : 5); ++l) {
    layers.push_back({resolved.layers[l].name, resolved.layers[l].thickness, properties.tissues[l]});
    if (excised.thickness > 0.)
      layers.back().thickness = thicknesses[l];
  }
  return layers;
}

transport::DrugOutcome predict(const Experiment& experiment, const scenarios::ResolvedCase& resolved,
                               const scenarios::TransportProperties& properties,
                               const transport::DeliveryOptions& options) {
  transport::DrugCase drug_case;
  drug_case.skin = transport::skin_around_needle(layers_of(resolved, experiment.excised, properties), resolved.needle,
                                                 experiment.inserted, experiment.pitch / std::sqrt(M_PI));
  drug_case.drug = properties.drug;
  if (experiment.excised.thickness > 0.)
    drug_case.drug.clearance_rate = 0.;
  drug_case.polymer = properties.polymer;
  drug_case.settings = resolved.transport.settings();
  drug_case.settings.needles = experiment.needles;
  return transport::drug_outcome(drug_case, options);
}

double value(const transport::DrugOutcome& outcome, const std::string& name) {
  for (const auto& entry : outcome.values)
    if (entry.name == name)
      return entry.value;
  return std::nan("");
}

enum class Claim { met, missed };

using Figure = std::function<double(const transport::DrugOutcome&)>;

/// Smallest and largest of a dozen stratified samples of all uncertain library values, on a coarser mesh.
std::pair<double, double> range(const Experiment& experiment, const scenarios::ResolvedCase& resolved,
                                const Figure& figure) {
  constexpr unsigned int n = 12;
  transport::DeliveryOptions coarse;
  coarse.mesh.first_width *= 2.;
  coarse.mesh.radial_growth = 1.35;
  coarse.mesh.row_height *= 2.;
  coarse.integrator.tolerance = 2e-4;
  std::mt19937 generator(7);
  std::vector<std::vector<double>> strata(scenarios::uncertain_names(resolved.transport).size());
  for (auto& order : strata) {
    for (unsigned int i = 0; i < n; ++i)
      order.push_back((i + 0.5) / n);
    std::shuffle(order.begin(), order.end(), generator);
  }
  std::vector<double> values;
  for (unsigned int i = 0; i < n; ++i) {
    std::vector<double> quantiles;
    for (const auto& order : strata)
      quantiles.push_back(order[i]);
    values.push_back(
        figure(predict(experiment, resolved, scenarios::properties_at(resolved.transport, quantiles), coarse)));
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {*low, *high};
}

void print(const char* what, const double computed, const double published, const std::pair<double, double>& interval,
           const Claim claim) {
  const double ratio = computed / published;
  const bool met = ratio > 1. / 1.5 && ratio < 1.5;
  std::printf("%-52s computed %.3g (%.2g to %.2g)  published %.3g  ratio %.2f  %s%s\n", what, computed, interval.first,
              interval.second, published, ratio, met ? "met" : "missed",
              interval.first <= published && published <= interval.second ? ", within the interval" : "");
  EXPECT_EQ(met, claim == Claim::met) << what;
}

void compare(const char* what, const Experiment& experiment, const Figure& figure, const double published,
             const Claim claim) {
  const auto resolved = resolve(experiment);
  const double computed = figure(predict(experiment, resolved, scenarios::properties_of(resolved.transport), {}));
  print(what, computed, published, range(experiment, resolved, figure), claim);
}

/// Share of the dose that is no longer in the needle.
Figure gone_after(const double seconds) {
  return [seconds](const transport::DrugOutcome& outcome) {
    double share = 0.;
    for (const auto& record : outcome.delivery.history)
      if (record.time <= seconds)
        share = 1. - record.needle / outcome.delivery.dose;
    return share;
  };
}

// PVP's front speed was derived from this figure with an assumed base: no independent check.
TEST(PublishedDoses, DissolvingNeedle) {
  compare("PVP dissolved after 10 min",
          {"dissolving", "zolmitriptan", "PVP", 100, 600e-6, 300e-6, 590e-6, 700e-6, {}, {}}, gone_after(600.), 0.83,
          Claim::met);
}

// Teriparatide in the tip layer of needles of hyaluronic acid and trehalose (Sim et al. 2022, Polymers 14:4027). Size
// not known: the upper half of a needle of 600 um and 300 um. No front speed is known of the mixture: computed are its
// two ends, hyaluronic acid and a sugar glass (maltose's data).
TEST(PublishedDoses, TipLayerOfHyaluronicAcidAndTrehalose) {
  Experiment tip{"dissolving", "parathyroid_hormone", "HA", 100, 300e-6, 150e-6, 290e-6, 700e-6, {}, {}};
  compare("teriparatide out of HA tips after 5 min", tip, gone_after(300.), 0.876, Claim::missed);
  tip.polymer = "maltose";
  compare("teriparatide out of tips of sugar glass after 5 min", tip, gone_after(300.), 0.876, Claim::missed);
}

// Theoretical content of the dry needles of the source (McCrudden et al. 2014, 10.1016/j.jconrel.2014.02.007): 361
// cones cast from gel of 30 % polymer with as much drug, 46 % solids, 1.1 g/cm^3, that shrink as they dry.
TEST(PublishedDoses, IbuprofenArray) {
  const Figure dose = [](const transport::DrugOutcome& outcome) { return 1e6 * value(outcome, "drug.dose"); };
  const Experiment full{"dissolving",
                        "ibuprofen_sodium",
                        "PMVE_MA",
                        361,
                        600e-6,
                        300e-6,
                        590e-6,
                        350e-6,
                        {"drug.drug_fraction=50 %", "drug.filled_fraction=1"},
                        {}};
  compare("ibuprofen in 361 needles, moulds full of dry mass [mg]", full, dose, 1.5, Claim::missed);
  Experiment dried = full;
  dried.more.back() = "drug.filled_fraction=" + std::to_string(0.46 * 1.1 / 1.37);
  compare("ibuprofen in 361 needles, dried from a gel [mg]", dried, dose, 1.5, Claim::met);
}

// Film on the whole flank, and on the outer half of the length (coated tips; length not known).
TEST(PublishedDoses, CoatedNeedles) {
  const Figure dose = [](const transport::DrugOutcome& outcome) { return 1e9 * value(outcome, "drug.dose"); };
  const Experiment flank{"coated",
                         "parathyroid_hormone",
                         "CMC",
                         1300,
                         200e-6,
                         120e-6,
                         190e-6,
                         390e-6,
                         {"drug.drug_fraction=30 %", "drug.coating_thickness=5 um"},
                         {}};
  compare("parathyroid hormone on 1300 needles, whole flank [ug]", flank, dose, 30., Claim::missed);
  Experiment tips = flank;
  tips.more.push_back("drug.coated_length=100 um");
  compare("parathyroid hormone on 1300 needles, tips [ug]", tips, dose, 30., Claim::met);
  compare("zolmitriptan on two patches of 2000 needles [ug]",
          {"coated",
           "zolmitriptan",
           "CMC",
           4000,
           340e-6,
           120e-6,
           330e-6,
           390e-6,
           {"drug.drug_fraction=60 %", "drug.coating_thickness=20 um"},
           {}},
          dose, 3800., Claim::met);
}

// 19 x 19 needles through which a lyophilised wafer empties for a day into excised neonatal pig skin (Donnelly et al.
// 2014, 10.1371/journal.pone.0111547). Loads follow from the published shares (37 and 49 %); needles reach 300 um
// (10.1371: not given; PMC4119956 in man), skin is dermatomed to 350 um and the pitch 350 um (recalled).
Experiment wafer(const std::string& drug, const double load) {
  const double area = 361. * 350e-6 * 350e-6, thickness = 3e-3, density = 1370.;
  return {"hydrogel",
          drug,
          "PMVE_MA",
          361,
          600e-6,
          300e-6,
          300e-6,
          350e-6,
          {"drug.drug_fraction=" + std::to_string(load / (area * thickness * density)), "drug.patch_thickness=3 mm"},
          {350e-6}};
}

TEST(PublishedDoses, HydrogelOverADay) {
  const Figure delivered = [](const transport::DrugOutcome& outcome) {
    const auto& end = outcome.delivery.history.back();
    return 1e6 * 361. * (end.deep + end.cleared); // arrived in the receptor
  };
  compare("ibuprofen sodium through a gel array in 24 h [mg]", wafer("ibuprofen_sodium", 119e-6), delivered, 44.,
          Claim::missed);
  compare("ovalbumin through a gel array in 24 h [mg]", wafer("ovalbumin", 2.53e-6), delivered, 1.24, Claim::missed);
}

transport::InfusionSettings infusion(const double pressure, const double volume, const double opening) {
  transport::InfusionSettings settings;
  settings.pressure = pressure;
  settings.volume = volume;
  settings.lumen_diameter = opening;
  settings.lumen_length = 900e-6;
  return settings;
}

void compare_flow(const char* what, const double computed, const double published, const Claim claim) {
  print(what, computed, published, {computed, computed}, claim);
}

// In man a few hundred mmHg pass 0.3 ml/min for a few hundred ul (Gupta et al. 2011, PMC3143217). In cadaver skin a
// single needle that is not drawn back passes 15 to 96 ul/h, and up to 11.6 times as much when it is (Martanto et al.
// 2006, 10.1007/s11095-005-8498-8). Opening (60 um) and the latter's pressure (69 kPa) are not known.
TEST(PublishedDoses, HollowNeedle) {
  const transport::PorousTissue dermis{9.6e-15, 2.94, 0.2e6};
  const double per_minute = 60e9, per_hour = 3600e9;
  const auto opened = transport::infuse(dermis, infusion(300. * 133.322, 300e-9, 60e-6));
  compare_flow("flow at 300 mmHg in man, tissue opened [ul/min]", per_minute * opened.flow, 300., Claim::met);
  const auto cadaver = infusion(69e3, 10e-9, 60e-6);
  const double compacted = transport::infuse_compacted(dermis, 0.7, 100e-6, cadaver).flow;
  compare_flow("flow at 69 kPa, not drawn back [ul/h]", per_hour * compacted, std::sqrt(15. * 96.), Claim::missed);
  const double relieved = transport::infuse_compacted(dermis, 0., 100e-6, cadaver).flow;
  compare_flow("gain by drawing back [-]", relieved / compacted, 11.6, Claim::missed);
}

} // namespace
