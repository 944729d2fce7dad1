#!/usr/bin/env python3
"""Does `acumen calibrate` find a planted parameter with finite elements? Noise is put on a computed curve and calibrated, several times.

    python3 benchmarks/sweep/calibrate_silicone.py                prints a line a draw of noise and the share of intervals that hold
    python3 benchmarks/sweep/calibrate_silicone.py --store        and keeps the first draw as blunt_silicone.csv, the lines as calibrate_silicone.csv

One unknown, the shear modulus of blunt_silicone.yaml (frictionless, blunt, no puncture); the exponent is given: both together are not
told apart by this press (scenarios/sweep/DECIDE.md). About half a minute on one core a draw; finished cases are found again in the store.
"""
import argparse
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from scenarios.sweep.calibration import read_history  # noqa: E402
from scenarios.sweep.evaluator import Evaluator  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
CASE = HERE / "blunt_silicone.yaml"
NAME, PLANTED, BOUNDS = "skin.change.silicone_b452.shear_modulus", 0.45, "0.1 MPa:2 MPa"
EXPONENT = {"skin.change.silicone_b452.exponent": "2.6"}
DEPTH, NOISE, CONFIDENCE = 120e-6, 0.005, 0.9  # [m], of the largest force, of the intervals
POINTS = np.arange(2e-6, 119e-6, 2e-6)  # [m]


def planted_curve(options: argparse.Namespace) -> np.ndarray:
    """Force [N] of the finite elements at POINTS with the planted values."""
    point = {NAME: f"{PLANTED} MPa", **EXPONENT, "insertion.depth": f"{1e6 * DEPTH:g} um"}
    with Evaluator(CASE, options.cases, options.program, workers=1) as evaluator:
        history = read_history(evaluator.evaluate([point])[0])
    if history is None:
        raise SystemExit("the planted case left no curve")
    return np.interp(POINTS, *history)


def tester_file(force: np.ndarray) -> str:
    """The curve as a Zwick tester writes it: semicolons, decimal commas, a row of units."""
    head = (f"Synthetic: blunt_silicone.yaml with shear modulus {PLANTED} MPa and exponent {EXPONENT[next(iter(EXPONENT))]}; "
            f"noise {100 * NOISE:g} % of the largest force").replace(".yaml", "*yaml").replace(".", ",").replace("*", ".")
    rows = "".join(f"{1e3 * d:.4f};{1e3 * d:.6f};{1e3 * f:.5f}\n" for d, f in zip(POINTS, force)).replace(".", ",")
    return f"{head}\nPrüfzeit;Standardweg;Standardkraft\ns;mm;mN\n{rows}"


def calibrate(text: str, options: argparse.Namespace, folder: pathlib.Path) -> dict:
    """calibrate.json of the command on this file."""
    data = folder / "data.csv"
    data.write_text(text, encoding="utf-8")
    line = [sys.executable, "-m", "scenarios.sweep.calibrate", str(data), str(CASE), "--parameter", f"{NAME}={BOUNDS}", "-q", "-o", str(folder / "out"),
            "--store", str(options.cases), "--program", str(options.program), "--confidence", str(CONFIDENCE)]
    line += [part for name, value in EXPONENT.items() for part in ("--set", f"{name}={value}")]
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return json.loads((folder / "out/calibrate.json").read_text())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=5, help="how often noise is drawn [5]")
    parser.add_argument("--store", action="store_true", help="keep blunt_silicone.csv and calibrate_silicone.csv")
    parser.add_argument("--cases", type=pathlib.Path, default=pathlib.Path("out/store"), help="folder of finished cases [out/store]")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/release/bin/acumen")
    options = parser.parse_args()
    clean, rows = planted_curve(options), [["draw", "shear modulus [MPa]", "low", "high", "planted", "holds", "cases"]]
    for draw in range(1, options.draws + 1):
        text = tester_file(clean + NOISE * clean.max() * np.random.default_rng(draw).standard_normal(len(clean)))
        with tempfile.TemporaryDirectory() as name:
            found = calibrate(text, options, pathlib.Path(name))
        entry = found["parameters"][0]
        holds = entry["low"] <= PLANTED <= entry["high"]
        rows.append([draw, *(f"{entry[key]:.5f}" for key in ("value", "low", "high")), PLANTED, int(holds), found["cases"]])
        print(*rows[-1], flush=True)
        if options.store and draw == 1:
            (HERE / "blunt_silicone.csv").write_text(text, encoding="utf-8")
    held = sum(row[5] for row in rows[1:])
    print(f"{held} of {options.draws} intervals of {100 * CONFIDENCE:.0f} % hold the planted value")
    if options.store:
        with open(HERE / "calibrate_silicone.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
