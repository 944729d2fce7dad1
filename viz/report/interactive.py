"""The interactive section: vtk.js bundled with npm, once, and the run's meshes, both inlined into the page so that it works offline."""
from __future__ import annotations

import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
from html import escape
from typing import Any

import numpy as np

from .figure_style import UM, layer_colour
from .mesh_data import Section, read_section
from .page import Page
from .run_data import Run

WEB = pathlib.Path(__file__).with_name("web")
BUILD = pathlib.Path(__file__).resolve().parents[2] / "build" / "web"
SOURCES = ("package.json", "package-lock.json", "viewer.js")
MOST_FRAMES = 16
CONTROLS = """<div id="section-view" role="img" aria-label="Interactive section of skin and needle; the figures above show the same"
style="width:100%;max-width:44rem;height:26rem;overflow:hidden;border:1px solid #d0d7de;touch-action:none"></div>
<p class="screen"><label>Step <input id="section-step" type="range" min="0" max="{last}" value="{value}" step="1"></label>
<label>Colour <select id="section-field"><option value="layer">layers</option><option value="stress">von Mises stress</option></select></label></p>
<p id="section-said" aria-live="polite"></p>
<p>{key}</p>
<script type="application/json" id="section-data">{data}</script>
<script>{viewer}</script>"""


class NoViewer(Exception):
    """The viewer cannot be built here; the text says why."""


def bundle(folder: pathlib.Path = BUILD) -> str:
    """JavaScript of the viewer: built with npm in `folder` where it is missing or older than its sources. Raises NoViewer."""
    made = folder / "bundle.js"
    sources = [WEB / name for name in SOURCES]
    if not (made.is_file() and made.stat().st_mtime >= max(source.stat().st_mtime for source in sources)):
        _build(folder, made)
    return made.read_text(encoding="utf-8")


def _build(folder: pathlib.Path, made: pathlib.Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NoViewer("npm is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        shutil.copy(WEB / name, folder / name)
    _run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
    script = _run([npm, "run", "--silent", "build"], folder)
    licence = (folder / "node_modules/@kitware/vtk.js/LICENSE").read_text(encoding="utf-8").replace("*/", "* /")
    descriptor, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(f"/*! vtk.js\n{licence}*/\n{script}")
    os.replace(temporary, made)


def _run(command: list[str], folder: pathlib.Path) -> str:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoViewer(f"{command[1]} failed: {error}") from None
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if "warn" not in line] or ["no message"]
        raise NoViewer(f"npm {command[1]} failed: {lines[0]}")
    return done.stdout


def _frames(run: Run) -> list[int]:
    """Steps to show: evenly over travel, in and out."""
    travel = run.history["travel"]
    way = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(travel)))))
    wanted = np.linspace(0.0, way[-1], MOST_FRAMES)
    rows = {int(np.argmin(np.abs(way - place))) for place in wanted} | {run.deepest}
    return [int(run.history["step"][row]) for row in sorted(rows)]


def _base64(values: np.ndarray, kind: str) -> str:
    return base64.b64encode(np.ascontiguousarray(values, kind).tobytes()).decode()


def _tints(layers: list[str]) -> list[str]:
    return [layer_colour(name, k) for k, name in enumerate(layers)]


def section_data(run: Run) -> dict[str, Any] | None:
    """What viewer.js draws: a few frames of the part of the mesh near the needle; None where no fields were saved."""
    if len(run.history) < 2:
        return None
    read = [read_section(run.folder, step) for step in _frames(run)]
    sections: list[Section] = list({section.step: section for section in read if section is not None}.values())
    if not sections:
        return None
    depth = max(max(section.travel for section in sections) * UM, 60.0)
    near = np.zeros(len(sections[0].quads), bool)
    for section in sections:
        corners = section.points[section.quads] * UM
        near |= (corners[:, :, 0].min(axis=1) < 1.2 * depth) & (corners[:, :, 1].max(axis=1) > -2.0 * depth)
    used, cells = np.unique(sections[0].quads[near], return_inverse=True)
    stress = np.concatenate([section.von_mises[near] for section in sections]) / 1e6
    top = float(np.percentile(stress, 99.5)) or 1.0
    low = max(float(np.percentile(stress, 5.0)), top * 1e-4)
    frames = [{"travel": round(section.travel * UM, 1), "points": _base64(section.points[used] * UM, "<f4"),
               "stress": _base64(section.von_mises[near] / 1e6, "<f4"),
               "needle": [np.round(polygon * UM, 2).tolist() for polygon in section.needle]} for section in sections]
    return {"layers": sections[0].layers, "layer": _base64(sections[0].layer[near], "u1"), "cells": _base64(cells.reshape(-1), "<u4"),
            "colours": [[int(tint[k:k + 2], 16) for k in (1, 3, 5)] for tint in _tints(sections[0].layers)], "frames": frames,
            "range": [float(np.log10(low)), float(np.log10(top))], "shown": [f"{low:.2g}", f"{top:.2g}"],
            "centre": -0.65 * depth, "height": 2.4 * depth, "deepest": int(np.argmax([section.travel for section in sections]))}


def add(page: Page, run: Run, viewer: str) -> None:
    """Adds the interactive section, with the viewer's JavaScript, to a page."""
    page.section("Interactive section", "Drag to move, turn the wheel or pinch to zoom; the slider steps through the insertion.")
    data = section_data(run)
    if data is None:
        page.paragraph("No interactive section: the run saved no fields.")
        return
    text = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    last = len(data["frames"]) - 1
    key = " ".join(f'<span style="background:{tint};padding:0 .4rem">{escape(name.replace("_", " "))}</span>'
                   for tint, name in zip(_tints(data["layers"]), data["layers"]))
    page.raw(CONTROLS.format(last=last, value=data["deepest"], data=text, key=key, viewer=viewer.replace("</script", "<\\/script")))
