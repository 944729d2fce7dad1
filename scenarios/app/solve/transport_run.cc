#include "scenarios/app/solve/transport_run.h"

#include "scenarios/app/solve/transport_files.h"
#include "scenarios/app/solve/wound_of_run.h"
#include "scenarios/compute/build_drug_case.h"
#include "solver/base/error.h"
#include "solver/outcomes/monte_carlo.h"
#include "solver/transport/rf_heating.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <memory>

namespace acumen::app {

namespace {

using Interval = std::pair<double, double>;

/// Electrodes below the surface of which less than this is left in the skin carry no current worth computing [m].
constexpr double shortest_electrode = 50e-6;
/// Skin modelled below electrodes, in spacings.
constexpr double spacings_below = 2.;
constexpr unsigned int pictures = 13;
constexpr std::size_t rf_samples = 12;

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

  transport::DrugCase drug_case(const scenarios::TransportProperties& properties, const double margin) const {
    const bool withdrawn = resolved_.transport.input.system == scenarios::DrugSystem::poke_and_patch;
    return scenarios::drug_case(resolved_, properties,
                                withdrawn ? wound_after_withdrawal(resolved_, insertion_, properties.tissues)
                                          : wound_with_needle(resolved_, insertion_, properties.tissues),
                                margin);
  }

  void compute_drug() {
    transport::DeliveryOptions options;
    options.snapshots = resolved_.input.output.fields ? pictures : 0;
    const auto outcome = transport::drug_outcome(
        drug_case(scenarios::properties_of(resolved_.transport), so_far_.value("strength.safety_factor")), options);
    report(outcome.values,
           intervals(resolved_.transport.input.samples,
                     [&](const auto& properties, const double quantile) {
                       return transport::drug_outcome(drug_case(properties, scenarios::margin_at(so_far_, quantile)),
                                                      coarse())
                           .values;
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
    for (const auto& quantiles : outcomes::latin_hypercube(n + 1, samples))
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
      results::SummaryValue entry = scenarios::declared_value(value, declarations);
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
