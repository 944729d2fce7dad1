"""A study as its report sees it: study.h5, and sensitivity.csv where a sensitivity study was made into the same folder."""
from __future__ import annotations

import csv
import pathlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import yaml

from .labels import alike, parameter
from .run_data import NoRun

MOST_RANKED = 3
PUNCTURED, MARGIN = "insertion.punctured", "strength.safety_factor"


@dataclass(frozen=True)
class Axis:
    """A varied parameter or a quantity, one value a case. levels: names in place of numbers, for choices such as a material.

    sense: -1 where more is better, +1 where less is, 0 where neither."""

    name: str
    values: np.ndarray
    unit: str
    sense: float = 0.0
    levels: tuple[str, ...] = ()
    label: str = ""

    @property
    def words(self) -> str:
        """Its name in plain words."""
        return self.label or parameter(self.name)

    @property
    def title(self) -> str:
        """The words with the unit."""
        words = self.words
        return f"{words} [{self.unit}]" if self.unit not in ("", "1") else words


@dataclass(frozen=True)
class Index:
    """Sobol indices of a parameter: share of the variance alone (first) and with interactions (total), each (value, low, high)."""

    parameter: str
    first: tuple[float, float, float]
    total: tuple[float, float, float]


def _texts(column: Any) -> list[str]:
    return [entry.decode() if isinstance(entry, bytes) else str(entry) for entry in column[()]]


class StudyResults:
    """The results in a folder. Raises NoRun where study.h5 is missing or unreadable."""

    def __init__(self, folder: str | pathlib.Path):
        import h5py

        self.folder = pathlib.Path(folder)
        file = self.folder / "study.h5"
        if not file.is_file():
            raise NoRun(f"{folder} has no study.h5")
        try:
            with h5py.File(file, "r") as store:
                self._read(store)
        except (OSError, KeyError, ValueError) as error:
            raise NoRun(f"{file} cannot be read: {error}") from None

    def _read(self, store: Any) -> None:
        self.title = str(store.attrs.get("title", "")) or self.folder.name
        self.case_text, self.text = str(store.attrs.get("case", "")), str(store.attrs.get("study", ""))
        self.status, self.reason = _texts(store["points/status"]), _texts(store["points/reason"])
        self.warnings = str(store.attrs.get("warnings", "")).splitlines()
        own = _texts(store["points/warnings"]) if "points/warnings" in store else []
        # "screening model: outside the space ...: depth = ...": what comes after is each case's own.
        self.own_warnings = alike(line for text in own for line in text.splitlines())
        self.parameters = [self._parameter(name, store["parameters"][name]) for name in store["parameters"]]
        self.quantities = {name: (column[()], str(column.attrs.get("unit", "1"))) for name, column in store["quantities"].items()}
        self.low, self.high = ({name: column[()] for name, column in store[part].items()} for part in ("low", "high"))

    @staticmethod
    def _parameter(name: str, column: Any) -> Axis:
        if column.dtype.kind == "f":
            return Axis(name, column[()].astype(float), str(column.attrs.get("unit", "1")))
        texts = _texts(column)
        levels = tuple(sorted(set(texts)))
        return Axis(name, np.array([levels.index(text) for text in texts], float), "", levels=levels)

    @cached_property
    def screening(self) -> bool:
        """Whether the reduced model answered: as the study says, or else its base case."""
        found = []
        for text in (self.text, self.case_text):
            try:
                read = yaml.safe_load(text)
            except yaml.YAMLError:
                read = None
            found.append(read.get("model") if isinstance(read, dict) else None)
        return (found[0] or found[1]) == "screening"

    def __len__(self) -> int:
        return len(self.status)

    @cached_property
    def completed(self) -> np.ndarray:
        return np.array([status == "completed" for status in self.status], bool)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.status)

    def column(self, name: str) -> np.ndarray:
        """SI values of a quantity, nan for cases without it and for those that did not complete."""
        values = self.quantities[name][0] if name in self.quantities else np.full(len(self), np.nan)
        return np.where(self.completed, values, np.nan)

    @cached_property
    def varied(self) -> list[Axis]:
        """Parameters that take more than one value."""
        return [axis for axis in self.parameters if len(np.unique(axis.values[np.isfinite(axis.values)])) > 1]

    @cached_property
    def objectives(self) -> list[Axis]:
        """The quantities by which designs are ranked and that differ between cases, in readable units, at most five."""
        from scenarios.sweep.criteria import OUTCOMES

        found = [self.axis(outcome.name, outcome.sign, outcome.label) for outcome in OUTCOMES if outcome.ranks and self._differs(outcome.name)]
        if not found:
            found = [self.axis(name, 0.0) for name in self.quantities if self._differs(name) and not name.startswith(("solver.", "energy."))]
        return found[:5]

    def _differs(self, name: str) -> bool:
        values = self.column(name)
        known = values[np.isfinite(values)]
        return len(known) > 1 and float(np.ptp(known)) > 1e-9 * float(np.abs(known).max())

    def axis(self, name: str, sense: float = 0.0, label: str = "") -> Axis:
        """A quantity in the unit in which its middle value is read."""
        from . import units

        values, unit = self.column(name), self.quantities.get(name, (None, "1"))[1]
        known = np.abs(values[np.isfinite(values)])
        factor, symbol = (0.01, "%") if unit == "1" and units.percent(name) else units.scale(float(np.median(known)) if len(known) else None, unit)
        return Axis(name, values / factor, symbol, sense, label=label)

    @cached_property
    def ranked(self) -> list[Axis]:
        """The objectives that make the Pareto front: few, as with many nearly every design is on it."""
        return [axis for axis in self.objectives if axis.sense][:MOST_RANKED]

    @cached_property
    def candidates(self) -> np.ndarray:
        """Mask of the completed cases that pierce; of all completed ones where none does or it is not known."""
        pierced = self.column(PUNCTURED)
        return self.completed & (pierced == 1.0) if (pierced == 1.0).any() else self.completed.copy()

    @cached_property
    def front(self) -> np.ndarray:
        """Mask of the piercing cases that no other beats in every ranked quantity; none where fewer than two quantities rank."""
        from scenarios.sweep.pareto import non_dominated

        mask = np.zeros(len(self), bool)
        table = np.array([axis.sense * axis.values for axis in self.ranked]).T
        some = len(self.ranked) > 1 and not (self.column(PUNCTURED) == 0.0)[self.completed].all()
        rows = np.flatnonzero(np.isfinite(table).all(axis=1) & self.candidates) if some else np.array([], int)
        if len(rows):
            mask[rows] = non_dominated(table[rows])
        return mask

    @cached_property
    def sobol(self) -> dict[str, list[Index]]:
        """Indices by quantity from the sensitivity.csv that `acumen sensitivity` writes; empty where it is not in the folder."""
        found: dict[str, list[Index]] = {}
        file = self.folder / "sensitivity.csv"
        if file.is_file():
            with file.open(newline="", encoding="utf-8") as stream:
                for row in csv.DictReader(stream):
                    first, total = (tuple(float(row[f"{order}{end} [1]"]) for end in ("", ".low", ".high")) for order in ("first", "total"))
                    found.setdefault(row["output"], []).append(Index(row["parameter"], first, total))
        return found

    def rank_correlations(self, quantity: str) -> list[tuple[str, float]]:
        """Spearman's correlation of a quantity with each numeric parameter, over the completed cases; the strongest first."""
        values, found = self.column(quantity), []
        for axis in self.varied:
            both = np.isfinite(values) & np.isfinite(axis.values)
            if axis.levels or both.sum() < 5 or min(len(np.unique(values[both])), len(np.unique(axis.values[both]))) < 2:
                continue
            found.append((axis.name, float(np.corrcoef(_ranks(axis.values[both]), _ranks(values[both]))[0, 1])))
        return sorted(found, key=lambda entry: -abs(entry[1]))


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks, ties sharing their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - 0.5 * (counts - 1))[inverse]
