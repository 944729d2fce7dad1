"""A comparison as one self-contained HTML page."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from viz.report.page import Page, Point
from viz.report.typography import typeset

from . import command
from .comparison import BY_VALUES, Comparison, weighed
from .comparison_text import cell, mark, notes, rows


def _bars(comparison: Comparison) -> str | None:
    """SVG: each criterion a line with its words above and the values of its ends below, each ranked design a dot between the worst (left)
    and the best (right) of them; None for one design."""
    ranked, criteria = comparison.ranked, comparison.criteria
    if len(ranked) < 2 or not criteria:
        return None
    step, left, width = 56, 12, 416
    height = step * len(criteria) + 20 * len(ranked) + 24
    parts = [f'<svg viewBox="0 0 {left + width + 12} {height}" font-size="13" fill="currentColor">']
    for row, outcome in enumerate(criteria):
        values = [outcome.sign * weighed(comparison.designs[i], outcome).value for i in ranked]
        span, y = max(values) - min(values), step * row + 28
        worst, best = (cell(comparison.designs[ranked[values.index(end(values))]], outcome.name)[0] for end in (max, min))
        if not span:
            worst = "all alike"
        parts.append(f'<text x="{left}" y="{y - 12}">{outcome.label}</text>'
                     f'<line x1="{left}" y1="{y}" x2="{left + width}" y2="{y}" stroke="currentColor" stroke-opacity="0.3"/>'
                     f'<text x="{left}" y="{y + 20}" font-size="11">{typeset(worst)}</text>'
                     f'<text x="{left + width}" y="{y + 20}" font-size="11" text-anchor="end">{typeset(best)}</text>')
        for order, value in enumerate(values):
            x = left + width * ((max(values) - value) / span if span else 1.0)
            parts.append(_dot(x, y, order))
    for order, i in enumerate(ranked):
        y = step * len(criteria) + 18 + 20 * order
        label = comparison.designs[i].label.replace("&", "&amp;").replace("<", "&lt;")
        parts.append(_dot(left + 6, y, order) + f'<text x="{left + 20}" y="{y + 4}">{label}</text>')
    return "".join(parts) + "</svg>"


def _force(comparison: Comparison) -> Any:
    """The designs' force curves, as a viz.report Picture; None where matplotlib or the courses are missing."""
    try:
        from viz.report.mechanics_figures import force_overlay
    except ImportError:
        return None
    return force_overlay([(design.label, design.folder) for design in comparison.designs])


def _dot(x: float, y: float, order: int) -> str:
    """Shape and colour together tell designs apart."""
    colour = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")[order % 6]
    shapes = (f'<circle cx="{x:.1f}" cy="{y}" r="6"', f'<rect x="{x - 5.5:.1f}" y="{y - 5.5}" width="11" height="11"',
              f'<path d="M{x:.1f} {y - 7}l7 12h-14z"', f'<path d="M{x:.1f} {y - 7}l7 7l-7 7l-7 -7z"')
    return shapes[order % 4] + f' fill="{colour}" fill-opacity="0.85"/>'


def write(comparison: Comparison, path: Path) -> None:
    """Writes the page under a temporary name and renames it. Raises OSError."""
    page = Page("Comparison of designs", subtitle=", ".join(design.label for design in comparison.designs))
    headline, _, reason = comparison.advice.partition(". ")
    unsure = comparison.recommended is None or "not surely better" in reason
    points = [Point(reason, "doubtful" if unsure else "sound")] if reason else []
    points += [Point(text, "doubtful" if f": {BY_VALUES}" in text else "sound") for text in comparison.trade_offs]
    page.verdict(headline.rstrip(".") + ".", points, "doubtful" if unsure else "sound")
    page.section("Outcomes", "Less or more says which direction is better; a star marks the criteria that decide who is best. Intervals in brackets.")
    starred = {outcome.name for outcome in comparison.criteria}
    table = [["Pareto", *(mark(comparison, i) for i in range(len(comparison.designs)))]]
    for outcome in rows(comparison):
        label = ("* " if outcome.name in starred else "") + outcome.label + (f" ({outcome.sense})" if outcome.sense else "")
        table.append([label, *(value + (f" ({span})" if span else "") for value, span in (cell(d, outcome.name) for d in comparison.designs))])
    page.table(["outcome", *(design.label for design in comparison.designs)], table)
    if svg := _bars(comparison):
        page.figure(svg, "Each criterion from the worst of the ranked designs (left) to the best (right), whose values stand below the line; scaled by "
                    "the range, so that a long way may be a small difference.", "Dots on one line a criterion: " + comparison.advice)
    if curves := _force(comparison):
        page.figure(curves.figure, curves.caption, curves.alt)
    else:
        page.paragraph("Force against depth is not drawn: fewer than two of these designs have their course beside the summary (history.csv).")
    page.section("What to know")
    page.items(notes(comparison))
    page.section("Where it comes from")
    page.table(["design", "source", "results", "model", "ended as"],
               [[d.label, d.source, d.folder, d.model, d.status + (f": {d.reason}" if d.reason else "")] for d in comparison.designs])
    if warnings := sorted({f"{d.label}: {text}" for d in comparison.designs for text in d.warnings}):
        page.box("Warnings of the runs", warnings)
    if shared := sorted({text for d in comparison.designs for text in d.assumptions}):
        page.assumptions(shared)
    command.repeat(page, "compare", [Path(d.source) for d in comparison.designs if Path(d.source).is_file()])
    page.save(path)
