#include "solver/transport/delivery.h"
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
}

// A needle too weak even without drug carries none, and what would come next is said.
TEST(Loading, NeedleTooWeakWithoutDrugCarriesNone) {
  const double full = 100. * 1200. * 0.4 * M_PI / 3. * 80e-6 * 80e-6 * 400e-6;
  const LoadingResult weak = limit(2., 60., 1e6, 2.);
  EXPECT_EQ(weak.maximum_load, 0.);
  EXPECT_EQ(weak.drug_fraction, 0.);
  EXPECT_EQ(weak.set_by, "strength");
  EXPECT_EQ(weak.next, "dissolution");
  EXPECT_GT(weak.binding().without, 0.);
  EXPECT_LT(weak.binding().without, full);
  EXPECT_NE(weak.sentence.find("the limit is set by strength: 0 ug in all (even without drug the needle's margin of "
                               "safety is 2.00, below the 3 to be kept)"),
            std::string::npos)
      << weak.sentence;
  for (const LoadingLimit& other : weak.limits)
    EXPECT_TRUE(std::isfinite(other.without) && other.without >= 0.) << other.name;
  // Strong enough without drug: the reason names the share that it still carries.
  EXPECT_NE(limit(4., 1e5, 1e6).sentence.find("falls from 4.00 without drug to 3 at 13.4 % drug"), std::string::npos)
      << limit(4., 1e5, 1e6).sentence;
}

TEST(Loading, CoatingOfTheTipCountsOnlyTheTip) {
  WoundedSkin skin = test::cone_in_skin();
  auto settings = test::settings(DeliverySystem::coated);
  const double whole = carried_dose(skin, test::small_drug(), test::polymer(), settings);
  settings.coated_length = 200e-6; // half of the cone: a quarter of its flank
  EXPECT_NEAR(carried_dose(skin, test::small_drug(), test::polymer(), settings), 0.25 * whole, 1e-9 * whole);
  const Delivery delivery = deliver(skin, test::small_drug(), test::polymer(), settings, {});
  EXPECT_NEAR(delivery.history.front().needle, delivery.dose, 1e-9 * delivery.dose);
  EXPECT_LT(delivery.statistics.largest_total_error, 1e-6);
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
  const double exact = 4. * M_PI * 9.6e-15 * 2. / 3. * std::cbrt(0.75e-9 / M_PI) * settings.pressure / 1e-3;
  EXPECT_NEAR(result.flow, exact, 2e-3 * exact);
  EXPECT_TRUE(result.leaks_back);
  // Swelling opens the pores: the Kirchhoff integral of exp.
  const double M = 100e3, m = 2.94;
  EXPECT_NEAR(cavity_flow({9.6e-15, m, M}, 1e-4, 20e3, 1e-3),
              4. * M_PI * 9.6e-15 * 1e-4 * (M / m) * std::expm1(m * 20e3 / M) / 1e-3, 1e-18);
}

// The ball grows with the infused volume; the mean radius gives the time of int dV / Q(V).
TEST(Infusion, TimeIsThatOfAGrowingBall) {
  InfusionSettings settings = infusion();
  settings.lumen_diameter = 1e-3; // no resistance, yet an opening wider than the ball at first
  settings.lumen_length = 1e-6;
  settings.volume = 1e-6;
  const PorousTissue tissue{9.6e-15, 0., 1e9};
  double time = 0.;
  constexpr int n = 100000;
  for (int i = 0; i < n; ++i) {
    const double volume = settings.volume * (i + 0.5) / n;
    time += settings.volume / n / cavity_flow(tissue, std::cbrt(0.75 * volume / M_PI), settings.pressure, 1e-3);
  }
  EXPECT_NEAR(infuse(tissue, settings).time, time, 1e-3 * time);
}

// Shell of compressed tissue round the opening in series with the rest: resistances of concentric balls add.
TEST(Infusion, CompactedTissueAddsAShellInSeries) {
  InfusionSettings settings = infusion();
  settings.lumen_length = 1e-6;
  const double a = 30e-6, b = 120e-6, m = 2.94, compression = 0.7, k = 9.6e-15;
  const PorousTissue stiff{k, m, 1e12};
  const double shell = (1. / a - 1. / b) / (4. * M_PI * k * std::exp(-m * compression)),
               rest = 1. / (4. * M_PI * k * b);
  const double exact = settings.pressure / (1e-3 * (shell + rest));
  EXPECT_NEAR(infuse_compacted(stiff, compression, b, settings).flow, exact, 2e-3 * exact);
  // Without compression and without a shell it is the opening in even tissue.
  const double even = 4. * M_PI * k * a * settings.pressure / 1e-3;
  EXPECT_NEAR(infuse_compacted(stiff, 0., b, settings).flow, even, 2e-3 * even);
  EXPECT_NEAR(infuse_compacted(stiff, compression, a, settings).flow, even, 2e-3 * even);
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

// What the screening model takes for the layered skin: a ball at the tip of at most half its depth. The drained surface
// lets more out, the tight stratum corneum less.
TEST(Infusion, ABallAtTheTipStandsForTheLayeredSkin) {
  InfusionSettings settings = infusion();
  settings.pressure = 40e3;
  settings.volume = 10e-9;
  for (const double depth : {150e-6, 300e-6, 600e-6}) {
    WoundedSkin skin = test::cone_in_skin(depth, 0.15 * depth);
    skin.layers[0].tissue.permeability = 1e-19;
    skin.layers[0].tissue.permeability_exponent = 0.;
    skin.layers[0].tissue.drained_modulus = 1e6;
    skin.cell_radius = 10e-3;
    const double layered = infuse_layered(skin, settings, {}).flow;
    const double ball = infuse_at_depth({9.6e-15, 2.94, 100e3}, depth, settings).flow;
    EXPECT_GT(layered / ball, 0.5) << depth;
    EXPECT_LT(layered / ball, 2.) << depth;
    ::testing::Test::RecordProperty("layered over ball at " + std::to_string(1e6 * depth),
                                    std::to_string(layered / ball));
  }
}

} // namespace
} // namespace acumen::transport
