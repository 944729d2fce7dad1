"""Runs the program for an experiment, keeps what was run, and reduces a run to what comparisons and figures need.

A run is reused if its command, its case file, the material library and the program are the same as when it was made.
"""
import csv
import hashlib
import json
import os
import pathlib
import subprocess
from concurrent.futures import ThreadPoolExecutor

from .experiment import ROOT

LIBRARY = ROOT / "materials/library"
MECHANICAL = ["tissues", "sites", "supports", "needle_materials"]  # the parts of the library that a press-in depends on
COMMON = {"output.fields": "false"}
CURVE = {"travel": "travel [m]", "force": "force [N]", "penetration": "penetration_depth [m]", "time": "time [s]", "phase": "phase [1]"}
LONGEST_CURVE = 160


def digest(paths, text=""):
    state = hashlib.sha256(text.encode())
    for path in sorted(paths):
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


class Runner:
    """Runs cases of experiments with `program`, results under `folder`.

    keep: reuse a run although program or library have changed since; dry: never compute, use what is there.
    """

    def __init__(self, program, folder, keep=False, time_limit=600.0):
        self.program, self.folder, self.keep, self.time_limit = pathlib.Path(program), pathlib.Path(folder), keep, time_limit
        self.state = digest([self.program, *(f for part in MECHANICAL for f in (LIBRARY / part).glob("*.yaml"))]) if self.program.exists() else "none"

    def run(self, name, case, settings):
        """Folder of the finished run `name` (a path below the runner's folder)."""
        folder = self.folder / name
        settings = {**COMMON, "solver.time_limit": f"{self.time_limit:g} s", **settings}
        key = digest([case], json.dumps(settings, sort_keys=True))
        stamp = {"key": key, "state": self.state}
        marker = folder.with_suffix(".json")
        if (folder / "summary.json").exists() and marker.exists():
            old = json.loads(marker.read_text())
            if old == stamp or (self.keep and old["key"] == key):
                return folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        command = [str(self.program), "run", str(case), "--quiet", "--output", str(folder)]
        for parameter, value in settings.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            command += ["--set", f"{parameter}={text}"]
        with open(folder.with_suffix(".log"), "w") as log:
            log.write(" ".join(command) + "\n")
            log.flush()
            subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False, cwd=ROOT, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
        if (folder / "summary.json").exists():
            marker.write_text(json.dumps(stamp))
        return folder

    def run_experiments(self, experiments, jobs, say=print):
        """{experiment: {run: reduced result}} of every run of the experiments, `jobs` at a time."""
        wanted = [(e, run) for e in experiments for run in e.data["runs"]]

        def one(item):
            experiment, run = item
            folder = self.run(f"{experiment.name}/{run}", *experiment.run_settings(run))
            result = reduce_run(folder)
            say(f"  {experiment.name}/{run}: {result['status']}, {result['quantities'].get('solver.wall_time', 0):.0f} s")
            return result

        with ThreadPoolExecutor(jobs) as pool:
            results = list(pool.map(one, wanted))
        reduced = {e.name: {} for e in experiments}
        for (experiment, run), result in zip(wanted, results):
            reduced[experiment.name][run] = result
        return reduced


def reduce_run(folder):
    """{status, quantities (SI numbers), curve (columns)} of a run's folder; status "no result" where the program left none."""
    if not (folder / "summary.json").exists():
        return {"status": "no result", "quantities": {}, "curve": {}}
    summary = json.loads((folder / "summary.json").read_text())
    quantities = {k: v["value"] for k, v in summary["quantities"].items() if v["value"] is not None}
    rows = list(csv.DictReader(open(folder / "history.csv")))
    columns = {name: [float(row[header]) for row in rows] for name, header in CURVE.items()}
    quantities.update(shape_of_curve(columns, quantities.get("insertion.puncture_force", 0.0)))
    every = max(1, len(rows) // LONGEST_CURVE)
    peak = max(range(len(rows)), key=lambda i: columns["force"][i])
    chosen = [i for i in range(len(rows)) if i % every == 0 or i in (peak, len(rows) - 1)]
    return {"status": summary["status"], "quantities": quantities, "cpu": quantities.get("solver.wall_time", 0.0),
            "curve": {name: [float(f"{values[i]:.5g}") for i in chosen] for name, values in columns.items()}}


def shape_of_curve(columns, puncture_force=0.0):
    """How a needle goes in. curve.largest_drop: largest fall of the force after a peak, relative to the peak or the puncture force if that is larger: a
    fall of a hundredth of a millinewton at the first touch is none that an instrument shows; curve.largest_jump [m]: most that the penetration grows
    within 10 um of travel. Both of the first phase (pressing in)."""
    pressing = [i for i, phase in enumerate(columns["phase"]) if phase == 0]
    drop, jump, peak, start = 0.0, 0.0, 0.0, 0
    for i in pressing:
        force = columns["force"][i]
        peak = max(peak, force)
        if peak > 0:
            drop = max(drop, (peak - force) / max(peak, puncture_force))
        while columns["travel"][i] - columns["travel"][start] > 10e-6 and start < i - 1:
            start += 1
        jump = max(jump, columns["penetration"][i] - columns["penetration"][start])
    return {"curve.largest_drop": drop, "curve.largest_jump": jump}
