"""A finished run as the report sees it: summary.json, history.csv, transport.csv, case.yaml, results.h5 and the needle's VTU."""
from __future__ import annotations

import csv
import json
import pathlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import yaml

from .page import Quantity

LENGTHS = {"nm": 1e-9, "um": 1e-6, "mm": 1e-3, "cm": 1e-2, "m": 1.0}


class NoRun(Exception):
    """The folder holds no run that can be reported; the text says what is missing."""


@dataclass(frozen=True)
class Layer:
    """A layer of the undeformed stack: depths of its top and bottom [m], positive downwards."""

    name: str
    top: float
    bottom: float

    @property
    def title(self) -> str:
        return self.name.replace("_", " ")


@dataclass
class Table:
    """Columns of a CSV file with units in the header: values in SI, NaN where a cell is empty."""

    columns: dict[str, np.ndarray] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> np.ndarray:
        return self.columns[name]

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))


def read_table(path: pathlib.Path) -> Table:
    """Reads a CSV file whose header cells read "name [unit]"; an empty table where the file is missing or has no rows."""
    table = Table()
    if not path.is_file():
        return table
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.reader(stream))
    if len(rows) < 2:
        return table
    values = np.array([[float(cell) if cell else np.nan for cell in row] for row in rows[1:] if len(row) == len(rows[0])])
    for index, head in enumerate(rows[0]):
        name, _, unit = head.partition(" [")
        table.columns[name], table.units[name] = values[:, index], unit.rstrip("]")
    return table


def length(text: Any) -> float | None:
    """Metres of "600 um"; None where it is no length."""
    parts = str(text).split()
    try:
        return float(parts[0]) * LENGTHS[parts[1]]
    except (IndexError, KeyError, ValueError):
        return None


class Run:
    """The run in a folder. Raises NoRun where summary.json is missing or unreadable; everything else may be absent."""

    def __init__(self, folder: str | pathlib.Path):
        self.folder = pathlib.Path(folder)
        if not self.folder.is_dir():
            raise NoRun(f"there is no folder {folder}")
        try:
            self.summary = json.loads((self.folder / "summary.json").read_text(encoding="utf-8"))
            self.quantities: dict[str, dict[str, Any]] = self.summary["quantities"]
        except FileNotFoundError:
            raise NoRun(f"{folder} has no summary.json: give the folder that a run printed, such as out/forearm_cone-1a2b3c4d") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NoRun(f"{folder}/summary.json cannot be read: {error}") from None

    @property
    def title(self) -> str:
        return self.summary.get("title") or self.summary.get("case", self.folder.name)

    @property
    def status(self) -> str:
        return self.summary.get("status", "unknown")

    @property
    def screening(self) -> bool:
        """Whether the reduced model answered, which computes no fields."""
        return self.case.get("model") == "screening"

    def value(self, name: str) -> float | None:
        return self.quantities.get(name, {}).get("value")

    def quantity(self, name: str, label: str = "", note: str = "") -> Quantity:
        """A row for a table; its label decides whether a pure number is shown in per cent, or else its name."""
        entry = self.quantities.get(name, {})
        return Quantity(label or name, entry.get("value"), entry.get("unit", "1"), entry.get("low"), entry.get("high"), note)

    def texts(self, key: str) -> list[str]:
        """notes, warnings or assumptions of the summary."""
        return [str(entry) for entry in self.summary.get(key) or []]

    @cached_property
    def case_text(self) -> str:
        file = self.folder / "case.yaml"
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    @cached_property
    def case(self) -> dict[str, Any]:
        try:
            read = yaml.safe_load(self.case_text)
        except yaml.YAMLError:
            read = None
        return read if isinstance(read, dict) else {}

    @cached_property
    def history(self) -> Table:
        return read_table(self.folder / "history.csv")

    @cached_property
    def transport(self) -> Table:
        return read_table(self.folder / "transport.csv")

    @cached_property
    def deepest(self) -> int:
        """Row of the history at which the needle is first at its deepest."""
        return int(np.argmax(self.history["travel"])) if len(self.history) else 0

    @cached_property
    def layers(self) -> list[Layer]:
        """The layers of the resolved case, from the surface down."""
        top, found = 0.0, []
        for entry in (self.case.get("skin") or {}).get("layers") or []:
            thickness = length(entry.get("thickness"))
            if thickness is None:
                break
            found.append(Layer(str(entry.get("name", "layer")), top, top + thickness))
            top += thickness
        if found and any(name.startswith("wound.") and name.endswith(".depth") for name in self.quantities):
            below = [name for name in self._layer_names() if name not in {layer.name for layer in found}]
            found += [Layer(below[0], top, top + 1.0)] if below else []  # of the support only the first matters: it is thick
        return found

    def _layer_names(self) -> list[str]:
        return [name.split(".")[1] for name in self.quantities if name.startswith("wound.") and name.endswith(".depth") and name.count(".") == 2]

    def layer_at(self, depth: float) -> Layer | None:
        """The layer in which an undeformed depth [m] lies."""
        return next((layer for layer in self.layers if layer.top <= depth < layer.bottom), None)
