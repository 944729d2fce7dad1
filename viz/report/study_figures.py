"""Figures of a study: parallel coordinates, scatter matrix with the Pareto front, tornado of what moves a quantity."""
from __future__ import annotations

import textwrap

import numpy as np

from . import units
from .figure_style import BLUE, GREY, ORANGE, VERMILION, Picture, new_figure
from .labels import label, parameter
from .response_map import logarithmic
from .study_data import Axis, StudyResults

MOST_AXES, MOST_LINES, MOST_SCATTERED = 8, 2000, 4
DECADES = 30.0
"""Quantities that span this factor are shown by their logarithms."""
FRONT_LINE = {"color": VERMILION, "lw": 1.4, "alpha": 0.9, "zorder": 3}
BEATEN_LINE = {"color": BLUE, "lw": 0.6, "alpha": 0.45, "zorder": 2}
OUT_LINE = {"color": GREY, "lw": 0.6, "alpha": 0.6, "ls": ":", "zorder": 1}
FRONT_DOT = {"ls": "", "marker": "D", "ms": 4.0, "mew": 0, "color": VERMILION, "zorder": 3}
BEATEN_DOT = {"ls": "", "marker": "o", "ms": 3.2, "mew": 0, "alpha": 0.6, "color": BLUE, "zorder": 2}
OUT_DOT = {"ls": "", "marker": "x", "ms": 3.5, "mew": 0.8, "color": GREY, "zorder": 1}


def _shares(axis: Axis) -> np.ndarray:
    """Values from 0 to 1 over the axis' range; by their logarithms where they span decades."""
    values = np.log(axis.values) if logarithmic(axis, DECADES) else axis.values
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    return (values - low) / (high - low if high > low else 1.0)


def _tick(axis: Axis, value: float) -> str:
    return axis.levels[int(round(value))][:14] if axis.levels else units.digits(value)


def _heading(axis: Axis) -> str:
    words = "\n".join(textwrap.wrap(axis.words, 13))
    unit = f"\n[{axis.unit}]" if axis.unit not in ("", "1") else ""
    return words + unit + ("\n(log)" if logarithmic(axis, DECADES) else "")


def parallel_coordinates(study: StudyResults) -> Picture | None:
    """One line a case over varied parameters and ranked quantities; cases of the Pareto front stand out."""
    shown = [axis for axis in (study.varied[:MOST_AXES - 2] + study.objectives)[:MOST_AXES] if np.isfinite(axis.values).any()]
    if len(shown) < 2 or study.completed.sum() < 2:
        return None
    figure = new_figure(max(5.0, 1.15 * len(shown)), 4.2)
    axes = figure.add_subplot()
    scaled = [_shares(axis) for axis in shown]
    rows = np.flatnonzero(study.completed)[:MOST_LINES]
    places = np.arange(len(shown))
    for row in sorted(rows, key=lambda r: (bool(study.front[r]), bool(study.candidates[r]))):
        style = FRONT_LINE if study.front[row] else BEATEN_LINE if study.candidates[row] else OUT_LINE
        axes.plot(places, [values[row] for values in scaled], **style)
    for place, axis in zip(places, shown):
        axes.axvline(place, color="black", lw=0.8, zorder=4)
        for value, y, side in ((np.nanmax(axis.values), 1.02, "bottom"), (np.nanmin(axis.values), -0.02, "top")):
            axes.text(place, y, _tick(axis, float(value)), ha="center", va=side, fontsize=8)
        axes.text(place, 1.1, _heading(axis), ha="center", va="bottom", fontsize=8, fontweight="bold")
    axes.set(ylim=(-0.01, 1.01), xlim=(-0.4, len(shown) - 0.6), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    for style, words in ((FRONT_LINE, "Pareto front"), (BEATEN_LINE, "pierces, beaten by others"), (OUT_LINE, "does not pierce")):
        axes.plot([], [], label=words, **{**style, "lw": 1.5, "alpha": 1.0})
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=3)
    left = len(study) - len(rows)
    caption = (f"Parallel coordinates: one line a completed case ({len(rows)}{f'; {left} left out' if left else ''}), from a parameter's or "
               f"quantity's least value to its largest.{_front_words(study)}")
    return Picture(figure, caption, f"{len(rows)} cases over {', '.join(a.title for a in shown)}; {int(study.front.sum())} on the front.", True)


def _front_words(study: StudyResults) -> str:
    """Over what the Pareto front was taken."""
    return f" The Pareto front is that of {', '.join(axis.words for axis in study.ranked)}." if study.front.any() else ""


def scatter_matrix(study: StudyResults) -> Picture | None:
    """Every ranked quantity against every other; the front strong. Off-diagonal only: each pair once."""
    from matplotlib.ticker import NullFormatter

    shown = study.objectives[:MOST_SCATTERED]
    if len(shown) < 2:
        return None
    size = len(shown) - 1
    figure = new_figure(max(5.0, 2.5 * size), max(3.6, 2.0 * size))
    grid = figure.subplots(size, size, squeeze=False)
    for row in range(size):
        for column in range(size):
            axes = grid[row][column]
            if column > row:
                axes.set_visible(False)
                continue
            across, up = shown[column], shown[row + 1]
            for mask, style in ((study.completed & ~study.candidates, OUT_DOT), (study.candidates & ~study.front, BEATEN_DOT), (study.front, FRONT_DOT)):
                axes.plot(across.values[mask], up.values[mask], **style)
            axes.tick_params(labelsize=7)
            for axis, own, name in ((across, axes.xaxis, "x"), (up, axes.yaxis, "y")):
                if logarithmic(axis, DECADES):
                    axes.set(**{f"{name}scale": "log"})
                    own.set_minor_formatter(NullFormatter())
            if row == size - 1:
                axes.set_xlabel(across.title + _wish(across), fontsize=7.5)
            if column == 0:
                axes.set_ylabel(up.title + _wish(up), fontsize=7.5)
    caption = ("Quantities against each other. Diamonds: the Pareto front, designs that no other beats in everything; dots: other designs that "
               f"pierce; crosses: no puncture.{_front_words(study)}")
    pairs = ", ".join(axis.title for axis in shown)
    alt = f"Scatter of {pairs}: {int(study.front.sum())} of {int(study.completed.sum())} cases on the Pareto front."
    return Picture(figure, caption, alt, size > 1)


def _wish(axis: Axis) -> str:
    return {1.0: "\nless is better", -1.0: "\nmore is better"}.get(axis.sense, "")


def tornado(study: StudyResults, quantity: str) -> Picture | None:
    """What moves a quantity: Sobol indices where they were computed, else rank correlations, named as what they are."""
    name = next((axis.words for axis in study.objectives if axis.name == quantity), label(quantity))
    if indices := sorted(study.sobol.get(quantity, []), key=lambda index: index.total[0])[-12:]:
        figure = new_figure(5.0, 1.0 + 0.33 * len(indices))
        axes = figure.add_subplot()
        places = np.arange(len(indices))
        axes.barh(places, [index.total[0] for index in indices], color="white", edgecolor=BLUE, hatch="///", height=0.6, label="total")
        axes.barh(places, [index.first[0] for index in indices], color=BLUE, height=0.35, label="alone (first order)")
        for place, index in zip(places, indices):
            axes.plot(index.total[1:], [place, place], color="black", lw=1.0, marker="|")
        axes.set_yticks(places, labels=[parameter(index.parameter) for index in indices], fontsize=9)
        axes.set(xlim=(min(0.0, *(index.total[1] - 0.02 for index in indices)), max(1.0, *(index.total[2] + 0.02 for index in indices))), xlabel=f"share of the variance of {name} (Sobol index)")
        axes.legend(loc="lower right")
        words = ", ".join(f"{parameter(index.parameter)} {index.total[0]:.2f}" for index in reversed(indices))
        caption = f"What moves the {name}: Sobol indices, total and first order; lines: intervals of the total."
        return Picture(figure, caption, f"Total Sobol indices of {name}: {words}.")
    return _correlations(study, quantity, name)


def _correlations(study: StudyResults, quantity: str, name: str) -> Picture | None:
    pairs = study.rank_correlations(quantity)[:12][::-1]
    if not pairs:
        return None
    figure = new_figure(5.0, 1.0 + 0.33 * len(pairs))
    axes = figure.add_subplot()
    axes.barh(range(len(pairs)), [value for _, value in pairs], color=[BLUE if value > 0 else ORANGE for _, value in pairs], height=0.55)
    axes.axvline(0.0, color="black", lw=0.7)
    axes.set_yticks(range(len(pairs)), labels=[parameter(key) for key, _ in pairs], fontsize=9)
    axes.set(xlim=(-1, 1), xlabel=f"rank correlation with {name}")
    words = ", ".join(f"{parameter(key)} {value:+.2f}" for key, value in reversed(pairs))
    return Picture(figure, f"What goes with the {name}: Spearman's rank correlations, not Sobol indices (./acumen sensitivity computes those).",
                   f"Rank correlations with {name}: {words}.")
