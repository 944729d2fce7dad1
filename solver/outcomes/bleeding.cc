#include "solver/outcomes/bleeding.h"

#include "solver/outcomes/bleeding_person.h"

#include <cmath>
#include <map>
#include <numeric>

namespace acumen::outcomes {

namespace {

constexpr double per_microlitre = 1e9; // [1/m^3]
/// Range of platelet counts the factor was fitted in, per microlitre.
constexpr double fewest_platelets = 10e3, most_platelets = 100e3;
/// Cuts of a session up to which each one is drawn; above, their sum is normal.
constexpr double counted_cuts = 60.;
/// Middles of the 4th and the 9th decade of life [year].
constexpr double loss_begins = 35., loss_ends = 85.;

/// Volume of one session of that person: a compound Poisson number.
double session_volume(const Person& person, const double needles, RandomStream& random) {
  const double expected = needles * person.expected_cuts();
  const auto volume = [&](const CutVessels& vessels) {
    return vessels.volume * (random.uniform() < person.rebleed_probability ? 1. + person.rebleed_volume : 1.);
  };
  double sum = 0.;
  if (expected <= counted_cuts) {
    for (const CutVessels& vessels : person.cuts)
      for (unsigned int n = random.poisson(needles * vessels.expected); n > 0; --n)
        sum += volume(vessels);
    return sum;
  }
  double mean = 0., variance = 0.;
  for (const CutVessels& vessels : person.cuts) {
    const double p = person.rebleed_probability, again = 1. + person.rebleed_volume;
    mean += needles * vessels.expected * vessels.volume * (1. - p + p * again);
    variance += needles * vessels.expected * vessels.volume * vessels.volume * (1. - p + p * again * again);
  }
  return std::max(0., mean + std::sqrt(variance) * random.standard_normal());
}

/// Samples of one output, person by person.
class Samples {
public:
  void add(const double value) {
    if (std::isfinite(value))
      values_.push_back(value);
  }
  Interval about_mean(const MonteCarloParameters& parameters) const {
    if (values_.empty())
      return undefined();
    return interval_of(std::accumulate(values_.begin(), values_.end(), 0.) / double(values_.size()), values_,
                       parameters);
  }
  Interval about_median(const MonteCarloParameters& parameters) const {
    return values_.empty() ? undefined() : interval_of(sample_quantile(values_, 0.5), values_, parameters);
  }

private:
  static Interval undefined() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    return {nan, nan, nan};
  }
  std::vector<double> values_;
};

double ratio(const double numerator, const double denominator) {
  return denominator > 0. ? numerator / denominator : std::numeric_limits<double>::quiet_NaN();
}

/// Every output's samples.
struct BleedingSamples {
  Samples cuts, needle, empirical, any, points, needle_volume, volume, expected_volume, time, factor;
  Samples probability_ratio, any_ratio, volume_ratio, rebleed;
  std::map<std::string, Samples> population_cuts; ///< a population may come in several classes of one name
};

void add_person(const BleedingInput& input, const Person& person, RandomStream& random, BleedingSamples& samples) {
  const BleedingSession& session = input.session;
  const double visible = person.visible_cuts(false), normal = person.visible_cuts(true);
  const auto probability = [](const double expected) { return 1. - std::exp(-expected); };
  samples.cuts.add(person.expected_cuts());
  samples.needle.add(probability(visible));
  samples.empirical.add(person.empirical_probability);
  samples.any.add(probability(session.needles * visible));
  if (session.area > 0.)
    samples.points.add(session.needles * probability(visible) / session.area);
  samples.needle_volume.add(person.expected_volume(false));
  samples.expected_volume.add(session.needles * person.expected_volume(false));
  samples.volume.add(session_volume(person, session.needles, random));
  samples.time.add(person.clotting_time);
  samples.factor.add(person.time_factor);
  samples.probability_ratio.add(ratio(probability(visible), probability(normal)));
  samples.any_ratio.add(ratio(probability(session.needles * visible), probability(session.needles * normal)));
  samples.volume_ratio.add(ratio(person.expected_volume(false), person.expected_volume(true)));
  samples.rebleed.add(person.rebleed_probability);
  std::map<std::string, double> by_population;
  for (const VesselPopulation& population : input.vessels)
    by_population[population.name] = 0.;
  for (const CutVessels& vessels : person.cuts)
    by_population[input.vessels[vessels.population].name] += vessels.expected;
  for (const auto& [name, expected] : by_population)
    samples.population_cuts[name].add(expected);
}

/// Every member that a table of specifications names.
template <class Model>
void append(const Model& model, const std::vector<ParameterSpec<Model>>& specs, std::vector<UncertainValue>& inputs) {
  for (const ParameterSpec<Model>& spec : specs)
    inputs.push_back(model.*spec.member);
}

/// Everything that is drawn.
std::vector<UncertainValue> inputs_of(const BleedingInput& input) {
  std::vector<UncertainValue> inputs = {input.mouth,        input.epidermis_depth, input.dermis_depth,
                                        input.depth_factor, input.site_density,    input.patient.site_below_heart};
  append(input.blood, blood_specs(), inputs);
  for (const VesselPopulation& population : input.vessels)
    append(population, vessel_specs(), inputs);
  for (const BleedingModifier& modifier : input.patient.modifiers) {
    append(modifier, bleeding_modifier_specs(), inputs);
    append(modifier, rebleeding_specs(), inputs);
  }
  return inputs;
}

/// What clotting rests on: drugs and disorders alone, or with the normal time.
std::vector<UncertainValue> clotting_inputs(const BleedingInput& input) {
  std::vector<UncertainValue> inputs;
  for (const BleedingModifier& modifier : input.patient.modifiers) {
    append(modifier, bleeding_modifier_specs(), inputs);
    append(modifier, rebleeding_specs(), inputs);
  }
  return inputs;
}

/// Ratios to the same persons without drug and disorder: exactly 1 where there is none.
void add_ratios(const BleedingInput& input, const BleedingSamples& samples, const std::string& all,
                const MonteCarloParameters& parameters, Outcome& outcome) {
  const std::string modifiers = weakest_label(clotting_inputs(input));
  const bool changed = !input.patient.modifiers.empty() || platelet_factor(input.patient.platelet_count) != 1.;
  const std::string ratios = changed ? all : exact_label;
  outcome.add("bleeding.time_factor", samples.factor.about_median(parameters), modifiers);
  outcome.add("bleeding.probability_ratio", samples.probability_ratio.about_median(parameters), ratios);
  outcome.add("bleeding.probability_any_ratio", samples.any_ratio.about_median(parameters), ratios);
  outcome.add("bleeding.volume_ratio", samples.volume_ratio.about_median(parameters), ratios);
  outcome.add("bleeding.rebleed_probability", samples.rebleed.about_mean(parameters), modifiers);
}

} // namespace

double platelet_factor(const double platelet_count) {
  const double count = std::max(fewest_platelets, platelet_count / per_microlitre);
  if (count >= most_platelets)
    return 1.;
  return std::max(1., (30.5 - count / 3850.) / 4.5);
}

double loops_left(const double age, const double loss) {
  return 1. - loss * std::clamp((age - loss_begins) / (loss_ends - loss_begins), 0., 1.);
}

double empirical_probability(const double density, const double diameter, const double depth, const double half_depth,
                             const double width) {
  const double G = 1. / (1. + std::exp(-(depth - half_depth) / width));
  return 1. - std::exp(-density * diameter * G);
}

Outcome bleeding(const BleedingInput& input, const MonteCarloParameters& parameters) {
  const CutSurface surface(input.cracks);
  RandomStream random(parameters.seed);
  BleedingSamples samples;
  for (unsigned int s = 0; s < parameters.samples; ++s)
    add_person(input, draw_person(input, surface, [&](const UncertainValue& value) { return random.draw(value); }),
               random, samples);
  const std::vector<UncertainValue> inputs = inputs_of(input);
  const std::string all = weakest_label(inputs);
  Outcome outcome;
  outcome.add("bleeding.expected_cuts", samples.cuts.about_mean(parameters), all);
  for (const auto& [name, cuts] : samples.population_cuts)
    outcome.add("bleeding.expected_cuts." + name, cuts.about_mean(parameters), all);
  outcome.add("bleeding.probability_visible", samples.needle.about_mean(parameters), all);
  outcome.add("bleeding.probability_visible_empirical", samples.empirical.about_mean(parameters), all);
  outcome.add("bleeding.probability_any", samples.any.about_mean(parameters), all);
  if (input.session.area > 0.)
    outcome.add("bleeding.points_density", samples.points.about_mean(parameters), all);
  outcome.add("bleeding.volume_per_needle", samples.needle_volume.about_median(parameters), all);
  Interval volume = samples.volume.about_median(parameters);
  volume.value = std::clamp(samples.expected_volume.about_median(parameters).value, volume.low, volume.high);
  outcome.add("bleeding.volume", volume, all);
  std::vector<UncertainValue> clotting = clotting_inputs(input);
  clotting.push_back(input.blood.clotting_time);
  outcome.add("bleeding.clotting_time", samples.time.about_median(parameters), weakest_label(clotting));
  add_ratios(input, samples, all, parameters, outcome);
  outcome.assumptions = assumptions_of(inputs);
  return outcome;
}

std::vector<OutcomeQuantity> bleeding_quantities() {
  return {{"bleeding.expected_cuts", "1", "Vessels severed by one needle, expected."},
          {"bleeding.expected_cuts.<vessels>", "1", "The same, by population of vessels."},
          {"bleeding.probability_visible", "1", "Probability that one needle's puncture bleeds visibly."},
          {"bleeding.probability_visible_empirical", "1", "The same by the law fitted to pen needles, as a check."},
          {"bleeding.probability_any", "1", "Probability that any puncture of the array or session bleeds visibly."},
          {"bleeding.points_density", "1/m^2", "Visibly bleeding punctures per area."},
          {"bleeding.volume_per_needle", "m^3", "Blood lost through one puncture, expected (median over persons)."},
          {"bleeding.volume", "m^3", "Blood lost in the array or session (median over persons; interval of sessions)."},
          {"bleeding.clotting_time", "s", "Time in which a severed small vessel closes."},
          {"bleeding.time_factor", "1", "Bleeding time over that of a person with normal clotting."},
          {"bleeding.probability_ratio", "1", "probability_visible over that of the same person with normal clotting."},
          {"bleeding.probability_any_ratio", "1", "probability_any over that of the same person with normal clotting."},
          {"bleeding.volume_ratio", "1", "Expected volume over that of the same person with normal clotting."},
          {"bleeding.rebleed_probability", "1", "Probability that a clotted cut opens again (haemophilia)."}};
}

} // namespace acumen::outcomes
