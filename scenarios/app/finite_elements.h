#pragma once

#include <string>

namespace acumen::app {

/// Path of the program that computes with finite elements: `acumen_fe` in this program's folder.
std::string finite_element_program();

/// Sets the environment so that libraries loaded by the next program use one thread and this processor's kernels;
/// does nothing where OMP_THREAD_LIMIT is set already.
void compute_on_one_thread();

} // namespace acumen::app
