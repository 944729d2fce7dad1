"""Meridian section of one saved step: the skin from results.h5, the needle's outline from its VTU."""
from __future__ import annotations

import base64
import pathlib
import xml.etree.ElementTree as xml
import zlib
from dataclasses import dataclass

import numpy as np

TYPES = {"Float64": "<f8", "Float32": "<f4", "Int32": "<i4", "UInt8": "<u1", "Int64": "<i8"}


@dataclass
class Section:
    """A saved step. points: (n, 2) deformed r and z [m]; quads: (m, 4); von_mises [Pa] and layer: (m,); needle: deformed
    polygons, each (k, 2) [m]."""

    points: np.ndarray
    quads: np.ndarray
    von_mises: np.ndarray
    layer: np.ndarray
    layers: list[str]
    needle: list[np.ndarray]
    travel: float
    step: int = 0


def read_section(folder: pathlib.Path, step: int) -> Section | None:
    """The saved step closest to `step`; None where h5py or the fields are missing."""
    try:
        import h5py
    except ImportError:
        return None
    file = folder / "results.h5"
    if not file.is_file():
        return None
    try:
        with h5py.File(file, "r") as store:
            saved = sorted(store.get("steps", {}))
            with_fields = [name for name in saved if "fields" in store["steps"][name]]
            if not with_fields:
                return None
            name = min(with_fields, key=lambda key: abs(int(store[f"steps/{key}/step"][()]) - step))
            return _section(store, name, folder)
    except (OSError, KeyError, ValueError):
        return None


def _section(store: "h5py.File", name: str, folder: pathlib.Path) -> Section:  # noqa: F821
    group = store[f"steps/{name}"]
    fields = group["fields"]
    points = store["mesh/points"][:, :2] + fields["displacement"][:, :2]
    layers = str(store["mesh"].attrs.get("layers", "")).split(",")
    return Section(points, store["mesh/cells"][()], fields["von_mises"][()], fields["layer_id"][()].astype(int), layers,
                   read_polygons(folder / "fields" / f"needle_{name}.vtu"), float(group["travel"][()]), int(group["step"][()]))


def read_polygons(path: pathlib.Path) -> list[np.ndarray]:
    """Deformed cells (r, z) of a VTU written by Acumen (inline base64, zlib blocks); nothing where the file is missing."""
    if not path.is_file():
        return []
    root = xml.parse(path).getroot()
    arrays = {node.get("Name"): _decode(node) for node in root.iter("DataArray")}
    points = arrays["Points"].reshape(-1, 3)
    if "displacement" in arrays:
        points = points + arrays["displacement"].reshape(-1, 3)
    ends = arrays["offsets"]
    starts = np.concatenate(([0], ends[:-1]))
    return [points[arrays["connectivity"][a:b], :2] for a, b in zip(starts, ends)]


def _decode(node: xml.Element) -> np.ndarray:
    """VTK's "appended inline" format: a base64 header of UInt64 (blocks, size, last size, sizes), then the base64 blocks."""
    text = (node.text or "").strip()
    blocks = int(np.frombuffer(base64.b64decode(text[:12])[:8], "<u8")[0])
    characters = 4 * ((8 * (3 + blocks) + 2) // 3)
    sizes = np.frombuffer(base64.b64decode(text[:characters]), "<u8")[3:3 + blocks]
    data, place, parts = base64.b64decode(text[characters:]), 0, []
    for size in sizes:
        parts.append(zlib.decompress(data[place:place + int(size)]))
        place += int(size)
    return np.frombuffer(b"".join(parts), TYPES[node.get("type", "Float64")])
