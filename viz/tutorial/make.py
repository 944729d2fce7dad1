"""Makes the tutorial's pages from their sources: make.py [--check] [--compute] [--program PROGRAM]

Pages are source/*.md with the output of the commands in them, the files they show and numbers of the stored run filled in.
Commands that compute nothing are run each time; those that run a case are taken from stored/, which --compute renews together with
figures/ (by PROGRAM and by acumen_viz beside it). --check writes nothing and fails where a page, or a picture, is not current.
"""
import argparse
import functools
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CASE = "viz/tutorial/cases/first.yaml"
RUN = f"./acumen run {CASE}"
FACTORS = {"mN": 1e3, "um": 1e6, "uJ": 1e6, "%": 1e2}
# The stored run's numbers are given to three digits: what another compiler or BLAS changes does not show.
PICTURES = {"force.png": ["force_curve", "DIR", "--width", "1000"],
            "section.png": ["render", "DIR", "--width", "1000"],
            "von_mises.png": ["render", "DIR", "--field", "von_mises", "--log", "--width", "1000"],
            "cutaway.png": ["render", "DIR", "--cutaway", "--width", "1000"]}


def digest(path: Path) -> str:
    """Hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


@functools.cache
def output_of(command: str, program: Path) -> str:
    """What the program prints for a command that computes nothing."""
    words = shlex.split(command)
    assert words[0] == "./acumen", command
    if words[1] == "sweep":
        words = [sys.executable, "scenarios/sweep/run_sweep.py", *words[2:], "--program", str(program)]
    else:
        words[0] = str(program)
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout.strip("\n")


def console(commands: list[str], lines: int | None, program: Path) -> list[str]:
    """Each command with its output, of which at most so many lines."""
    result = []
    for line in commands:
        command = line.removeprefix("$ ")
        result.append(line)
        if "FOLDER" in command:
            continue
        text = (HERE / "stored/run.txt").read_text() if command == RUN else output_of(command, program)
        output = text.rstrip("\n").split("\n")
        result += output[:lines] + (["…"] if lines is not None and len(output) > lines else [])
    return result


def number(match: re.Match, quantities: dict) -> str:
    """{{name|unit}} as the stored run's value to three digits."""
    name, unit = match.group(1), match.group(2)
    assert name in quantities, f"the stored run has no {name}"
    return f"{FACTORS[unit] * quantities[name]:.3g} {unit}"


def page(source: Path, program: Path) -> str:
    """The finished page."""
    quantities = json.loads((HERE / "stored/quantities.json").read_text())
    result, block = [f"<!-- Made by viz/tutorial/make.py of source/{source.name}: change that one. -->"], None
    for line in source.read_text().split("\n"):
        if block is None:
            opening = re.fullmatch(r"```(\w+) ?(?:file=(\S+)|lines=(\d+))?", line)
            if opening is None:
                result.append(re.sub(r"\{\{([\w.]+)\|(\S+?)\}\}", lambda match: number(match, quantities), line))
                continue
            kind, file, lines = opening.groups()
            block = []
        elif line == "```":
            if file:
                block = (ROOT / file).read_text().rstrip("\n").split("\n")
            elif kind == "console":
                block = console(block, int(lines) if lines else None, program)
            result += [f"```{kind}", *block, "```"]
            block = None
        else:
            block.append(line)
    return "\n".join(result)


def parameters_known(text: str, program: Path) -> list[str]:
    """Parameters that a page names and the program does not know."""
    schema = json.loads(output_of("./acumen schema", program))["properties"]
    named = set(re.findall(r"`((?:skin|needle|insertion|mesh|output)\.\w+)`", text))
    return [name for name in named if name.split(".")[1] not in schema[name.split(".")[0]].get("properties", {})]


def compute(program: Path) -> None:
    """Runs the tutorial's case, stores what the pages quote of it and draws their pictures."""
    folder = ROOT / "out" / "tutorial"
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run([program, "run", CASE, "-o", folder], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (HERE / "stored").mkdir(exist_ok=True)
    (HERE / "figures").mkdir(exist_ok=True)
    (HERE / "stored/run.txt").write_text(done.stdout.lstrip("\n"))
    summary = json.loads((folder / "summary.json").read_text())["quantities"]
    kept = {name: entry["value"] for name, entry in summary.items() if name.split(".")[0] in ("insertion", "energy", "wound")}
    (HERE / "stored/quantities.json").write_text(json.dumps(kept, indent=1) + "\n")
    draw(folder, program.with_name("acumen_viz"))


def draw(folder: Path, viz: Path) -> None:
    """The pages' pictures, and whose they are."""
    display = [] if os.environ.get("DISPLAY") else ["xvfb-run", "-a"]
    for name, words in PICTURES.items():
        filled = [str(folder) if word == "DIR" else word for word in words]
        subprocess.run([*display, viz, *filled, "--output", HERE / "figures" / name], check=True, stdout=subprocess.DEVNULL)
    private = ROOT / "build/paraview/usr/lib/python3/dist-packages"
    subprocess.run([*display, sys.executable, ROOT / "viz/paraview/open_result.py", folder, HERE / "figures/paraview.png"], check=True,
                   env={**os.environ, "PYTHONPATH": str(private)})
    origin = {"quantities": digest(HERE / "stored/quantities.json"),
              "pictures": {path.name: digest(path) for path in sorted((HERE / "figures").glob("*.png"))}}
    (HERE / "stored/figures.json").write_text(json.dumps(origin, indent=1) + "\n")


def stale(pages: dict[Path, str], program: Path) -> list[str]:
    """What is not current, in words."""
    problems = [f"{path.name} is not what make.py makes of its source" for path, text in pages.items()
                if not path.exists() or path.read_text() != text]
    origin = json.loads((HERE / "stored/figures.json").read_text())
    if origin["quantities"] != digest(HERE / "stored/quantities.json"):
        problems.append("the pictures are of another run than the one stored")
    for text in pages.values():
        problems += [f"there is no parameter {name}" for name in parameters_known(text, program)]
        for name in re.findall(r"\]\(figures/([^)]+)\)", text):
            path = HERE / "figures" / name
            if not path.exists() or origin["pictures"].get(name) != digest(path):
                problems.append(f"figures/{name} is not the picture that was drawn of the stored run")
        problems += [f"there is no page {name}" for name in re.findall(r"\]\((\d-[^)]+)\)", text) if not (HERE / name).exists()]
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/bin/acumen")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is not current")
    parser.add_argument("--compute", action="store_true", help="run the case and draw the pictures again")
    arguments = parser.parse_args()
    program = arguments.program.absolute()
    if arguments.compute:
        compute(program)
    pages = {HERE / path.name: page(path, program) for path in sorted((HERE / "source").glob("*.md"))}
    if not arguments.check:
        for path, text in pages.items():
            path.write_text(text)
    problems = stale(pages, program)
    print("\n".join(problems) or f"{len(pages)} pages, current")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
