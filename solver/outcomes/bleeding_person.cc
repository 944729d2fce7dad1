#include "solver/outcomes/bleeding_person.h"

#include "solver/outcomes/blood_flow.h"

#include <cmath>

namespace acumen::outcomes {

namespace {

/// Diameters a population is divided into, depths of loops' apices, slices of other bands: more change no digit that is
/// printed.
constexpr unsigned int n_diameters = 16, n_apices = 6, n_slices = 4;
/// Standard gravity [m/s^2].
constexpr double gravity = 9.80665;

double midpoint(const unsigned int i, const unsigned int n) {
  return (i + 0.5) / n;
}

/// What drives and resists the outflow of one person's vessels.
struct Circulation {
  double pressure_factor = 1.; ///< of the arterial pressure on small vessels [-]
  double hydrostatic = 0.;     ///< with the device's suction [Pa]
  double haematocrit = 0., plasma_viscosity = 0., openness = 0.;
  double clotting_time = 0.; ///< normal [s]
  double barrier = 0.;       ///< pressure that lets blood out of the hole's mouth [Pa]
  double track_gap = 0., track_width = 0., track_viscosity = 0.;

  /// Resistance of the track from a depth to the surface [Pa s/m^3].
  double track(const double depth) const { return track_resistance(track_viscosity, depth, track_width, track_gap); }
};

/// A vessel population of one person; depths from the surface.
struct DrawnPopulation {
  double density, diameter, sigma, top, bottom, pressure, path, loop_width;
};

DrawnPopulation draw_population(const VesselPopulation& population, const double epidermis, const double dermis,
                                const double loops_left, const double site_density,
                                const std::function<double(const UncertainValue&)>& draw) {
  const auto depth = [&](const DepthReference reference) {
    return reference == DepthReference::dermis_fat_junction ? dermis : epidermis;
  };
  DrawnPopulation drawn;
  const bool loops = population.arrangement == Arrangement::loops;
  drawn.density = draw(population.density) * (loops ? loops_left : site_density);
  drawn.diameter = draw(population.diameter);
  drawn.sigma = draw(population.diameter_sigma);
  drawn.top = std::max(0., depth(population.top_reference) + draw(population.top));
  drawn.bottom = depth(population.bottom_reference) + draw(population.bottom);
  drawn.pressure = draw(population.pressure);
  drawn.path = draw(population.path);
  drawn.loop_width = loops ? draw(population.loop_width) : 0.;
  return drawn;
}

/// Vessels of one diameter cut at one depth.
struct CutsAtDepth {
  double depth, expected;
};

/// Cuts of vessels of one diameter by depth. `stretch`: factor on the depths of the computed cut.
std::vector<CutsAtDepth> expected_cuts(const Arrangement arrangement, const DrawnPopulation& vessels,
                                       const CutSurface& surface, const double stretch, const double diameter,
                                       const double rupture_opening) {
  const double opening = rupture_opening * diameter, deepest = stretch * surface.depth(opening);
  std::vector<CutsAtDepth> cuts;
  const auto add = [&](const double depth, const double expected) {
    if (expected > 0.)
      cuts.push_back({depth, expected});
  };
  if (arrangement == Arrangement::loops) {
    for (unsigned int a = 0; a < n_apices; ++a) {
      const double apex = vessels.top + (vessels.bottom - vessels.top) * midpoint(a, n_apices);
      add(apex, expected_loops(vessels.density, surface.length(apex / stretch, opening), vessels.loop_width, diameter) /
                    n_apices);
    }
    return cuts;
  }
  const double bottom = std::min(vessels.bottom, deepest), slice = (bottom - vessels.top) / n_slices;
  for (unsigned int i = 0; i < n_slices && slice > 0.; ++i) {
    const double top = vessels.top + i * slice;
    add(top + 0.5 * slice, crossings_per_area(arrangement, vessels.density) * stretch *
                               surface.area(top / stretch, (top + slice) / stretch, opening));
  }
  return cuts;
}

/// Outflow through a track of resistance `track`; none where the pressure cannot push blood out of the mouth.
double flow(const DrawnPopulation& vessels, const double diameter, const Circulation& circulation, const double track) {
  Outflow outflow;
  outflow.pressure = vessels.pressure * circulation.pressure_factor + circulation.hydrostatic;
  if (outflow.pressure <= circulation.barrier)
    return 0.;
  outflow.diameter = diameter;
  outflow.length = vessels.path;
  outflow.viscosity = circulation.plasma_viscosity * relative_viscosity(diameter, circulation.haematocrit);
  outflow.openness = circulation.openness;
  outflow.track = track;
  return poiseuille_flow(outflow);
}

Circulation draw_circulation(const BleedingInput& input, const std::function<double(const UncertainValue&)>& draw) {
  const BloodParameters& blood = input.blood;
  Circulation circulation;
  circulation.haematocrit = draw(blood.haematocrit);
  circulation.plasma_viscosity = draw(blood.plasma_viscosity);
  circulation.openness = draw(blood.openness);
  circulation.clotting_time = draw(blood.clotting_time);
  circulation.barrier = mouth_barrier(draw(blood.surface_tension), draw(blood.contact_angle), draw(input.mouth));
  const double closed = draw(blood.track_gap);
  circulation.track_gap = input.open_track > 0. ? input.open_track : closed;
  circulation.track_width = input.needle_diameter;
  // A slit's hydraulic diameter is twice its gap.
  circulation.track_viscosity =
      circulation.plasma_viscosity * relative_viscosity(2. * circulation.track_gap, circulation.haematocrit);
  const double transmission = draw(blood.pressure_transmission), normal = draw(blood.normal_pressure);
  if (input.patient.arterial_pressure > 0.)
    circulation.pressure_factor = std::max(0., 1. + transmission * (input.patient.arterial_pressure / normal - 1.));
  // A limb below the heart carries the whole column. Above it veins collapse and arterioles adapt, so that only part of
  // the column is missing.
  const double column = draw(blood.density) * gravity * draw(input.patient.site_below_heart);
  circulation.hydrostatic = (column > 0. ? 1. : transmission) * column + input.session.suction;
  return circulation;
}

void draw_clotting(const BleedingPatient& patient, const std::function<double(const UncertainValue&)>& draw,
                   Person& person) {
  person.time_factor = platelet_factor(patient.platelet_count);
  double never = 1.;
  for (const BleedingModifier& modifier : patient.modifiers) {
    person.time_factor *= draw(modifier.time_factor);
    never *= 1. - draw(modifier.rebleed_probability);
    person.rebleed_volume = std::max(person.rebleed_volume, draw(modifier.rebleed_volume));
  }
  person.rebleed_probability = 1. - never;
}

} // namespace

double Person::visible_cuts(const bool as_normal) const {
  double sum = 0.;
  for (const CutVessels& vessels : cuts) {
    const double volume = as_normal ? vessels.normal_volume : vessels.volume;
    const double again = as_normal ? 0. : rebleed_probability;
    if (volume > visible_volume)
      sum += vessels.expected;
    else if (volume * (1. + rebleed_volume) > visible_volume)
      sum += again * vessels.expected;
  }
  return sum;
}

double Person::expected_cuts() const {
  double sum = 0.;
  for (const CutVessels& vessels : cuts)
    sum += vessels.expected;
  return sum;
}

double Person::expected_volume(const bool as_normal) const {
  double sum = 0.;
  for (const CutVessels& vessels : cuts)
    sum += vessels.expected *
           (as_normal ? vessels.normal_volume : vessels.volume * (1. + rebleed_probability * rebleed_volume));
  return sum;
}

Person draw_person(const BleedingInput& input, const CutSurface& surface,
                   const std::function<double(const UncertainValue&)>& draw) {
  const Circulation circulation = draw_circulation(input, draw);
  const double epidermis = draw(input.epidermis_depth), dermis = draw(input.dermis_depth);
  const double stretch = draw(input.depth_factor);
  const double loops = loops_left(input.patient.age, std::min(1., draw(input.blood.loop_loss)));
  const double site_density = draw(input.site_density);
  Person person;
  draw_clotting(input.patient, draw, person);
  person.clotting_time = circulation.clotting_time * person.time_factor;
  person.visible_volume = draw(input.blood.visible_volume);
  const double rupture_opening = draw(input.blood.rupture_opening);
  for (std::size_t p = 0; p < input.vessels.size(); ++p) {
    const VesselPopulation& population = input.vessels[p];
    const DrawnPopulation vessels = draw_population(population, epidermis, dermis, loops, site_density, draw);
    // Vessel to vessel, ln(diameter) is normal.
    UncertainValue diameters = fixed(vessels.diameter);
    if (vessels.sigma > 0.) {
      const double factor = std::exp(vessels.sigma * 1.6448536269514722);
      diameters = lognormal_between(vessels.diameter, vessels.diameter / factor, vessels.diameter * factor);
    }
    for (unsigned int k = 0; k < n_diameters; ++k) {
      const double diameter = diameters.quantile(midpoint(k, n_diameters));
      for (const CutsAtDepth& cuts :
           expected_cuts(population.arrangement, vessels, surface, stretch, diameter, rupture_opening)) {
        const double initial_flow = flow(vessels, diameter, circulation, circulation.track(cuts.depth));
        person.cuts.push_back({p, cuts.expected / n_diameters,
                               bled_volume(initial_flow, person.clotting_time, input.session.dwell),
                               bled_volume(initial_flow, circulation.clotting_time, input.session.dwell)});
      }
    }
  }
  person.empirical_probability =
      empirical_probability(draw(input.blood.empirical_density), input.needle_diameter, stretch * input.wound_depth,
                            epidermis + draw(input.blood.empirical_depth), draw(input.blood.empirical_width));
  return person;
}

} // namespace acumen::outcomes
