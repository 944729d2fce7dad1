#!/usr/bin/env python3
"""How much the flagship's forces depend on mesh, step, penalty and numerical viscosity.

    python3 benchmarks/convergence/run.py [--acumen build/release/bin/acumen] [--out out/convergence] [--processes 2]

Runs the forearm case to 500 um of travel as it is and with one numerical parameter halved (or, for the viscosity, 100 Pa s
and half of it), and writes table.csv with the change of the puncture force and of the force at 500 um. Runs that exist are not
run again. The committed table.csv is a copy of one such run.
"""
import argparse
import csv
import json
import pathlib
import subprocess
from concurrent.futures import ThreadPoolExecutor

BASE = {"insertion.depth": "500 um", "insertion.hold_time": "0 s", "insertion.withdraw": "false", "output.fields": "false"}
# Name: (settings, name of the run it is compared with).
VARIANTS = {
    "cells at the axis halved": ({"mesh.cells_per_tip_radius": "24"}, "base"),
    "base": ({}, "base"),
    "step halved": ({"solver.largest_step": "3.75 um"}, "base"),
    "penalty halved": ({"solver.contact_stiffness_factor": "0.5"}, "base"),
    "viscosity 100 Pa s": ({"solver.viscosity": "100 Pa s"}, "base"),
    "viscosity 50 Pa s": ({"solver.viscosity": "50 Pa s"}, "viscosity 100 Pa s"),
}
FORCES = ["insertion.puncture_force", "insertion.force_at_end"]


def run_variant(options, name):
    folder = options.out / name.replace(" ", "_")
    if not (folder / "summary.json").exists():
        command = [options.acumen, "run", "scenarios/cases/forearm_cone.yaml", "--quiet"]
        for key, value in {**BASE, **VARIANTS[name][0], "output.directory": folder}.items():
            command += ["--set", f"{key}={value}"]
        options.out.mkdir(parents=True, exist_ok=True)
        with open(folder.with_suffix(".log"), "w") as log:
            subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False)
    summary = json.loads((folder / "summary.json").read_text())
    return summary["exit_code"], {k: v["value"] for k, v in summary["quantities"].items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acumen", default="build/release/bin/acumen")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out/convergence"))
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    with ThreadPoolExecutor(options.processes) as pool:
        results = dict(zip(VARIANTS, pool.map(lambda name: run_variant(options, name), VARIANTS)))
    header = ["variant", "compared_with", "exit_code", "puncture_force_mN", "change_percent", "force_at_500um_mN",
              "change_percent", "unknowns", "steps", "newton_iterations", "wall_time_s"]
    with open(options.out / "table.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for name, (code, values) in results.items():
            reference = results[VARIANTS[name][1]][1]
            line = [name, VARIANTS[name][1], code]
            for force in FORCES:
                line += [f"{1e3 * values[force]:.3f}", f"{100 * (values[force] / reference[force] - 1):+.2f}"]
            line += [int(values["solver.unknowns"]), int(values["solver.steps"]), int(values["solver.newton_iterations"]),
                     round(values["solver.wall_time"], 1)]
            writer.writerow(line)
            print(", ".join(map(str, line)))


if __name__ == "__main__":
    main()
