#include "scenarios/app/finite_elements.h"

#include <cstdlib>
#include <filesystem>

namespace acumen::app {

std::string finite_element_program() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return (error ? std::filesystem::path("acumen_fe") : self.parent_path() / "acumen_fe").string();
}

// CHOLMOD asks for four threads whatever OMP_NUM_THREADS says, and on matrices of this size its threads only wait for
// each other.
void compute_on_one_thread() {
  if (std::getenv("OMP_THREAD_LIMIT") != nullptr)
    return;
  setenv("OMP_THREAD_LIMIT", "1", 1);
  setenv("OMP_NUM_THREADS", "1", 0);
  setenv("OPENBLAS_NUM_THREADS", "1", 0);
  // Processors younger than the library get its oldest kernels; say what this one can do.
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    setenv("OPENBLAS_CORETYPE", "Haswell", 0);
}

} // namespace acumen::app
