#pragma once

#include "solver/mechanics/energy_term.h"
#include "solver/mechanics/project_positive.h"

#include <cmath>
#include <functional>
#include <limits>
#include <memory>

namespace acumen::mechanics {

/// Terms that act on the same entities, evaluated together: the unknowns are gathered once an entity, and an entity's
/// tangent is the sum over its terms.
class TermGroup {
public:
  virtual ~TermGroup() = default;

  virtual unsigned int n_entities() const = 0;
  virtual unsigned int n_local() const = 0;
  /// Global indices of an entity's unknowns.
  virtual std::vector<unsigned int> dofs(unsigned int entity) const = 0;
  virtual void for_each_term(const std::function<void(EnergyTerm&)>& action) = 0;

  /// Energy [J] at `displacement`; the gradient [N] is added at level stress and above, the entities' tangents are
  /// stored at level tangent. +infinity at once where an entity is inadmissible.
  virtual double evaluate(const Vector& displacement, Evaluate level, TangentKind kind, Vector& gradient) = 0;
  /// Stored tangent of an entity, row-major; null where the entity was not active.
  virtual const double* tangent(unsigned int entity) const = 0;
  /// Adds the stored tangents' product with a direction.
  virtual void add_tangent_times(const Vector& direction, Vector& result) const = 0;
  /// Replaces the stored tangents by their projections onto positive semi-definite ones.
  virtual void project_tangents() = 0;
};

/// Entities of n unknowns each.
template <int n> class EntityGroup : public TermGroup {
public:
  using Dofs = std::array<unsigned int, n>;

  explicit EntityGroup(std::vector<Dofs> dofs)
      : dofs_(std::move(dofs)), tangents_(dofs_.size()), active_(dofs_.size()) {}

  /// Adds a term, which acts on these entities in their order, and returns it.
  template <class Term> Term& add(std::unique_ptr<Term> term) {
    Term& result = *term;
    terms_.push_back(std::move(term));
    return result;
  }

  unsigned int n_entities() const override { return dofs_.size(); }
  unsigned int n_local() const override { return n; }
  std::vector<unsigned int> dofs(const unsigned int entity) const override {
    return {dofs_[entity].begin(), dofs_[entity].end()};
  }
  void for_each_term(const std::function<void(EnergyTerm&)>& action) override {
    for (auto& term : terms_)
      action(*term);
  }

  double evaluate(const Vector& displacement, const Evaluate level, const TangentKind kind, Vector& gradient) override {
    double energy = 0.;
    for (unsigned int e = 0; e < dofs_.size(); ++e) {
      LocalResponse<n>& response = response_;
      reset(level, response);
      const auto u = gather(displacement, e);
      for (auto& term : terms_) {
        term->add(e, u, level, kind, response);
        if (!std::isfinite(response.energy))
          return std::numeric_limits<double>::infinity();
      }
      energy += response.energy;
      if (level >= Evaluate::tangent) {
        active_[e] = response.active;
        tangents_[e] = response.hessian;
      }
      if (level >= Evaluate::stress && response.active)
        for (unsigned int i = 0; i < n; ++i)
          gradient[dofs_[e][i]] += response.gradient[i];
    }
    return energy;
  }
  const double* tangent(const unsigned int entity) const override {
    return active_[entity] ? tangents_[entity][0].data() : nullptr;
  }
  void add_tangent_times(const Vector& direction, Vector& result) const override {
    for (unsigned int e = 0; e < dofs_.size(); ++e)
      if (active_[e])
        for (unsigned int i = 0; i < n; ++i)
          for (unsigned int j = 0; j < n; ++j)
            result[dofs_[e][i]] += tangents_[e][i][j] * direction[dofs_[e][j]];
  }
  void project_tangents() override {
    for (auto& tangent : tangents_)
      project_positive<n>(tangent[0].data());
  }

private:
  static void reset(const Evaluate level, LocalResponse<n>& response) {
    response.energy = 0.;
    response.active = false;
    if (level >= Evaluate::stress)
      response.gradient.fill(0.);
    if (level >= Evaluate::tangent)
      for (auto& row : response.hessian)
        row.fill(0.);
  }
  std::array<double, n> gather(const Vector& displacement, const unsigned int entity) const {
    std::array<double, n> u;
    for (unsigned int i = 0; i < n; ++i)
      u[i] = displacement[dofs_[entity][i]];
    return u;
  }

  std::vector<Dofs> dofs_;
  std::vector<std::unique_ptr<EntityTerm<n>>> terms_;
  std::vector<std::array<std::array<double, n>, n>> tangents_;
  std::vector<char> active_;
  LocalResponse<n> response_;
};

} // namespace acumen::mechanics
