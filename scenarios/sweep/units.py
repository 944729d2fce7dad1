"""Quantities with units by UDUNITS-2, the library the program itself reads them with."""
from __future__ import annotations

import ctypes
import ctypes.util
import functools
import math
import re
import threading
from collections.abc import Callable
from typing import Any

_NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*$")
_GUARD = threading.RLock()  # UDUNITS-2 is not safe for threads


class UnitError(ValueError):
    """A text that is no quantity, or a unit of another dimension."""


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, called by one thread at a time."""
    @functools.wraps(function)
    def call(*arguments: Any) -> Any:
        with _GUARD:
            return function(*arguments)

    return call


@functools.lru_cache(maxsize=1)
def _library() -> tuple[ctypes.CDLL, ctypes.c_void_p]:
    name = ctypes.util.find_library("udunits2")
    if not name:
        raise RuntimeError("UDUNITS-2 is not installed (Debian package libudunits2-0)")
    library = ctypes.CDLL(name)
    for function, result, arguments in (
        ("ut_read_xml", ctypes.c_void_p, [ctypes.c_char_p]),
        ("ut_parse", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]),
        ("ut_get_converter", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]),
        ("ut_format", ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint]),
        ("cv_convert_double", ctypes.c_double, [ctypes.c_void_p, ctypes.c_double]),
        ("cv_free", None, [ctypes.c_void_p]),
        ("ut_set_error_message_handler", ctypes.c_void_p, [ctypes.c_void_p]),
    ):
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    library.ut_set_error_message_handler(ctypes.cast(library.ut_ignore, ctypes.c_void_p))
    return library, ctypes.c_void_p(library.ut_read_xml(None))


@_guarded
@functools.lru_cache(maxsize=None)
def _unit(text: str) -> ctypes.c_void_p:
    library, system = _library()
    # The database calls it arc_degree; engineers and the program write deg.
    unit = library.ut_parse(system, re.sub(r"\bdeg\b", "arc_degree", text.strip()).encode(), 2)  # 2 = UTF-8
    if not unit:
        raise UnitError(f'unknown unit "{text}"')
    return ctypes.c_void_p(unit)


@_guarded
@functools.lru_cache(maxsize=None)
def _base_unit(text: str) -> tuple[str, float]:
    """The unit's base units as text, and the factor to them; units with an offset (degrees Celsius) stay as they are."""
    library, _ = _library()
    buffer = ctypes.create_string_buffer(256)
    if library.ut_format(_unit(text), buffer, 256, 8) < 0:  # 8 = by definition in base units, ASCII
        raise UnitError(f'the unit "{text}" cannot be written in base units')
    # "1e-06 m" or "m": a factor may stand before the base units.
    match = re.match(r"([-+0-9.eE]+)\s+(.*)", buffer.value.decode())
    base = match.group(2) if match else buffer.value.decode()
    try:
        offset = convert(0.0, text, base)
        return (base, convert(1.0, text, base)) if offset == 0.0 else (text, 1.0)
    except UnitError:
        return text, 1.0


@_guarded
def convert(value: float, unit: str, to: str) -> float:
    """The value in another unit of the same dimension. Raises UnitError."""
    library, _ = _library()
    converter = library.ut_get_converter(_unit(unit), _unit(to))
    if not converter:
        raise UnitError(f'"{unit or "1"}" cannot be converted to "{to or "1"}": another dimension')
    result = library.cv_convert_double(ctypes.c_void_p(converter), value)
    library.cv_free(ctypes.c_void_p(converter))
    return float(result)


def split(text: str) -> tuple[float, str]:
    """"15 um" as (15.0, "um"); a bare number has the unit "". Raises UnitError where there is no number or no such unit."""
    match = _NUMBER.match(str(text))
    if not match:
        raise UnitError(f'"{text}" is not a number with a unit')
    _unit(match.group(2))
    value = float(match.group(1))
    if not math.isfinite(value):
        raise UnitError(f'"{text}" is not a finite number')
    return value, match.group(2)


def parse(text: str, unit: str) -> float:
    """The quantity in `unit`. Raises UnitError where the dimension differs."""
    value, given = split(text)
    return value if given == unit else convert(value, given, unit)


@functools.lru_cache(maxsize=65536)
def canonical(text: str) -> str:
    """The same text for the same quantity (to 14 digits), "15 um" or "0.015 mm"; text that is no quantity as it is."""
    try:
        value, unit = split(text)
        base, factor = _base_unit(unit)
        return f"{value * factor:.14g} {base}"
    except UnitError:
        return " ".join(str(text).split())


def write(value: float, unit: str) -> str:
    """A quantity as the program reads it, with twelve digits."""
    return f"{value:.12g} {unit}".rstrip()
