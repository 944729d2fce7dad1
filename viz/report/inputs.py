"""What the case asks for, and from where: each parameter with its declaration's source, each library entry with the values taken from it."""
from __future__ import annotations

import functools
import json
import os
import pathlib
import re
import subprocess
from typing import Any, Iterator

from . import sources, units
from .run_data import Run

ROOT = pathlib.Path(__file__).resolve().parents[2]
GROUPS = ("needle", "insertion", "array", "patient", "treatment", "drug", "rf")
COLUMNS = ("input", "value", "set by", "source of range and default")
# Library folders whose only entry (or all entries) every finite-element run uses for what follows the insertion.
ALWAYS = (("blood", "human"), ("strength", "standard"), ("healing", "standard"), ("model_spread", "axisymmetric"))


def program() -> str | None:
    """The program that can name its parameters: what started the report, else the built one."""
    built = ROOT / "build/release/bin/acumen"
    return os.environ.get("ACUMEN_PROGRAM") or (str(built) if built.is_file() else None)


@functools.cache
def declarations(command: str | None) -> dict[str, dict[str, Any]]:
    """{group: {parameter: schema}} of `acumen schema`; empty where there is no program to ask."""
    if not command:
        return {}
    try:
        done = subprocess.run([command, "schema"], capture_output=True, text=True, timeout=30, check=True)
        groups = json.loads(done.stdout)["properties"]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError):
        return {}
    return {name: group.get("properties", {}) for name, group in groups.items()}


def readable(value: Any) -> str:
    """A resolved value for people: yes and no, blanks, at most four digits, days rather than a million seconds."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    number, _, unit = text.partition(" ")
    try:
        size = float(number)
    except ValueError:
        return text.replace("_", " ")
    if unit == "s" and size >= 600.0:
        return units.show(size, "s")
    return f"{units.digits(size, 4)} {unit}".rstrip() if len(number) > 7 else text


def _same(value: Any, default: Any) -> bool:
    one, other = sources.si(value), sources.si(default)
    if one is not None and other is not None:
        return abs(one - other) <= 1e-9 * max(abs(one), abs(other))
    return str(value).lower() == str(default).lower()


def _origin(value: Any, declared: dict[str, Any]) -> tuple[str, str]:
    """(who set it, source): a value that equals the default is called default, whoever wrote it. Where a value left out follows from
    others, the resolved case does not tell which it was."""
    found = re.search(r" Source: (.*)$", declared.get("description", ""))
    if not declared:
        return "", ""
    by = "case or rule" if "default" not in declared else "default" if _same(value, declared["default"]) else "case"
    return by, found.group(1) if found else ""


def _shown(group: str, key: str, value: Any) -> str:
    """A value as people of its field write it."""
    size = sources.si(value)
    if group == "patient" and key.endswith("_pressure") and size is not None:
        return f"{size / sources.FACTORS['mmHg']:.0f} mmHg"
    return readable(value)


def choice_rows(run: Run) -> list[list[str]]:
    """Rows under COLUMNS: everything the case settles beside the skin's layers."""
    known = declarations(program())
    rows = [["model", readable(run.case.get("model", "")), "", ""], ["site", readable((run.case.get("skin") or {}).get("site", "")), "", ""]]
    for group in GROUPS:
        values = run.case.get(group) or {}
        if (group == "drug" and values.get("system", "none") == "none") or (group == "rf" and "voltage" not in values):
            continue
        for key, value in values.items():
            if not isinstance(value, (dict, list)):
                rows.append([f"{group}: {key.replace('_', ' ')}", _shown(group, key, value), *_origin(value, known.get(group, {}).get(key, {}))])
    return [row for row in rows if row[1]]


def _used(run: Run) -> Iterator[tuple[str, str]]:
    """(folder, name) of the library entries behind outcomes, drug and patient."""
    case = run.case
    if any(name.startswith("bleeding.") for name in run.quantities):
        yield from ALWAYS
        yield from (("vessels", file.stem) for file in sorted((sources.LIBRARY / "vessels").glob("*.yaml")))
        yield "practice", str((case.get("skin") or {}).get("site"))
    patient, drug = case.get("patient") or {}, case.get("drug") or {}
    yield "antithrombotics", str(patient.get("antithrombotic"))
    if drug.get("system", "none") != "none":
        yield "drugs", str(drug.get("name"))
        yield "polymers", str(drug.get("polymer"))
        yield from (("media", str(layer.get("tissue"))) for layer in (case.get("skin") or {}).get("layers") or [])


def library_rows(run: Run) -> list[list[str]]:
    """Rows under sources.COLUMNS: the values that wound, bleeding, strength, healing and drug take from the library."""
    rows = []
    for folder, name in dict.fromkeys(_used(run)):
        for key, known in sources.entry(folder, name).items():
            if isinstance(known, dict) and "value" in known:
                label = sources.LABELS.get(str(known.get("label")), str(known.get("label")))
                rows.append([f"{folder}, {name}: {key}".replace("_", " "), str(known["value"]), label, str(known.get("source", "")).strip()])
    return rows
