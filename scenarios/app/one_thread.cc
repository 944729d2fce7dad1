#include "scenarios/app/commands.h"

#include <cstdlib>
#include <unistd.h>

namespace acumen::app {

// OpenBLAS and OpenMP read these when they are loaded, before main: only a fresh start makes them obey. CHOLMOD asks
// for four threads whatever OMP_NUM_THREADS says, and on matrices of this size its threads only wait for each other.
void compute_on_one_thread(char** arguments) {
  if (std::getenv("OMP_THREAD_LIMIT") != nullptr)
    return;
  setenv("OMP_THREAD_LIMIT", "1", 1);
  setenv("OMP_NUM_THREADS", "1", 0);
  setenv("OPENBLAS_NUM_THREADS", "1", 0);
  // Processors younger than the library get its oldest kernels; say what this one can do.
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    setenv("OPENBLAS_CORETYPE", "Haswell", 0);
  execv("/proc/self/exe", arguments);
  // Without a /proc the run is only slower.
}

} // namespace acumen::app
