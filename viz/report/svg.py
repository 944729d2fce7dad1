"""Turns matplotlib figures and SVG text into SVG that may stand several times inside one HTML page."""
from __future__ import annotations

import io
import re
from html import escape
from typing import Any

from .typography import typeset

# Text stays text (searchable, small); the salt makes equal figures give equal files.
SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "acumen", "font.family": "sans-serif"}


def to_svg(figure: Any, prefix: str, label: str) -> str:
    """SVG of a matplotlib Figure (or SVG text) for inlining: ids carry `prefix`, no prologue, no addresses, named by `label`."""
    text = figure if isinstance(figure, str) else _drawn(figure)
    text = text[text.index("<svg"):]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", text)
    text = text.replace("xlink:href=", "href=")
    text = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}\1"', text)
    text = re.sub(r'href="#([^"]+)"', rf'href="#{prefix}\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}\1)", text)
    return _head(text, label)


def set_words(figure: Any) -> None:
    """Sets a figure's words as print has them; before drawing, so that what is longer then has its place."""
    from matplotlib.text import Text

    for words in figure.findobj(Text):
        if "$" not in words.get_text():
            words.set_text(typeset(words.get_text()))


def _drawn(figure: Any) -> str:
    import matplotlib

    set_words(figure)
    stream = io.StringIO()
    with matplotlib.rc_context(SETTINGS):
        figure.savefig(stream, format="svg", dpi=220, bbox_inches="tight", pad_inches=0.05, metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def _head(text: str, label: str) -> str:
    """The opening tag: width and height give way to the style sheet, role and label are for screen readers."""
    end = text.index(">")
    head = re.sub(r'\s(width|height|role|aria-label|version)="[^"]*"', "", text[:end])
    return f'{head} role="img" aria-label="{escape(label, quote=True)}"{text[end:]}'.strip()
