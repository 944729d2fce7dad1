"""Tutorial, gallery and README are current: check_tutorial.py PROGRAM pages|start|run.

pages: the pages are what viz/tutorial/make.py makes now (which runs every command in them that computes nothing), their pictures and the
README's are those of the stored runs, the README's table is the stored one. start: the first steps of the flagship give the force that
is stored, so that stored numbers and pictures do not outlive the program that made them. run: the tutorial's case gives all its stored
numbers (about a minute on a free core).
"""

import csv
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TUTORIAL = os.path.join(ROOT, "viz", "tutorial")
# Which steps are taken may differ with compiler and BLAS.
TOLERANCE = 0.02
COMPARED = ("insertion.puncture_force", "insertion.maximum_force", "insertion.penetration_depth", "energy.external",
            "energy.friction", "energy.viscous")


def check_pages(program: str) -> None:
    """make.py --check finds nothing."""
    done = subprocess.run([sys.executable, os.path.join(TUTORIAL, "make.py"), "--check", "--program", program], capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr + "\nrenew with: python3 viz/tutorial/make.py [--compute]"


def force_of(path: str) -> list[tuple[float, float]]:
    """(travel, force) of the steps on the way in [m, N]."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [(float(row["travel [m]"]), float(row["force [N]"])) for row in csv.DictReader(file)]
    return rows[:1 + max(range(len(rows)), key=lambda k: rows[k][0])] if rows else []


def at(curve: list[tuple[float, float]], travel: float) -> float:
    """The force at a travel, between two steps by a straight line."""
    right = next((k for k, (place, _) in enumerate(curve) if place >= travel), len(curve) - 1)
    (x0, y0), (x1, y1) = curve[max(right - 1, 0)], curve[right]
    return y1 if x1 == x0 else y0 + (y1 - y0) * (travel - x0) / (x1 - x0)


def check_start(program: str) -> None:
    """As far as the program comes in some seconds (the dent), the flagship's force is the stored one."""
    stored = force_of(os.path.join(ROOT, "viz", "gallery", "stored", "force.csv"))
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program, "run", os.path.join("scenarios", "cases", "forearm_cone.yaml"), "-o", folder, "--quiet", "--set",
                               "output.fields=false", "--time-limit", "12 s"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 4), done.stdout + done.stderr
        now = force_of(os.path.join(folder, "history.csv"))
    assert now, "not a step in 12 s"
    for travel, force in now[1:]:
        told = at(stored, travel)
        assert abs(force - told) <= TOLERANCE * max(told, 1e-4), (
            f"at {travel:g} m the stored force is {told:g} N, now {force:g} N; renew with: python3 viz/tutorial/make.py --compute")
    print(f"{len(now) - 1} steps as stored")


def check_run(program: str) -> None:
    """The tutorial's case gives the stored numbers."""
    with open(os.path.join(TUTORIAL, "stored", "quantities.json"), encoding="utf-8") as file:
        stored = json.load(file)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program, "run", os.path.join(TUTORIAL, "cases", "first.yaml"), "-o", folder, "--quiet"],
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
            now = json.load(file)["quantities"]
    for name in COMPARED:
        value = now[name]["value"]
        assert abs(value - stored[name]) <= TOLERANCE * abs(stored[name]), f"{name}: stored {stored[name]}, now {value}"


if __name__ == "__main__":
    {"pages": check_pages, "start": check_start, "run": check_run}[sys.argv[2]](os.path.abspath(sys.argv[1]))
    print("current")
