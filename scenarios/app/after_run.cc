#include "scenarios/app/after_run.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace acumen::app {

// Started from here rather than by the launcher, which is this very process: signals and exit code need no passing on.
void write_report(const std::string& folder, const bool quiet) {
  const char* const python = std::getenv("ACUMEN_PYTHON");
  const char* const reporter = std::getenv("ACUMEN_REPORT");
  if (python == nullptr || reporter == nullptr)
    return;
  std::vector<std::string> words = {python, reporter, "--", folder};
  if (quiet)
    words.insert(words.begin() + 2, "--quiet");
  std::vector<char*> arguments;
  for (std::string& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::fflush(stdout);
  pid_t child = 0;
  if (posix_spawnp(&child, python, nullptr, nullptr, arguments.data(), environ) != 0) {
    fmt::print(stderr, "acumen: no report: {} cannot be started\n", python);
    return;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
}

} // namespace acumen::app
