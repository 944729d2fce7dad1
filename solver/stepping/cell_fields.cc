#include "solver/stepping/cell_fields.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace acumen::stepping {

using materials::Evaluate;

namespace {

using Stress = dealii::SymmetricTensor<2, 3>;
/// Tensors inside carry (R, Z, theta) as 0, 1, 2.
constexpr int n_components = 9;

/// Isochoric second Piola–Kirchhoff stress at a converged point [Pa].
Stress isochoric_stress(const materials::Material& material, const Stress& C, const OverstressHistory* const history) {
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

/// Index of the cell behind each contact face: the one that has the radial unknowns of both its nodes.
std::vector<unsigned int> cells_of_faces(const SkinModel& model, const std::vector<contact::ContactFace>& faces) {
  std::map<std::pair<unsigned int, unsigned int>, unsigned int> face_of_nodes;
  for (unsigned int f = 0; f < faces.size(); ++f)
    face_of_nodes[std::minmax(faces[f].dofs[0], faces[f].dofs[2])] = f;
  std::vector<unsigned int> cells(faces.size());
  for (unsigned int c = 0; c < model.elements().size(); ++c) {
    const auto& dofs = model.elements()[c].dofs;
    for (unsigned int a = 0; a < 4; ++a)
      for (unsigned int b = a + 1; b < 4; ++b)
        if (const auto found = face_of_nodes.find(std::minmax(dofs[2 * a], dofs[2 * b])); found != face_of_nodes.end())
          cells[found->second] = c;
  }
  return cells;
}

std::vector<double> contact_pressures(const SkinPotential& potential) {
  std::vector<double> result(potential.model().elements().size(), 0.);
  const auto* const contact = potential.needle_contact();
  if (contact == nullptr)
    return result;
  const auto pressures = contact->pressures(potential.state().displacement, potential.position());
  const auto cells = cells_of_faces(potential.model(), contact->faces());
  for (unsigned int f = 0; f < pressures.size(); ++f)
    result[cells[f]] = std::max(result[cells[f]], pressures[f]);
  return result;
}

/// One cell's share of the work: averages over its points.
class CellAverage {
public:
  CellAverage(const mechanics::ElementGeometry<2>& element, const materials::Material& material)
      : element_(element), material_(material) {}

  void evaluate(const mechanics::ElementState<2>& state, const OverstressHistory* const history) {
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
  const SkinModel& model = potential.model();
  const SkinState& skin = potential.state();
  CellFields fields;
  std::size_t next_history = 0;
  for (unsigned int c = 0; c < model.elements().size(); ++c) {
    const auto& element = model.elements()[c];
    const auto& material = model.layers()[element.layer].material;
    mechanics::ElementState<2> state;
    for (unsigned int i = 0; i < element.dofs.size(); ++i)
      state.displacement[i] = skin.displacement[element.dofs[i]];
    state.opening = skin.cracks[c].opening;
    const OverstressHistory* history = nullptr;
    if (!material.viscoelasticity.terms.empty()) {
      history = &skin.overstress[next_history];
      next_history += element.points.size();
    }
    CellAverage average(element, material);
    average.evaluate(state, history);
    append(average, fields);
    fields.crack_opening.push_back(state.opening);
    fields.damage.push_back(element.crack_area > 0. ? material.cohesive.damage(skin.cracks[c].largest_opening) : 0.);
    fields.layer_id.push_back(element.layer);
  }
  fields.contact_pressure = contact_pressures(potential);
  return fields;
}

} // namespace acumen::stepping
