#!/usr/bin/env bash
# Builds the unit tests with address and undefined-behaviour sanitizers (CMake preset asan, cached by ccache) and runs them.
# Arguments go to ctest, for example: tests/support/sanitize.sh -R unit.meshes
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

boxes=(app base materials meshes mechanics contact fracture linear stepping results outcomes transport screening scenarios)
cmake --preset asan -DACUMEN_BUILD_VIZ=OFF
targets=()
for box in "${boxes[@]}"; do
  [ -d "tests/unit/$box" ] && targets+=("test_unit_$box")
done
cmake --build build/asan --target "${targets[@]}"

# MPI, OpenCASCADE and others that deal.II loads keep memory until the end: leaks of foreign libraries say nothing of Acumen.
export ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export OPENBLAS_NUM_THREADS=1 OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
cd build/asan
exec ctest -L unit -j2 --output-on-failure "$@"
