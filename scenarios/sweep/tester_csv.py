"""Force-depth curves as testing machines write them: what is a header, a decimal comma, a unit is guessed, shown, and can be said."""
from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np

from . import units
from .errors import Problem, StudyError, nearest

DELIMITERS = (";", "\t", ",", " ")  # blanks last: what is parted by anything else may have some too
WORDS = {"force": ("force", "load", "kraft", "fz", "standardkraft"),
         "depth": ("depth", "displacement", "disp", "extension", "travel", "distance", "indentation", "stroke", "crosshead", "position", "weg", "traversenweg", "standardweg",
                   "eindringtiefe")}
UNITS = {"force": ("N", "mN", "uN", "kN", "gf", "kgf", "cN", "lbf"), "depth": ("m", "mm", "um", "nm", "cm", "inch", "in")}
SPELLED = {"µm": "um", "μm": "um", "micron": "um", "microns": "um", "µN": "uN", "newton": "N", "gram-force": "gf"}
WEIGHTS = {"g": "gf", "grams": "gf", "kg": "kgf"}  # forces as texture analysers write them
ENOUGH = 5  # rows of numbers in a run that make the data


@dataclasses.dataclass(frozen=True)
class Layout:
    """What the user says of the file; empty or None means guess. Columns: name, part of it, or number from 1."""

    force_column: str = ""
    depth_column: str = ""
    force_unit: str = ""
    depth_unit: str = ""
    delimiter: str = ""
    decimal: str = ""
    encoding: str = ""


@dataclasses.dataclass(frozen=True)
class Curve:
    """depth [m] and force [N], shape (n,) each, in the file's order; read_as: sentences on how the file was understood."""

    depth: np.ndarray
    force: np.ndarray
    read_as: tuple[str, ...]


def _number(text: str, decimal: str) -> float:
    """The number a cell holds; ValueError where it holds none. Thousands may be set apart by the other mark."""
    text = text.strip().strip('"').replace("\u00a0", "").replace(" ", "")
    if _grouped(text, decimal):
        text = text.replace("." if decimal == "," else ",", "")
    return float(text.replace(decimal, "."))


def _grouped(text: str, decimal: str) -> bool:
    """Whether thousands are set apart by the other mark: 1.234,5 but not 0.234."""
    other = "." if decimal == "," else ","
    return re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:" + re.escape(other) + r"\d{3})+(?:" + re.escape(decimal) + r"\d*)?", text) is not None


def _numbers(cells: list[str], decimal: str) -> int:
    count = 0
    for cell in cells:
        try:
            _number(cell, decimal)
            count += 1
        except ValueError:
            pass
    return count


def _split(line: str, delimiter: str) -> list[str]:
    if delimiter == ",":
        return _quoted(line)
    return [cell.strip().strip('"').strip() for cell in (line.lstrip("#").split() if delimiter == " " else line.split(delimiter))]


def _quoted(line: str) -> list[str]:
    import csv

    return [cell.strip() for cell in next(csv.reader([line]), [])]


def _run(lines: list[str], delimiter: str, decimal: str) -> tuple[int, int]:
    """First row and length of the longest run of rows with at least two numbers."""
    best, start = (0, 0), 0
    good = [_numbers(_split(line, delimiter), decimal) >= 2 for line in lines] + [False]
    for i, flag in enumerate(good):
        if not flag:
            best = max(best, (start, i - start), key=lambda run: run[1])
            start = i + 1
    return best


def _likelihood(lines: list[str], delimiter: str, decimal: str) -> tuple[int, int]:
    """What speaks for a reading: the rows it makes a table of, then how few numbers it takes for thousands: 1,234 is rather 1.234."""
    start, length = _run(lines, delimiter, decimal)
    return length, -sum(_grouped(cell, decimal) for line in lines[start:start + length] for cell in _split(line, delimiter))


def _text(path: Path, encoding: str) -> tuple[str, str]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise StudyError(Problem("the measurement cannot be read", str(path), error.strerror or "", "check the name")) from None
    for name in [encoding] if encoding else ["utf-8-sig", "utf-16", "latin-1"]:
        if name == "utf-16" and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return raw.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    raise StudyError(Problem("this is not a text file", str(path), encoding, "give --encoding"))


def _unit_of(header: str, below: str) -> str:
    """The unit in "Force (N)", "Kraft [N]", "Standardkraft in N", "Weg/mm", or in the row below the names."""
    for text in (below, *re.findall(r"[\[(]([^\])]*)[\])]", header), *re.findall(r"(?:\bin |/ ?)([^\s/]+)$", header)):
        name = SPELLED.get(text.strip("()[] "), text.strip("()[] "))
        if name and not re.fullmatch(r"[-\d.,]+", name):
            return name
    return ""


def _column(headers: list[str], below: list[str], role: str, said: str, place: str) -> int:
    names = [header.lower() for header in headers]
    if said:
        if said.isdigit() and 1 <= int(said) <= len(headers):
            return int(said) - 1
        matches = [i for i, name in enumerate(names) if name == said.lower()] or [i for i, name in enumerate(names) if said.lower() in name]
        if matches:
            return matches[0]
        raise StudyError(Problem(f"no such {role} column", place, said, f"{nearest(said, headers)} the columns are: {', '.join(headers)}".strip()))
    matches = [i for i, name in enumerate(names) if any(word in re.split(r"[^a-zäöü]+", name) for word in WORDS[role])]
    matches = matches or [i for i, name in enumerate(names) if any(word in name for word in WORDS[role])]
    matches = matches or [i for i, header in enumerate(headers) if _unit_of(header, below[i]) in UNITS[role]]
    if not matches:
        raise StudyError(Problem(f"which column is the {role}?", place, ", ".join(headers), f"say --{role}-column NAME or NUMBER"))
    return matches[0]


def read_curve(path: Path, layout: Layout = Layout()) -> Curve:
    """Reads a tester's CSV. Raises StudyError where it cannot be understood, naming the option that says what is meant."""
    text, encoding = _text(path, layout.encoding)
    lines = [line for line in text.splitlines() if line.strip()]
    choices = [(d, p) for d in ([layout.delimiter] if layout.delimiter else DELIMITERS) for p in ([layout.decimal] if layout.decimal else ".,") if d != p or '"' in text]
    delimiter = max(choices, key=lambda choice: _run(lines, *choice)[1])[0]
    decimal = max((p for d, p in choices if d == delimiter), key=lambda p: _likelihood(lines, delimiter, p))
    start, length = _run(lines, delimiter, decimal)
    if length < ENOUGH:
        raise StudyError(Problem(f"no table of numbers: at least {ENOUGH} rows with two numbers are needed", str(path), "", "say --delimiter and --decimal"))
    width = len(_split(lines[start], delimiter))
    headers, below = _headers([_split(line, delimiter) for line in lines[:start]], width)
    columns = {role: _column(headers, below, role, getattr(layout, f"{role}_column"), str(path)) for role in ("depth", "force")}
    if columns["depth"] == columns["force"]:
        raise StudyError(Problem("depth and force are the same column", str(path), headers[columns["depth"]], "say --depth-column and --force-column"))
    read_as = [f"{length} rows, columns apart by {dict([(';', 'semicolons'), (chr(9), 'tabs'), (',', 'commas'), (' ', 'blanks')]).get(delimiter, delimiter)}, "
               f"decimal {'comma' if decimal == ',' else 'point'}, encoding {encoding}"]
    values = {}
    for role, index in columns.items():
        unit = _checked_unit(getattr(layout, f"{role}_unit") or _unit_of(headers[index], below[index]), role, headers[index], path)
        read_as.append(f"{role}: column {index + 1}, \"{headers[index]}\", in {unit}")
        values[role] = _values(lines[start:start + length], index, delimiter, decimal) * units.convert(1.0, unit, "N" if role == "force" else "m")
    keep = np.isfinite(values["depth"]) & np.isfinite(values["force"])
    return Curve(values["depth"][keep], values["force"][keep], tuple(read_as))


def _headers(rows: list[list[str]], width: int) -> tuple[list[str], list[str]]:
    """Names of the columns and the row of units below them ("" where there is none)."""
    rows = [row for row in rows[-3:] if len(row) >= width]
    if not rows:
        return [f"column {i + 1}" for i in range(width)], [""] * width
    last = rows[-1]
    unit_row = len(rows) > 1 and all(not cell or _is_unit(cell) for cell in last)
    return (rows[-2], last) if unit_row else (last, [""] * len(last))


def _is_unit(text: str) -> bool:
    name = text.strip("()[] ")
    try:
        units.convert(1.0, SPELLED.get(name, name), SPELLED.get(name, name))
    except units.UnitError:
        return name == "%"
    return True


def _checked_unit(unit: str, role: str, header: str, path: Path) -> str:
    unit = SPELLED.get(unit, unit)
    unit = WEIGHTS.get(unit, unit) if role == "force" else unit
    if not unit:
        raise StudyError(Problem(f"in which unit is the {role}?", str(path), header, f"say --{role}-unit {UNITS[role][1]}"))
    try:
        units.convert(1.0, unit, "N" if role == "force" else "m")
    except units.UnitError as error:
        raise StudyError(Problem(f"the {role} has no unit of {'force' if role == 'force' else 'length'}: {error}", str(path), header, f"say --{role}-unit")) from None
    return unit


def _values(lines: list[str], index: int, delimiter: str, decimal: str) -> np.ndarray:
    found = np.full(len(lines), np.nan)
    for row, line in enumerate(lines):
        cells = _split(line, delimiter)
        try:
            found[row] = _number(cells[index], decimal)
        except (ValueError, IndexError):
            pass
    return found


def loading(curve: Curve, contact_force: float | None = None, start: float | None = None, end: float | None = None, most: int = 200) -> Curve:
    """The press-in as depth from 0 upwards: signs turned where the machine counts compression as negative, unloading cut off, depth counted
    from where the force first exceeds `contact_force` [N], `start` to `end` [m] kept, averaged over bins where there are more than `most` points."""
    depth, force, notes = curve.depth, curve.force, list(curve.read_as)
    for name, values in (("depth", depth), ("force", force)):
        if abs(values.min()) > abs(values.max()):
            values *= -1.0
            notes.append(f"{name} turned positive")
    stop = int(np.argmax(depth)) + 1
    if stop < len(depth):
        notes.append(f"unloading left out: {len(depth) - stop} rows after the largest depth")
    depth, force = depth[:stop].copy(), force[:stop].copy()
    if contact_force is not None:
        above = np.flatnonzero(force > contact_force)
        if not len(above):
            raise StudyError(Problem("the force never reaches the contact force", "--contact-force", f"{contact_force:g} N", f"the largest is {force.max():.4g} N"))
        notes.append(f"depth counted from {depth[above[0]]:.6g} m, where the force first exceeds {contact_force:g} N")
        depth, force = depth[above[0]:] - depth[above[0]], force[above[0]:]
    keep = (depth >= (start or 0.0)) & (depth <= (np.inf if end is None else end))
    depth, force = depth[keep], force[keep]
    if len(depth) < ENOUGH:
        raise StudyError(Problem("too few points are left", "--from, --to, --contact-force", str(len(depth))))
    if len(depth) > most:
        edges = np.linspace(depth.min(), depth.max(), most + 1)
        which = np.clip(np.searchsorted(edges, depth, side="right") - 1, 0, most - 1)
        count = np.bincount(which, minlength=most)
        depth, force = (np.bincount(which, weights=v, minlength=most)[count > 0] / count[count > 0] for v in (depth, force))
        notes.append(f"averaged to {len(depth)} points")
    return Curve(depth, force, tuple(notes))
