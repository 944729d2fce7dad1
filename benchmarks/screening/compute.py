#!/usr/bin/python3
"""Computes the finite-element runs behind the screening model: each once, one after the other, resumable.

    python3 benchmarks/screening/compute.py [--program build/release/bin/acumen] [--out out/screening]
"""

import argparse
import os
import pathlib
import subprocess
import sys

import design

HERE = pathlib.Path(__file__).resolve().parent


def compute(program: str, folder: pathlib.Path, assignments: list[str]) -> int:
    """Run one case unless its folder has a summary; returns the exit code."""
    if (folder / "summary.json").exists():
        return 0
    command = [program, "run", str(HERE / "case.yaml"), "--output", str(folder), "--quiet"]
    for assignment in assignments:
        command += ["--set", assignment]
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    """Compute what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/bin/acumen")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out/screening"))
    options = parser.parse_args()
    failed = 0
    for name, _, assignments in design.cases():
        code = compute(options.program, options.out / name, assignments)
        print(f"{name}: exit code {code}", flush=True)
        failed += code != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
