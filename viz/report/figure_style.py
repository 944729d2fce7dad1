"""One look for every figure: colours that stay apart for the colour-blind (Okabe and Ito), sizes that stay legible on a phone."""
from __future__ import annotations

from typing import Iterable

from matplotlib import rcParams
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, YELLOW, GREY = (
    "#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#f0e442", "#6e7781")
CYCLE = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY, GREY, YELLOW)
DASHES = ("-", "--", "-.", ":")
# Neighbours differ in lightness too, for print in grey.
LAYER_TINTS = ("#f3d9b1", "#f7ecd8", "#f2c9c4", "#f9e3e0", "#fff6cf", "#e6d3de", "#dfe7ee")
NEEDLE = "#8a949e"
UM = 1e6
SETTINGS = {"font.size": 9.0, "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.7, "lines.linewidth": 1.5,
            "legend.frameon": False, "legend.fontsize": 8.0, "axes.labelsize": 9.0, "xtick.labelsize": 8.0, "ytick.labelsize": 8.0}


def new_figure(width: float = 5.0, height: float = 3.5) -> Figure:
    """A figure without a window, in the common look [inches]."""
    rcParams.update(SETTINGS)
    return Figure(figsize=(width, height), constrained_layout=True)


def layer_colour(index: int) -> str:
    return LAYER_TINTS[index % len(LAYER_TINTS)]


def percentage(values: Iterable[float], total: float) -> list[float]:
    return [100.0 * value / total if total else 0.0 for value in values]
