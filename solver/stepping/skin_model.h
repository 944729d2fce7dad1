#pragma once

#include "meshes/skin/skin_mesh.h"
#include "solver/mechanics/discretisation.h"

#include <vector>

namespace acumen::stepping {

using mechanics::CrackParameters;
using mechanics::Layer;

/// An axisymmetric disc of layered skin, bonded at the bottom, with no radial motion at its outer edge; the axis can
/// only move outwards. Nothing in it changes during a run.
class SkinModel : public mechanics::Discretisation<2> {
public:
  SkinModel(std::vector<Layer> layers, const meshes::MeshParameters& mesh, const CrackParameters& cracks);

  /// Faces that the needle can touch: top surface, then axis, within `radius` [m] of the axis.
  std::vector<mechanics::SurfaceFace<2>> contact_faces(double radius) const;
  /// The top surface's nodes from the axis outwards, and the axis' nodes from the top downwards.
  struct SurfaceNode {
    unsigned int radial = 0, vertical = 0; ///< unknowns
    double R = 0., Z = 0.;                 ///< [m]
  };
  const std::vector<SurfaceNode>& top_nodes() const { return top_nodes_; }
  const std::vector<SurfaceNode>& axis_nodes() const { return axis_nodes_; }

private:
  void number_places();
  void collect_surfaces();

  std::vector<SurfaceNode> top_nodes_, axis_nodes_;
};

} // namespace acumen::stepping
