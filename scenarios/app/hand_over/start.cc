// The program without finite elements: what it cannot do, `acumen_fe` beside it does in its stead.
#include "scenarios/app/start.h"

#include "scenarios/app/execute.h"
#include "scenarios/app/finite_elements.h"
#include "solver/base/error.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <unistd.h>

namespace acumen::app {

namespace {
char** given = nullptr;
}

void start(char** arguments) {
  given = arguments;
}

void need_finite_elements() {
  const std::string program = finite_element_program();
  compute_on_one_thread();
  std::fflush(nullptr);
  execv(program.c_str(), given);
  throw base::OutputError("cannot start " + program + ": " + std::strerror(errno) +
                          "\n    mend:  keep acumen and acumen_fe in one folder; the build makes both");
}

int execute(const scenarios::ResolvedCase&, const RunOptions&) {
  need_finite_elements();
  throw std::logic_error("need_finite_elements() has returned");
}

} // namespace acumen::app
