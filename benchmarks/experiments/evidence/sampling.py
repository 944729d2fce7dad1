"""Latin-hypercube runs over the literature spreads of the parameters."""
import csv
import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import yaml

from .intervals import STUDY
from .runs import LIBRARY, reduce_run

QUANTITIES = ["insertion.puncture_force", "insertion.puncture_displacement", "insertion.penetration_depth", "insertion.force_at_end"]
Z90 = 1.6448536  # half the width of the central 90 % of a normal distribution
Z_LARGEST = 2.0  # tails beyond are cut: no literature supports them


class Parameter:
    """A positive number with a split log-normal distribution: median at the library's value, 90 % inside the spread."""

    def __init__(self, name, setting, value, spread, label="assumed", source=""):
        self.name, self.setting, self.label, self.source = name, setting, label, source
        number, _, self.unit = str(value).partition(" ")
        self.median = float(number)
        if isinstance(spread, list):
            low, high = (float(str(s).partition(" ")[0]) * self.in_unit(s) for s in spread)
        else:
            sigma = float(str(spread).partition(" ")[0]) * self.in_unit(spread)
            low, high = max(self.median - Z90 * sigma, self.median / 10), self.median + Z90 * sigma
        self.low, self.high = min(low, self.median), max(high, self.median)

    def in_unit(self, text):
        unit = str(text).partition(" ")[2]
        if unit != self.unit:
            scale = {"um": 1e-6, "mm": 1e-3, "kPa": 1e3, "MPa": 1e6, "J/m^2": 1.0, "kJ/m^2": 1e3}
            return scale[unit] / scale[self.unit]
        return 1.0

    def at(self, z):
        """Value at standard-normal coordinate z."""
        z = max(-Z_LARGEST, min(Z_LARGEST, z))
        edge = self.high if z > 0 else self.low
        return self.median * math.exp(abs(z) / Z90 * math.log(edge / self.median))

    def text(self, z):
        return f"{self.at(z):.6g} {self.unit}".strip()


def find(entry, path):
    for key in path:
        if isinstance(entry, list) and isinstance(key, str):
            entry = next(item for item in entry if item["name"] == key)
        else:
            entry = entry[key]
    return entry


def parameters():
    result = []
    for item in yaml.safe_load((STUDY / "parameters.yaml").read_text()):
        source = find(yaml.safe_load((LIBRARY / item["file"]).read_text()), item["path"]) if "file" in item else item
        result.append(Parameter(item["name"], item["set"], source["value"], source["spread"], source.get("label", "assumed"),
                                " ".join(source.get("source", "").split())))
    return result


def design(samples, seed):
    """Standard-normal coordinates (samples + 1, parameters): the library's values first, then a Latin hypercube."""
    from scipy.stats import norm, qmc

    dimensions = len(parameters())
    hypercube = norm.ppf(qmc.LatinHypercube(dimensions, seed=seed).random(samples))
    return np.vstack([np.zeros(dimensions), np.clip(hypercube, -Z_LARGEST, Z_LARGEST)])


def run_study(runner, samples, jobs, seed=20, say=print):
    """Runs the design and writes table.csv beside the study's case: coordinates, values and results of every sample."""
    varied, points = parameters(), design(samples, seed)

    def one(index):
        settings = {p.setting: p.text(z) for p, z in zip(varied, points[index])}
        result = reduce_run(runner.run(f"uncertainty/{index:03d}", STUDY / "case.yaml", settings))
        say(f"  sample {index}: {result['status']}, {result['quantities'].get('solver.wall_time', 0):.0f} s")
        return result

    with ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(one, range(len(points))))
    out = runner.folder / "uncertainty.csv"
    with open(out, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["sample", "status", *(p.name for p in varied), *(q + " [SI]" for q in QUANTITIES)])
        for index, result in enumerate(results):
            writer.writerow([index, result["status"], *(f"{z:.5f}" for z in points[index]),
                             *(f"{result['quantities'][q]:.6g}" if q in result["quantities"] else "" for q in QUANTITIES)])
    return out


def read_table(file):
    """(names of parameters, coordinates (n, d), {quantity: values with nan where there is none})."""
    rows = list(csv.DictReader(open(file)))
    names = [p.name for p in parameters()]
    coordinates = np.array([[float(row[name]) for name in names] for row in rows])
    return names, coordinates, {q: np.array([float(row[q + " [SI]"] or "nan") for row in rows]) for q in QUANTITIES}
