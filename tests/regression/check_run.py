"""Whole runs: check_run.py PROGRAM TEST."""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

import h5py
import numpy
import pandas

PROGRAM = os.path.abspath(sys.argv[1])
CASE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "short_case.yaml")


def call(*arguments, code=0, **options):
    """Runs the program, which must end with this exit code; returns what it printed."""
    done = subprocess.run([PROGRAM, "run", *arguments], capture_output=True, text=True, check=False, **options)
    assert done.returncode == code, f"{arguments}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def read_json(folder):
    with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
        return json.load(file)


def read_history(folder):
    return pandas.read_csv(os.path.join(folder, "history.csv"), float_precision="round_trip")


def check_whole(folder):
    """Every file is whole: no temporary names, all XML closed, the collection lists only files that exist."""
    for path, _, names in os.walk(folder):
        for name in names:
            assert ".tmp" not in name, name
            if name.endswith((".vtu", ".pvd")):
                root = xml.etree.ElementTree.parse(os.path.join(path, name)).getroot()
                for entry in root.iter("DataSet"):
                    assert os.path.exists(os.path.join(path, entry.get("file"))), entry.get("file")


def same_history(left, right):
    a, b = read_history(left), read_history(right)
    assert list(a.columns) == list(b.columns) and len(a) == len(b), (len(a), len(b))
    for column in a.columns:
        scale = max(numpy.abs(a[column]).max(), 1e-300)
        difference = numpy.abs(a[column] - b[column]).max() / scale
        assert difference <= 1e-8, f"{column}: {difference}"


def start_and_signal(folder, number, steps):
    """Starts a run, sends a signal once so many steps are in the log, and returns the exit code."""
    with subprocess.Popen([PROGRAM, "run", CASE, "-o", folder], stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True) as process:
        log = os.path.join(folder, "log.jsonl")
        while process.poll() is None:
            if os.path.exists(log) and sum(1 for _ in open(log, encoding="utf-8")) >= steps:
                process.send_signal(number)
                break
            time.sleep(0.01)
        process.stderr.read()
        return process.wait()


def test_results(scratch):
    folder = os.path.join(scratch, "out")
    text = call(CASE, "-o", folder)
    assert all(len(line) <= 80 or folder in line for line in text.splitlines()), text
    for word in ("puncture", "penetration depth", "friction", "not accounted for", "Wound", "insertion.pvd"):
        assert word in text, f"{word} is missing in\n{text}"
    check_whole(folder)
    summary = read_json(folder)
    assert summary["status"] == "completed" and summary["exit_code"] == 0
    for name, quantity in summary["quantities"].items():
        assert set(quantity) == {"value", "unit", "low", "high", "label"}, name
    history = read_history(folder)
    assert all(column.endswith("]") and " [" in column for column in history.columns), history.columns
    largest = summary["quantities"]["insertion.maximum_force"]["value"]
    assert abs(history["force [N]"].max() - largest) <= 1e-14 + 1e-12 * largest
    with h5py.File(os.path.join(folder, "results.h5")) as results:
        assert {"mesh", "steps", "history", "outcomes", "intervals", "provenance"} <= set(results)
        interval = summary["quantities"]["bleeding.probability_visible"]
        assert list(results["intervals/bleeding.probability_visible"]) == [interval["low"], interval["high"]]
        assert any("blood.visible_volume" in line for line in summary["assumptions"])
        for name, column in results["history"].items():
            assert f"{name} [{column.attrs['unit']}]" in history.columns, name
            numpy.testing.assert_allclose(column[:], history[f"{name} [{column.attrs['unit']}]"], rtol=1e-13, atol=0)
        for step in results["steps"].values():
            cells = len(results["mesh/cells"])
            assert step["fields/cauchy_stress"].shape == (cells, 9)
            assert step["fields/displacement"].shape == results["mesh/points"].shape
            assert all("unit" in field.attrs for field in step["fields"].values())
            # The mean Cauchy stress is minus the pressure: the isochoric part has no trace.
            stress, pressure = step["fields/cauchy_stress"][:], step["fields/pressure"][:]
            mean = stress[:, [0, 4, 8]].mean(axis=1)
            assert numpy.abs(mean + pressure).max() <= 1e-5 * numpy.abs(stress).max() + 1e-3
    assert os.path.exists(os.path.join(folder, "case.yaml"))


def test_stop_and_resume(scratch):
    whole, stopped = os.path.join(scratch, "whole"), os.path.join(scratch, "stopped")
    call(CASE, "-o", whole, "-q")
    assert start_and_signal(stopped, signal.SIGTERM, 12) == 4
    check_whole(stopped)
    assert read_json(stopped)["status"] == "stopped"
    call("--resume", stopped, "-q")
    check_whole(stopped)
    same_history(whole, stopped)
    first, second = read_json(whole), read_json(stopped)
    assert second["status"] == "completed" and second["case"] == first["case"] == "short_case"
    # What was captured on the way survives the stop: outcomes are the same to the last digit.
    for name, quantity in first["quantities"].items():
        if name.split(".")[0] in ("wound", "bleeding", "strength", "healing", "checks"):
            assert second["quantities"][name] == quantity, name
    assert first["quantities"]["wound.mouth_inserted"]["value"] > 0.
    assert "nothing to resume" in call("--resume", stopped)
    with h5py.File(os.path.join(whole, "results.h5")) as a, h5py.File(os.path.join(stopped, "results.h5")) as b:
        assert set(a["steps"]) <= set(b["steps"])


def test_kill_and_resume(scratch):
    whole, killed = os.path.join(scratch, "whole"), os.path.join(scratch, "killed")
    call(CASE, "-o", whole, "-q")
    # Late enough for the checkpoint after 25 steps.
    assert start_and_signal(killed, signal.SIGKILL, 32) == -signal.SIGKILL
    call("--resume", killed, "-q")
    same_history(whole, killed)
    # What the kill may have left is a temporary file; everything that is named is whole.
    for name in os.listdir(os.path.join(killed, "fields")):
        if name.endswith((".vtu", ".pvd")):
            xml.etree.ElementTree.parse(os.path.join(killed, "fields", name))


def test_time_limit(scratch):
    folder = os.path.join(scratch, "out")
    text = call(CASE, "-o", folder, "--time-limit", "0.5 s", code=4)
    assert "time limit" in text and "--resume" in text, text
    assert read_json(folder)["status"] == "stopped"


def test_full_disk(scratch):
    folder = os.path.join(scratch, "out")
    # Files may grow to 100 kB only: the folder can be made, but a checkpoint does not fit.
    limit = 100_000
    text = call(CASE, "-o", folder, code=5,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert "cannot write" in text and "File too large" in text, text
    check_whole(folder)


def test_not_converged(scratch):
    """A run that cannot go on keeps what it has, says where and why, and ends with 3."""
    folder = os.path.join(scratch, "out")
    text = call(CASE, "--set", "output.directory=" + folder, "--set", "solver.maximum_iterations=5",
                "--set", "solver.smallest_step=1.9 um", "--set", "solver.largest_step=2 um", code=3)
    for expected in ("did not converge", "um of travel", "layer '", "row", "contact", "mend:"):
        assert expected in text, (expected, text)
    summary = read_json(folder)
    assert summary["status"] == "not_converged" and summary["exit_code"] == 3
    history = read_history(folder)
    assert len(history) > 1 and history["force [N]"].iloc[-1] > 0.0
    check_whole(folder)


def test_other_case(scratch):
    folder = os.path.join(scratch, "out")
    call(CASE, "-o", folder, "--time-limit", "0.5 s", "-q", code=4)
    path = os.path.join(folder, "case.yaml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("friction: 0.3", "friction: 0.2"))
    assert "belongs to another case" in call("--resume", folder, code=5)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        globals()["test_" + sys.argv[2]](place)
