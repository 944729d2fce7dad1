"""Where the values of a run's skin and needle come from: the resolved case held against the material library."""
from __future__ import annotations

import pathlib
from typing import Any, Iterator

import yaml

from .run_data import Run

LIBRARY = pathlib.Path(__file__).resolve().parents[2] / "materials" / "library"
# What case.yaml and the library write; a value in another unit is simply not recognised as the library's.
FACTORS = {"": 1.0, "%": 0.01, "nm": 1e-9, "um": 1e-6, "mm": 1e-3, "cm": 1e-2, "m": 1.0, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "days": 86400.0,
           "mmHg": 133.322387415, "Pa": 1.0, "kPa": 1e3, "MPa": 1e6, "GPa": 1e9, "J/m^2": 1.0, "kJ/m^2": 1e3, "kg/m^3": 1.0, "g/cm^3": 1e3}
COLUMNS = ("input", "value", "label", "source")
LABELS = {"read": "read in the source", "recalled_high": "recalled, sure", "recalled_medium": "recalled, fairly sure",
          "recalled_low": "recalled, unsure", "derived": "derived", "assumed": "ASSUMED"}


def si(value: Any) -> float | None:
    """SI value of "22.6 um" or 0.05; None where it is no number with a known unit."""
    number, _, unit = str(value).partition(" ")
    try:
        return float(number) * FACTORS[unit.strip()]
    except (ValueError, KeyError):
        return None


def entry(kind: str, name: Any) -> dict[str, Any]:
    """An entry of the library, empty where there is none of that name."""
    file = LIBRARY / kind / f"{name}.yaml"
    try:
        read = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError):
        return {}
    return read if isinstance(read, dict) else {}


def _row(name: str, value: Any, known: Any) -> list[str]:
    """A row: the library's label and source where its value is the one used."""
    shown = str(value)
    if isinstance(known, dict) and "value" in known:
        used, stored = si(value), si(known["value"])
        if used is not None and stored is not None and abs(used - stored) <= 1e-5 * abs(stored):
            return [name, shown, LABELS.get(str(known.get("label")), str(known.get("label"))), str(known.get("source", "")).strip()]
        return [name, shown, "case", f"given in the case or changed for the patient; the library has {known['value']}"]
    return [name, shown, "case or default", "given in the case, or the program's default"]


def _tissue_rows(title: str, layer: dict[str, Any], tissue: dict[str, Any]) -> Iterator[list[str]]:
    for key in ("strength", "toughness", "density"):
        if key in layer:
            yield _row(f"{title}: {key}", layer[key], tissue.get(key))
    for key in ("terms", "prony"):
        stored = tissue.get(key) or []
        for index, values in enumerate(layer.get(key) or []):
            for name, value in values.items():
                known = stored[index].get(name) if index < len(stored) else None
                yield _row(f"{title}: {name.replace('_', ' ')}{f' {index + 1}' if len(layer[key]) > 1 else ''}", value, known)


def skin_rows(run: Run) -> list[list[str]]:
    """Thickness, pre-stretch and material of each layer, with label and source."""
    skin = run.case.get("skin") or {}
    site = entry("sites", skin.get("site"))
    stored = {layer.get("name"): layer for layer in site.get("layers") or []}
    rows = []
    for layer in skin.get("layers") or []:
        title = str(layer.get("name", "layer")).replace("_", " ")
        known = stored.get(layer.get("name"), {})
        rows.append(_row(f"{title}: thickness", layer.get("thickness"), known.get("thickness")))
        if "pre_stretch" in layer:
            rows.append(_row(f"{title}: pre-stretch", layer["pre_stretch"], site.get("pre_stretch")))
        tissue = {**entry("tissues", layer.get("tissue")), **(known.get("change") or {})}
        rows += _tissue_rows(title, layer, tissue)
    return rows


def needle_rows(run: Run) -> list[list[str]]:
    """The needle material's library values; they are not part of the case."""
    needle = run.case.get("needle") or {}
    stored = entry("needle_materials", needle.get("material"))
    return [[f"{str(needle.get('material')).replace('_', ' ')}: {key.replace('_', ' ')}", str(known["value"]),
             LABELS.get(str(known.get("label")), str(known.get("label"))), str(known.get("source", "")).strip()]
            for key, known in stored.items() if isinstance(known, dict) and "value" in known]

