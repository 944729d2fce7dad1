"""Figures of a study: parallel coordinates, scatter matrix with the Pareto front, tornado, response map with its limits."""
from __future__ import annotations

from typing import Any

import numpy as np

from .figure_style import BLUE, GREY, ORANGE, VERMILION, Picture, new_figure
from .study_data import MARGIN, PUNCTURED, Axis, StudyResults

MOST_AXES, MOST_LINES = 8, 2000
FRONT = {"color": VERMILION, "zorder": 3}
BEATEN = {"color": GREY, "zorder": 2}


def _shares(axis: Axis) -> tuple[np.ndarray, float, float]:
    """Values from 0 to 1 over the axis' range, and the range."""
    low, high = float(np.nanmin(axis.values)), float(np.nanmax(axis.values))
    return (axis.values - low) / (high - low if high > low else 1.0), low, high


def _tick(axis: Axis, value: float) -> str:
    return axis.levels[int(round(value))][:14] if axis.levels else f"{value:.3g}"


def parallel_coordinates(study: StudyResults) -> Picture | None:
    """One line a case over varied parameters and ranked quantities; cases of the Pareto front stand out."""
    axes_shown = [axis for axis in (study.varied[:MOST_AXES - 2] + study.objectives)[:MOST_AXES] if np.isfinite(axis.values).any()]
    if len(axes_shown) < 2 or study.completed.sum() < 2:
        return None
    figure = new_figure(max(5.0, 1.05 * len(axes_shown)), 3.9)
    axes = figure.add_subplot()
    scaled = [_shares(axis) for axis in axes_shown]
    rows = np.flatnonzero(study.completed)[:MOST_LINES]
    places = np.arange(len(axes_shown))
    for row in sorted(rows, key=lambda r: bool(study.front[r])):
        style = {**FRONT, "lw": 1.3, "alpha": 0.9} if study.front[row] else {**BEATEN, "lw": 0.5, "alpha": 0.45}
        axes.plot(places, [values[row] for values, _, _ in scaled], **style)
    for place, axis, (_, low, high) in zip(places, axes_shown, scaled):
        axes.axvline(place, color="black", lw=0.7, zorder=4)
        axes.text(place, 1.03, _tick(axis, high), ha="center", va="bottom", fontsize=7.5)
        axes.text(place, -0.03, _tick(axis, low), ha="center", va="top", fontsize=7.5)
    axes.set_xticks(places, labels=[axis.title for axis in axes_shown], rotation=25, ha="right")
    axes.tick_params(axis="x", length=0, pad=14)
    axes.set(ylim=(-0.01, 1.01), yticks=[])
    axes.spines[:].set_visible(False)
    left = len(study) - len(rows)
    caption = (f"Parallel coordinates: one line a completed case ({len(rows)}; {left} left out), from a parameter's or quantity's least value "
               "to its largest. Strong lines: the Pareto front.")
    return Picture(figure, caption, f"{len(rows)} cases over {', '.join(a.title for a in axes_shown)}; {int(study.front.sum())} on the front.", True)


def scatter_matrix(study: StudyResults) -> Picture | None:
    """Every ranked quantity against every other; the front strong. Off-diagonal only: each pair once."""
    shown = study.objectives
    if len(shown) < 2:
        return None
    size = len(shown) - 1
    figure = new_figure(max(4.6, 1.9 * size), max(3.6, 1.7 * size))
    grid = figure.subplots(size, size, squeeze=False)
    for row in range(size):
        for column in range(size):
            axes = grid[row][column]
            if column > row:
                axes.set_visible(False)
                continue
            across, up = shown[column], shown[row + 1]
            axes.plot(across.values[~study.front], up.values[~study.front], "o", ms=2.5, alpha=0.5, mew=0, **BEATEN)
            axes.plot(across.values[study.front], up.values[study.front], "D", ms=4, mew=0, **FRONT)
            axes.tick_params(labelsize=7)
            if row == size - 1:
                axes.set_xlabel(across.title + _wish(across), fontsize=7.5)
            if column == 0:
                axes.set_ylabel(up.title + _wish(up), fontsize=7.5)
    caption = "Ranked quantities against each other; diamonds: the Pareto front over all of them, designs that no other beats in everything."
    pairs = ", ".join(axis.title for axis in shown)
    alt = f"Scatter of {pairs}: {int(study.front.sum())} of {int(study.completed.sum())} cases on the Pareto front."
    return Picture(figure, caption, alt, size > 1)


def _wish(axis: Axis) -> str:
    return {1.0: "\nless is better", -1.0: "\nmore is better"}.get(axis.sense, "")


def tornado(study: StudyResults, quantity: str) -> Picture | None:
    """What moves a quantity: Sobol indices where they were computed, else rank correlations, named as what they are."""
    name = quantity.split(".", 1)[-1].replace("_", " ")
    if indices := sorted(study.sobol.get(quantity, []), key=lambda index: index.total[0])[-12:]:
        figure = new_figure(5.0, 1.0 + 0.33 * len(indices))
        axes = figure.add_subplot()
        places = np.arange(len(indices))
        axes.barh(places, [index.total[0] for index in indices], color="white", edgecolor=BLUE, hatch="///", height=0.6, label="total")
        axes.barh(places, [index.first[0] for index in indices], color=BLUE, height=0.35, label="alone (first order)")
        for place, index in zip(places, indices):
            axes.plot(index.total[1:], [place, place], color="black", lw=1.0, marker="|")
        axes.set_yticks(places, labels=[index.parameter.replace("_", " ") for index in indices], fontsize=7.5)
        axes.set(xlim=(0, 1), xlabel=f"share of the variance of {name} (Sobol index)")
        axes.legend(loc="lower right")
        words = ", ".join(f"{index.parameter} {index.total[0]:.2f}" for index in reversed(indices))
        caption = f"What moves the {name}: Sobol indices, total and first order; lines: intervals of the total."
        return Picture(figure, caption, f"Total Sobol indices of {name}: {words}.")
    pairs = study.rank_correlations(quantity)[:12][::-1]
    if not pairs:
        return None
    figure = new_figure(5.0, 1.0 + 0.33 * len(pairs))
    axes = figure.add_subplot()
    axes.barh(range(len(pairs)), [value for _, value in pairs], color=[BLUE if value > 0 else ORANGE for _, value in pairs], height=0.55)
    axes.axvline(0.0, color="black", lw=0.7)
    axes.set_yticks(range(len(pairs)), labels=[parameter.replace("_", " ") for parameter, _ in pairs], fontsize=7.5)
    axes.set(xlim=(-1, 1), xlabel=f"rank correlation with {name}")
    words = ", ".join(f"{parameter} {value:+.2f}" for parameter, value in reversed(pairs))
    return Picture(figure, f"What goes with the {name}: Spearman's rank correlations, not Sobol indices (./acumen sensitivity computes those).",
                   f"Rank correlations with {name}: {words}.")


def map_axes(study: StudyResults) -> tuple[Axis, Axis] | None:
    """The two numeric parameters of the response map: tip radius and angle first, else the first two."""
    numeric = [axis for axis in study.varied if not axis.levels]
    if len(numeric) < 2:
        return None
    order = ("tip_radius", "angle", "base_diameter", "length")
    chosen = sorted(numeric, key=lambda axis: next((k for k, word in enumerate(order) if axis.name.endswith(word)), len(order)))[:2]
    return chosen[0], chosen[1]


def _limit(axes: Any, mesh: Any, values: np.ndarray, level: float, colour: str, style: str, label: str) -> bool:
    """The line on which values, one a corner of the mesh, pass a limit; whether there is one."""
    if not (np.nanmin(values) < level < np.nanmax(values)):
        return False
    axes.tricontour(mesh, values, levels=[level], colors=[colour], linestyles=[style], linewidths=2.0)
    axes.plot([], [], color=colour, ls=style, lw=2.0, label=label)
    return True


def _mesh(across: np.ndarray, up: np.ndarray) -> Any | None:
    """Triangles over the cases' two parameters; None where they span no area."""
    from matplotlib.tri import Triangulation

    spans = [float(np.ptp(values)) for values in (across, up)]
    if len(across) < 3 or min(spans) <= 0.0:
        return None
    try:  # triangles are chosen with both ranges alike
        return Triangulation(across, up, Triangulation(across / spans[0], up / spans[1]).triangles)
    except (RuntimeError, ValueError):
        return None


def response_map(study: StudyResults, quantity: str) -> Picture | None:
    """A quantity over two parameters, with the boundary of puncture and the line on which the needle's margin is 1.

    Lines and shading interpolate between cases; they are drawn only where the two parameters are all that varies."""
    pair = map_axes(study)
    if pair is None:
        return None
    across, up = pair
    shown = study.axis(quantity)
    alone = len(study.varied) == 2
    figure = new_figure(5.0, 4.2)
    axes = figure.add_subplot()
    known = np.isfinite(shown.values)
    pierced = study.column(PUNCTURED)
    lines = []
    if alone:
        lines = _limits(axes, study, across, up)
        mesh = _mesh(across.values[known], up.values[known]) if known.any() else None
        if mesh is not None:
            axes.tricontourf(mesh, shown.values[known], levels=12, cmap="viridis", alpha=0.6, zorder=0)
    points = axes.scatter(across.values[known], up.values[known], c=shown.values[known], cmap="viridis", s=26, edgecolors="black",
                          linewidths=0.4, zorder=3)
    out, lost = pierced == 0.0, ~study.completed
    axes.plot(across.values[out], up.values[out], "x", color="black", ms=7, zorder=4, label="no puncture")
    axes.plot(across.values[lost], up.values[lost], "s", mfc="none", color=GREY, ms=6, label="not computed to the end")
    figure.colorbar(points, ax=axes, label=shown.title)
    axes.set(xlabel=across.title, ylabel=up.title)
    axes.margins(0.04)
    axes.legend(loc="upper left", bbox_to_anchor=(0.0, -0.16), ncols=2)
    more = "" if alone else f" {', '.join(a.title for a in study.varied if a not in pair)} vary too: points only, no lines."
    limits = f"lines: {' and '.join(lines)}." if lines else "no limit lies between the cases." if alone else ""
    caption = f"{shown.title[0].upper()}{shown.title[1:]} over {across.title} and {up.title}; {limits}{more}"
    return Picture(figure, caption, caption + f" {int(out.sum())} cases do not puncture.")


def _limits(axes: Any, study: StudyResults, across: Axis, up: Axis) -> list[str]:
    """Draws the boundary of puncture and the strength limit; what was drawn."""
    drawn = []
    for name, level, colour, style, label in ((PUNCTURED, 0.5, "black", "-", "pierces / does not pierce"),
                                              (MARGIN, 1.0, VERMILION, "--", "strength limit (margin 1)")):
        values = study.column(name)
        rows = np.isfinite(values)
        mesh = _mesh(across.values[rows], up.values[rows]) if rows.any() else None
        if mesh is not None and _limit(axes, mesh, values[rows], level, colour, style, label):
            drawn.append(label)
    return drawn
