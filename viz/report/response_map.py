"""A quantity over two parameters of a study, with the boundary between piercing and not, and the line on which the needle's margin is 1."""
from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import Patch

from .figure_style import ORANGE, VERMILION, Picture, new_figure
from .study_data import MARGIN, PUNCTURED, Axis, StudyResults

ORDER = ("tip_radius", "angle", "base_diameter", "length")
PIXELS = 120
FARTHEST = 2.5
"""So many distances between cases from the nearest one nothing is drawn."""
MEAN_OVER = 1.6
"""So many distances between cases the smoothing is wide, where it takes the mean over other parameters."""
LOGARITHMIC_FROM = 8.0
"""A parameter that spans this factor is drawn on a logarithmic axis."""


def map_axes(study: StudyResults) -> tuple[Axis, Axis] | None:
    """The two numeric parameters of the response map: tip radius and angle first, else the first two."""
    numeric = [axis for axis in study.varied if not axis.levels]
    if len(numeric) < 2:
        return None
    chosen = sorted(numeric, key=lambda axis: next((k for k, word in enumerate(ORDER) if axis.name.endswith(word)), len(ORDER)))[:2]
    return chosen[0], chosen[1]


def logarithmic(axis: Axis, factor: float = LOGARITHMIC_FROM) -> bool:
    """Whether an axis is drawn by its logarithm: its values are positive numbers that span the factor."""
    low, high = float(np.nanmin(axis.values)), float(np.nanmax(axis.values))
    return not axis.levels and low > 0.0 and high > factor * low


class _Plane:
    """The two parameters scaled to 0 to 1 (by their logarithms on a logarithmic axis), a grid over them, and what lies between cases.

    wider: so many distances between cases is the bell of the smoothing wide."""

    def __init__(self, axes: tuple[Axis, Axis], wider: float = 1.0):
        self.axes, self.wider = axes, wider
        self.raw = [np.log(axis.values) if logarithmic(axis) else axis.values for axis in axes]
        self.low = [float(np.nanmin(values)) for values in self.raw]
        self.span = [float(np.nanmax(values)) - low or 1.0 for values, low in zip(self.raw, self.low)]
        self.points = np.stack([(values - low) / span for values, low, span in zip(self.raw, self.low, self.span)], axis=1)
        lines = np.linspace(0.0, 1.0, PIXELS)
        self.grid = np.stack(np.meshgrid(lines, lines), axis=-1)

    def coordinates(self) -> list[np.ndarray]:
        """The grid in the parameters' own units."""
        scaled = [low + span * self.grid[..., k] for k, (low, span) in enumerate(zip(self.low, self.span))]
        return [np.exp(values) if logarithmic(axis) else values for values, axis in zip(scaled, self.axes)]

    def smooth(self, values: np.ndarray, rows: np.ndarray) -> np.ndarray | None:
        """At each point of the grid the plane fitted to the cases around it (local linear regression), weighted by a bell as wide as the
        cases stand apart; masked where no case is near. None for fewer than three cases or cases on a line."""
        points = self.points[rows]
        if len(points) < 3 or np.linalg.matrix_rank(points - points[0], tol=1e-6) < 2:
            return None
        apart = np.linalg.norm(points[:, None] - points[None], axis=-1)
        np.fill_diagonal(apart, np.inf)
        width = self.wider * float(np.median(apart.min(axis=1))) or 1.0
        lines = [_fitted(line, points, values[rows], width) for line in self.grid]
        field, nearest = (np.stack(part) for part in zip(*lines))
        return np.ma.masked_where(nearest > FARTHEST * width, field)


def _fitted(places: np.ndarray, points: np.ndarray, values: np.ndarray, width: float) -> tuple[np.ndarray, np.ndarray]:
    """(values, distance to the nearest case) at the places, shape (places, 2): intercepts of weighted least squares over (1, x, y)."""
    offset = points[None] - places[:, None]
    squares = (offset ** 2).sum(axis=-1)
    weights = np.exp(-squares / (2.0 * width ** 2)) + 1e-12
    terms = np.concatenate([np.ones((*squares.shape, 1)), offset], axis=-1)
    matrix = np.einsum("pk,pki,pkj->pij", weights, terms, terms)
    right = np.einsum("pk,pki,k->pi", weights, terms, values)
    # A little stiffness in the slopes: where all near cases lie on a line, the slope across it is taken as none.
    matrix[:, [1, 2], [1, 2]] += 1e-3 * width ** 2 * matrix[:, 0, 0][:, None]
    return np.linalg.solve(matrix, right[..., None])[:, 0, 0], np.sqrt(squares.min(axis=1))


def _edge(axes: Any, plane: _Plane, study: StudyResults, name: str, level: float, colour: str, style: str, hatch: str) -> np.ndarray | None:
    """Draws where the quantity passes the level and hatches what lies below; the smoothed quantity, None where no line lies between cases."""
    values = study.column(name)
    rows = np.flatnonzero(np.isfinite(values) & np.isfinite(plane.points).all(axis=1))
    known = values[rows]
    if not len(rows) or not known.min() < level < known.max():
        return None
    # The margin spans decades: it is averaged by its logarithm.
    shown = np.log(np.maximum(values, 1e-6)) if name == MARGIN else values
    field = plane.smooth(shown, rows)
    if field is None:
        return None
    limit = float(np.log(level)) if name == MARGIN else level
    if not float(field.min()) < limit < float(field.max()):
        return None
    x, y = plane.coordinates()
    axes.contour(x, y, field, levels=[limit], colors=[colour], linestyles=[style], linewidths=2.2, zorder=3)
    drawn = axes.contourf(x, y, field, levels=[float(field.min()) - 1.0, limit], colors="none", hatches=[hatch], zorder=2)
    for part in getattr(drawn, "collections", [drawn]):
        part.set_edgecolor(colour)
        part.set_linewidth(0.0)
    return field


def _where_known(field: np.ndarray, plane: _Plane, study: StudyResults, known: np.ndarray) -> np.ndarray:
    """The field without what lies beyond the puncture boundary where the quantity has no value there."""
    pierced = study.column(PUNCTURED)
    if known[pierced == 0.0].any() or not (pierced == 0.0).any():
        return field
    share = plane.smooth(pierced, np.flatnonzero(np.isfinite(pierced) & np.isfinite(plane.points).all(axis=1)))
    return field if share is None else np.ma.masked_where(np.ma.filled(share, 0.0) < 0.5, field)


EDGES = ((PUNCTURED, 0.5, "black", "-", "//", "does not pierce", "puncture boundary"),
         (MARGIN, 1.0, VERMILION, "--", "\\\\", "needle fails (margin below 1)", "strength limit"))

MOSTLY = {PUNCTURED: "mostly does not pierce", MARGIN: "needle mostly fails (margin below 1)"}


def _without_line(name: str, title: str, known: np.ndarray, level: float) -> str:
    """What is said of a limit that is not drawn."""
    if known.min() < level < known.max():
        return f"{title}: too few cases for a line"
    above = known.min() >= level
    return f"{title}: all cases lie {'above' if above else 'below'} it" if name == MARGIN else f"all cases {'pierce' if above else 'fail to pierce'}"


def _lines(axes: Any, plane: _Plane, study: StudyResults, mostly: bool) -> tuple[list[Any], list[str]]:
    """Entries of the legend, and what the caption says of each limit. mostly: more than the two parameters vary."""
    entries, said = [], []
    for name, level, colour, style, hatch, words, title in EDGES:
        values = study.column(name)
        known = values[np.isfinite(values)]
        if not len(known):
            continue
        if _edge(axes, plane, study, name, level, colour, style, hatch) is not None:
            entries.append(Patch(facecolor="none", edgecolor=colour, hatch=hatch, lw=1.5, ls=style, label=MOSTLY[name] if mostly else words))
            said.append(f"{'full' if style == '-' else 'dashed'} line: {title}")
        else:
            said.append(_without_line(name, title, known, level))
    return entries, said


def response_map(study: StudyResults, quantity: str) -> Picture | None:
    """The quantity as colour over two parameters; None where fewer than two numbers vary.

    Shading and limits are planes fitted to neighbouring cases. Where more varies than the two parameters, nothing is shaded, and a limit is
    where it runs in the mean over what else varies."""
    pair = map_axes(study)
    if pair is None:
        return None
    across, up = pair
    others = [a.words for a in study.varied if a not in pair]
    alone = not others
    shown, plane = study.axis(quantity), _Plane(pair, 1.0 if alone else MEAN_OVER)
    figure = new_figure(5.0, 4.8)
    axes = figure.add_subplot()
    known = np.isfinite(shown.values) & np.isfinite(plane.points).all(axis=1)
    limits = {"vmin": float(shown.values[known].min()), "vmax": float(shown.values[known].max())} if known.any() else {}
    entries, said = _lines(axes, plane, study, not alone)
    if alone:
        field = plane.smooth(shown.values, np.flatnonzero(known))
        if field is not None:
            field = _where_known(field, plane, study, known)
            axes.pcolormesh(*plane.coordinates(), field, cmap="viridis", shading="gouraud", rasterized=True, zorder=0, **limits)
    points = axes.scatter(across.values[known], up.values[known], c=shown.values[known], cmap="viridis", s=24, edgecolors="black", linewidths=0.5,
                          zorder=4, **limits)
    out, lost = study.column(PUNCTURED) == 0.0, ~study.completed
    if out.any():
        entries += axes.plot(across.values[out], up.values[out], "x", color="black", ms=6, mew=1.4, zorder=5, label="case without puncture")
    if lost.any():
        entries += axes.plot(across.values[lost], up.values[lost], "s", mfc="none", color=ORANGE, ms=6, zorder=5, label="case not completed")
    figure.colorbar(points, ax=axes, label=shown.title)
    _scales(axes, across, up)
    if entries:
        # One column: a legend wider than the map would push the colour bar away.
        axes.legend(handles=entries, loc="upper left", bbox_to_anchor=(0.0, -0.13))
    if others:
        said += [f"{' and '.join([', '.join(others[:-1]), others[-1]] if others[1:] else others)} {'vary' if others[1:] else 'varies'} too: the lines are where half of "
                 "the cases around pierce, and where their margin is 1 in the mean (geometric)"]
    limits_said = "; ".join(said)
    caption = (f"{shown.title[0].upper()}{shown.title[1:]} over {across.title} and {up.title}. Dots: cases" +
               ("; between them a smooth fit to the nearest. " if alone else ". ") + (f"{limits_said[0].upper()}{limits_said[1:]}." if said else ""))
    return Picture(figure, caption, f"{caption} {int(out.sum())} cases do not puncture.")


def _scales(axes: Any, across: Axis, up: Axis) -> None:
    from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter

    axes.set(xlabel=across.title, ylabel=up.title)
    for axis, own, name in ((across, axes.xaxis, "x"), (up, axes.yaxis, "y")):
        if logarithmic(axis):
            axes.set(**{f"{name}scale": "log"})
            own.set_major_locator(LogLocator(10.0, (1.0, 2.0, 5.0)))
            own.set_major_formatter(ScalarFormatter())
            own.set_minor_formatter(NullFormatter())
    axes.margins(0.03)
