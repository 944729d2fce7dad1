"""Makes the tutorial's pages from their sources: make.py [--check] [--compute [PART ...]] [--program PROGRAM]

Pages are source/*.md with the output of the commands in them, the files they show and numbers of the stored runs filled in. Commands that
compute nothing are run each time; those that run a case or a study are taken from stored/. --compute renews what is stored, the pictures of
tutorial and gallery, and the table and pictures of the README, with PROGRAM and the acumen_viz beside it: all parts, or those named
(tutorial, study, gallery). --check writes nothing and fails where a page, a number or a picture is not current.
"""
import argparse
import functools
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import compute as computed  # noqa: E402
from compute import GALLERY, HERE, PARTS, ROOT, STORED, STUDY, digest  # noqa: E402

# The output of commands that compute, as it was when they were run.
KEPT = {PARTS["tutorial"].command: "run.txt", f"./acumen sweep {STUDY}": "study.txt"}
# What another compiler or BLAS may change; --compute makes the README's table the stored one.
README_TOLERANCE = 0.02
FACTORS = {"mN": 1e3, "um": 1e6, "uJ": 1e6, "%": 1e2, "1": 1.0}
# Where the options of a command are written down; render's are those of acumen_viz.
HELP = {"sweep": "scenarios/sweep/run_sweep.py", "render": None}


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
        text = (STORED / KEPT[command]).read_text() if command in KEPT else output_of(command, program)
        output = text.rstrip("\n").split("\n")
        result += output[:lines] + (["…"] if lines is not None and len(output) > lines else [])
    return result


def number(match: re.Match, quantities: dict) -> str:
    """{{name|unit}} as the stored run's value to three digits; the unit 1 for a count."""
    name, unit = match.group(1), match.group(2)
    assert name in quantities, f"the stored runs have no {name}"
    return f"{FACTORS[unit] * quantities[name]:.3g} {unit if unit != '1' else ''}".rstrip()


def quantities_stored() -> dict:
    """The numbers that pages may quote: of the first run and of the study."""
    return {name: value for file in ("quantities.json", "study.json") for name, value in json.loads((STORED / file).read_text()).items()}


def page(source: Path, program: Path) -> str:
    """The finished page."""
    quantities = quantities_stored()
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


def gallery_page() -> str:
    """The gallery's README: each picture with the command that draws it."""
    part = PARTS["gallery"]
    lines = ["<!-- Made by viz/tutorial/make.py. -->", "# Gallery", "",
             f"Drawn of `{part.command}`, whose table is `stored/run.txt`. One command runs the case and draws all of them again, and those of the "
             "tutorial:", "", "```", "python3 viz/tutorial/make.py --compute", "```"]
    for name, words in part.pictures.items():
        # "render DIR …" and "force_curve DIR …" are what acumen_viz is given; the launcher's word is render for both.
        typed = " ".join(words[words[0] == "render":]).replace("DIR", "FOLDER")
        lines += ["", f"![{name.removesuffix('.png').replace('_', ' ')}]({name})", "", "```", f"./acumen render {typed}", "```"]
    return "\n".join(lines) + "\n"


@functools.cache
def options_of(command: str, program: Path) -> str | None:
    """The help of a sub-command; None where it cannot be asked for here (acumen_viz is not built)."""
    if command == "render":
        viz = program.with_name("acumen_viz")
        texts = [subprocess.run([viz, kind, "--help"], capture_output=True, text=True, check=True).stdout
                 for kind in ("render", "force_curve", "array")] if viz.is_file() else None
        return "".join(texts) if texts else None
    words = [sys.executable, HELP[command]] if command in HELP else [str(program), command]
    return subprocess.run([*words, "--help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def options_known(text: str, program: Path) -> list[str]:
    """Options of commands on a page that their command does not know."""
    wrong = []
    for command, rest in re.findall(r"\./acumen ([a-z_]+)((?: [^\n`#]*)?)", text):
        for option in re.findall(r"(?<= )--[a-z-]+", rest):
            told = options_of(command, program)
            if told is not None and not re.search(rf"{option}\b", told):
                wrong.append(f"./acumen {command} has no option {option}")
    return wrong


def stale_pictures(stored: Path, folder: Path) -> list[str]:
    """Pictures that were not drawn of the stored run, in words."""
    problems = []
    for numbers, origin in json.loads((stored / "figures.json").read_text()).items():
        if origin["of"] != digest(stored / numbers):
            problems.append(f"the pictures in {folder.relative_to(ROOT)} are of another run than the one in {stored.relative_to(ROOT)}/{numbers}")
        problems += [f"{(folder / name).relative_to(ROOT)} is not the picture that was drawn of the stored run"
                     for name, known in origin["pictures"].items() if not (folder / name).exists() or digest(folder / name) != known]
    return problems


def stale_readme() -> list[str]:
    """What the README shows and nothing in the repository made."""
    text = (ROOT / "README.md").read_text()
    made = {f"viz/gallery/{name}" for origin in json.loads((GALLERY / "stored/figures.json").read_text()).values() for name in origin["pictures"]}
    problems = [f"README.md shows {name}, which make.py does not draw" for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text) if name not in made]
    table = computed.README_TABLE.search(text)
    if table is None:
        return [*problems, "README.md does not show the table of scenarios/cases/forearm_cone.yaml"]
    now = table_values(computed.readme_table())
    for label, (value, unit) in table_values(table.group()).items():
        told, told_unit = now.get(label, (float("nan"), ""))
        if unit != told_unit or not abs(value - told) <= README_TOLERANCE * abs(told):
            problems.append(f"README.md: {label}: {value:g} {unit}, but viz/gallery/stored/run.txt has {told:g} {told_unit}")
    return problems


def table_values(table: str) -> dict[str, tuple[float, str]]:
    """{label: (first number, unit)} of a result table; without the balance, which is as good as zero."""
    rows = re.findall(r"^  (\S.*?) {2,}(-?[\d.]+(?:e-?\d+)?) (\S+)", table, re.M)
    return {label: (float(value), unit) for label, value, unit in rows if not label.startswith("not accounted")}


def stale(pages: dict[Path, str], program: Path) -> list[str]:
    """What is not current, in words."""
    problems = [f"{path.relative_to(ROOT)} is not what make.py makes" for path, text in pages.items()
                if not path.exists() or path.read_text() != text]
    for part in PARTS.values():
        problems += stale_pictures(part.stored, part.figures)
    drawn = {name for origin in json.loads((STORED / "figures.json").read_text()).values() for name in origin["pictures"]}
    for text in pages.values():
        problems += [f"there is no parameter {name}" for name in parameters_known(text, program)] + options_known(text, program)
        problems += [f"figures/{name} is drawn by nothing" for name in re.findall(r"\]\(figures/([^)]+)\)", text) if name not in drawn]
        problems += [f"there is no page {name}" for name in re.findall(r"\]\((\d-[^)]+)\)", text) if not (HERE / name).exists()]
        problems += [f"there is no file {name}" for name in re.findall(r"\b(?:viz|scenarios|benchmarks|materials)/[\w./-]+\.\w+", text)
                     if not (ROOT / name).exists()]
    return problems + stale_readme()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/bin/acumen")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is not current")
    parser.add_argument("--compute", nargs="*", metavar="PART", choices=("tutorial", "study", "gallery"),
                        help="run and draw these parts again [all: tutorial, study, gallery; five minutes on a free core]")
    parser.add_argument("--draw", action="store_true", help="with --compute: only draw, from the runs that the last --compute left in out/")
    arguments = parser.parse_args()
    program = arguments.program.absolute()
    if arguments.compute is not None:
        computed.compute(program, arguments.compute or ["tutorial", "study", "gallery"], arguments.draw)
    pages = {HERE / path.name: page(path, program) for path in sorted((HERE / "source").glob("*.md"))}
    pages[GALLERY / "README.md"] = gallery_page()
    if not arguments.check:
        for path, text in pages.items():
            path.write_text(text)
    problems = stale(pages, program)
    print("\n".join(problems) or f"{len(pages)} pages: tutorial, gallery and README: current")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
