#include "scenarios/app/solve/transport_run.h"

#include "scenarios/app/solve/transport_files.h"
#include "scenarios/app/solve/wound_of_run.h"
#include "solver/base/error.h"
#include "solver/outcomes/monte_carlo.h"
#include "solver/outcomes/uncertain_value.h"
#include "solver/transport/rf_heating.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <random>

namespace acumen::app {

namespace {

using Interval = std::pair<double, double>;

/// Electrodes below the surface of which less than this is left in the skin carry no current worth computing [m].
constexpr double shortest_electrode = 50e-6;
/// Skin modelled below electrodes, in spacings.
constexpr double spacings_below = 2.;
constexpr unsigned int pictures = 13;
constexpr std::size_t rf_samples = 12;

/// Latin hypercube (McKay, Beckman & Conover 1979): each input's quantiles fall one into each of n equal strata.
std::vector<std::vector<double>> latin_hypercube(const std::size_t inputs, const std::size_t samples) {
  std::mt19937_64 generator(20221122);
  const auto uniform = [&] { return (double(generator() >> 11) + 0.5) * 0x1.0p-53; };
  std::vector<std::vector<double>> points(samples, std::vector<double>(inputs));
  for (std::size_t d = 0; d < inputs; ++d) {
    std::vector<std::size_t> order(samples);
    for (std::size_t i = 0; i < samples; ++i)
      order[i] = i;
    for (std::size_t i = samples; i > 1; --i)
      std::swap(order[i - 1], order[static_cast<std::size_t>(uniform() * double(i))]);
    for (std::size_t i = 0; i < samples; ++i)
      points[i][d] = (double(order[i]) + uniform()) / double(samples);
  }
  return points;
}

class TransportRun {
public:
  TransportRun(const scenarios::ResolvedCase& resolved, const stepping::Insertion& insertion,
               const results::Summary& so_far, const std::string& folder)
      : resolved_(resolved), insertion_(insertion), so_far_(so_far), folder_(folder) {}

  TransportReport carry_out() {
    if (resolved_.transport.has_drug)
      guarded("drug", [this] { compute_drug(); });
    if (resolved_.transport.has_rf)
      guarded("rf", [this] { compute_rf(); });
    return std::move(report_);
  }

private:
  /// A wound that transport cannot handle must not cost the mechanical result; the reason is said.
  template <class Work> void guarded(const char* const what, const Work& work) {
    try {
      work();
    } catch (const base::OutputError&) {
      throw;
    } catch (const std::exception& error) {
      report_.warnings.push_back(fmt::format("{}: not computed: {}", what, error.what()));
    }
  }

  /// The needle's margin of safety at a quantile of its interval; NaN where there is none. A margin without interval
  /// is taken as it is.
  double margin_at(const double quantile) const {
    const auto found = std::find_if(so_far_.quantities.begin(), so_far_.quantities.end(),
                                    [](const auto& value) { return value.name == "strength.safety_factor"; });
    if (found == so_far_.quantities.end() || !std::isfinite(found->low) || !(found->low > 0.) ||
        !(found->low <= found->value) || !(found->value <= found->high))
      return so_far_.value("strength.safety_factor");
    return outcomes::lognormal_between(found->value, found->low, found->high).quantile(quantile);
  }

  transport::DrugCase drug_case(const scenarios::TransportProperties& properties, const double margin) const {
    const scenarios::DrugInput& input = resolved_.transport.input;
    transport::DrugCase result;
    const bool withdrawn = input.system == scenarios::DrugSystem::poke_and_patch;
    result.skin = withdrawn ? wound_after_withdrawal(resolved_, insertion_, properties.tissues)
                            : wound_with_needle(resolved_, insertion_, properties.tissues);
    result.drug = properties.drug;
    result.polymer = properties.polymer;
    result.settings = resolved_.transport.settings();
    result.settings.needles = double(resolved_.input.array.rows * resolved_.input.array.columns);
    result.safety_factor = input.safety_factor;
    result.drug_free_margin = margin;
    if (input.system == scenarios::DrugSystem::hollow) {
      const meshes::NeedleProfile& needle = resolved_.needle;
      transport::InfusionSettings infusion;
      infusion.pressure = input.infusion_pressure;
      infusion.volume = input.infused_volume;
      infusion.lumen_diameter = input.lumen_diameter.value_or(needle.largest_radius());
      infusion.lumen_length = input.lumen_length.value_or(needle.length());
      infusion.viscosity = input.viscosity;
      infusion.sealing_pressure = input.sealing_pressure;
      result.infusion = infusion;
    }
    return result;
  }

  void compute_drug() {
    transport::DeliveryOptions options;
    options.snapshots = resolved_.input.output.fields ? pictures : 0;
    const auto outcome = transport::drug_outcome(
        drug_case(scenarios::properties_of(resolved_.transport), so_far_.value("strength.safety_factor")), options);
    report(outcome.values,
           intervals(resolved_.transport.input.samples,
                     [&](const auto& properties, const double quantile) {
                       return transport::drug_outcome(drug_case(properties, margin_at(quantile)), coarse()).values;
                     }),
           transport::drug_quantities());
    report_.notes.insert(report_.notes.end(), outcome.notes.begin(), outcome.notes.end());
    report_.warnings.insert(report_.warnings.end(), outcome.warnings.begin(), outcome.warnings.end());
    if (!outcome.delivery.history.empty())
      report_.attachment = write_delivery(folder_, outcome);
  }

  /// 5 and 95 % quantiles of `model` over samples of all library values with a spread; the model is given the
  /// properties and one more quantile, for what is uncertain beside them.
  template <class Model> std::map<std::string, Interval> intervals(const std::size_t samples, const Model& model) {
    std::map<std::string, std::vector<double>> drawn;
    const std::size_t n = scenarios::uncertain_names(resolved_.transport).size();
    for (const auto& quantiles : latin_hypercube(n + 1, samples))
      for (const transport::NamedValue& value :
           model(scenarios::properties_at(resolved_.transport, quantiles), quantiles.back()))
        if (std::isfinite(value.value))
          drawn[value.name].push_back(value.value);
    std::map<std::string, Interval> result;
    for (const auto& [name, values] : drawn) {
      if (is_numerical(name))
        continue;
      // Where some samples have no value (a share never reached), an interval of the others would look too narrow.
      if (values.size() < samples)
        report_.notes.push_back(
            fmt::format("{}: there is a value in {} of {} samples of the uncertain data only, so no "
                        "interval",
                        name, values.size(), samples));
      else if (values.size() > 1)
        result[name] = {outcomes::sample_quantile(values, 0.05), outcomes::sample_quantile(values, 0.95)};
    }
    return result;
  }

  /// What says how it was computed, not what happens.
  static bool is_numerical(const std::string& name) {
    const std::string what = name.substr(name.find('.') + 1);
    return what.find("balance_error") != std::string::npos || what == "unknowns" || what == "steps";
  }

  void report(const std::vector<transport::NamedValue>& values, const std::map<std::string, Interval>& intervals,
              const std::vector<results::OutputQuantity>& declarations) {
    for (const transport::NamedValue& value : values) {
      results::SummaryValue entry = declared(value, declarations);
      if (const auto found = intervals.find(value.name); found != intervals.end()) {
        entry.low = std::min(found->second.first, value.value);
        entry.high = std::max(found->second.second, value.value);
      }
      report_.quantities.push_back(entry);
    }
  }

  /// Samples are computed on a coarser mesh and with a looser tolerance.
  static transport::DeliveryOptions coarse() {
    transport::DeliveryOptions options;
    options.mesh.first_width *= 2.;
    options.mesh.radial_growth = 1.35;
    options.mesh.row_height *= 2.;
    options.integrator.tolerance = 2e-4;
    return options;
  }

  void compute_rf() {
    const scenarios::RfInput& input = resolved_.input.rf;
    const double inserted = inserted_length(insertion_);
    if (inserted - *input.insulated_length < shortest_electrode) {
      report_.warnings.push_back(fmt::format("rf: no bare electrode in the skin: {:.0f} um inserted, {:.0f} um of it "
                                             "insulated; no current is computed",
                                             1e6 * inserted, 1e6 * *input.insulated_length));
      return;
    }
    transport::RfSettings settings;
    settings.voltage = *input.voltage;
    settings.pulse = input.pulse;
    // A tapered needle is drawn as the rod of the same inserted volume.
    settings.pair = {*input.spacing, std::sqrt(resolved_.needle.volume_below(inserted) / (M_PI * inserted)), inserted,
                     *input.insulated_length};
    const auto heat = [&](const scenarios::TransportProperties& properties) {
      return std::make_unique<transport::RfHeating>(
          undeformed_layers(resolved_, properties.tissues, inserted + spacings_below * settings.pair.spacing), settings,
          transport::RfMeshParameters{});
    };
    const auto heating = heat(scenarios::properties_of(resolved_.transport));
    const transport::RfOutcome outcome = transport::rf_outcome(heating->run());
    report(outcome.values,
           intervals(rf_samples, [&](const auto& properties,
                                     double) { return transport::rf_outcome(heat(properties)->run()).values; }),
           transport::rf_quantities());
    report_.warnings.insert(report_.warnings.end(), outcome.warnings.begin(), outcome.warnings.end());
    if (resolved_.input.output.fields)
      write_rf(folder_, *heating);
  }

  static results::SummaryValue declared(const transport::NamedValue& value,
                                        const std::vector<results::OutputQuantity>& declarations) {
    const auto found = std::find_if(declarations.begin(), declarations.end(),
                                    [&](const auto& declaration) { return declaration.name == value.name; });
    if (found == declarations.end())
      throw std::logic_error("the quantity " + value.name + " is not declared");
    results::SummaryValue entry;
    entry.name = value.name;
    entry.unit = found->unit;
    entry.value = value.value;
    return entry;
  }

  const scenarios::ResolvedCase& resolved_;
  const stepping::Insertion& insertion_;
  const results::Summary& so_far_;
  std::string folder_;
  TransportReport report_;
};

} // namespace

TransportReport run_transport(const scenarios::ResolvedCase& resolved, const stepping::Insertion& insertion,
                              const results::Summary& so_far, const std::string& folder) {
  return TransportRun(resolved, insertion, so_far, folder).carry_out();
}

} // namespace acumen::app
