"""Figures of the insertion: force against travel, where the work goes, what it cost to compute."""
from __future__ import annotations

import json
import pathlib
from typing import Any

import numpy as np

from . import units
from .figure_style import BLUE, CYCLE, DASHES, GREY, UM, VERMILION, Picture, layer_colour, new_figure
from .run_data import Run, Table, read_table

HATCHES = ("", "//", "", "\\\\", "", "..", "", "xx")


def _bands(run: Run) -> list[tuple[int, float, float]]:
    """(layer, from, to): travel [m] over which the hole's bottom stands in the layer, on the way in; none where it was not followed."""
    if "hole_depth" not in run.history:
        return []
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


def _shade(axes: Any, run: Run) -> bool:
    """Bands of the layers, their names along them; whether there are any."""
    bands = _bands(run)
    for index, start, end in bands:
        layer = run.layers[index]
        axes.axvspan(start * UM, end * UM, color=layer_colour(layer.name, index), alpha=0.8, lw=0, label=layer.title)
    return bool(bands)


def force(run: Run) -> Picture | None:
    """Force against travel, in, held and out; shaded by the layer in which the hole ends."""
    if len(run.history) < 2:
        return None
    figure = new_figure(5.0, 3.9)
    axes = figure.add_subplot()
    travel, load, top = run.history["travel"] * UM, run.history["force"] * 1e3, run.deepest
    shaded = _shade(axes, run)
    axes.axhline(0.0, color=GREY, lw=0.6)
    axes.plot(travel[:top + 1], load[:top + 1], color=BLUE, lw=2.0, label="in")
    if top + 1 < len(travel):
        axes.plot(travel[top:], load[top:], color=VERMILION, lw=2.0, ls="--", label="held and out")
    punctured = run.value("insertion.puncture_force")
    if punctured is not None:
        place = run.value("insertion.puncture_displacement") * UM
        axes.plot([place], [punctured * 1e3], "o", color="black", ms=5, zorder=5)
        axes.annotate(f"puncture\n{units.show(punctured, 'N')}", (place, punctured * 1e3), xytext=(-12, 48), ha="center",
                      textcoords="offset points", arrowprops={"arrowstyle": "-", "lw": 0.6, "shrinkB": 3})
    # A needle to which the skin clings comes off above where it touched first.
    axes.set(xlabel="needle travel since first touch [um]", ylabel="force on one needle [mN]", xlim=(min(0.0, travel.min()), None))
    axes.legend(loc="upper left", bbox_to_anchor=(-0.05, -0.18), ncols=2, columnspacing=1.2)
    largest = units.show(run.value("insertion.maximum_force"), "N")
    shading = ("Shading: the layer in which the hole ends; unshaded: no hole yet." if shaded else
               "No layer is shaded: " + ("the screening model does not follow the hole." if run.screening else "no hole opens."))
    caption = f"Force against needle travel. {shading}" + (" Negative force pulls." if np.nanmin(load) < 0.0 else "")
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


def _share(share: float) -> str:
    return "below 0.1 %" if abs(share) < 0.001 else f"{units.digits(100.0 * share, 2)} %"


def energy(run: Run) -> Picture | None:
    """Where the needle's work goes on the way in, stacked over travel; the line is the work itself."""
    if len(run.history) < 2 or "external_work" not in run.history:
        return energy_at_end(run)
    parts = _energy_parts(run)
    total = run.history["external_work"][:run.deepest + 1]
    if not parts or total[-1] <= 0.0:
        return None
    figure = new_figure(5.0, 3.9)
    axes = figure.add_subplot()
    travel = run.history["travel"][:run.deepest + 1] * UM
    polygons = axes.stackplot(travel, [values * 1e6 for _, values in parts], labels=[label for label, _ in parts],
                              colors=[CYCLE[k % len(CYCLE)] for k in range(len(parts))], alpha=0.8)
    for polygon, hatch in zip(polygons, HATCHES * 3):
        polygon.set(hatch=hatch, edgecolor="white", linewidth=0.4)
    axes.plot(travel, total * 1e6, color="black", lw=1.5, label="work of the needle")
    axes.set(xlabel="needle travel since first touch [um]", ylabel="energy [uJ]", xlim=(0, None), ylim=(0, None))
    handles, labels = axes.get_legend_handles_labels()
    last = {label: f"{label}, {_share(float(values[-1] / total[-1]))}" for label, values in parts}
    axes.legend(handles[::-1], [last.get(label, label) for label in labels[::-1]], loc="upper left")
    shares = ", ".join(f"{label} {100 * values[-1] / total[-1]:.0f} %" for label, values in parts)
    return Picture(figure, "Where the needle's work goes on the way in, with the shares at full depth. The stack ends at the black line as far "
                   "as the balance closes.", f"Stacked energy over travel; at full travel: {shares} of {units.show(float(total[-1]), 'J')}.")


def energy_at_end(run: Run) -> Picture | None:
    """The split of the work at the end of the run as bars, where no course of it was kept."""
    total = run.value("energy.external")
    names = [name for name in run.quantities if name.startswith("energy.fracture.")]
    names += ["energy.friction", "energy.viscous", "energy.released", "energy.stored"]
    parts = [(name.split(".", 1)[1].replace(".", ", ").replace("_", " "), run.value(name)) for name in names]
    parts = [(name, value) for name, value in parts if value]
    if not total or not parts:
        return None
    figure = new_figure(5.0, 1.0 + 0.33 * len(parts))
    axes = figure.add_subplot()
    shares = [100.0 * value / total for _, value in parts]
    axes.barh(range(len(parts)), shares, color=[CYCLE[k % len(CYCLE)] for k in range(len(parts))], height=0.6)
    for row, share in enumerate(shares):
        axes.text(share + 1.0, row, _share(share / 100.0), va="center", fontsize=8)
    axes.set_yticks(range(len(parts)), labels=[name for name, _ in parts])
    axes.invert_yaxis()
    axes.set(xlabel=f"share of the needle's work, {units.show(total, 'J')} [%]", xlim=(0, 1.15 * max(shares)))
    words = ", ".join(f"{name} {share:.0f} %" for (name, _), share in zip(parts, shares))
    return Picture(figure, "Where the needle's work has gone by the end of the run.", f"Shares of the work: {words}.")


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


def _course(folder: pathlib.Path) -> Table:
    """The course of a run: its history, or what a study keeps of it."""
    for name in ("history.csv", "curve.csv"):
        if (folder / name).is_file():
            return read_table(folder / name)
    return Table()


def _puncture(folder: pathlib.Path) -> tuple[float, float] | None:
    """(travel [m], force [N]) at puncture, where the summary knows both."""
    try:
        found = json.loads((folder / "summary.json").read_text())["quantities"]
        return tuple(float(found[f"insertion.puncture_{name}"]["value"]) for name in ("displacement", "force"))  # type: ignore[return-value]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def force_overlay(runs: list[tuple[str, str | pathlib.Path]]) -> Picture | None:
    """Force on the way in of several runs, (name, folder) each, puncture marked; None where fewer than two folders hold a course."""
    figure = new_figure(5.0, 3.8)
    axes = figure.add_subplot()
    words, marked = [], False
    for name, folder in runs:
        table = _course(pathlib.Path(folder)) if folder else Table()
        if len(table) < 2 or "travel" not in table or "force" not in table:
            continue
        last, k = int(np.argmax(table["travel"])) + 1, len(words)
        travel, load = table["travel"][:last] * UM, table["force"][:last] * 1e3
        axes.plot(travel, load, color=CYCLE[k % len(CYCLE)], ls=DASHES[k % len(DASHES)], lw=1.8, label=name)
        if point := _puncture(pathlib.Path(folder)):
            axes.plot(point[0] * UM, point[1] * 1e3, "o", color=CYCLE[k % len(CYCLE)], ms=6, zorder=3)
            marked = True
        words.append(f"{name} up to {units.show(float(load.max()) * 1e-3, 'N')}")
    if len(words) < 2:
        return None
    axes.set(xlabel="needle travel since first touch [um]", ylabel="force on one needle [mN]", xlim=(0, None), ylim=(0, None))
    axes.legend(loc="upper left")
    left = len(runs) - len(words)
    caption = ("Force against needle travel on the way in" + (f"; {left} without a course left out" if left else "") +
               ("; dots: puncture, whose force is the largest until then." if marked else "."))
    return Picture(figure, caption, f"Force of {'; '.join(words)}.")
