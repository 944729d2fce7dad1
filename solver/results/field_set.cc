#include "solver/results/field_set.h"

#include "solver/stepping/cell_fields.h"

#include <algorithm>
#include <map>

namespace acumen::results {

namespace {

/// deal.II numbers a quadrilateral's corners row by row; drawing goes round it.
constexpr std::array<unsigned int, 4> round_trip{{0, 1, 3, 2}};
/// How far the drawn needle may deviate from its outline, relative to the tip's radius.
constexpr double drawing_chord = 0.01;
/// How thick a base plate is drawn, relative to the needle's length.
constexpr double plate_per_length = 0.2;

template <class Cell>
FieldArray cell_array(const std::string& name, const std::string& unit, const std::string& meaning,
                      const std::vector<Cell>& cells) {
  FieldArray array{name, unit, meaning, false, 1, {}};
  array.values.assign(cells.begin(), cells.end());
  return array;
}

template <std::size_t n>
FieldArray cell_array(const std::string& name, const std::string& unit, const std::string& meaning,
                      const std::vector<std::array<double, n>>& cells) {
  FieldArray array{name, unit, meaning, false, n, {}};
  for (const auto& cell : cells)
    array.values.insert(array.values.end(), cell.begin(), cell.end());
  return array;
}

FieldArray displacement_array(const std::vector<double>& displacement, const SkinPlaneMesh& mesh) {
  FieldArray array{"displacement", "m", "From the reference configuration: r, z, and 0.", true, 3, {}};
  for (const auto& dofs : mesh.dofs)
    array.values.insert(array.values.end(), {displacement[dofs[0]], displacement[dofs[1]], 0.});
  return array;
}

} // namespace

SkinPlaneMesh plane_mesh(const stepping::SkinModel& model) {
  SkinPlaneMesh mesh;
  std::map<unsigned int, unsigned int> point_of_dof;
  for (const auto& element : model.elements()) {
    std::array<unsigned int, 4> cell;
    for (unsigned int i = 0; i < 4; ++i) {
      const unsigned int a = round_trip[i];
      const unsigned int dof = element.dofs[2 * a];
      const auto [found, is_new] = point_of_dof.emplace(dof, static_cast<unsigned int>(mesh.points.size()));
      cell[i] = found->second;
      if (!is_new)
        continue;
      mesh.points.push_back({{element.nodes[a][0], element.nodes[a][1], 0.}});
      mesh.dofs.push_back({{dof, element.dofs[2 * a + 1]}});
    }
    mesh.cells.push_back(cell);
  }
  return mesh;
}

FieldSet skin_fields(const stepping::Insertion& insertion, const SkinPlaneMesh& mesh) {
  const stepping::CellFields cells = stepping::cell_fields(insertion.potential());
  return {displacement_array(insertion.state().skin.displacement, mesh),
          cell_array("cauchy_stress", "Pa", "Order rr, rz, r-theta, zr, zz, z-theta, theta-r, theta-z, theta-theta.",
                     cells.cauchy_stress),
          cell_array("von_mises", "Pa", "Von Mises equivalent of cauchy_stress.", cells.von_mises),
          cell_array("principal_stretch", "1", "Largest first; pre-stretch included, crack opening not.",
                     cells.principal_stretch),
          cell_array("J", "1", "Volume ratio, averaged over the cell.", cells.jacobian),
          cell_array("pressure", "Pa", "Of the mean dilatation; positive in compression.", cells.pressure),
          cell_array("crack_opening", "m", "Opening of each radial crack.", cells.crack_opening),
          cell_array("damage", "1", "Spent share of the fracture energy.", cells.damage),
          cell_array("contact_pressure", "Pa", "Pressure of the needle on the cell's face.", cells.contact_pressure),
          cell_array("layer_id", "1", "Index of the layer, top down from 0.", cells.layer_id)};
}

PlaneMesh needle_mesh(const meshes::NeedleProfile& needle, const double surface_height) {
  PlaneMesh mesh;
  const double plate = needle.has_plate() ? plate_per_length * needle.length() : 0.;
  const auto outline = needle.polyline(drawing_chord * needle.tip_radius(), needle.length() + plate);
  for (const auto& point : outline) {
    mesh.points.push_back({{0., surface_height + point[1], 0.}});
    mesh.points.push_back({{point[0], surface_height + point[1], 0.}});
  }
  for (unsigned int i = 0; i + 1 < outline.size(); ++i)
    // A flat end's first stretch and a plate's underside have no height.
    if (outline[i + 1][1] > outline[i][1])
      mesh.cells.push_back({{2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2}});
  return mesh;
}

FieldSet needle_fields(const PlaneMesh& mesh, const double travel) {
  FieldArray array{"displacement", "m", "Of the rigid needle since first touch.", true, 3, {}};
  for (std::size_t i = 0; i < mesh.points.size(); ++i)
    array.values.insert(array.values.end(), {0., 0. - travel, 0.});
  return {array};
}

} // namespace acumen::results
