#include "scenarios/app/batch_worker.h"

#include "scenarios/app/finite_elements.h"
#include "solver/base/error.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace acumen::app {

namespace {

/// One `acumen_fe batch`, spoken to through a socket pair.
class Worker {
public:
  ~Worker() { end(); }

  /// The answer to a request; empty where the worker died over it.
  std::string ask(const std::string& request) {
    if (process_ < 0)
      start();
    const std::string line = request + "\n";
    std::size_t sent = 0;
    while (sent < line.size()) {
      // Not write(): a worker that is gone must not end this process by SIGPIPE.
      const ssize_t count = send(socket_, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
      if (count < 0 && errno != EINTR)
        return {};
      sent += count > 0 ? std::size_t(count) : 0;
    }
    return read_line();
  }

  /// Waits for the worker's end and says how it was; it is started anew for the next request.
  std::string end() {
    if (process_ < 0)
      return "it was not running";
    close(socket_);
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    rest_.clear();
    return WIFSIGNALED(status) ? fmt::format("it was ended by signal {}", WTERMSIG(status))
                               : fmt::format("it returned exit code {}", WEXITSTATUS(status));
  }

private:
  void start() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
      throw base::OutputError(fmt::format("cannot start a worker: {}", std::strerror(errno)));
    const std::string program = finite_element_program();
    compute_on_one_thread();
    std::fflush(nullptr);
    process_ = fork();
    if (process_ == 0) {
      // However this process ends, also by kill -9: the worker then writes a checkpoint and stops.
      prctl(PR_SET_PDEATHSIG, SIGTERM);
      dup2(ends[1], STDIN_FILENO);
      dup2(ends[1], STDOUT_FILENO);
      execl(program.c_str(), program.c_str(), "batch", static_cast<char*>(nullptr));
      _exit(127);
    }
    close(ends[1]);
    socket_ = ends[0];
    if (process_ < 0) {
      close(socket_);
      throw base::OutputError(fmt::format("cannot start {}: {}", program, std::strerror(errno)));
    }
  }

  std::string read_line() {
    for (;;) {
      if (const auto end = rest_.find('\n'); end != std::string::npos) {
        std::string line = rest_.substr(0, end);
        rest_.erase(0, end + 1);
        return line;
      }
      char buffer[65536];
      const ssize_t count = recv(socket_, buffer, sizeof buffer, 0);
      if (count > 0)
        rest_.append(buffer, std::size_t(count));
      else if (count == 0 || errno != EINTR)
        return {};
    }
  }

  pid_t process_ = -1;
  int socket_ = -1;
  std::string rest_;
};

} // namespace

std::string answer_with_finite_elements(const std::string& request, const std::string& id,
                                        const scenarios::ResolvedCase&, const RunOptions&) {
  static Worker worker;
  std::string line = worker.ask(request);
  if (!line.empty())
    return line;
  return refusal(id, "crashed", base::internal_error,
                 "the finite-element program died over this case: " + worker.end() +
                     " (127: acumen_fe is missing beside acumen; 9: often too little memory)");
}

} // namespace acumen::app
