"""One look for every figure: colours that stay apart for the colour-blind (Okabe and Ito), sizes that stay legible on a phone."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable

from matplotlib import rcParams
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, YELLOW, GREY = (
    "#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#f0e442", "#6e7781")
CYCLE = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY, GREY, YELLOW)
DASHES = ("-", "--", "-.", ":")
# As in the pictures of viz/render (colours.cc): neighbours differ in lightness too, for print in grey. The first that fits counts.
LAYER_COLOURS = (("corneum", "#b07d4f"), ("epidermis", "#e08e79"), ("hypodermis", "#f7e6a1"), ("subcut", "#f7e6a1"), ("fat", "#f7e6a1"),
                 ("papillary", "#f0b7a4"), ("dermis", "#f6cfc0"), ("muscle", "#b9545c"), ("bone", "#e9e6dc"))
OTHER_LAYERS = ("#bfd3df", "#cfdcc4", "#dcd3e6", "#e6ddc6")
NEEDLE, NEEDLE_EDGE = "#8a949e", "#4d565e"
UM = 1e6
SETTINGS = {"font.size": 10.0, "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.7, "lines.linewidth": 1.5,
            "legend.frameon": False, "legend.fontsize": 9.0, "axes.labelsize": 10.0, "xtick.labelsize": 9.0, "ytick.labelsize": 9.0}


@dataclass(frozen=True)
class Picture:
    """A figure with its caption and the words for those who cannot see it."""

    figure: Any
    caption: str
    alt: str
    wide: bool = False


def new_figure(width: float = 5.0, height: float = 3.5) -> Figure:
    """A figure without a window, in the common look [inches]."""
    rcParams.update(SETTINGS)
    return Figure(figsize=(width, height), constrained_layout=True)


def layer_colour(name: str, position: int) -> str:
    """Colour of a layer by its name, of one that is no skin by its place in the stack."""
    return next((colour for part, colour in LAYER_COLOURS if part in name), OTHER_LAYERS[position % len(OTHER_LAYERS)])


def percentage(values: Iterable[float], total: float) -> list[float]:
    return [100.0 * value / total if total else 0.0 for value in values]
