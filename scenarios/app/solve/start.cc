// The program with finite elements.
#include "scenarios/app/start.h"

#include "scenarios/app/finite_elements.h"

#include <cstdlib>
#include <unistd.h>

namespace acumen::app {

// OpenBLAS and OpenMP read the environment when they are loaded, before main: a program started directly, not through
// `acumen`, must start once more to make them obey.
void start(char** arguments) {
  if (std::getenv("OMP_THREAD_LIMIT") != nullptr)
    return;
  compute_on_one_thread();
  execv("/proc/self/exe", arguments);
  // Without a /proc the run is only slower.
}

void need_finite_elements() {}

} // namespace acumen::app
