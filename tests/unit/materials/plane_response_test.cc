#include "materials/laws/gent.h"
#include "materials/laws/neo_hookean.h"
#include "materials/laws/plane_response.h"
#include "materials/laws/prony_series.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace acumen::materials {
namespace {

/// C = F^T F of a random in-plane deformation with hoop stretch, from mild to a hundredfold squeezed.
PlaneEntries random_strain(std::mt19937& generator, const double size) {
  std::uniform_real_distribution<double> entry(-size, size);
  for (;;) {
    const double a = 1. + entry(generator), b = entry(generator), c = entry(generator), d = 1. + entry(generator),
                 h = std::exp(entry(generator));
    if (a * d - b * c > 0.01)
      return {a * a + c * c, b * b + d * d, h * h, a * b + c * d};
  }
}

template <class Law> void expect_same_as_full(const Law& law, const PlaneEntries& c) {
  PlaneResponse plane;
  evaluate_in_plane(law, c, Evaluate::tangent, plane);
  StrainEnergyResponse full;
  law.evaluate(tensor_of({c[0], c[1], c[2], c[3], 0., 0.}), Evaluate::tangent, full);
  const double scale = full.material_tangent.norm();
  EXPECT_NEAR(plane.energy, full.energy, 1e-13 * (std::abs(full.energy) + law.initial_shear_modulus()));
  const PlaneEntries stress = plane_entries_of(full.second_piola_kirchhoff_stress);
  for (unsigned int p = 0; p < 4; ++p) {
    EXPECT_NEAR(plane.stress[p], stress[p], 1e-12 * full.second_piola_kirchhoff_stress.norm() + 1e-9);
    for (unsigned int q = 0; q < 4; ++q)
      EXPECT_NEAR(plane.tangent[p][q], full.material_tangent.access_raw_entry(6 * p + q), 1e-12 * scale)
          << "entry " << p << ", " << q;
  }
}

TEST(PlaneResponse, OgdenAgreesWithTheFullTensors) {
  const Ogden law{{{0.11e6, 9.}, {0.02e6, -3.}}};
  std::mt19937 generator(1);
  for (const double size : {1e-9, 1e-3, 0.1, 0.9})
    for (int trial = 0; trial < 50; ++trial)
      expect_same_as_full(law, random_strain(generator, size));
  expect_same_as_full(law, {1., 1., 1., 0.});
  expect_same_as_full(law, {2., 2., 0.25, 0.});
}

TEST(PlaneResponse, OtherLawsAreCopiedOver) {
  std::mt19937 generator(2);
  expect_same_as_full(NeoHookean{1e5}, random_strain(generator, 0.5));
  expect_same_as_full(Gent{1e5, 30.}, random_strain(generator, 0.3));
}

TEST(PlaneResponse, OverstressAgreesWithTheFullTensors) {
  std::mt19937 generator(3);
  for (int trial = 0; trial < 50; ++trial) {
    const PlaneEntries c = random_strain(generator, 0.7), h{1.1e5, -0.4e5, 0.7e5, 0.3e5};
    PlaneResponse plane;
    plane.tangent = {};
    evaluate_linear_isochoric_in_plane(h, c, Evaluate::tangent, plane);
    StrainEnergyResponse full;
    evaluate_linear_isochoric(tensor_of({h[0], h[1], h[2], h[3], 0., 0.}), tensor_of({c[0], c[1], c[2], c[3], 0., 0.}),
                              Evaluate::tangent, full);
    EXPECT_NEAR(plane.energy, full.energy, 1e-12 * (std::abs(full.energy) + 1e5));
    for (unsigned int p = 0; p < 4; ++p) {
      EXPECT_NEAR(plane.stress[p], plane_entries_of(full.second_piola_kirchhoff_stress)[p],
                  1e-12 * full.second_piola_kirchhoff_stress.norm());
      for (unsigned int q = 0; q < 4; ++q)
        EXPECT_NEAR(plane.tangent[p][q], full.material_tangent.access_raw_entry(6 * p + q),
                    1e-12 * full.material_tangent.norm());
    }
  }
}

TEST(PlaneResponse, InadmissibleStrainHasInfiniteEnergy) {
  PlaneResponse plane;
  for (const PlaneEntries& c :
       {PlaneEntries{-1., 1., 1., 0.}, PlaneEntries{1., 1., 0., 0.}, PlaneEntries{1., 1., 1., 1.}}) {
    evaluate_in_plane(Ogden{{{1e5, 6.}}}, c, Evaluate::tangent, plane);
    EXPECT_TRUE(std::isinf(plane.energy));
    evaluate_linear_isochoric_in_plane({1., 1., 1., 0.}, c, Evaluate::tangent, plane);
    EXPECT_TRUE(std::isinf(plane.energy));
  }
}

} // namespace
} // namespace acumen::materials
