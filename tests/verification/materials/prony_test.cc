#include "materials/laws/ogden.h"
#include "materials/laws/prony_series.h"
#include "tests/support/material_drivers.h"

#include <gtest/gtest.h>

namespace acumen::materials {
namespace {

using Sym2 = dealii::SymmetricTensor<2, 3>;

/// One material point stepped in time: keeps what the law needs between steps.
class ViscoelasticPoint {
public:
  ViscoelasticPoint(Ogden law, PronySeries series)
      : law_(std::move(law)), series_(std::move(series)), histories_(series_.terms.size()) {}

  /// Response of the incremental potential at C after a step; `accept` keeps the step.
  StrainEnergyResponse step(double time_step, const Sym2& c, bool accept = true) {
    const StrainEnergyResponse elastic = respond(law_, c);
    const double factor = 1. + series_.instantaneous_factor(time_step);
    StrainEnergyResponse total{factor * elastic.energy, factor * elastic.second_piola_kirchhoff_stress,
                               factor * elastic.material_tangent};
    const Sym2 history = series_.history_stress(
        time_step, dealii::ArrayView<const Sym2>(histories_.data(), histories_.size()), previous_stress_);
    evaluate_linear_isochoric(history, c, Evaluate::tangent, total);
    if (accept) {
      const Sym2 stress = isochoric_history_stress(elastic.second_piola_kirchhoff_stress, c);
      series_.update(time_step, dealii::make_array_view(histories_), previous_stress_, stress);
      previous_stress_ = stress;
    }
    return total;
  }

private:
  Ogden law_;
  PronySeries series_;
  std::vector<Sym2> histories_;
  Sym2 previous_stress_;
};

const Ogden skin{{{0.11e6, 9.}}};
const PronySeries two_branches{{{1.2, 0.2}, {0.5, 5.}}};

TEST(PronySeries, RelaxesAsTheSumOfExponentials) {
  // Also at J = 1.2: a held strain must relax by the same law whatever the volume.
  for (const auto& f : {diagonal(1.4, 1. / 1.4, 1.), diagonal(1.4, 1.1, 1.2 / (1.4 * 1.1))}) {
    ViscoelasticPoint point(skin, two_branches);
    const Sym2 c = right_cauchy_green(f);
    const Sym2 relaxed = respond(skin, c).second_piola_kirchhoff_stress;
    // A step in strain without time passing meets the whole overstress.
    const Sym2 instantaneous = point.step(0., c).second_piola_kirchhoff_stress;
    EXPECT_NEAR((instantaneous - 2.7 * relaxed).norm(), 0., 1e-13 * relaxed.norm());
    double time = 0.;
    for (const double time_step : {0.01, 0.05, 0.2, 1., 7.}) {
      time += time_step;
      const double factor = 1. + 1.2 * std::exp(-time / 0.2) + 0.5 * std::exp(-time / 5.);
      const Sym2 stress = point.step(time_step, c).second_piola_kirchhoff_stress;
      EXPECT_NEAR((stress - factor * relaxed).norm(), 0., 1e-13 * relaxed.norm()) << "t = " << time;
    }
    const Sym2 end = point.step(std::numeric_limits<double>::infinity(), c).second_piola_kirchhoff_stress;
    EXPECT_NEAR((end - relaxed).norm(), 0., 1e-13 * relaxed.norm());
  }
}

TEST(PronySeries, SlowStepIsElastic) {
  ViscoelasticPoint point(skin, two_branches);
  const Sym2 c = right_cauchy_green(diagonal(1.3, 0.9, 0.9));
  const auto slow = point.step(std::numeric_limits<double>::infinity(), c), elastic = respond(skin, c);
  EXPECT_NEAR(slow.energy, elastic.energy, 1e-14 * elastic.energy);
  EXPECT_NEAR((slow.material_tangent - elastic.material_tangent).norm(), 0., 1e-14 * elastic.material_tangent.norm());
}

TEST(PronySeries, SmallShearRampFollowsTheGeneralisedMaxwellModel) {
  const double modulus = skin.initial_shear_modulus(), rate = 1e-4;
  ViscoelasticPoint point(skin, two_branches);
  for (int i = 1; i <= 20; ++i) {
    const double time = 0.1 * i;
    DeformationGradient f = diagonal(1., 1., 1.);
    f[0][1] = rate * time;
    const double stress = point.step(0.1, right_cauchy_green(f)).second_piola_kirchhoff_stress[0][1];
    // tau = mu rate (t + sum_i weight_i tau_i (1 - exp(-t/tau_i)))
    double maxwell = time;
    for (const auto& [weight, relaxation_time] : two_branches.terms)
      maxwell += weight * relaxation_time * (1. - std::exp(-time / relaxation_time));
    EXPECT_NEAR(stress, modulus * rate * maxwell, 1e-6 * modulus * rate * maxwell) << "t = " << time;
  }
}

TEST(PronySeries, StressAndTangentDeriveFromTheIncrementalPotential) {
  RandomStates random(29);
  ViscoelasticPoint point(skin, two_branches);
  point.step(0.1, right_cauchy_green(random.deformation_gradient(0.2, true)));
  for (const bool axisymmetric : {true, false}) {
    const Sym2 c = right_cauchy_green(random.deformation_gradient(0.2, axisymmetric));
    const Sym2 direction = random.direction(), other = random.direction();
    const auto response = point.step(0.3, c, false);
    const auto stress_rate =
        central_difference_rate([&](double h) { return point.step(0.3, c + 2. * h * direction, false).energy; },
                                response.second_piola_kirchhoff_stress * direction, 0.01);
    EXPECT_NEAR(stress_rate.order, 2., 0.1);
    const auto tangent_rate = central_difference_rate(
        [&](double h) { return point.step(0.3, c + 2. * h * direction, false).second_piola_kirchhoff_stress * other; },
        other * (response.material_tangent * direction), 0.01);
    EXPECT_NEAR(tangent_rate.order, 2., 0.1);
  }
}

TEST(PronySeries, RejectsImpossibleParameters) {
  EXPECT_NO_THROW(PronySeries{}.validate());
  EXPECT_THROW((PronySeries{{{-0.1, 1.}}}.validate()), std::invalid_argument);
  EXPECT_THROW((PronySeries{{{0.1, 0.}}}.validate()), std::invalid_argument);
}

} // namespace
} // namespace acumen::materials
