"""What every page must keep: whole HTML, nothing from elsewhere, names for pictures; and what Chromium says of its width."""
from __future__ import annotations

import html.parser
import pathlib
import re
import shutil
import subprocess

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Where a page may be told to fetch; data: and #fragments stay inside it.
FETCHING = ("src", "href", "srcset", "action", "poster", "data", "xlink:href")


class Reader(html.parser.HTMLParser):
    """Collects tags, ids, texts and what is wrong with the nesting."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.problems: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.attributes.append((tag, values))
        if len(values) != len(attrs):
            self.problems.append(f"<{tag}> has an attribute twice")
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.open[-1:] or 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if "style" in self.open or "script" in self.open:
            return
        self.text.append(data)
        if self.open and self.open[-1] in ("h1", "h2", "h3"):
            self.headings.append(data)


def read(path: pathlib.Path) -> Reader:
    """The page, parsed to its end."""
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    if reader.open:
        reader.problems.append(f"never closed: {reader.open}")
    return reader


def problems(path: pathlib.Path) -> list[str]:
    """What is wrong with a page, in words; empty where nothing is."""
    reader = read(path)
    found = list(reader.problems)
    found += [f"id {name} given twice" for name in sorted({name for name in reader.ids if reader.ids.count(name) > 1})]
    for tag, values in reader.attributes:
        for key in FETCHING:
            target = values.get(key)
            if target and not target.startswith(("#", "data:")):
                found.append(f"<{tag} {key}={target[:60]}> points outside the page")
            if target and target.startswith("#") and target[1:] and target[1:] not in reader.ids:
                found.append(f"<{tag} {key}={target}> points nowhere")
        if tag == "svg" and not (values.get("role") == "img" and values.get("aria-label")):
            found.append("a picture without words for those who cannot see it")
        if tag == "html" and not values.get("lang"):
            found.append("the page does not say its language")
    text = path.read_text(encoding="utf-8")
    found += [f"names an address: {address}" for address in re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"'<]*|@import[^;]*", text)]
    return found


def browser() -> str | None:
    """The command of a Chromium, or None."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


def width_in_browser(command: str, page: pathlib.Path, folder: pathlib.Path, width: int) -> int:
    """The width the page's content takes in a window of `width` pixels: more than `width` means that it scrolls sideways.

    Headless windows have a least width of their own: the page is measured inside a frame of the asked one."""
    script = ("<script>onload=()=>{const d=document.querySelector('iframe').contentDocument.documentElement;"
              "document.body.dataset.width=d.scrollWidth;document.title=d.clientWidth}</script>")
    frame = folder / "frame.html"
    frame.write_text(f"<!DOCTYPE html><html lang=en><title>x</title>{script}<body><iframe src='{page.name}' "
                     f"style='border:0;width:{width}px;height:900px'></iframe></body></html>", encoding="utf-8")
    shutil.copy(page, folder / page.name)
    ran = subprocess.run([command, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files",
                          "--virtual-time-budget=4000", f"--user-data-dir={folder / 'profile'}", "--dump-dom", frame.as_uri()],
                         capture_output=True, text=True, timeout=200)
    found = re.search(r'data-width="(\d+)"', ran.stdout)
    if not found:
        raise RuntimeError(f"{command} did not measure the page: {ran.stderr[-500:]}")
    return int(found.group(1))


def paper(command: str, page: pathlib.Path, folder: pathlib.Path) -> tuple[int, tuple[float, float]]:
    """(pages, (width, height) of the first in points) of the page as Chromium prints it."""
    target = folder / "page.pdf"
    ran = subprocess.run([command, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer",
                          f"--print-to-pdf={target}", page.as_uri()], capture_output=True, text=True, timeout=200)
    if not target.is_file():
        raise RuntimeError(f"{command} did not print the page: {ran.stderr[-500:]}")
    data = target.read_bytes()
    box = re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", data)
    return len(re.findall(rb"/Type ?/Page\b", data)), (float(box.group(1)), float(box.group(2))) if box else (0.0, 0.0)
