#!/usr/bin/env python3
"""The same dent computed by Acumen and by CalculiX (ccx): force against depth, within 2 %.

    python3 benchmarks/peers/calculix/compare.py [--acumen build/release/bin/acumen] [--out out/peers/calculix] [--refinement 1]

Runs case.yaml, hands its mesh, layers and needle to CalculiX and writes table.csv beside
the results; the committed table.csv is a copy of one such run. Exit code 0: within the bound; 1: not; 77: ccx is not installed.

CalculiX has second-order cells, Acumen first-order ones: Acumen's mesh is refined once more, so that both have nodes at the same places.
"""
import argparse
import csv
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys

import h5py
import numpy as np
import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import deck  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
BOUND = 0.02
SECTORS = 180
SKIPPED = 77
UNITS = {"m": 1.0, "mm": 1e-3, "um": 1e-6, "Pa": 1.0, "kPa": 1e3, "MPa": 1e6, "GPa": 1e9}


def si(text):
    number, unit = str(text).split()
    return float(number) * UNITS[unit]


def run_acumen(options, refinement):
    folder = options.out / f"acumen_{refinement}"
    command = [options.acumen, "run", "--quiet", HERE / "case.yaml", "--output", folder, "--set", f"mesh.refinement={refinement}"]
    subprocess.run(list(map(str, command)), check=True)
    history = list(csv.DictReader(open(folder / "history.csv")))
    case = yaml.safe_load((folder / "case.yaml").read_text())
    with h5py.File(folder / "results.h5") as file:
        points, cells = file["mesh/points"][:, :2], file["mesh/cells"][:].astype(int)
    return case, (points, cells), np.array([[float(row["travel [m]"]), float(row["force [N]"])] for row in history])


def layer_of_cells(points, cells, layers):
    """Index of the layer each cell lies in, by the depth of its middle."""
    lower = np.cumsum([si(layer["thickness"]) for layer in layers])
    return np.searchsorted(lower, -points[cells][:, :, 1].mean(axis=1))


def half_angle(needle):
    """Of the cone whose flank is tangent to its cap: base radius = (length + tip_radius (1/sin a - 1)) tan a, by bisection."""
    length, tip, base = (si(needle[key]) for key in ("length", "tip_radius", "base_diameter"))
    lower, upper = 0.01, 1.5
    for _ in range(80):
        angle = (lower + upper) / 2
        lower, upper = (angle, upper) if (length + tip * (1 / math.sin(angle) - 1)) * math.tan(angle) < base / 2 else (lower, angle)
    return lower


def run_calculix(options, case, mesh):
    points, cells = mesh
    layers = case["skin"]["layers"]
    depth, needle = si(case["insertion"]["depth"]), case["needle"]
    text = deck.deck((points, cells, layer_of_cells(points, cells, layers)),
                     [(layer["name"], si(layer["shear_modulus"]), si(layer["bulk_modulus"])) for layer in layers],
                     (si(needle["tip_radius"]), half_angle(needle), 3 * depth), depth, options.increments)
    (options.out / "dent.inp").write_text(text)
    with open(options.out / "ccx.log", "w") as log:
        done = subprocess.run(["ccx", "-i", "dent"], cwd=options.out, stdout=log, stderr=subprocess.STDOUT, check=False,
                              env={**os.environ, "OMP_NUM_THREADS": "1"})
    curve = read_forces(options.out / "dent.dat", depth)
    if done.returncode != 0 or not len(curve) or curve[-1][0] < 0.999 * depth:
        raise SystemExit(f"CalculiX did not reach full depth: see {options.out / 'ccx.log'}")
    return curve


def read_forces(file, depth):
    """(depth [m], force [N]) of every increment: the sum of the needle's reactions, against its motion.

    CalculiX computes axisymmetric cells as a sector of two degrees and prints the sector's forces.
    """
    rows = re.findall(r"total force.*?time\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)", file.read_text())
    return np.array([[depth * float(time), -SECTORS * float(axial)] for time, _, axial, _ in rows])


def compare(acumen, calculix, out):
    """Writes table.csv (depths of the upper three quarters, where the first touch no longer matters); returns the largest relative difference."""
    worst = 0.0
    with open(out / "table.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["depth_um", "acumen_mN", "calculix_mN", "difference_percent"])
        for depth, force in calculix:
            own = np.interp(depth, acumen[:, 0], acumen[:, 1])
            # Before CalculiX's faces feel the needle there is nothing to divide by.
            difference = f"{100 * (own / force - 1):+.2f}" if force > 1e-3 * calculix[-1][1] else ""
            writer.writerow([f"{1e6 * depth:.2f}", f"{1e3 * own:.4f}", f"{1e3 * force:.4f}", difference])
            if depth >= 0.25 * calculix[-1][0]:
                worst = max(worst, abs(own / force - 1))
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acumen", default="build/release/bin/acumen")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out/peers/calculix"))
    parser.add_argument("--refinement", type=int, default=1)
    parser.add_argument("--increments", type=int, default=16)
    options = parser.parse_args()
    if not shutil.which("ccx"):
        print("CalculiX (Debian package calculix-ccx) is not installed: no comparison")
        return SKIPPED
    options.out.mkdir(parents=True, exist_ok=True)
    case, mesh, _ = run_acumen(options, options.refinement)
    _, _, acumen = run_acumen(options, 2 * options.refinement)
    worst = compare(acumen, run_calculix(options, case, mesh), options.out)
    print((options.out / "table.csv").read_text().strip())
    print(f"largest difference from a quarter of the depth on: {100 * worst:.2f} % (bound {100 * BOUND:.0f} %)")
    return 0 if worst <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
