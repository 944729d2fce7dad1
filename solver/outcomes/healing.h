#pragma once

#include "solver/outcomes/collagen.h"
#include "solver/outcomes/outcome.h"
#include "solver/outcomes/treatment.h"

namespace acumen::outcomes {

/// Channels of one session that have to heal, all alike: made by needles or by a laser.
struct HealingWound {
  UncertainValue width;          ///< of the defect that new epidermis has to cross, coagulated rim included [m]
  UncertainValue depth;          ///< [m]
  UncertainValue blood_volume;   ///< lost per channel [m^3]; fixed 0 where not known
  double skin_thickness = 0.;    ///< epidermis and dermis [m]
  double epidermis = 0.;         ///< thickness [m]
  Placement placement;           ///< of all channels of a session
  double needle_length = 0.;     ///< inserted part, for pain [m]; 0 = no needle
  double needles_at_a_time = 1.; ///< that enter together, for pain
  bool thermal = false;          ///< heated or ablated, not only cut
  bool occluded = false;         ///< covered afterwards
};

/// Width of the hole that a run's needle leaves at the surface [m]: what the run itself found after withdrawal, but at
/// least the measured share of the needle's diameter (`hole_ratio`): an elastic run closes a hole that in life stays
/// open.
UncertainValue channel_width(const FinishedRun& run, const HealingParameters& parameters);

/// The channels that a run's needles leave, as wide as channel_width().
/// `depth_factor`: the computed depth's spread about 1; `blood_volume` [m^3] per needle, fixed 0 where not known. Pain
/// counts the inserted length and the array's needles.
HealingWound needle_wound(const FinishedRun& run, const Placement& placement, const UncertainValue& depth_factor,
                          const UncertainValue& blood_volume, const HealingParameters& parameters);

/// A person, as far as healing goes.
struct HealingPatient {
  double age = 30.;                       ///< [year]
  bool dark_skin = false;                 ///< Fitzpatrick IV to VI
  std::vector<HealingModifier> modifiers; ///< their factors multiply
};

/// Sessions of a treatment.
struct HealingProgramme {
  unsigned int sessions = 1;
  double interval = 28. * 86400.; ///< between sessions [s]
};

/// All modifiers of a person in one.
struct HealingFactors {
  double rate = 1., scar_threshold = 1., redness = 1., pigment = 1., collagen = 1., bruise = 1.;
};
/// Product of the modifiers' medians and, in `rate`, of age: 1 - slope (age - reference), at least 0.2.
HealingFactors healing_factors(const HealingPatient& patient, const HealingParameters& parameters);

/// Median time [s] in which a channel of a width [m] is re-epithelialised: (base + slope width)/rate.
double closure_time(double width, const HealingParameters& parameters, double rate);
/// Share of channels closed at a time: lognormal about the median with closure_scatter.
double closed_share(double time, double median, const HealingParameters& parameters);
/// Median time [s] at which the last of n channels is closed: P(T < t)^n = 1/2.
double last_closed_time(double median, double channels, const HealingParameters& parameters);

/// Share of the barrier's leak that is left: a fast part that dries up or collapses, half-life `barrier_half_life_*`,
/// and a slow part s that waits for new epidermis and its cornification, s = S((width - slow_width)/scale), S logistic:
/// (1-s) 2^(-t/half) + s P(closure + cornification > t).
double barrier_leak(double time, double width, bool occluded, const HealingParameters& parameters, double rate);
/// Time [s] after which at most a tenth of the leak is left.
double barrier_recovery_time(double width, bool occluded, const HealingParameters& parameters, double rate);
/// Transepidermal water loss over that of intact skin at the start: 1 + coverage (open_tewl_ratio - 1).
double initial_tewl_ratio(double coverage, const HealingParameters& parameters);

/// Redness over the least that shows: E1 exp(-t/t1) + E2 (t/tau) exp(1 - t/tau), E2 = redness_late_per_depth depth, tau
/// from the shallow to the deep value between the two depths (linear in its logarithm); heated wounds have their own
/// tau and factor. `factors.redness` multiplies the strength, `factors.rate` divides both times.
double redness(double time, double depth, bool thermal, const HealingParameters& parameters,
               const HealingFactors& factors);
/// Last time at which redness shows [s]; 0 if it never does.
double redness_duration(double depth, bool thermal, const HealingParameters& parameters, const HealingFactors& factors);

/// P(a channel leaves a scar) = S((width - w0)/scale) S((depth - share thickness)/scale), S logistic; both thresholds
/// times `threshold_factor`.
double scar_probability(double width, double depth, double skin_thickness, const HealingParameters& parameters,
                        double threshold_factor);
/// P(dark spots): the library's risk in dark skin as odds, times coverage over its reference, the light-skin factor and
/// `odds_factor`.
double pigment_probability(double coverage, bool thermal, bool dark_skin, const HealingParameters& parameters,
                           double odds_factor);
/// P(bruise) = S(ln(film/bruise_film)/scatter) of the film of retained blood, volume over area [m]; `volume` of all
/// channels together [m^3]. A single needle's blood spreads over bruise_spread.
double bruise_probability(double volume, double area, const HealingParameters& parameters, double retained_factor);
/// Pain over that of a 26G hypodermic needle: reference (L/L0)^a N^b. Fitted to lengths 480 to 1450 um and up to 50
/// needles (Gill 2008).
double relative_pain(double length, double needles, const HealingParameters& parameters);

/// Share of the surface that round channels of the given width take (coverage() of treatment.h); 0 for a single needle.
double wounded_share(const HealingWound& wound);

/// Courses for plots at the medians: times [s] and, at each, closed share, water-loss ratio and redness.
struct HealingCourse {
  std::vector<double> time, closed, tewl_ratio, redness;
};
HealingCourse healing_course(const HealingWound& wound, const HealingPatient& patient,
                             const HealingParameters& parameters, const std::vector<double>& times);

/// Everything above as `healing.*` and `pain.*` numbers with intervals by Monte Carlo over the wound, the parameters
/// and the modifiers, with assumptions and warnings (coverage above 20 %, extrapolation).
Outcome healing_outcome(const HealingWound& wound, const HealingPatient& patient, const HealingProgramme& programme,
                        const HealingParameters& parameters, const MonteCarloParameters& monte_carlo = {});
/// Declarations of all `healing.*` and `pain.*` numbers.
std::vector<OutcomeQuantity> healing_quantities();

} // namespace acumen::outcomes
