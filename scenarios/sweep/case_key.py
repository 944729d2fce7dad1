"""The content hash of a case: what decides its result, and nothing else.

Two cases have the same key if the program, the material library, the values of all parameters and the tables they name
are the same; titles, the names of files and folders, and where results are written do not count.
"""
from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from . import units
from .errors import Problem, StudyError
from .settings import TABLES, executables

ROOT = Path(__file__).resolve().parents[2]
KEY_FORMAT = 1
WITHOUT_EFFECT = ("title", "output", "solver.time_limit")
Overrides = Mapping[str, str]


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def library_digest() -> str:
    """SHA-256 over the material library the program reads (ACUMEN_LIBRARY, or materials/library)."""
    folder = Path(os.environ.get("ACUMEN_LIBRARY") or ROOT / "materials/library")
    state = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        state.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()


def _canonical(node: Any) -> Any:
    """Scalars as text, quantities in base units, annotated values {value, source, ...} as the value."""
    if isinstance(node, dict):
        if "value" in node and set(node) <= {"value", "spread", "source", "label", "note"}:
            return _canonical(node["value"])
        return {str(key): _canonical(value) for key, value in node.items() if value is not None}
    if isinstance(node, list):
        return [_canonical(item) for item in node]
    if isinstance(node, bool):
        return str(node).lower()
    return units.canonical(str(node))


def _place(tree: dict[str, Any], path: str, value: str) -> bool:
    """Sets the value at the dotted path; False where the path runs through a list."""
    *parents, last = path.split(".")
    for key in parents:
        tree = tree.setdefault(key, {})
        if not isinstance(tree, dict):
            return False
    tree[last] = value
    return True


def _remove(tree: dict[str, Any], path: str) -> None:
    *parents, last = path.split(".")
    for key in parents:
        tree = tree.get(key, {})
        if not isinstance(tree, dict):
            return
    tree.pop(last, None)


def _at(tree: Any, path: str) -> Any:
    for key in path.split("."):
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def read_case(path: Path) -> dict[str, Any]:
    """The case file as nested dictionaries. Raises StudyError where it is missing or not YAML."""
    try:
        tree = yaml.safe_load(path.read_text())
    except OSError as error:
        raise StudyError(Problem("the case file cannot be read", str(path), error.strerror or "", "check the name and the folder")) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise StudyError(Problem("not valid YAML", str(path), str(error), "check it with ./acumen check")) from None
    if not isinstance(tree, dict):
        raise StudyError(Problem("a case file holds key: value entries", str(path), str(tree)[:60], "see scenarios/cases for examples"))
    return tree


class CaseKeys:
    """Keys of cases that differ from one base case by overrides."""

    def __init__(self, base_case: Path, program: Path):
        self._base_case = base_case
        self._base = read_case(base_case)
        self._common = {"format": KEY_FORMAT, "program": [file_digest(path) for path in executables(program)], "library": library_digest()}
        self._tables: dict[Path, str] = {}

    def tables(self) -> dict[str, str]:
        """Files that the base case names."""
        return {name: str(value) for name in TABLES if (value := _canonical(_at(self._base, name) or ""))}

    def _table_digest(self, name: str) -> str:
        path = self._base_case.parent / name
        if path not in self._tables:
            # A missing table is the program's to report.
            self._tables[path] = file_digest(path) if path.is_file() else "missing"
        return self._tables[path]

    def key(self, overrides: Overrides) -> str:
        """Twenty hexadecimal digits."""
        tree = _canonical(self._base)
        in_lists = {}
        for path, value in overrides.items():
            if not _place(tree, path, units.canonical(str(value))):
                in_lists[path] = units.canonical(str(value))
        for path in WITHOUT_EFFECT:
            _remove(tree, path)
        for path in TABLES:
            if name := _at(tree, path):
                _place(tree, path, self._table_digest(name))
        text = json.dumps({**self._common, "case": tree, "in_lists": in_lists}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:20]
