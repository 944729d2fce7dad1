#pragma once

#include <limits>
#include <optional>
#include <string>

/// The sections `patient`, `treatment` and `comparator` of a case. Meanings, ranges and defaults stand in
/// declare_patient.cc.
namespace acumen::scenarios {

enum class Posture { lying, sitting, standing };
enum class SkinTone { light, dark };

struct PatientInput {
  static constexpr double none = std::numeric_limits<double>::signaling_NaN();
  std::optional<double> age;                                                // [year]
  std::optional<std::string> antithrombotic, bleeding_disorder, conditions; // library names, joined by + or ,
  double platelet_count = none;                                             // [1/m^3]
  double systolic_pressure = none, diastolic_pressure = none;               // [Pa]
  Posture posture = Posture::sitting;
  SkinTone skin_tone = SkinTone::light;
};

enum class DeviceInput { press, stamp, pen, roller };
enum class Setting { home, professional };

struct TreatmentInput {
  static constexpr double none = std::numeric_limits<double>::signaling_NaN();
  DeviceInput device = DeviceInput::press;
  Setting setting = Setting::professional;
  long passes = 0;
  double overlap = none;                      // [-]
  std::optional<double> area;                 // [m^2]
  double hand_speed = none, frequency = none; // [m/s], [1/s]; NaN unless a pen
  double roller_radius = none;                // [m]; NaN unless a roller
  double suction = none;                      // [Pa]
  long sessions = 0;
  double session_interval = none; // [s]
  bool occluded = false;
  std::optional<bool> wet_skin;
};

struct ComparatorInput {
  std::optional<double> laser_energy; // [J]
};

} // namespace acumen::scenarios
