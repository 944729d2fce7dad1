#include "solver/stepping/cell_fields.h"

#include <algorithm>
#include <cmath>

namespace acumen::stepping {

using materials::Evaluate;

namespace {

using Stress = dealii::SymmetricTensor<2, 3>;
/// Tensors inside carry (R, Z, theta) as 0, 1, 2.
constexpr int n_components = 9;

/// Isochoric second Piola–Kirchhoff stress at a converged point [Pa].
Stress isochoric_stress(const materials::Material& material, const Stress& C,
                        const mechanics::OverstressHistory* const history) {
  materials::StrainEnergyResponse response;
  std::visit([&](const auto& law) { law.evaluate(C, Evaluate::stress, response); }, material.isochoric);
  return history == nullptr ? response.second_piola_kirchhoff_stress
                            : response.second_piola_kirchhoff_stress + history->overstress;
}

/// sigma = F S F^T / J
dealii::Tensor<2, 3> push_forward(const dealii::Tensor<2, 3>& F, const Stress& S) {
  return F * dealii::Tensor<2, 3>(S) * transpose(F) / determinant(F);
}

double von_mises_stress(const dealii::Tensor<2, 3>& sigma) {
  dealii::Tensor<2, 3> deviator = sigma;
  for (int i = 0; i < 3; ++i)
    deviator[i][i] -= trace(sigma) / 3.;
  return std::sqrt(1.5) * deviator.norm();
}

std::vector<double> contact_pressures(const SkinPotential& potential) {
  std::vector<double> result(potential.model().elements().size(), 0.);
  const auto* const contact = potential.needle_contact();
  if (contact == nullptr)
    return result;
  const auto pressures = contact->pressures(potential.state().displacement, potential.position());
  for (unsigned int f = 0; f < pressures.size(); ++f) {
    double& pressure = result[contact->faces()[f].cell];
    pressure = std::max(pressure, pressures[f]);
  }
  return result;
}

/// One cell's share of the work: averages over its points.
class CellAverage {
public:
  CellAverage(const mechanics::ElementGeometry<2>& element, const materials::Material& material)
      : element_(element), material_(material) {}

  void evaluate(const mechanics::ElementState<2>& state, const mechanics::OverstressHistory* const history) {
    for (unsigned int q = 0; q < element_.points.size(); ++q) {
      const double share = element_.points[q].weight / element_.volume;
      const auto F = mechanics::deformation_gradient(element_, q, state);
      const auto C = mechanics::right_cauchy_green(F);
      jacobian += share * determinant(F);
      stress += share * push_forward(F, isochoric_stress(material_, C, history == nullptr ? nullptr : history + q));
      const auto squared = eigenvalues(C);
      for (int i = 0; i < 3; ++i)
        stretch[i] += share * std::sqrt(squared[i]);
    }
    tension = material_.volumetric.first_derivative(jacobian);
    for (int i = 0; i < 3; ++i)
      stress[i][i] += tension;
  }

  double jacobian = 0., tension = 0.;
  dealii::Tensor<2, 3> stress;
  std::array<double, 3> stretch{};

private:
  const mechanics::ElementGeometry<2>& element_;
  const materials::Material& material_;
};

void append(const CellAverage& average, CellFields& fields) {
  std::array<double, n_components> components;
  for (int i = 0; i < n_components; ++i)
    components[i] = average.stress[i / 3][i % 3];
  fields.cauchy_stress.push_back(components);
  fields.von_mises.push_back(von_mises_stress(average.stress));
  fields.principal_stretch.push_back(average.stretch);
  fields.jacobian.push_back(average.jacobian);
  fields.pressure.push_back(-average.tension);
}

} // namespace

CellFields cell_fields(const SkinPotential& potential) {
  const auto& model = potential.model();
  const auto& bulk = potential.bulk();
  CellFields fields;
  for (unsigned int c = 0; c < model.elements().size(); ++c) {
    const auto& element = model.elements()[c];
    const auto& material = model.layers()[element.layer].material;
    mechanics::ElementState<2> state;
    const fracture::CrackHistory& crack = bulk.cracks()[c];
    state.displacement = mechanics::local_values(element, potential.state().displacement);
    state.opening = crack.opening;
    CellAverage average(element, material);
    average.evaluate(state, bulk.overstress(c));
    append(average, fields);
    fields.crack_opening.push_back(state.opening);
    fields.damage.push_back(element.crack_area > 0. ? material.cohesive.damage(crack.largest_opening) : 0.);
    fields.layer_id.push_back(element.layer);
  }
  fields.contact_pressure = contact_pressures(potential);
  return fields;
}

} // namespace acumen::stepping
