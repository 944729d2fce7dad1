"""study.h5 and study.csv: all results of a study. Their content depends on the study alone, not on the order in which cases end.

study.h5
    attributes           title, case (text), study (text), format, warnings (what the program says of every completed case, a line each)
    points/status        completed, stopped, not_converged, failed or pending; /reason, /exit_code, /key, /design, /repeat  (n,)
    points/warnings      what it says of this case alone, a line each  (n,)
    parameters/NAME      (n,) numbers in the unit of the attribute `unit`, or text
    quantities/NAME      (n,) SI values, attribute `unit`; nan where there is none
    low/NAME, high/NAME  (n,) ends of the interval, where any case has one
"""
from __future__ import annotations

import collections
import csv
import fnmatch
import io
import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy

from viz.report.labels import alike

from . import units
from .case_result import CaseResult
from .store import store_error, write_atomically
from .study import Study

FORMAT = "acumen study 1"
COLUMNS = ("point", "design", "repeat", "key", "status", "reason", "kind", "name", "value", "unit", "low", "high")
TIMING_COLUMNS = ("point", "key", "status", "wall_time [s]", "peak_memory [MB]")


def wanted(name: str, patterns: Sequence[str]) -> bool:
    """Whether a quantity is among the outputs asked for."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


class Collector:
    """Writes the tables of a study, as far as it is known, into a folder; a file is replaced as a whole or not at all."""

    def __init__(self, study: Study, keys: Sequence[str], folder: Path, case_text: str):
        self._study, self._keys, self._folder, self._case_text = study, keys, Path(folder), case_text
        self.results: list[CaseResult | None] = [None] * len(study.points)
        self._lines: list[str] = [self._pending_lines(index) for index in range(len(study.points))]

    def add(self, index: int, result: CaseResult) -> None:
        """Takes in the result of a point."""
        self.results[index] = result
        self._lines[index] = self._pending_lines(index) + self._quantity_lines(index, result)

    def write(self) -> None:
        """study.csv, study.h5, timing.csv. Raises StoreError where they cannot be written."""
        try:
            write_atomically(self._folder / "study.csv", (",".join(COLUMNS) + "\n" + "".join(self._lines)).encode())
            write_atomically(self._folder / "timing.csv", self._timings().encode())
            self._write_hdf5()
        except OSError as error:
            raise store_error(error, self._folder) from error

    def _identity(self, index: int) -> list[Any]:
        result = self.results[index]
        state = ["pending", ""] if result is None else [result.status, result.reason]
        return [index, self._study.design[index], self._study.repeat[index], self._keys[index], *state]

    def _pending_lines(self, index: int) -> str:
        head = self._identity(index)
        return _csv([[*head, "parameter", name, *_number_and_unit(text), "", ""] for name, text in self._study.points[index].items()])

    def _quantity_lines(self, index: int, result: CaseResult) -> str:
        head = self._identity(index)
        return _csv([[*head, "quantity", name, _text(entry["value"]), entry["unit"], _text(entry["low"]), _text(entry["high"])]
                     for name, entry in sorted(result.quantities.items()) if wanted(name, self._study.outputs)])

    def _timings(self) -> str:
        rows = [[i, r.key, r.status, f"{r.wall_time:.3f}", f"{r.peak_memory / 2**20:.1f}"] for i, r in enumerate(self.results) if r]
        return _csv([list(TIMING_COLUMNS), *rows])

    def _write_hdf5(self) -> None:
        path = self._folder / "study.h5"
        image = io.BytesIO()
        # The earliest format has no time stamps, and everything is in the order of the names: the same content is the same file.
        with h5py.File(image, "w", libver="earliest") as file:
            file.attrs.update({"format": FORMAT, "title": self._study.title, "case": self._case_text, "study": self._study.text})
            common = self._common_warnings()
            file.attrs["warnings"] = "\n".join(common)
            self._write_points(file.create_group("points"), set(common))
            self._write_parameters(file.create_group("parameters"))
            self._write_quantities(file)
        write_atomically(path, image.getvalue())

    def own_warnings(self) -> collections.Counter[str]:
        """In how many cases the program says what it does not say of all: "model: sentence", without the case's own numbers behind it."""
        common = set(self._common_warnings())
        return alike(text for r in self.results if r and r.completed for text in r.warnings if text not in common)

    def reasons(self) -> collections.Counter[str]:
        """In how many cases there is no result, by status and reason."""
        return collections.Counter(f"{r.status}: {r.reason}" for r in self.results if r and not r.completed)

    def _common_warnings(self) -> list[str]:
        """Warnings of all completed cases, in the order of the first one's."""
        told = [result.warnings for result in self.results if result and result.completed]
        return [text for text in dict.fromkeys(told[0]) if all(text in other for other in told)] if told else []

    def _write_points(self, group: h5py.Group, common: set[str]) -> None:
        results = self.results
        _strings(group, "warnings", ["\n".join(text for text in r.warnings if text not in common) if r else "" for r in results], compression="gzip")
        _strings(group, "status", [r.status if r else "pending" for r in results])
        _strings(group, "reason", [r.reason if r else "" for r in results])
        _strings(group, "key", self._keys)
        group.create_dataset("exit_code", data=numpy.array([r.exit_code if r else 0 for r in results], dtype="i4"))
        group.create_dataset("design", data=numpy.array(self._study.design, dtype="i8"))
        group.create_dataset("repeat", data=numpy.array(self._study.repeat, dtype="i8"))

    def _write_parameters(self, group: h5py.Group) -> None:
        points = self._study.points
        for name in sorted({name for point in points for name in point}):
            texts = [point.get(name, "") for point in points]
            column = numeric_column(texts)
            if column is None:
                _strings(group, name, texts)
            else:
                group.create_dataset(name, data=column[0]).attrs["unit"] = column[1]

    def _write_quantities(self, file: h5py.File) -> None:
        table: dict[str, dict[int, dict[str, Any]]] = {}
        for index, result in enumerate(self.results):
            for name, entry in (result.quantities if result else {}).items():
                table.setdefault(name, {})[index] = entry
        groups = {part: file.create_group(part) for part in ("quantities", "low", "high")}
        for name in sorted(name for name in table if wanted(name, self._study.outputs)):
            rows = table[name]
            for part, field in (("quantities", "value"), ("low", "low"), ("high", "high")):
                column = numpy.full(len(self.results), numpy.nan)
                for index, entry in rows.items():
                    column[index] = entry[field]
                if part == "quantities" or numpy.isfinite(column).any():
                    groups[part].create_dataset(name, data=column).attrs["unit"] = rows[min(rows)]["unit"]


def _csv(rows: Sequence[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _text(value: float) -> str:
    """Shortest text that reads back as the same number; empty where there is none."""
    return "" if math.isnan(value) else repr(value)


def _number_and_unit(text: str) -> list[str]:
    try:
        units.split(text)
    except units.UnitError:
        return [text, ""]
    number, _, unit = text.partition(" ")
    return [number, unit.strip()]


def numeric_column(texts: Sequence[str]) -> tuple[numpy.ndarray, str] | None:
    """(numbers, unit) in the first value's unit, nan for empty texts; None where any is no quantity of that dimension."""
    unit, numbers = None, []
    for text in texts:
        if text == "":
            numbers.append(math.nan)
            continue
        try:
            unit = units.split(text)[1] if unit is None else unit
            numbers.append(units.parse(text, unit or "1"))
        except units.UnitError:
            return None
    return (numpy.array(numbers), unit or "1") if unit is not None else None


def _strings(group: h5py.Group, name: str, values: Sequence[str], **how: Any) -> None:
    """Fixed-length UTF-8: variable-length strings would leave the file's bytes to chance."""
    encoded = [value.encode() for value in values]
    length = max([1, *map(len, encoded)])
    kind = h5py.string_dtype("utf-8", length)
    group.create_dataset(name, data=numpy.array(encoded, dtype=kind), dtype=kind, **how)


def read_quantity(file: Path, name: str) -> numpy.ndarray:
    """The column of a quantity in a study.h5, (n,), SI unit."""
    with h5py.File(os.fspath(file), "r") as study:
        return study["quantities"][name][:]
