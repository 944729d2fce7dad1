#include "solver/transport/infusion.h"
#include "solver/transport/loading.h"
#include "tests/verification/transport/sample_skin.h"

#include <gtest/gtest.h>

#include <cmath>

namespace acumen::transport {
namespace {

LoadingResult limit(const double margin, const double wear, const double solubility, const double whole = 1.) {
  WoundedSkin skin = test::cone_in_skin();
  // All of the needle in viable tissue, so that volume times density is the reference.
  skin.layers.erase(skin.layers.begin());
  skin.needle_volume *= whole;
  Drug drug = test::small_drug();
  drug.solubility = solubility;
  auto settings = test::settings(DeliverySystem::dissolving);
  settings.wear_time = wear;
  settings.needles = 100.;
  return loading_limit(skin, drug, test::polymer(), settings, softened_margin(margin, 2.), 3.);
}

TEST(Loading, NamesWhatSetsTheLimit) {
  const double full = 100. * 1200. * 0.4 * M_PI / 3. * 80e-6 * 80e-6 * 400e-6;
  const LoadingResult volume = limit(100., 1e5, 1e6);
  EXPECT_NEAR(volume.maximum_load, full, 1e-6 * full);
  EXPECT_NE(volume.sentence.find("the limit is set by volume"), std::string::npos) << volume.sentence;

  const LoadingResult depth = limit(100., 1e5, 1e6, 2.);
  EXPECT_NEAR(depth.maximum_load, full, 1e-6 * full);
  EXPECT_EQ(depth.binding().name, "depth");
  EXPECT_NEAR(depth.binding().without, 2. * full, 1e-6 * full);

  // 4 (1 - w)^2 = 3
  const LoadingResult strength = limit(4., 1e5, 1e6);
  EXPECT_EQ(strength.binding().name, "strength");
  EXPECT_NEAR(strength.drug_fraction, 1. - std::sqrt(0.75), 1e-9);
  EXPECT_NEAR(strength.maximum_load, full * strength.drug_fraction / 0.4, 1e-6 * full);

  EXPECT_EQ(limit(100., 60., 1e6).binding().name, "dissolution");
  EXPECT_EQ(limit(100., 1e4, 1e-3).binding().name, "solubility");
  // A needle too weak even without drug carries none.
  EXPECT_EQ(limit(2., 1e5, 1e6).maximum_load, 0.);
}

InfusionSettings infusion() {
  InfusionSettings settings;
  settings.pressure = 20e3;
  settings.volume = 1e-9;
  settings.lumen_diameter = 60e-6;
  settings.lumen_length = 900e-6;
  settings.sealing_pressure = 10e3;
  return settings;
}

TEST(Infusion, PoiseuilleWhereTheTissueIsOpen) {
  const InfusionSettings settings = infusion();
  const InfusionResult result = infuse({1e-6, 0., 1e9}, settings);
  const double exact = settings.pressure * M_PI * std::pow(60e-6, 4) / (128. * 1e-3 * 900e-6);
  EXPECT_NEAR(result.flow, exact, 1e-3 * exact);
  EXPECT_LT(result.back_pressure, 10.);
  EXPECT_FALSE(result.leaks_back);
}

TEST(Infusion, PointSourceWhereTheTissueIsTight) {
  InfusionSettings settings = infusion();
  settings.lumen_diameter = 300e-6; // as good as no resistance
  const InfusionResult result = infuse({9.6e-15, 0., 1e9}, settings);
  const double exact = 4. * M_PI * 9.6e-15 * std::cbrt(0.75e-9 / M_PI) * settings.pressure / 1e-3;
  EXPECT_NEAR(result.flow, exact, 2e-3 * exact);
  EXPECT_TRUE(result.leaks_back);
  // Swelling opens the pores: the Kirchhoff integral of exp.
  const double M = 100e3, m = 2.94;
  EXPECT_NEAR(cavity_flow({9.6e-15, m, M}, 1e-4, 20e3, 1e-3),
              4. * M_PI * 9.6e-15 * 1e-4 * (M / m) * std::expm1(m * 20e3 / M) / 1e-3, 1e-18);
}

// A needle without width far from every boundary is a point source.
TEST(Infusion, FiniteElementsMeetThePointSource) {
  WoundedSkin skin;
  skin.layers = {{"tissue", 20e-3, test::viable(1.)}};
  skin.cell_radius = 20e-3;
  skin.hole = {{0., 1e-6, 0.}, {10e-3, 0., 0.}};
  InfusionSettings settings = infusion();
  settings.volume = 4. / 3. * M_PI * std::pow(400e-6, 3);
  settings.lumen_diameter = 1e-3;
  WoundMeshParameters mesh;
  mesh.first_width = 50e-6;
  mesh.row_height = 80e-6;
  settings.lumen_length = 1e-6;
  for (const double m : {0., 2.94}) {
    skin.layers[0].tissue.permeability_exponent = m;
    const InfusionResult layered = infuse_layered(skin, settings, mesh);
    const InfusionResult point = infuse({9.6e-15, m, 100e3}, settings);
    // The zero-pressure boundary at 10 mm adds 500 um / 10 mm.
    EXPECT_NEAR(layered.flow / point.flow, 1.05, 0.06);
  }
}

} // namespace
} // namespace acumen::transport
