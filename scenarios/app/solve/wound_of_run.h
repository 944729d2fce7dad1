#pragma once

#include "scenarios/resolve/resolved_case.h"
#include "solver/stepping/insertion.h"
#include "solver/transport/wounded_skin.h"

namespace acumen::app {

/// Skin layers with the given transport properties and thicknesses [m], down to `depth` below the surface [m].
std::vector<transport::SkinLayer> transport_layers(const scenarios::ResolvedCase& resolved,
                                                   const std::vector<transport::TissueTransport>& tissues,
                                                   const std::vector<double>& thicknesses, double depth);
/// The same with the layers as they are before the needle comes.
std::vector<transport::SkinLayer> undeformed_layers(const scenarios::ResolvedCase& resolved,
                                                    const std::vector<transport::TissueTransport>& tissues,
                                                    double depth);

/// Needle length below the deformed surface at its flank, at the deepest point of the run [m].
double inserted_length(const stepping::Insertion& insertion);

/// What transport takes over from a finished mechanical run: the needle at its deepest, or the open hole it leaves.
///
/// Layers are as thick as they are along the hole's wall with the needle in it (before deformation, where the run ends
/// with a withdrawal), and the dented surface is drawn flat.
transport::WoundedSkin wound_with_needle(const scenarios::ResolvedCase& resolved, const stepping::Insertion& insertion,
                                         const std::vector<transport::TissueTransport>& tissues);
transport::WoundedSkin wound_after_withdrawal(const scenarios::ResolvedCase& resolved,
                                              const stepping::Insertion& insertion,
                                              const std::vector<transport::TissueTransport>& tissues);

} // namespace acumen::app
