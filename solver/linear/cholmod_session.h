#pragma once

#include <cholmod.h>

namespace acumen::linear {

/// CHOLMOD's settings and workspace, for supernodal factorisations.
class CholmodSession {
public:
  CholmodSession() {
    cholmod_start(&common_);
    common_.supernodal = CHOLMOD_SUPERNODAL;
    // An indefinite tangent is an answer here, not an error to be printed.
    common_.print = 0;
    common_.quick_return_if_not_posdef = 1;
  }
  ~CholmodSession() { cholmod_finish(&common_); }
  CholmodSession(const CholmodSession&) = delete;
  CholmodSession& operator=(const CholmodSession&) = delete;

  cholmod_common* common() { return &common_; }
  /// Keeps to the order that an analysis is given, but for post-ordering.
  void use_given_order() { use(CHOLMOD_GIVEN, 1); }
  /// Keeps to the order of the rows as they are.
  void use_natural_order() { use(CHOLMOD_NATURAL, 0); }

private:
  void use(const int ordering, const int postorder) {
    common_.nmethods = 1;
    common_.method[0].ordering = ordering;
    common_.postorder = postorder;
  }
  cholmod_common common_;
};

} // namespace acumen::linear
