"""acumen sensitivity: which inputs an output's spread comes from."""
from __future__ import annotations

import argparse
import csv
import io
import math
import sys
import textwrap
from pathlib import Path
from typing import Any

import numpy as np

from viz.report import units as readable
from viz.report.labels import parameter
from viz.report.page import Page, Point

from . import command, sobol
from .criteria import OUTCOMES, check_names, output_units, unit_of
from .errors import NOT_CONVERGED, Problem, StudyError, nearest
from .evaluator import Evaluator
from .program import Program
from .problem import value_of
from .remarks import Doubt, of_screening, quantity
from .space import Base, read_base

KEYS = ("outputs", "method", "size", "cases", "estimator", "confidence", "seed")
METHODS = ("direct", "surrogate")
GOOD_Q2, MUCH_DROPPED, NEGATIVE, PAGE = 0.8, 0.1, -0.03, 80
EPILOG = """Example:
  acumen sensitivity study.yaml

with study.yaml
  case: ../cases/forearm_cone.yaml
  model: screening
  parameters:
    needle.tip_radius: {distribution: lognormal, median: 5 um, gsd: 1.3}
    skin.change.stratum_corneum.thickness: {from: 15 um, to: 30 um}
  outputs: [insertion.puncture_force, insertion.penetration_depth]
  sensitivity:
    method: direct       # size x (inputs + 2) cases; or surrogate: Kriging through `cases` cases, for finite elements
    size: 1000
    seed: 1

Inputs vary independently of each other over the ranges or distributions given: an index says nothing of an input that was held.
Writes sensitivity.json, sensitivity.csv and sensitivity.html. Exit code 0; 3 if no output could be analysed; 2 for bad input.
"""


def arguments() -> argparse.Namespace:
    parser = command.Parser("sensitivity", "Sobol indices of first and total order with intervals.", EPILOG)
    parser.add_argument("study", type=Path, metavar="STUDY.yaml")
    parser.add_argument("--method", choices=METHODS)
    parser.add_argument("--engine", choices=("local", "slurm"), default="local")
    command.add_run_options(parser, "out/sensitivity")
    return parser.parse_args()


def settings(base: Base, path: Path, method: str | None) -> dict[str, Any]:
    """The checked section with its defaults. Raises StudyError with every problem."""
    section = {"method": "direct", "size": 500, "cases": 20 * len(base.space.dimensions), "estimator": "saltelli", "confidence": 0.9, "seed": 0, "outputs": [],
               **base.section, **({"method": method} if method else {})}
    place = f"{base.file}: sensitivity"
    problems = [Problem(f'unknown key "{key}"', place, "", nearest(str(key), KEYS) or "valid here: " + ", ".join(KEYS)) for key in section if key not in KEYS]
    for key, choices in (("method", METHODS), ("estimator", sobol.ESTIMATORS)):
        if section[key] not in choices:
            problems.append(Problem(f"no such {key}", f"{place}: {key}", str(section[key]), "one of: " + ", ".join(choices)))
    for key, low in (("size", 20), ("cases", 4), ("seed", 0)):
        if isinstance(section[key], bool) or not isinstance(section[key], int) or section[key] < low:
            problems.append(Problem(f"{key} must be a whole number from {low} on", f"{place}: {key}", str(section[key])))
    if not isinstance(section["confidence"], float) or not 0.5 <= section["confidence"] < 1.0:
        problems.append(Problem("confidence lies between 0.5 and 1", f"{place}: confidence", str(section["confidence"]), "for example 0.9"))
    if not isinstance(section["outputs"], list):
        problems.append(Problem("outputs is a list of quantities", f"{place}: outputs", str(section["outputs"])))
    else:
        try:
            check_names(section["outputs"], output_units(path), f"{place}: outputs")
        except StudyError as error:
            problems += error.problems
    if problems:
        raise StudyError(problems)
    return section


def analyse(base: Base, section: dict[str, Any], evaluator: Evaluator, say: Any) -> tuple[dict[str, sobol.Indices], dict[str, str], list[Any]]:
    """Indices an output, why an output has none, and all results."""
    dimension, space = len(base.space.dimensions), base.space
    direct = section["method"] == "direct"
    if direct:
        u = sobol.design(dimension, section["size"], section["seed"])
    else:
        u = space.sample("latin_hypercube", section["cases"], section["seed"])
    say(f"{len(u)} cases of {dimension} inputs, {section['method']}")
    step = max(len(u) // 10, 1)
    results = evaluator.evaluate([{**base.fixed, **space.point(row)} for row in u],
                                 lambda p: say(f"  {p.done}/{p.total} cases, {p.failed} failed") if p.done % step == 0 else None)
    names = section["outputs"] or [o.name for o in OUTCOMES if any(math.isfinite(value_of(r, o.name)) for r in results)]
    found, without = {}, {}
    for name in names:
        y = np.array([value_of(r, name) if r.completed else math.nan for r in results])
        try:
            if direct:
                found[name] = sobol.estimate(u, y, section["size"], section["estimator"], section["confidence"], seed=section["seed"])
            else:
                found[name] = sobol.by_surrogate(u, space.coordinates(u), y, space.coordinates, section["estimator"], section["confidence"], section["seed"])
        except ValueError as error:
            without[name] = str(error)
    return found, without, results


def remarks(found: dict[str, sobol.Indices], without: dict[str, str], results: list[Any], direct: bool) -> list[str]:
    """How far the indices may be trusted."""
    failed = sum(not result.completed for result in results)
    texts: list[str] = [Doubt(f"{failed} of {len(results)} cases did not complete.")] if failed else []
    if said := of_screening(text for result in results for text in result.warnings):
        texts.append(said)
    for name, reason in without.items():
        texts.append(Doubt(f"{quantity(name)} has no indices: {reason}."))
    for key, entry in found.items():
        name = quantity(key)
        if not direct:
            bad = entry.q2 < GOOD_Q2
            texts.append(f"{name}: through a Kriging surrogate of {entry.blocks} cases, Q2 {entry.q2:.3f} by leaving one out" +
                         (": TOO POOR, its indices are not to be trusted." if bad else "; its error is part of the intervals."))
        if entry.dropped:
            many = entry.dropped > MUCH_DROPPED * (entry.blocks + entry.dropped)
            texts.append(f"{name}: {entry.dropped} of {entry.blocks + entry.dropped} points were left out, because a case has no value there; the indices are of the "
                         "rest" + (", a good part of the space is missing." if many else "."))
        least = float(min(entry.first.min(), entry.total.min()))
        if least < NEGATIVE:
            texts.append(f"{name}: an index of {least:.2f} is the estimator's error, as no true one is below 0; the other inputs' may be off by as much. More cases "
                         "lessen it.")
        wide = float(np.max(entry.total_high - entry.total_low))
        if wide > 0.3:
            texts.append(Doubt(f"{name}: intervals up to {wide:.2f} wide; more cases would narrow them."))
    return texts + ["Inputs are taken as independent; what was held fixed has no index."]


def _rows(base: Base, entry: sobol.Indices) -> list[list[str]]:
    order = np.argsort(-entry.total)
    return [[parameter(base.space.names[k]), f"{entry.first[k]:.2f}", f"{entry.first_low[k]:.2f} to {entry.first_high[k]:.2f}", f"{entry.total[k]:.2f}",
             f"{entry.total_low[k]:.2f} to {entry.total_high[k]:.2f}", "" if entry.total_low[k] > 0.0 else "none shown"] for k in order]


def terminal(base: Base, found: dict[str, sobol.Indices], units: dict[str, str], texts: list[str]) -> str:
    """A block an output, 80 columns."""
    lines = [base.title]
    for name, entry in found.items():
        unit = unit_of(name, units)
        lines += ["", f"{quantity(name)}: mean {readable.show(entry.mean, unit, name)}, standard deviation {readable.show(entry.deviation, unit, name)}",
                  f"  {'':32}{'first order':>21}{'total order':>21}"]
        for label, first, first_span, total, total_span, note in _rows(base, entry):
            label = label if len(label) <= 31 else ".." + label[-29:]
            lines.append(f"  {label:32}{first:>6}{first_span:>15}{total:>7}{total_span:>15}" + (" *" if note else ""))
    lines += ["", f"Intervals of {100 * next(iter(found.values())).confidence:.0f} %; * no influence shown." if found else "No output has indices."]
    for text in texts:
        lines += textwrap.wrap(text, PAGE, initial_indent="- ", subsequent_indent="  ")
    return "\n".join(lines) + "\n"


def as_json(base: Base, section: dict[str, Any], found: dict[str, sobol.Indices], units: dict[str, str], texts: list[str]) -> dict[str, Any]:
    """Indices (pure numbers) with intervals; mean and deviation in the output's SI unit."""
    def entry(name: str, e: sobol.Indices) -> dict[str, Any]:
        indices = {parameter: {"first": {"value": e.first[k], "low": e.first_low[k], "high": e.first_high[k]},
                               "total": {"value": e.total[k], "low": e.total_low[k], "high": e.total_high[k]}} for k, parameter in enumerate(base.space.names)}
        return {"mean": e.mean, "deviation": e.deviation, "unit": unit_of(name, units), "surrogate_q2": e.q2, "points": e.blocks, "points_left_out": e.dropped,
                "indices": indices}

    return {"title": base.title, "method": section["method"], "estimator": section["estimator"], "confidence": section["confidence"], "seed": section["seed"],
            "outputs": {name: entry(name, e) for name, e in found.items()}, "remarks": texts}


def table_csv(base: Base, found: dict[str, sobol.Indices]) -> str:
    """One row an output and input."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["output", "parameter", *(f"{order}{end} [1]" for order in ("first", "total") for end in ("", ".low", ".high"))])
    for name, e in found.items():
        for k, parameter in enumerate(base.space.names):
            writer.writerow([name, parameter, *(float(a[k]) for a in (e.first, e.first_low, e.first_high, e.total, e.total_low, e.total_high))])
    return stream.getvalue()


def _leader(base: Base, name: str, entry: sobol.Indices) -> str:
    """Where most of a quantity's spread comes from; several inputs where their intervals overlap the leader's."""
    first = int(np.argmax(entry.total))
    rivals = [k for k in range(len(entry.total)) if k != first and entry.total_high[k] > entry.total_low[first]]
    text = f"{quantity(name)}: most of the spread comes from the {parameter(base.space.names[first])} (total index {entry.total[first]:.2f})"
    return text[0].upper() + text[1:] + (f"; by the intervals it may be the {' or the '.join(parameter(base.space.names[k]) for k in rivals)}." if rivals else ".")


def write_page(base: Base, found: dict[str, sobol.Indices], texts: list[str], path: Path) -> None:
    """Tables and bars, self-contained."""
    page = Page(base.title, subtitle="sensitivity: Sobol indices")
    leaders = [_leader(base, name, e) for name, e in found.items()]
    page.verdict(leaders[0] if leaders else "No output has indices.", [Point(text, "doubtful" if isinstance(text, Doubt) else "sound") for text in leaders[1:] + texts],
                 "failed" if not found else "doubtful" if any(isinstance(text, Doubt) for text in texts) else "sound")
    for name, entry in found.items():
        page.section(quantity(name)[0].upper() + quantity(name)[1:])
        page.figure(_bars(base, entry), f"Sobol indices of the {quantity(name)} with intervals of {100 * entry.confidence:.0f} %.", leaders[list(found).index(name)])
        page.table(["input", "first", "interval", "total", "interval ", "influence"], _rows(base, entry))
    command.repeat(page, "sensitivity", (base.file, base.case))
    page.save(path)


def _bars(base: Base, entry: sobol.Indices) -> Any:
    from viz.report.figure_style import BLUE, ORANGE, new_figure

    order = np.argsort(entry.total)
    figure = new_figure(5.0, 1.2 + 0.5 * len(order))
    axes = figure.add_subplot()
    where = np.arange(len(order))
    for shift, value, low, high, label, colour in ((0.18, entry.total, entry.total_low, entry.total_high, "total", BLUE),
                                                  (-0.18, entry.first, entry.first_low, entry.first_high, "alone (first order)", ORANGE)):
        errors = np.maximum([(value - low)[order], (high - value)[order]], 0.0)
        axes.barh(where + shift, value[order], 0.34, xerr=errors, label=label, color=colour, ecolor="black", capsize=2.5)
    axes.set_yticks(where, ["\n".join(textwrap.wrap(parameter(base.space.names[k]), 18)) for k in order])
    axes.axvline(0.0, color="black", lw=0.7)
    axes.set(xlabel="share of the variance", xlim=(min(0.0, float(min(entry.first_low.min(), entry.total_low.min())) - 0.02), max(1.0, float(max(entry.first_high.max(), entry.total_high.max())) + 0.02)))
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.9 / (1.2 + 0.5 * len(order))), ncols=2)
    return figure


def main() -> int:
    options = arguments()
    base = read_base(options.study, Program(options.program), "sensitivity", distributions=True)
    base.fixed.update(command.overrides(options.set))
    if not base.section.get("outputs") and base.outputs:
        base.section["outputs"] = base.outputs
    section = settings(base, options.program, options.method)
    base.require_accepted()
    out = command.make_folder(options.output)
    evaluator = Evaluator(base.case, options.store, options.program, options.workers, options.engine, options.time_limit or base.time_limit,
                          options.retry_failed, outputs=section["outputs"] or [o.name for o in OUTCOMES])
    found, without, results = analyse(base, section, evaluator, command.say(options.quiet))
    texts, units = remarks(found, without, results, section["method"] == "direct"), output_units(options.program)
    command.write_json(out / "sensitivity.json", as_json(base, section, found, units, texts))
    command.write_text(out / "sensitivity.csv", table_csv(base, found))
    write_page(base, found, texts, out / "sensitivity.html")
    print(terminal(base, found, units, texts))
    print(f"Written: {out}/sensitivity.json, sensitivity.csv, sensitivity.html")
    return 0 if found else NOT_CONVERGED


if __name__ == "__main__":
    sys.exit(command.run("sensitivity", main))
