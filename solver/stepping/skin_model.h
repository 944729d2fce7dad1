#pragma once

#include "materials/laws/material.h"
#include "meshes/skin/skin_mesh.h"
#include "solver/contact/needle_contact.h"
#include "solver/fracture/crack_opening.h"
#include "solver/mechanics/corner_barrier.h"

#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_system.h>

#include <string>
#include <vector>

namespace acumen::stepping {

/// One layer of the tissue stack, top down.
struct Layer {
  std::string name;
  double thickness = 0.; ///< in the mesh (in-vivo) configuration [m]
  materials::Material material;
};

/// Radial cracks: how many, and out to which radius a cell may crack [m].
struct CrackParameters {
  unsigned int number = 2;
  double radius = 0.;
  double viscosity = 0.; ///< numerical viscosity of the opening [Pa s/m]; 0 = none
};

/// Supports of the displacement: held entries, and entries with u >= 0 (the axis can only move outwards).
struct Supports {
  std::vector<bool> fixed;
  std::vector<bool> non_negative;
};

/// The discretised layered skin: mesh, unknowns, elements, surfaces. Nothing in it changes during a run.
class SkinModel {
public:
  /// An axisymmetric disc of layered skin, bonded at the bottom, with no radial motion at its outer edge.
  SkinModel(std::vector<Layer> layers, const meshes::MeshParameters& mesh, const CrackParameters& cracks);
  /// Any two-dimensional mesh with one material id a layer: for verification. No contact faces on the axis are assumed.
  SkinModel(std::vector<Layer> layers, mechanics::Symmetry symmetry, const dealii::Triangulation<2>& triangulation);

  unsigned int n_dofs() const { return dof_handler_.n_dofs(); }
  const std::vector<Layer>& layers() const { return layers_; }
  const dealii::DoFHandler<2>& dof_handler() const { return dof_handler_; }
  const std::vector<mechanics::ElementGeometry<2>>& elements() const { return elements_; }
  const CrackParameters& cracks() const { return cracks_; }
  Supports& supports() { return supports_; }
  const Supports& supports() const { return supports_; }
  /// Faces that the needle can touch: top surface, then axis, within `radius` [m] of the axis.
  std::vector<contact::ContactFace> contact_faces(double radius) const;
  /// (vertical unknown, R) of the top surface's nodes, from the axis outwards, and (radial unknown, vertical unknown,
  /// Z) of the axis' nodes, from the top downwards.
  struct SurfaceNode {
    unsigned int radial = 0, vertical = 0;
    double R = 0., Z = 0.;
  };
  const std::vector<SurfaceNode>& top_nodes() const { return top_nodes_; }
  const std::vector<SurfaceNode>& axis_nodes() const { return axis_nodes_; }

private:
  void distribute(mechanics::Symmetry symmetry);
  void number_places();
  void collect_surfaces();

  std::vector<Layer> layers_;
  CrackParameters cracks_;
  dealii::Triangulation<2> triangulation_;
  dealii::FESystem<2> fe_;
  dealii::DoFHandler<2> dof_handler_;
  std::vector<mechanics::ElementGeometry<2>> elements_;
  Supports supports_;
  std::vector<SurfaceNode> top_nodes_, axis_nodes_;
};

} // namespace acumen::stepping
