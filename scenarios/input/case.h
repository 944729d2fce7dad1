#pragma once

#include "materials/cohesive/cohesive_law.h"
#include "scenarios/input/patient_input.h"
#include "scenarios/input/transport_input.h"

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The input as plain structs in SI units, as the user wrote it with defaults filled in. What each member means, its
/// range and its default stand once, in the declarations (declare_*.cc); `acumen describe` prints them.
namespace acumen::scenarios {

/// Unset physics is a signalling NaN: using it stands out.
inline constexpr double unset = std::numeric_limits<double>::signaling_NaN();

enum class Law { neo_hookean, ogden, gent, holzapfel_gasser_ogden };

struct OgdenTermInput {
  double shear_modulus = unset; // [Pa]
  double exponent = unset;      // [-]
};

struct PronyTermInput {
  double weight = unset;          // [-], relative to the long-term response
  double relaxation_time = unset; // [s]
};

/// A tissue's mechanics; as a change, only what is set replaces the library's value.
struct TissueProperties {
  std::optional<Law> law;
  std::optional<double> shear_modulus, exponent, limiting_stretch_invariant, k1, k2, dispersion, bulk_modulus;
  std::optional<double> strength, toughness, initial_opening, density;
  std::optional<materials::Softening> softening;
  std::vector<OgdenTermInput> terms;
  std::vector<PronyTermInput> prony;
};

/// What may differ between a layer and its tissue's library entry.
struct LayerProperties {
  std::optional<double> thickness;   // [m]
  std::optional<double> pre_stretch; // in-plane strain [-]: 0.05 is stretch 1.05
  TissueProperties tissue;
};

struct LayerInput {
  std::string name;
  std::string tissue;
  LayerProperties properties;
};

struct SupportInput {
  std::string kind; // library name, or "preset"
  std::optional<double> thickness, shear_modulus;
};

struct SkinInput {
  std::optional<std::string> site;
  std::vector<LayerInput> layers;
  std::vector<std::pair<std::string, LayerProperties>> change;
  std::optional<double> age;         // [year]
  std::optional<double> pre_stretch; // in-plane strain [-]
  SupportInput support;
  std::optional<double> radius; // [m]
};

enum class NeedleShape { cone, truncated_cone, cone_on_shaft, sharp_cylinder, flat_cylinder, profile };

struct NeedleInput {
  NeedleShape shape = NeedleShape::cone;
  std::optional<double> length, base_diameter, tip_radius, tip_diameter, half_angle, shaft_diameter, edge_radius;
  std::optional<double> bore_diameter;       ///< hollow needles [m]
  std::optional<double> base_plate_diameter; ///< [m]
  std::optional<std::string> file;
  std::string material;
};

enum class Control { displacement, force, speed_history };

struct InsertionInput {
  Control control = Control::displacement;
  std::optional<double> depth, force, withdrawal_speed; // [m], [N], [m/s]
  double speed = unset;                                 // [m/s]; NaN unless displacement control
  double ramp_time = unset;                             // [s]; NaN unless force control
  double hold_time = unset;                             // [s]; NaN under speed_history
  std::optional<std::string> history;
  bool withdraw = false;
  double friction = unset; // [-]
  long cracks = 0;
};

enum class Model { screening, axisymmetric };

struct ArrayInput {
  long rows = 0, columns = 0;
  std::optional<double> pitch; // [m]
};

struct MeshInput {
  double cells_per_tip_radius = unset, radial_growth = unset; // [-]
  double row_height_at_depth = unset;                         // [m]
  long refinement = 0;
};

struct SolverInput {
  std::optional<double> largest_step, smallest_step; // [m] of needle travel
  double tolerance = unset;                          // [-]
  std::optional<double> contact_stiffness;           // [Pa/m]
  double contact_stiffness_factor = unset;           // [-]
  double viscosity = unset;                          // [Pa s]
  double bulk_factor = unset;                        // [-]
  long maximum_iterations = 0;
  std::optional<double> time_limit; // [s] of wall time
};

struct OutputInput {
  std::optional<std::string> directory;
  long every = 0;
  bool fields = true;
};

struct CaseInput {
  std::string title;
  Model model = Model::axisymmetric;
  SkinInput skin;
  NeedleInput needle;
  InsertionInput insertion;
  ArrayInput array;
  DrugInput drug;
  RfInput rf;
  MeshInput mesh;
  SolverInput solver;
  PatientInput patient;
  TreatmentInput treatment;
  ComparatorInput comparator;
  OutputInput output;
};

} // namespace acumen::scenarios
