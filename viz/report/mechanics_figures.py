"""Figures of the insertion: force against travel, where the work goes, the section through the deformed skin."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import LogNorm

from . import units
from .figure_style import BLUE, CYCLE, DASHES, GREY, NEEDLE, UM, VERMILION, layer_colour, new_figure
from .mesh_data import Section, read_section
from .run_data import Run


@dataclass(frozen=True)
class Picture:
    """A figure with its caption and the words for those who cannot see it."""

    figure: Any
    caption: str
    alt: str
    wide: bool = False


def _bands(run: Run) -> list[tuple[int, float, float]]:
    """(layer, from, to): travel [m] over which the hole's bottom stands in the layer, on the way in."""
    travel, hole = run.history["travel"][:run.deepest + 1], run.history["hole_depth"][:run.deepest + 1]
    inside = np.full(len(hole), -1)
    for index, layer in enumerate(run.layers):
        inside[(hole > max(layer.top, 0.0)) & (hole <= layer.bottom)] = index
    bands = []
    for index in range(len(run.layers)):
        rows = np.flatnonzero(inside == index)
        if len(rows):
            bands.append((index, float(travel[max(rows[0] - 1, 0)]), float(travel[rows[-1]])))
    return bands


def force(run: Run) -> Picture | None:
    """Force against travel, in, held and out; shaded by the layer in which the hole ends."""
    if len(run.history) < 2:
        return None
    figure = new_figure()
    axes = figure.add_subplot()
    travel, load, top = run.history["travel"] * UM, run.history["force"] * 1e3, run.deepest
    for index, start, end in _bands(run):
        axes.axvspan(start * UM, end * UM, color=layer_colour(index), lw=0, label=f"hole ends in {run.layers[index].title}")
    axes.axhline(0.0, color=GREY, lw=0.6)
    axes.plot(travel[:top + 1], load[:top + 1], color=BLUE, label="in")
    if top + 1 < len(travel):
        axes.plot(travel[top:], load[top:], color=VERMILION, ls="--", label="held and out")
    punctured = run.value("insertion.puncture_force")
    if punctured is not None:
        place = run.value("insertion.puncture_displacement") * UM
        axes.plot([place], [punctured * 1e3], "o", color="black", ms=4)
        axes.annotate(f"puncture\n{units.show(punctured, 'N')}", (place, punctured * 1e3), xytext=(-6, 14), ha="right",
                      textcoords="offset points")
    axes.set(xlabel="needle travel [um]", ylabel="force on one needle [mN]", xlim=(0, None))
    axes.legend(loc="upper left", bbox_to_anchor=(0.0, -0.2), ncols=2)
    largest = units.show(run.value("insertion.maximum_force"), "N")
    caption = "Force against needle travel. Shading: the layer in which the hole ends; unshaded: no hole yet. Negative force pulls."
    where = f"puncture at {units.show(punctured, 'N')}" if punctured is not None else "no puncture"
    alt = f"Force against travel up to {units.show(run.value('insertion.travel'), 'm')}: {where}, largest force {largest}."
    return Picture(figure, caption, alt)


def _energy_parts(run: Run) -> list[tuple[str, np.ndarray]]:
    table, rows = run.history, slice(0, run.deepest + 1)
    fracture = [("fracture, " + name.split(".", 1)[1].replace("_", " "), table[name][rows])
                for name in table.columns if name.startswith("fracture_energy.")]
    rest = [("friction", "friction_energy"), ("viscous", "viscous_energy"), ("released in snaps", "released_energy"),
            ("stored", "stored_energy")]
    parts = fracture + [(label, table[name][rows]) for label, name in rest if name in table]
    return [(label, values) for label, values in parts if np.nanmax(np.abs(values), initial=0.0) > 0.0]


def energy(run: Run) -> Picture | None:
    """Where the needle's work goes on the way in, stacked over travel; the line is the work itself."""
    if len(run.history) < 2 or "external_work" not in run.history:
        return None
    parts = _energy_parts(run)
    total = run.history["external_work"][:run.deepest + 1]
    if not parts or total[-1] <= 0.0:
        return None
    figure = new_figure()
    axes = figure.add_subplot()
    travel = run.history["travel"][:run.deepest + 1] * UM
    hatches = ("", "//", "", "\\\\", "", "..", "", "xx")
    polygons = axes.stackplot(travel, [values * 1e6 for _, values in parts], labels=[label for label, _ in parts],
                              colors=[CYCLE[k % len(CYCLE)] for k in range(len(parts))], alpha=0.75)
    for polygon, hatch in zip(polygons, hatches * 3):
        polygon.set(hatch=hatch, edgecolor="white", linewidth=0.4)
    axes.plot(travel, total * 1e6, color="black", lw=1.2, label="work of the needle")
    axes.set(xlabel="needle travel [um]", ylabel="energy [uJ]", xlim=(0, None))
    axes.legend(*(entries[::-1] for entries in axes.get_legend_handles_labels()), loc="upper left")
    shares = ", ".join(f"{label} {100 * values[-1] / total[-1]:.0f} %" for label, values in parts)
    return Picture(figure, "Where the needle's work goes on the way in. The stack ends at the black line as far as the balance closes.",
                   f"Stacked energy over travel; at full travel: {shares} of {units.show(float(total[-1]), 'J')}.")


def _window(section: Section) -> tuple[float, float, float]:
    """(radius, lowest, highest) of what is shown [um]: the hole and as much again, no more than the mesh has."""
    depth = max(section.travel * UM, 60.0)
    top = max([float(section.points[:, 1].max())] + [float(polygon[:, 1].max()) for polygon in section.needle]) * UM
    return min(1.1 * depth, float(section.points[:, 0].max()) * UM), -1.9 * depth, min(top + 0.05 * depth, 0.6 * depth)


def _outline(axes: Any, section: Section, side: float) -> None:
    for polygon in section.needle:
        axes.fill(side * polygon[:, 0] * UM, polygon[:, 1] * UM, facecolor=NEEDLE, edgecolor=NEEDLE, lw=0.4, zorder=3)


def _half(section: Section, side: float, shown: np.ndarray, **style: Any) -> PolyCollection:
    corners = section.points[section.quads[shown]] * UM
    corners[:, :, 0] *= side
    return PolyCollection(corners, rasterized=True, zorder=2, edgecolors="none", antialiaseds=False, **style)


def section(run: Run) -> Picture | None:
    """The section at the deepest position: layers on the left, von Mises stress on the right of the axis."""
    number = int(run.history["step"][run.deepest]) if len(run.history) and "step" in run.history else 0
    data = read_section(run.folder, number)
    if data is None:
        return None
    radius, low, high = _window(data)
    corners = data.points[data.quads] * UM
    shown = (corners[:, :, 0].min(axis=1) < radius) & (corners[:, :, 1].max(axis=1) > low)
    figure = new_figure(5.0, 4.6)
    axes = figure.add_subplot()
    colours = [layer_colour(k) for k in data.layer[shown]]
    axes.add_collection(_half(data, -1.0, shown, facecolors=colours))
    stress = data.von_mises[shown] / 1e6
    top = float(np.percentile(stress, 99.5)) or 1.0
    low_stress = max(float(np.percentile(stress, 2.0)), top * 1e-5)
    half = _half(data, 1.0, shown, array=stress, cmap="viridis", norm=LogNorm(low_stress, top, clip=True))
    axes.add_collection(half)
    for side in (-1.0, 1.0):
        _outline(axes, data, side)
    axes.axvline(0.0, color="black", lw=0.5, ls=":", zorder=4)
    _layer_names(axes, data, radius, low)
    axes.set(xlim=(-radius, radius), ylim=(low, high), aspect="equal", xlabel="distance from the axis [um]", ylabel="height [um]")
    bar = figure.colorbar(half, ax=axes, orientation="horizontal", shrink=0.75, pad=0.02)
    bar.set_label("von Mises stress on the right [MPa], logarithmic")
    where = f"at {units.show(data.travel, 'm')} of travel"
    names = ", ".join(name.replace("_", " ") for name in data.layers)
    return Picture(figure, f"Section through the deformed skin {where}, true to scale: layers on the left, stress on the right, the needle in grey.",
                   f"Section of the skin, dented by the needle {where}; layers {names}.")


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
        height = 0.5 * (top + bottom)
        step = 0.075 * (1.7 * radius)
        place = height if last is None or last - height > step else last - step
        last = place
        axes.annotate(name.replace("_", " "), (-0.97 * radius, height), xytext=(-0.9 * radius, place), fontsize=7.5, va="center", zorder=5,
                      arrowprops={"arrowstyle": "-", "lw": 0.5, "shrinkA": 0, "shrinkB": 0})


def solver_effort(run: Run) -> Picture | None:
    """Newton iterations a step, over travel: where the equilibrium was hard to find."""
    if len(run.history) < 2 or "iterations" not in run.history:
        return None
    figure = new_figure(5.0, 2.6)
    axes = figure.add_subplot()
    axes.step(run.history["step"], run.history["iterations"], color=BLUE, lw=1.0, where="mid", ls=DASHES[0])
    snaps = run.history["snapped"] > 0.5 if "snapped" in run.history else np.zeros(len(run.history), bool)
    axes.plot(run.history["step"][snaps], run.history["iterations"][snaps], "^", color=VERMILION, ms=3,
              label="equilibrium lost and found again (snap)")
    if snaps.any():
        axes.legend(loc="upper right")
    axes.set(xlabel="step", ylabel="Newton iterations", ylim=(0, None))
    most = int(np.nanmax(run.history["iterations"]))
    return Picture(figure, "Newton iterations of each step.",
                   f"Newton iterations of {len(run.history) - 1} steps, at most {most} in a step; {int(snaps.sum())} snaps.")
