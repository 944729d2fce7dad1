#include "solver/transport/plasma.h"

#include <cmath>
#include <stdexcept>

namespace acumen::transport {

std::vector<double> plasma_concentration(const Delivery& delivery, const Drug& drug, const double needles) {
  if (!(drug.half_life > 0.) || !(drug.distribution_volume > 0.))
    throw std::invalid_argument("plasma needs the drug's half-life and distribution volume");
  const double rate = std::log(2.) / drug.half_life;
  std::vector<double> result = {0.};
  for (std::size_t i = 1; i < delivery.history.size(); ++i) {
    const DeliveryRecord &before = delivery.history[i - 1], &now = delivery.history[i];
    const double step = now.time - before.time;
    const double uptake = needles * (now.cleared + now.deep - before.cleared - before.deep);
    // C(t + h) = C e^(-k h) + q (1 - e^(-k h)) / (k V), q the mean uptake rate.
    const double steady = step > 0. ? uptake / (step * rate * drug.distribution_volume) : 0.;
    result.push_back(steady + (result.back() - steady) * std::exp(0. - rate * step));
  }
  return result;
}

} // namespace acumen::transport
