"""What the screening model's table needs of a finite-element run's folder."""

import csv
import dataclasses
import json
import math
import pathlib

import numpy as np


@dataclasses.dataclass
class Run:
    """One finished run. SI units; arrays hold one entry a converged step."""

    name: str
    held_out: bool
    case: pathlib.Path
    quantities: dict[str, float]
    travel: np.ndarray
    force: np.ndarray
    depression: np.ndarray
    penetration: np.ndarray

    @property
    def punctured(self) -> bool:
        """Whether the hole went through the uppermost layer."""
        return self.quantities["insertion.punctured"] > 0

    def puncture_step(self) -> int:
        """Index of the first record beyond puncture; all records where there is none."""
        if not self.punctured:
            return len(self.travel)
        return int(np.searchsorted(self.travel, self.quantities["insertion.puncture_displacement"]))


def _column(rows: list[dict[str, str]], name: str) -> np.ndarray:
    key = next(key for key in rows[0] if key.split(" [")[0] == name)
    return np.array([float(row[key]) for row in rows])


def load(folder: pathlib.Path, held_out: bool) -> Run | None:
    """Read a folder; None unless its run is complete."""
    summary_file = folder / "summary.json"
    if not summary_file.exists():
        return None
    summary = json.loads(summary_file.read_text())
    if summary["status"] != "completed":
        return None
    with open(folder / "history.csv", newline="") as stream:
        rows = list(csv.DictReader(stream))
    travel = _column(rows, "travel")
    # Holds and withdrawals are not screened: up to the deepest step only.
    last = int(np.argmax(travel)) + 1
    values = {name: float("nan") if entry["value"] is None else entry["value"] for name, entry in summary["quantities"].items()}
    return Run(folder.name, held_out, folder / "case.yaml", values, travel[:last], _column(rows, "force")[:last],
               _column(rows, "surface_depression")[:last], _column(rows, "penetration_depth")[:last])


def load_all(folders: list[pathlib.Path]) -> list[Run]:
    """Every complete run. Held out are those named so; where names do not say, every third."""
    runs = []
    for index, folder in enumerate(sorted(folder for folder in folders if (folder / "summary.json").exists())):
        named = folder.name.startswith(("training_", "held_out_"))
        held_out = folder.name.startswith("held_out_") if named else index % 3 == 2
        run = load(folder, held_out)
        if run is not None:
            runs.append(run)
    return runs


def dent_constants(force: np.ndarray, depression: np.ndarray) -> tuple[float, float]:
    """K [N/m] and L [m] of F = K w (1 + w/L), by least squares of F/w over w; NaN where it does not stiffen."""
    good = depression > 15e-6
    if good.sum() < 4:
        return math.nan, math.nan
    slope, stiffness = np.polyfit(depression[good], force[good] / depression[good], 1)
    if slope <= 0 or stiffness <= 0:
        return math.nan, math.nan
    return float(stiffness), float(stiffness / slope)
