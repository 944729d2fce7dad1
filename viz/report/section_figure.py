"""The section through the deformed skin with the needle in it: layers on one side of the axis, stress on the other."""
from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import LogNorm
from matplotlib.tri import Triangulation

from . import units
from .figure_style import NEEDLE, NEEDLE_EDGE, UM, Picture, layer_colour, new_figure
from .mesh_data import Section, read_section
from .run_data import Run

BAR_LENGTHS = (10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0)  # um


def section(run: Run) -> Picture | None:
    """The section at the deepest position: layers on the left, von Mises stress on the right of the axis."""
    number = int(run.history["step"][run.deepest]) if len(run.history) and "step" in run.history else 0
    data = read_section(run.folder, number)
    if data is None:
        return None
    radius, low, high = _window(data)
    corners = data.points[data.quads] * UM
    shown = (corners[:, :, 0].min(axis=1) < radius) & (corners[:, :, 1].max(axis=1) > low)
    figure = new_figure(5.0, 5.0)
    axes = figure.add_subplot()
    tints = [layer_colour(name, k) for k, name in enumerate(data.layers)]
    mirrored = corners[shown] * [-1.0, 1.0]
    axes.add_collection(PolyCollection(mirrored, facecolors=[tints[k] for k in data.layer[shown]], rasterized=True, zorder=2,
                                       edgecolors="none", antialiaseds=False))
    half = _stress(axes, data, shown)
    for side in (-1.0, 1.0):
        _borders(axes, data, shown, side)
        for polygon in data.needle:
            axes.fill(side * polygon[:, 0] * UM, polygon[:, 1] * UM, facecolor=NEEDLE, edgecolor=NEEDLE, lw=0.3, zorder=4)
    axes.axvline(0.0, color=NEEDLE_EDGE, lw=0.5, ls=":", zorder=5)
    _layer_names(axes, data, radius, low)
    axes.set(xlim=(-radius, radius), ylim=(low, high), aspect="equal", xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    _scale_bar(axes, radius, low, high)
    bar = figure.colorbar(half, ax=axes, orientation="horizontal", shrink=0.6, pad=0.02, aspect=30)
    bar.set_label("von Mises stress, right half [MPa]")
    where = f"at {units.show(data.travel, 'm')} of travel"
    names = ", ".join(name.replace("_", " ") for name in data.layers)
    return Picture(figure, f"Section through the deformed skin {where}, true to scale: layers left of the needle, von Mises stress right of it "
                   "(logarithmic; averaged to the nodes within each layer).",
                   f"Section of the skin, dented by the needle {where}; layers {names}.")


def _window(section: Section) -> tuple[float, float, float]:
    """(radius, lowest, highest) of what is shown [um]: the hole and as much again, no more than the mesh has."""
    depth = max(section.travel * UM, 60.0)
    top = max([float(section.points[:, 1].max())] + [float(polygon[:, 1].max()) for polygon in section.needle]) * UM
    return min(0.8 * depth, float(section.points[:, 0].max()) * UM), -1.4 * depth, min(top + 0.05 * depth, 0.35 * depth)


def nodal(section: Section, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(points, quads, values) with a value a node: the mean of its cells by area, apart for each layer, as stress jumps between them."""
    keys, inverse = np.unique(section.layer[:, None].astype(np.int64) * len(section.points) + section.quads, return_inverse=True)
    quads = inverse.reshape(section.quads.shape)
    x, y = np.moveaxis(section.points[section.quads], -1, 0)
    area = 0.5 * np.abs((x[:, 2] - x[:, 0]) * (y[:, 3] - y[:, 1]) - (x[:, 3] - x[:, 1]) * (y[:, 2] - y[:, 0])) + 1e-30
    weight, total = np.zeros(len(keys)), np.zeros(len(keys))
    np.add.at(weight, quads, area[:, None])
    np.add.at(total, quads, (area * values)[:, None])
    return section.points[keys % len(section.points)], quads, total / weight


def _stress(axes: Any, data: Section, shown: np.ndarray) -> Any:
    points, quads, stress = nodal(data, data.von_mises / 1e6)
    cells = data.von_mises[shown] / 1e6
    top = float(np.percentile(cells, 99.5)) or 1.0
    low = min(max(float(np.percentile(cells, 2.0)), top * 1e-5), 0.5 * top)
    triangles = np.concatenate([quads[shown][:, [0, 1, 2]], quads[shown][:, [0, 2, 3]]])
    mesh = Triangulation(points[:, 0] * UM, points[:, 1] * UM, triangles)
    return axes.tripcolor(mesh, np.clip(stress, low, top), shading="gouraud", cmap="viridis", norm=LogNorm(low, top), rasterized=True, zorder=2)


def _borders(axes: Any, data: Section, shown: np.ndarray, side: float) -> None:
    """Thin lines where a layer ends: the edges that only one cell of it has."""
    for layer in np.unique(data.layer[shown]):
        quads = data.quads[shown & (data.layer == layer)]
        edges = np.sort(np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2), axis=1)
        once, counts = np.unique(edges, axis=0, return_counts=True)
        lines = data.points[once[counts == 1]] * UM
        lines = lines[np.abs(lines[:, :, 0]).max(axis=1) > 1e-3]  # not the axis
        gap = np.full((len(lines), 1, 2), np.nan)
        path = np.concatenate([lines, gap], axis=1).reshape(-1, 2)
        axes.plot(side * path[:, 0], path[:, 1], color="black", lw=0.3, zorder=3)


def _layer_names(axes: Any, data: Section, radius: float, low: float) -> None:
    """Names at the left edge, where the layers are nearly flat; layers too thin for their name get a line to it."""
    corners = data.points[data.quads] * UM
    edge = (corners[:, :, 0].min(axis=1) <= 0.97 * radius) & (corners[:, :, 0].max(axis=1) >= 0.97 * radius)
    last = None
    for index, name in enumerate(data.layers):
        cells = corners[edge & (data.layer == index)]
        if not len(cells):
            continue
        top, bottom = cells[:, :, 1].max(), max(cells[:, :, 1].min(), low)
        if top <= low:
            continue
        height, step = 0.5 * (top + bottom), 0.11 * radius
        place = height if last is None or last - height > step else last - step
        last = place
        axes.annotate(name.replace("_", " "), (-1.0 * radius, height), xytext=(-1.07 * radius, place), fontsize=8, va="center", ha="right",
                      zorder=5, annotation_clip=False, arrowprops={"arrowstyle": "-", "lw": 0.5, "shrinkA": 1, "shrinkB": 0})


def _scale_bar(axes: Any, radius: float, low: float, high: float) -> None:
    length = max([size for size in BAR_LENGTHS if size <= 0.6 * radius] or [BAR_LENGTHS[0]])
    y, x = low + 0.05 * (high - low), -0.95 * radius
    axes.plot([x, x + length], [y, y], color="black", lw=2.5, solid_capstyle="butt", zorder=6)
    axes.text(x + 0.5 * length, y + 0.015 * (high - low), f"{length:g} um", ha="center", va="bottom", fontsize=8, zorder=6)
