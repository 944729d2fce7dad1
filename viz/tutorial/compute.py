"""Runs what the tutorial, the gallery and the README show, stores what they quote of it, and draws their pictures.

Three parts: `tutorial` (the first run), `study` (page 5) and `gallery` (scenarios/cases/forearm_cone.yaml: the README's pictures and its
table). What is stored tells `make.py --check` whether a picture or a number is that of the stored run.
"""
from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GALLERY = ROOT / "viz/gallery"
STORED = HERE / "stored"
STUDY = "viz/tutorial/cases/tip_angle.yaml"
QUOTED = ("insertion", "energy", "wound")
# Where the README prints the flagship's table.
README_TABLE = re.compile(r"(?<=```\n)Steel cone into the volar forearm  \(completed\)\n.*?(?=```)", re.S)
README_LINES = 28


@dataclass(frozen=True)
class Part:
    """A run with its pictures: file name, then the words for acumen_viz (DIR stands for the run's folder)."""

    case: str
    stored: Path
    figures: Path
    pictures: dict[str, list[str]]

    @property
    def command(self) -> str:
        return f"./acumen run {self.case}"


WIDTH = ["--width", "1000"]
PARTS = {
    "tutorial": Part("viz/tutorial/cases/first.yaml", STORED, HERE / "figures",
                     {"force.png": ["force_curve", "DIR", *WIDTH], "section.png": ["render", "DIR", *WIDTH],
                      "von_mises.png": ["render", "DIR", "--field", "von_mises", "--log", *WIDTH],
                      "cutaway.png": ["render", "DIR", "--cutaway", *WIDTH]}),
    "gallery": Part("scenarios/cases/forearm_cone.yaml", GALLERY / "stored", GALLERY,
                    {"forearm_cone.png": ["render", "DIR", "--cutaway", "--width", "1600"],
                     "forearm_cone_section.png": ["render", "DIR", "--width", "1600"],
                     "forearm_cone_stress.png": ["render", "DIR", "--field", "von_mises", "--log", "--width", "1600"],
                     "forearm_cone_tip.png": ["render", "DIR", "--field", "von_mises", "--log", "--zoom", "--width", "1600"],
                     "forearm_cone_force.png": ["force_curve", "DIR", "--width", "1600"]})}
STUDY_FIGURES = ("study_map.png", "study_parallel.png", "study_scatter.png")


def digest(path: Path) -> str:
    """Hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def compute(program: Path, names: list[str], draw_only: bool = False) -> None:
    """Runs and draws the named parts: tutorial, study, gallery; draw_only: of the runs that the last time left in out/. Finished cases of
    the study are taken from its store anyway."""
    for name in names:
        folder = ROOT / "out" / f"shown_{name}"
        if name == "study":
            study(program)
            continue
        if not draw_only:
            run(PARTS[name], program, folder)
        assert (folder / "summary.json").is_file(), f"there is no run in {folder}: leave --draw out"
        draw(PARTS[name], folder, program.with_name("acumen_viz"))
    if "gallery" in names:
        renew_readme()


def run(part: Part, program: Path, folder: Path) -> None:
    """Computes the part's case and stores what is quoted of it."""
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run([program, "run", part.case, "-o", folder], cwd=ROOT, capture_output=True, text=True, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.returncode == 0, done.stdout + done.stderr
    keep(part, folder, done.stdout)


def keep(part: Part, folder: Path, table: str) -> None:
    """Stores what pages quote of a run: its table, its numbers, its force over travel."""
    part.stored.mkdir(parents=True, exist_ok=True)
    part.figures.mkdir(exist_ok=True)
    # The folder's name is the machine's, not the reader's.
    (part.stored / "run.txt").write_text(table.lstrip("\n").replace(str(folder), f"out/{Path(part.case).stem}"))
    summary = json.loads((folder / "summary.json").read_text())["quantities"]
    kept = {name: entry["value"] for name, entry in summary.items() if name.split(".")[0] in QUOTED}
    (part.stored / "quantities.json").write_text(json.dumps(kept, indent=1) + "\n")
    with open(folder / "history.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = [f"{float(row['travel [m]']):.6g},{float(row['force [N]']):.6g}" for row in rows]
    (part.stored / "force.csv").write_text("\n".join(["travel [m],force [N]", *lines]) + "\n")


def display() -> list[str]:
    """What gives the next command a display. Each has a number of its own: one just given up may still be about to remove its socket."""
    return [] if os.environ.get("DISPLAY") else ["xvfb-run", "-n", str(random.randint(100, 900)), "-a"]


def draw(part: Part, folder: Path, viz: Path) -> None:
    """The part's pictures, and whose they are."""
    for name, words in part.pictures.items():
        filled = [str(folder) if word == "DIR" else word for word in words]
        subprocess.run([*display(), viz, *filled, "--output", part.figures / name], check=True, stdout=subprocess.DEVNULL)
    names = list(part.pictures)
    if part is PARTS["tutorial"]:
        private = ROOT / "build/paraview/usr/lib/python3/dist-packages"
        subprocess.run([*display(), sys.executable, ROOT / "viz/paraview/open_result.py", folder, part.figures / "paraview.png"], check=True,
                       env={**os.environ, "PYTHONPATH": str(private)})
        names.append("paraview.png")
    remember(part.stored, "quantities.json", {name: part.figures / name for name in names})


def remember(stored: Path, numbers: str, pictures: dict[str, Path]) -> None:
    """Notes which numbers the pictures were drawn with."""
    file = stored / "figures.json"
    known = json.loads(file.read_text()) if file.is_file() else {}
    known = {name: entry for name, entry in known.items() if (stored / name).is_file()}
    known[numbers] = {"of": digest(stored / numbers), "pictures": {name: digest(path) for name, path in sorted(pictures.items())}}
    file.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")


def study(program: Path) -> None:
    """Runs the study of page 5 by the screening model and draws what its report shows."""
    words = [sys.executable, "scenarios/sweep/run_sweep.py", STUDY, "--program", str(program), "--store", "out/shown_store"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "ACUMEN_REPORT": str(ROOT / "viz/report")})
    assert done.returncode == 0, done.stdout + done.stderr
    (STORED / "study.txt").write_text(done.stdout.lstrip("\n").replace("out/shown_store", "out/store"))
    folder = ROOT / re.search(r"  (\S+)/study\.h5", done.stdout).group(1)
    sys.path[:0] = [str(ROOT)]
    from viz.report import study_data

    found = study_data.StudyResults(folder)
    pierced, margin = found.column(study_data.PUNCTURED), found.column(study_data.MARGIN)
    force = found.column("insertion.puncture_force")
    kept = {"study.cases": len(found), "study.pierce": int(pierced.sum()), "study.strong": int(((pierced == 1.0) & (margin >= 1.0)).sum()),
            "study.front": int(found.front.sum()), "study.least_force": float(force[pierced == 1.0].min()),
            "study.largest_force": float(force[pierced == 1.0].max())}
    (STORED / "study.json").write_text(json.dumps(kept, indent=1) + "\n")
    _draw_study(found)


def _draw_study(found: object) -> None:
    from viz.report import response_map, study_figures
    from viz.report.svg import set_words

    pictures = (response_map.response_map(found, "insertion.puncture_force"), study_figures.parallel_coordinates(found), study_figures.scatter_matrix(found))
    for name, picture in zip(STUDY_FIGURES, pictures):
        set_words(picture.figure)
        picture.figure.savefig(HERE / "figures" / name, dpi=160, bbox_inches="tight", metadata={"Software": None})
    remember(STORED, "study.json", {name: HERE / "figures" / name for name in STUDY_FIGURES})


def readme_table() -> str:
    """The flagship's table as the README quotes it: down to the wound."""
    lines = (GALLERY / "stored/run.txt").read_text().split("\n")
    end = next((k for k, line in enumerate(lines) if line.startswith("Wound and session")), README_LINES)
    return "\n".join(lines[:end]) + "\n"


def renew_readme() -> None:
    """Puts the flagship's table into the README in place of the one there."""
    file = ROOT / "README.md"
    file.write_text(README_TABLE.sub(lambda _: readme_table(), file.read_text()))
