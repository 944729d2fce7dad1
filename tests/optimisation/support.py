"""What the tests of this folder share: the repository on the path, a stand-in for the program, result folders as a run leaves them."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))
# Small matrices lose more to threads than they gain; the launcher sets the same.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
FAKE = HERE / "fake_program.py"


def folder(test):
    """A folder for one test; in memory where there is room for that, as the store makes sure that every file is on the disk."""
    memory = pathlib.Path("/dev/shm")
    temporary = tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None)
    test.addCleanup(temporary.cleanup)
    return pathlib.Path(temporary.name)


def result(folder, quantities, status="completed", code=0, notes=()):
    """A result folder; quantities {name: value or (value, low, high)}, all of unit 1 unless the name is known."""
    units = {"insertion.puncture_force": "N", "insertion.penetration_depth": "m", "drug.maximum_load": "kg"}
    folder.mkdir(parents=True)
    entries = {}
    for name, given in quantities.items():
        value, low, high = given if isinstance(given, tuple) else (given, None, None)
        entries[name] = {"value": value, "unit": units.get(name, "1"), "low": low, "high": high}
    summary = {"case": folder.name, "status": status, "exit_code": code, "quantities": entries, "notes": list(notes), "warnings": [], "assumptions": []}
    (folder / "summary.json").write_text(json.dumps(summary))
    return folder


def call(module, *arguments, cwd):
    """The finished process of `python3 -m scenarios.sweep.MODULE ARGUMENTS` with the stand-in as program."""
    command = [sys.executable, "-m", f"scenarios.sweep.{module}", "--program", str(FAKE), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)})
