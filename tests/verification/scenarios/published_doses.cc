// Published doses and times as predictions: ratio of computed to published, printed. What goes in is the library and
// the published geometry as far as it is known. The test holds what solver/transport/README.md says of each: met within
// a factor of 1.5, or missed. Misses stay misses until the model changes; then the README has to change too.
#include "scenarios/schema/read_case.h"
#include "solver/transport/drug_outcome.h"
#include "tests/support/case_file.h"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace {

using namespace acumen;

struct Array {
  std::string system, drug, polymer;
  double needles, length, base, inserted, pitch; // [m]
  std::vector<std::string> more;
};

transport::DrugOutcome predict(const Array& array) {
  const tests::CaseFile file("needle: {length: 100 um, base_diameter: 40 um, tip_radius: 2 um}\n");
  std::vector<std::string> overrides = {"skin.site=volar_forearm",
                                        "insertion.withdraw=true",
                                        "drug.system=" + array.system,
                                        "drug.name=" + array.drug,
                                        "needle.length=" + std::to_string(1e6 * array.length) + " um",
                                        "needle.base_diameter=" + std::to_string(1e6 * array.base) + " um"};
  if (!array.polymer.empty())
    overrides.push_back("drug.polymer=" + array.polymer);
  overrides.insert(overrides.end(), array.more.begin(), array.more.end());
  const auto resolved = scenarios::read_case(file.path(), overrides);
  const auto properties = scenarios::properties_of(resolved.transport);
  std::vector<transport::SkinLayer> layers;
  for (std::size_t l = 0; l < 5; ++l)
    layers.push_back({resolved.layers[l].name, resolved.layers[l].thickness, properties.tissues[l]});
  transport::DrugCase drug_case;
  drug_case.skin =
      transport::skin_around_needle(layers, resolved.needle, array.inserted, array.pitch / std::sqrt(M_PI));
  drug_case.drug = properties.drug;
  drug_case.polymer = properties.polymer;
  drug_case.settings = resolved.transport.settings();
  drug_case.settings.needles = array.needles;
  return transport::drug_outcome(drug_case, {});
}

double value(const transport::DrugOutcome& outcome, const std::string& name) {
  for (const auto& entry : outcome.values)
    if (entry.name == name)
      return entry.value;
  return std::nan("");
}

enum class Claim { met, missed };

void compare(const char* what, const double computed, const double published, const Claim claim) {
  const double ratio = computed / published;
  const bool met = ratio > 1. / 1.5 && ratio < 1.5;
  std::printf("%-58s computed %.3g  published %.3g  ratio %.2f  %s\n", what, computed, published, ratio,
              met ? "met" : "missed");
  EXPECT_EQ(met, claim == Claim::met) << what;
}

// PVP's front speed was derived from the first figure with an assumed base; on this wider needle it takes longer. The
// second is another study's, with a needle that dissolves faster.
TEST(PublishedDoses, DissolvingNeedles) {
  const auto outcome = predict({"dissolving", "zolmitriptan", "PVP", 100, 600e-6, 300e-6, 590e-6, 700e-6, {}});
  const auto& delivery = outcome.delivery;
  double at_ten = 0.;
  for (const auto& record : delivery.history)
    if (record.time <= 600.)
      at_ten = 1. - record.needle / delivery.dose;
  compare("dissolved after 10 min", at_ten, 0.83, Claim::met);
  compare("delivered after 5 min", delivery.delivered_share(300.), 0.876, Claim::missed);
}

// 19 x 19 needles of 600 um, 300 um wide, half of their mass ibuprofen: the cones hold more than the published 1.5 mg,
// as the needles' taper and filling are not known.
TEST(PublishedDoses, IbuprofenArray) {
  const auto outcome = predict({"dissolving",
                                "ibuprofen",
                                "PMVE_MA",
                                361,
                                600e-6,
                                300e-6,
                                590e-6,
                                600e-6,
                                {"drug.drug_fraction=50 %", "drug.filled_fraction=1"}});
  compare("ibuprofen in 361 needles [mg]", 1e6 * value(outcome, "drug.dose"), 1.5, Claim::missed);
}

// Films of the full flank; published coatings cover tips only and are thinner, so doses come out too high.
TEST(PublishedDoses, CoatedNeedles) {
  const auto pth = predict({"coated",
                            "parathyroid_hormone",
                            "CMC",
                            1300,
                            200e-6,
                            120e-6,
                            190e-6,
                            390e-6,
                            {"drug.drug_fraction=30 %", "drug.coating_thickness=5 um"}});
  compare("parathyroid hormone on 1300 needles [ug]", 1e9 * value(pth, "drug.dose"), 30., Claim::missed);
  const auto triptan = predict({"coated",
                                "zolmitriptan",
                                "CMC",
                                4000,
                                340e-6,
                                120e-6,
                                330e-6,
                                390e-6,
                                {"drug.drug_fraction=60 %", "drug.coating_thickness=20 um"}});
  compare("zolmitriptan on two patches of 2000 needles [mg]", 1e6 * value(triptan, "drug.dose"), 3.8, Claim::met);
}

// 19 x 19 needles through which a reservoir empties for a day.
double delivered_through_gel(const std::string& drug, const std::string& fraction) {
  const Array gel{"hydrogel", drug,   "PMVE_MA",
                  361,        600e-6, 300e-6,
                  450e-6,     600e-6, {"drug.drug_fraction=" + fraction, "drug.patch_thickness=1 mm"}};
  return 1e6 * value(predict(gel), "drug.delivered");
}

TEST(PublishedDoses, HydrogelOverADay) {
  compare("ibuprofen through a gel array in 24 h [mg]", delivered_through_gel("ibuprofen", "40 %"), 44., Claim::missed);
  compare("ovalbumin through a gel array in 24 h [mg]", delivered_through_gel("ovalbumin", "5 %"), 1.24, Claim::missed);
}

// In man a few hundred mmHg pass 0.3 ml/min for a few hundred ul (Gupta et al. 2011, PMC3143217); the opening is not
// known. The flow into tissue that the infusate opens.
TEST(PublishedDoses, HollowNeedle) {
  const auto outcome = transport::infuse({9.6e-15, 2.94, 0.2e6}, [] {
    transport::InfusionSettings settings;
    settings.pressure = 300. * 133.322;
    settings.volume = 300e-9;
    settings.lumen_diameter = 60e-6;
    settings.lumen_length = 900e-6;
    return settings;
  }());
  compare("flow at 300 mmHg [ul/min]", 60e9 * outcome.flow, 300., Claim::met);
}

} // namespace
