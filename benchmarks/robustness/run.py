#!/usr/bin/env python3
"""Robustness table: tip radius x half-angle x site, each needle pressed to 500 um of travel without help.

    python3 benchmarks/robustness/run.py [--acumen build/release/bin/acumen] [--out out/robustness] [--processes 2]
                                         [--time-limit 300]

Cases that already have a summary are not run again. Writes table.csv beside the results; the committed table.csv in
this folder is a copy of one such run. A case is good if it completed with no folded cell (smallest corner Jacobian
above 0), with the skin never more than 2 % of the tip radius inside the needle, and its energies closing to 1 %.
"""
import argparse
import csv
import itertools
import json
import math
import pathlib
import subprocess
from concurrent.futures import ThreadPoolExecutor

TIP_RADII_UM = [1, 5, 15, 30, 60]
HALF_ANGLES_DEG = [5, 10, 15, 30]
SITES = ["volar_forearm", "cheek", "palm"]
LENGTH_UM = 600
COLUMNS = ["site", "tip_radius_um", "half_angle_deg", "exit_code", "punctured", "puncture_force_mN", "force_at_end_mN",
           "penetration_depth_um", "smallest_corner_jacobian", "overlap_per_tip_radius", "closure_error", "steps",
           "newton_iterations", "wall_time_s", "travel_um", "verdict"]


def base_diameter_um(tip, angle_deg):
    """Base of the cone whose flank is tangent to the spherical tip."""
    angle = math.radians(angle_deg)
    return 2 * (LENGTH_UM + tip * (1 / math.sin(angle) - 1)) * math.tan(angle)


def run_case(options, site, tip, angle):
    folder = options.out / f"{site}_tip{tip:g}_angle{angle:g}"
    if not (folder / "summary.json").exists():
        settings = {
            "skin.site": site, "needle.tip_radius": f"{tip} um",
            "needle.base_diameter": f"{base_diameter_um(tip, angle):.6f} um", "needle.length": f"{LENGTH_UM} um",
            "insertion.depth": "500 um", "insertion.hold_time": "0 s", "insertion.withdraw": "false",
            "solver.time_limit": f"{options.time_limit} s", "output.fields": "false", "output.directory": folder}
        command = [options.acumen, "run", "scenarios/cases/forearm_cone.yaml", "--quiet"]
        for key, value in settings.items():
            command += ["--set", f"{key}={value}"]
        folder.parent.mkdir(parents=True, exist_ok=True)
        with open(folder.with_suffix(".log"), "w") as log:
            subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False)
    return row(folder, site, tip, angle)


def row(folder, site, tip, angle):
    result = dict.fromkeys(COLUMNS, "")
    result.update(site=site, tip_radius_um=tip, half_angle_deg=angle, verdict="no result")
    if not (folder / "summary.json").exists():
        return result
    summary = json.loads((folder / "summary.json").read_text())
    history = list(csv.DictReader(open(folder / "history.csv")))
    value = lambda name: summary["quantities"].get(name, {}).get("value")
    scaled = lambda name, factor, digits: "" if value(name) is None else round(factor * value(name), digits)
    jacobian = min(float(step["smallest_corner_jacobian [1]"]) for step in history)
    overlap = max(float(step["deepest_overlap [m]"]) for step in history) / (tip * 1e-6)
    closure = value("energy.closure_error")
    good = summary["exit_code"] == 0 and jacobian > 0 and overlap <= 0.02 and abs(closure) <= 0.01
    result.update(
        exit_code=summary["exit_code"], punctured=scaled("insertion.punctured", 1, 0),
        puncture_force_mN=scaled("insertion.puncture_force", 1e3, 3), force_at_end_mN=scaled("insertion.force_at_end", 1e3, 3),
        penetration_depth_um=scaled("insertion.penetration_depth", 1e6, 1), smallest_corner_jacobian=f"{jacobian:.2g}",
        overlap_per_tip_radius=f"{overlap:.3f}", closure_error=f"{closure:.2g}", steps=scaled("solver.steps", 1, 0),
        newton_iterations=scaled("solver.newton_iterations", 1, 0), wall_time_s=scaled("solver.wall_time", 1, 1),
        travel_um=round(1e6 * float(history[-1]["travel [m]"]), 1), verdict="good" if good else summary["status"])
    if summary["exit_code"] == 0 and not good:
        result["verdict"] = "completed, bound missed"
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acumen", default="build/release/bin/acumen")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out/robustness"))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--time-limit", type=float, default=300.)
    parser.add_argument("--sites", nargs="+", default=SITES)
    parser.add_argument("--tips", nargs="+", type=float, default=TIP_RADII_UM, help="tip radii in um")
    parser.add_argument("--angles", nargs="+", type=float, default=HALF_ANGLES_DEG, help="half-angles in degrees")
    options = parser.parse_args()
    cases = list(itertools.product(options.sites, options.tips, options.angles))
    with ThreadPoolExecutor(options.processes) as pool:
        rows = list(pool.map(lambda case: run_case(options, *case), cases))
    with open(options.out / "table.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    completed = sum(r["exit_code"] == 0 for r in rows)
    print(f"{completed} of {len(rows)} completed, {sum(r['verdict'] == 'good' for r in rows)} within every bound")


if __name__ == "__main__":
    main()
