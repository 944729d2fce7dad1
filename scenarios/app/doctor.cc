#include "scenarios/app/commands.h"
#include "scenarios/app/start.h"
#include "scenarios/library/library.h"
#include "solver/base/provenance.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>
#include <thread>

namespace acumen::app {

namespace {

namespace fs = std::filesystem;

void line(const std::string& what, const std::string& answer) {
  fmt::print("{:<22} {}\n", what, answer);
}

// Symbols are looked up in the running process: what counts is what was loaded, not what was compiled against.
template <class Function> Function* loaded(const char* symbol) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, symbol));
}

std::string hdf5_version() {
  unsigned major = 0, minor = 0, release = 0;
  auto* const version = loaded<int(unsigned*, unsigned*, unsigned*)>("H5get_libversion");
  if (!version || version(&major, &minor, &release) < 0)
    return "not loaded";
  return fmt::format("{}.{}.{}", major, minor, release);
}

std::string cholmod_version() {
  int numbers[3] = {};
  auto* const version = loaded<int(int*)>("cholmod_version");
  if (!version)
    return "not loaded";
  version(numbers);
  return fmt::format("{}.{}.{}", numbers[0], numbers[1], numbers[2]);
}

std::string blas() {
  void* const routine = dlsym(RTLD_DEFAULT, "dgemm_");
  Dl_info info{};
  if (!routine || !dladdr(routine, &info))
    return "none loaded";
  std::error_code error;
  // Debian's alternatives hide the real library behind a link.
  const std::string file = fs::canonical(info.dli_fname, error).string();
  if (file.find("openblas") == std::string::npos)
    return file +
           "\n  warning: this is not OpenBLAS; factorisations are several times slower (apt install libopenblas-dev)";
  const char* const threads = std::getenv("OPENBLAS_NUM_THREADS");
  return fmt::format("OpenBLAS, {} (OPENBLAS_NUM_THREADS={})", file, threads ? threads : "not set");
}

std::string find_program(const std::string& name) {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  std::error_code error;
  for (std::string folder; std::getline(folders, folder, ':');)
    if (fs::exists(fs::path(folder) / name, error))
      return (fs::path(folder) / name).string();
  return "";
}

std::string pictures() {
  std::error_code error;
  const fs::path viz = fs::read_symlink("/proc/self/exe", error).parent_path() / "acumen_viz";
  if (!fs::exists(viz, error))
    return "not built (VTK's development files were missing)";
  if (!std::getenv("DISPLAY") && find_program("xvfb-run").empty())
    return viz.string() + "\n  warning: no display and no xvfb-run (apt install xvfb xauth)";
  return viz.string();
}

std::string library() {
  std::string text = scenarios::library_folder();
  try {
    for (const char* const kind : {"sites", "tissues", "supports", "needle_materials"})
      text += fmt::format(", {} {}", scenarios::library_names(kind).size(), kind);
  } catch (const base::InputError& error) {
    return text + "\n  warning: " + error.what();
  }
  return text;
}

void examine() {
  const base::Provenance provenance = base::provenance();
  line("Acumen", provenance.version + ", " + provenance.build_type);
  line("compiler", provenance.compiler);
  line("deal.II", provenance.dealii);
  line("BLAS", blas());
  line("CHOLMOD", cholmod_version());
  line("HDF5", hdf5_version());
  line("processors", std::to_string(std::thread::hardware_concurrency()));
  line("material library", library());
  line("pictures", pictures());
  line("models", "axisymmetric: yes; screening: yes, cones");
}

} // namespace

void add_doctor(CLI::App& app, int& exit_code) {
  CLI::App* const command = app.add_subcommand("doctor", "Tell what this build and this machine can do");
  command->footer("Example:\n  acumen doctor");
  command->callback([&exit_code] {
    need_finite_elements(); // they bring the libraries to be examined
    examine();
    exit_code = base::success;
  });
}

} // namespace acumen::app
