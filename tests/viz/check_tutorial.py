"""The tutorial is current: check_tutorial.py PROGRAM pages|run.

Its pages are what viz/tutorial/make.py makes now (which runs every command in them that computes nothing), its pictures are those
of the stored run (pages); the stored run is what the program computes now (run, about a minute on a free core).
"""

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
    {"pages": check_pages, "run": check_run}[sys.argv[2]](os.path.abspath(sys.argv[1]))
    print("the tutorial is current")
