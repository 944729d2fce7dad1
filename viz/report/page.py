"""One self-contained HTML page: verdict first, then sections of text, tables and figures; for screen, phone and paper.

    page = Page("Steel cone into the volar forearm", subtitle="run 5dce0b0e")
    page.verdict("Pierces at 15 mN.", [Point("needle margin 2.0 (0.95 to 4.3)", "doubtful")])
    page.section("Force")
    page.figure(matplotlib_figure, caption="Force against travel.", alt="Force rises to 15 mN, drops, rises again.")
    page.quantities([Quantity("puncture force", 0.0154, "N", 0.014, 0.018)], "Headline numbers")
    page.assumptions(["toughness of the dermis = 2.5 kJ/m^2"])
    page.save("out/case/report.html")

Nothing on the page is fetched from elsewhere. All text given is escaped; only `raw` takes HTML. Needs the standard library alone;
matplotlib only where a figure is handed over as a matplotlib Figure.
"""
from __future__ import annotations

import os
import pathlib
import tempfile
from dataclasses import dataclass
from html import escape as escape_text
from typing import Any, Iterable, Sequence

from . import units
from .svg import to_svg
from .typography import typeset

STATES = ("sound", "doubtful", "failed")
FLAGS = {"sound": "", "doubtful": "Doubtful: ", "failed": "Caution: "}
MANY = 12  # a longer list is set small, in columns
STYLE = pathlib.Path(__file__).with_name("style.css")


@dataclass(frozen=True)
class Point:
    """A sentence of the verdict. state: sound, doubtful or failed (printed as such)."""

    text: str
    state: str = "sound"


@dataclass(frozen=True)
class Quantity:
    """A row of a table of numbers: value, low and high in the SI unit `unit`; None where there is none."""

    name: str
    value: float | None
    unit: str = "1"
    low: float | None = None
    high: float | None = None
    note: str = ""


def number(text: Any) -> bool:
    """Whether a table cell reads as a number and is set flush right."""
    if isinstance(text, (int, float)):
        return True
    head = str(text).split(" ")[0].rstrip("%").replace("to", "")
    try:
        float(head)
    except ValueError:
        return str(text) in ("", "-", "none", "n/a")
    return True


def escape(text: str, quote: bool = True) -> str:
    """Text for people, set as print has it and escaped."""
    return escape_text(typeset(text), quote)


class Page:
    """A page under construction; pieces appear in the order of the calls."""

    def __init__(self, title: str, subtitle: str = "", language: str = "en"):
        self.title, self.subtitle, self.language = title, subtitle, language
        self._parts: list[str] = []
        self._sections: list[tuple[str, str]] = []
        self._figures = 0
        self._grid = ""

    def verdict(self, headline: str, points: Iterable[Point | str] = (), state: str = "sound") -> None:
        """The answer in plain words, in a box: headline, then one line a point. Colour is never the only sign of doubt."""
        if state not in STATES:
            raise ValueError(f"a verdict is one of {', '.join(STATES)}, not {state!r}")
        items = [point if isinstance(point, Point) else Point(point) for point in points]
        body = "".join(f'<li class="{p.state}"><span class="flag">{FLAGS[p.state]}</span>{escape(p.text)}</li>' for p in items)
        self._add(f'<div class="verdict {state}" role="region" aria-label="Verdict"><p class="head">'
                  f'<span class="flag">{FLAGS[state]}</span>{escape(headline)}</p>{f"<ul>{body}</ul>" if body else ""}</div>')

    def section(self, heading: str, intro: str = "") -> None:
        """Starts a section; it is listed in the page's navigation."""
        name = f"s{len(self._sections) + 1}"
        self._sections.append((name, heading))
        self._add(f'<h2 id="{name}">{escape(heading)}</h2>')
        if intro:
            self.paragraph(intro)

    def heading(self, text: str) -> None:
        """A heading within a section."""
        self._add(f"<h3>{escape(text)}</h3>")

    def paragraph(self, text: str) -> None:
        self._add(f"<p>{escape(text)}</p>")

    def items(self, entries: Iterable[str]) -> None:
        """A plain list."""
        self._add("<ul>" + "".join(f"<li>{escape(entry)}</li>" for entry in entries) + "</ul>")

    def code(self, text: str) -> None:
        """Commands or a file, set as typed."""
        self._add(f'<pre tabindex="0"><code>{escape_text(text)}</code></pre>')

    def details(self, heading: str, text: str) -> None:
        """A file or list that only some want to read: folded on the screen, open on paper."""
        self._add(f'<details><summary>{escape(heading)}</summary><pre tabindex="0"><code>{escape_text(text)}</code></pre></details>')

    def raw(self, html: str) -> None:
        """HTML as it stands; the caller answers for its escaping and that it fetches nothing."""
        self._add(html)

    def table(self, header: Sequence[str], rows: Iterable[Sequence[Any]], caption: str = "", folded: bool = False, narrow: bool = False) -> None:
        """A table with any columns; the first names the row, columns that hold only numbers are set flush right. It scrolls inside
        itself where the screen is narrower. Folded: behind its caption, open on paper. Narrow tables that follow each other share
        the width."""
        cells = [["" if cell is None else cell for cell in row] for row in rows]
        for row in cells:
            if len(row) != len(header):
                raise ValueError(f"a row of {len(row)} cells under {len(header)} headings: {row}")
        right = [k > 0 and bool(cells) and all(number(row[k]) for row in cells) for k in range(len(header))]
        classes = [' class="number"' if flag else "" for flag in right]
        head = "".join(f'<th scope="col"{style}>{escape(str(name))}</th>' for name, style in zip(header, classes))
        body = "".join(
            "<tr>" + "".join(f'<th scope="row">{escape(str(cell))}</th>' if k == 0 else f"<td{classes[k]}>{escape(str(cell))}</td>"
                             for k, cell in enumerate(row)) + "</tr>" for row in cells)
        label = escape(caption or self._last_heading(), quote=True)
        title = f"<caption>{escape(caption)}</caption>" if caption else ""
        table = (f'<div class="table" role="region" tabindex="0" aria-label="{label}"><table>{"" if folded else title}'
                 f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")
        self._add(f"<details><summary>{escape(caption)}</summary>{table}</details>" if folded else table, "tables" if narrow else "")

    def quantities(self, rows: Iterable[Quantity], caption: str = "") -> None:
        """A table of numbers in readable units, with the interval and a note where any row has one."""
        chosen = list(rows)
        header, columns = ["quantity", "value"], [[r.name for r in chosen], [units.show(r.value, r.unit, r.name) for r in chosen]]
        if any(r.low is not None for r in chosen):
            header.append("interval")
            columns.append([units.interval(r.low, r.high, r.value, r.unit, r.name) for r in chosen])
        if any(r.note for r in chosen):
            header.append("note")
            columns.append([r.note for r in chosen])
        self.table(header, list(zip(*columns)), caption, narrow=True)

    def figure(self, figure: Any, caption: str, alt: str, wide: bool = False) -> None:
        """A matplotlib Figure or SVG text. alt says in words what the picture shows, for those who cannot see it. Figures that
        follow each other stand side by side where there is room; a wide one takes the whole width."""
        if not alt:
            raise ValueError("a figure needs a text for those who cannot see it (alt)")
        self._figures += 1
        svg = to_svg(figure, prefix=f"f{self._figures}-", label=alt)
        text = (f'<figure{" class=" + chr(34) + "wide" + chr(34) if wide else ""}>{svg}'
                f"<figcaption>Figure {self._figures}. {escape(caption)}</figcaption></figure>")
        self._add(text, "figures")

    def assumptions(self, entries: Iterable[str], heading: str = "Assumptions", intro: str = "") -> None:
        """A box of its own for what rests on no measurement."""
        self.box(heading, entries, intro or "Nobody measured these values for this case; the results rest on them.")

    def box(self, heading: str, entries: Iterable[str], intro: str = "") -> None:
        """A framed list: warnings, assumptions, what is not modelled."""
        listed = [f"<li>{escape(entry)}</li>" for entry in entries]
        body = "".join(listed)
        style = ' class="many"' if len(listed) > MANY else ""
        lead = f"<p>{escape(intro)}</p>" if intro else ""
        self._add(f'<div class="box" role="note"><h3>{escape(heading)}</h3>{lead}{f"<ul{style}>{body}</ul>" if body else ""}</div>')

    def html(self) -> str:
        """The whole page."""
        self._close_grid()
        links = "".join(f'<li><a href="#{name}">{escape(heading)}</a></li>' for name, heading in self._sections)
        navigation = f'<nav aria-label="Sections"><ul>{links}</ul></nav>' if len(self._sections) > 2 else ""
        subtitle = f'<p class="soft">{escape(self.subtitle)}</p>' if self.subtitle else ""
        return (f'<!DOCTYPE html>\n<html lang="{escape(self.language, quote=True)}">\n<head>\n<meta charset="utf-8">\n'
                '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
                f"<title>{escape(self.title)}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
                f"<header><h1>{escape(self.title)}</h1>{subtitle}{navigation}</header>\n<main>\n" + "\n".join(self._parts) +
                "\n</main>\n<footer>Made by Acumen; this file needs no network.</footer>\n</body>\n</html>\n")

    def save(self, path: str | os.PathLike[str]) -> pathlib.Path:
        """Writes the page under a temporary name and renames it, so that no half page is ever seen. OSError where it cannot."""
        path = pathlib.Path(path)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent or ".")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(self.html())
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)
            os.replace(temporary, path)
        except BaseException:
            pathlib.Path(temporary).unlink(missing_ok=True)
            raise
        return path

    def _last_heading(self) -> str:
        return self._sections[-1][1] if self._sections else self.title

    def _close_grid(self) -> None:
        if self._grid:
            self._parts.append("</div>")
            self._grid = ""

    def _add(self, html: str, grid: str = "") -> None:
        """Adds a piece; pieces with the same grid ("figures", "tables") that follow each other stand in it together."""
        if grid != self._grid:
            self._close_grid()
            if grid:
                self._parts.append(f'<div class="{grid}">')
            self._grid = grid
        self._parts.append(html)
