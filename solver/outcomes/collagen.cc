#include "solver/outcomes/collagen.h"

#include <boost/numeric/odeint/integrate/integrate_const.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

namespace odeint = boost::numeric::odeint;
using State = std::array<double, 3>; // I, F, C
constexpr double day = 86400.;

struct Rates {
  double decay, gain, half, calm, deposit, turnover; // per day
  void operator()(const State& x, State& dxdt, double) const {
    dxdt[0] = -decay * x[0];
    dxdt[1] = gain * x[0] / (half + x[0]) * (1. - x[1]) - calm * x[1];
    dxdt[2] = deposit * x[1] - turnover * x[2];
  }
};

} // namespace

double CollagenCourse::peak() const {
  return *std::max_element(collagen.begin(), collagen.end());
}

double CollagenCourse::peak_time() const {
  const std::size_t i = std::max_element(collagen.begin(), collagen.end()) - collagen.begin();
  if (i == 0 || i + 1 == collagen.size())
    return time[i];
  const double bend = collagen[i - 1] - 2. * collagen[i] + collagen[i + 1];
  return time[i] + (bend < 0. ? 0.5 * (collagen[i - 1] - collagen[i + 1]) / bend * (time[1] - time[0]) : 0.);
}

double CollagenCourse::collagen_at(double t) const {
  const double place = std::clamp(t / (time[1] - time[0]), 0., double(time.size() - 1));
  const std::size_t i = std::min<std::size_t>(place, time.size() - 2);
  return collagen[i] + (place - i) * (collagen[i + 1] - collagen[i]);
}

double CollagenCourse::matured_time(const double done) const {
  const double step = time[1] - time[0];
  std::vector<double> matured(time.size(), 0.);
  for (std::size_t i = 1; i < time.size(); ++i)
    matured[i] = matured[i - 1] + 0.5 * turnover * step * (collagen[i - 1] + collagen[i]);
  const double all = matured.back() + collagen.back(), wanted = done * all;
  if (!(all > 0.))
    return std::numeric_limits<double>::quiet_NaN();
  // M = all - C(end) exp(-q (t - end)) beyond the end.
  if (matured.back() < wanted)
    return time.back() + std::log(collagen.back() / (all - wanted)) / turnover;
  const std::size_t i = std::lower_bound(matured.begin(), matured.end(), wanted) - matured.begin();
  return i == 0 ? 0. : time[i - 1] + step * (wanted - matured[i - 1]) / (matured[i] - matured[i - 1]);
}

CollagenCourse collagen_course(const HealingParameters& p, double injury, const std::vector<double>& sessions,
                               double end, double step, double deposition_factor) {
  if (!(injury >= 0.) || !(step > 0.) || !(end >= 2. * step) || sessions.empty() || sessions.front() != 0. ||
      !std::is_sorted(sessions.begin(), sessions.end()))
    throw std::invalid_argument(
        fmt::format("collagen: needs an injury >= 0 (not {}), sessions that rise from 0, and an "
                    "end of at least two steps",
                    injury));
  const Rates rates{p.inflammation_decay.value * day,
                    p.fibroblast_gain.value * day,
                    p.half_inflammation.value,
                    p.fibroblast_decay.value * day,
                    p.collagen_deposition.value * day * deposition_factor,
                    p.collagen_turnover.value * day};
  CollagenCourse course;
  course.turnover = p.collagen_turnover.value;
  State state{0., 0., 0.};
  const std::size_t points = static_cast<std::size_t>(std::floor(end / step + 1e-9)) + 1;
  std::size_t session = 0;
  for (std::size_t i = 0; i < points;) {
    // Sessions fall on stored points: the nearest one not before them.
    while (session < sessions.size() && sessions[session] <= i * step * (1. + 1e-12)) {
      state[0] += injury;
      ++session;
    }
    std::size_t last = points - 1;
    if (session < sessions.size())
      last = std::clamp<std::size_t>(static_cast<std::size_t>(std::ceil(sessions[session] / step - 1e-9)), i + 1, last);
    const auto stepper =
        odeint::make_dense_output(1e-9 * std::clamp(injury, 1e-6, 1.), 1e-6, odeint::runge_kutta_dopri5<State>());
    const std::size_t first = i;
    odeint::integrate_const(stepper, rates, state, first * step / day, (last + 1e-6) * step / day, step / day,
                            [&](const State& x, double) {
                              if (i > last)
                                return;
                              course.time.push_back(i++ * step);
                              course.inflammation.push_back(x[0]);
                              course.fibroblasts.push_back(x[1]);
                              course.collagen.push_back(x[2]);
                            });
    if (last + 1 >= points)
      break;
    // The point at the next session is stored again, with its injury.
    state = {course.inflammation.back(), course.fibroblasts.back(), course.collagen.back()};
    course.time.pop_back(), course.inflammation.pop_back(), course.fibroblasts.pop_back(), course.collagen.pop_back();
    i = last;
  }
  return course;
}

} // namespace acumen::outcomes
