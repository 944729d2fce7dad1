"""acumen calibrate: parameters of a case from a force-depth curve of a testing machine."""
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
import yaml

from viz.report import units as readable
from viz.report.labels import parameter
from viz.report.page import Page, Point

from . import calibration, command, least_squares, tester_csv, units
from .calibration import Estimate, Model
from .case_key import read_case
from .errors import NOT_CONVERGED, Problem, StudyError
from .evaluator import Evaluator
from .program import Program

PAGE = 80
EPILOG = """Example:
  acumen calibrate benchmarks/sweep/blunt_silicone.csv benchmarks/sweep/blunt_silicone.yaml \\
      --parameter "skin.change.silicone_b452.shear_modulus=0.1 MPa:2 MPa"

The table's header, units, delimiter and decimal mark are guessed and shown; the options say otherwise. Fit what comes before puncture:
cut the curve with --to. The case is pressed in as deep as the measurement (insertion.depth), unless --set says otherwise.
Writes calibrate.json, fit.csv, calibrated.yaml (the case with the values found) and calibrate.html.
Exit code 0; 3 if the fit did not settle or no case gave a curve; 2 for bad input. Repeat the command to go on after an interruption.
"""


def arguments() -> argparse.Namespace:
    parser = command.Parser("calibrate", "Finds parameters of a case, with intervals, from a measured force-depth curve.", EPILOG)
    parser.add_argument("data", type=Path, metavar="DATA.csv")
    parser.add_argument("case", type=Path, metavar="CASE.yaml")
    parser.add_argument("--parameter", action="append", default=[], metavar="NAME=LOW:HIGH", help="what to find, with bounds or LOW:START:HIGH (repeatable)")
    for role in ("force", "depth"):
        parser.add_argument(f"--{role}-column", default="", metavar="NAME|NUMBER")
        parser.add_argument(f"--{role}-unit", default="", metavar="UNIT")
    parser.add_argument("--delimiter", default="", help='";", "," or "tab"')
    parser.add_argument("--decimal", default="", choices=("", ".", ","), help="decimal mark")
    parser.add_argument("--encoding", default="")
    parser.add_argument("--contact-force", metavar="FORCE", help='depth counts from where the force first exceeds this: "0.2 mN"')
    parser.add_argument("--from", dest="start", metavar="DEPTH", help="fit from this depth on")
    parser.add_argument("--to", dest="end", metavar="DEPTH", help="fit up to this depth")
    parser.add_argument("--relative", action="store_true", help="weigh points by 1/force instead of alike")
    parser.add_argument("--confidence", type=float, default=0.9)
    parser.add_argument("--budget", type=int, default=80, help="cases at most [80]")
    parser.add_argument("--starts", type=int, help="starting points [3 a parameter]")
    parser.add_argument("--seed", type=int, default=0)
    command.add_run_options(parser, "out/calibrate")
    return parser.parse_args()


def _length(text: str | None, unit: str, option: str) -> float | None:
    if text is None:
        return None
    try:
        if not units.split(text)[1]:
            raise units.UnitError("the unit is missing")
        return units.parse(text, unit)
    except units.UnitError as error:
        raise StudyError(Problem(str(error), option, text, f'for example {option} "0.3 {"mN" if unit == "N" else "mm"}"')) from None


def measured(options: argparse.Namespace) -> tester_csv.Curve:
    """The part of the measurement to be fitted. Raises StudyError."""
    layout = tester_csv.Layout(options.force_column, options.depth_column, options.force_unit, options.depth_unit,
                               "\t" if options.delimiter == "tab" else options.delimiter, options.decimal, options.encoding)
    curve = tester_csv.read_curve(options.data, layout)
    return tester_csv.loading(curve, _length(options.contact_force, "N", "--contact-force"), _length(options.start, "m", "--from"), _length(options.end, "m", "--to"))


def _checked(options: argparse.Namespace) -> None:
    if not options.parameter:
        raise StudyError(Problem("which parameters are to be found?", "--parameter", "", calibration.EXAMPLE))
    if not 0.5 <= options.confidence < 1.0:
        raise StudyError(Problem("the confidence lies between 0.5 and 1", "--confidence", str(options.confidence)))
    if options.budget < 5 * len(options.parameter) + 4:
        raise StudyError(Problem("the budget is too small for a fit", "--budget", str(options.budget), f"at least {5 * len(options.parameter) + 4}"))


def _interval(e: Estimate) -> str:
    unit = f" {e.unit}" if e.unit else ""
    return f"{readable.digits(e.value, 4)}{unit} ({readable.digits(e.low, 4)} to {readable.digits(e.high, 4)})"


def terminal(data: tester_csv.Curve, found: list[Estimate], sure: least_squares.Uncertainty, texts: list[str], share: float, confidence: float) -> str:
    """How the file was read, values with intervals, how well they are told, warnings."""
    lines = ["Read: " + "; ".join(data.read_as) + ".", ""]
    lines += [f"  {e.name} = {_interval(e)}" for e in found]
    lines += ["", f"Intervals of {100 * confidence:.0f} %, linearised; they hold for this model: its own error is not part of them. "
              f"Root mean square of the residuals {100 * share:.2g} % of the largest force. "
              f"Singular values {', '.join(f'{s:.3g}' for s in sure.singular)} (below about 2: nothing is told)."]
    lines += [f"WARNING: {text}" for text in texts]
    return "\n".join(row for line in lines for row in (textwrap.wrap(line, PAGE, subsequent_indent="    ") or [""])) + "\n"


def as_json(options: argparse.Namespace, data: tester_csv.Curve, found: list[Estimate], fitted: least_squares.Fit, sure: least_squares.Uncertainty,
            texts: list[str], share: float) -> dict[str, Any]:
    """Everything, values in the units of the bounds and in SI."""
    def entry(e: Estimate) -> dict[str, Any]:
        si = {key: units.canonical(units.write(value, e.unit)) for key, value in (("value", e.value), ("low", e.low), ("high", e.high))}
        return {"name": e.name, "value": e.value, "low": e.low, "high": e.high, "unit": e.unit or "1", "base_units": si, "at_bound": e.at, "told": e.told}

    return {"data": str(options.data), "case": str(options.case), "read_as": list(data.read_as), "points": len(data.depth), "confidence": options.confidence,
            "parameters": [entry(e) for e in found], "correlation": sure.correlation, "singular_values": sure.singular,
            "directions_not_told": sure.weak, "residual_rms": {"value": float(np.sqrt(np.mean(fitted.residual**2))), "unit": "1" if options.relative else "N"},
            "residual_rms_share": share, "independent_points": sure.effective, "settled": fitted.settled, "cases": fitted.evaluations, "warnings": texts}


def fit_csv(data: tester_csv.Curve, force: np.ndarray) -> str:
    """Depth, measured and fitted force, SI."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["depth [m]", "force_measured [N]", "force_fitted [N]"])
    writer.writerows((repr(float(d)), repr(float(m)), repr(float(f))) for d, m, f in zip(data.depth, data.force, force))
    return stream.getvalue()


def calibrated_case(case: Path, point: dict[str, str], data: Path) -> str:
    """The case with the values found, as YAML."""
    tree = read_case(case)
    for name, text in point.items():
        node: Any = tree
        *parents, last = name.split(".")
        for key in parents:
            node = node[int(key)] if isinstance(node, list) else node.setdefault(key, {})
        node[int(last) if isinstance(node, list) else last] = text
    return f"# {case.name} with parameters calibrated to {data.name}; see calibrate.json for their intervals.\n" + yaml.safe_dump(tree, sort_keys=False)


def write_page(options: argparse.Namespace, data: tester_csv.Curve, force: np.ndarray, found: list[Estimate], texts: list[str], path: Path) -> None:
    """Curve, values and warnings, self-contained."""
    from viz.report.figure_style import VERMILION, new_figure

    figure = new_figure(5.0, 3.8)
    axes = figure.add_subplot()
    depth, strength = readable.scale(float(data.depth.max()), "m"), readable.scale(float(np.abs(data.force).max()), "N")
    axes.plot(data.depth / depth[0], data.force / strength[0], ".", color="0.5", label="measured")
    axes.plot(data.depth / depth[0], force / strength[0], color=VERMILION, label="fitted")
    axes.set(xlabel=f"depth [{depth[1]}]", ylabel=f"force [{strength[1]}]")
    axes.legend()
    page = Page(f"Calibration to {options.data.name}", subtitle=str(options.case))
    page.verdict("; ".join(f"{parameter(e.name)} {_interval(e)}" for e in found) + ".", [Point(text, "doubtful") for text in texts], "doubtful" if texts else "sound")
    page.figure(figure, "Measured and fitted force against depth.", "Two curves over depth, measured and fitted.")
    page.section("How the file was read")
    page.items(data.read_as)
    page.section("Parameters", f"Intervals of {100 * options.confidence:.0f} %, linearised about the best fit; the model's own error is not part of them.")
    page.table(["parameter", "key", "value", "low", "high", "unit"], [[parameter(e.name), e.name, readable.digits(e.value, 4), readable.digits(e.low), readable.digits(e.high), e.unit or "1"] for e in found])
    command.repeat(page, "calibrate", (options.case,))
    page.save(path)


def main() -> int:
    options = arguments()
    _checked(options)
    program = Program(options.program)
    unknowns = [calibration.parse_unknown(text, program) for text in options.parameter]
    data = measured(options)
    fixed = command.overrides(options.set)
    if fixed.get("model", read_case(options.case).get("model")) == "screening":
        raise StudyError(Problem("the screening model cannot be calibrated: its force errs by a quarter and changes with the depth asked for, by which a fit "
                                 "would miss a layer's stiffness by a factor of two", "model", "screening", "--set model=axisymmetric"))
    program.require(options.case, {**calibration.require_depth(fixed, data), **{unknown.name: unknown.text(0.5) for unknown in unknowns}})
    out = command.make_folder(options.output)
    say = command.say(options.quiet)
    say("\n".join(["read the measurement:", *(f"  {text}" for text in data.read_as)]))
    evaluator = Evaluator(options.case, options.store, options.program, options.workers, timeout=options.time_limit, retry_failed=options.retry_failed)
    model = Model(evaluator, unknowns, data, calibration.require_depth(fixed, data), options.relative)
    try:
        fitted = least_squares.fit(model, calibration.starts(unknowns, options.starts or 3 * len(unknowns), options.seed), options.budget)
    except least_squares.Failure as error:
        reasons = sorted({result.reason for result in model.failures})
        print(f"acumen calibrate: {error}: {'; '.join(reasons[:3])}", file=sys.stderr)
        return NOT_CONVERGED
    sure = least_squares.uncertainty(fitted, options.confidence)
    found = calibration.estimates(unknowns, fitted, sure)
    force = data.force + fitted.residual / model.weight
    share = float(np.sqrt(np.mean((force - data.force) ** 2)) / np.abs(data.force).max())
    texts = calibration.warnings(unknowns, fitted, sure, found, share)
    if model.punctured:
        texts.append("Some of the cases puncture: a curve with a puncture is not smooth in its parameters; cut it off with --to.")
    if model.failures:
        texts.append(f"{len(model.failures)} of {fitted.evaluations} cases gave no curve up to the measured depth and were passed over.")
    command.write_json(out / "calibrate.json", as_json(options, data, found, fitted, sure, texts, share))
    command.write_text(out / "fit.csv", fit_csv(data, force))
    command.write_text(out / "calibrated.yaml", calibrated_case(options.case, {**fixed, **{u.name: u.text(float(x)) for u, x in zip(unknowns, fitted.u)}}, options.data))
    write_page(options, data, force, found, texts, out / "calibrate.html")
    print(terminal(data, found, sure, texts, share, options.confidence))
    print(f"Written: {out}/calibrate.json, fit.csv, calibrated.yaml, calibrate.html")
    return 0 if fitted.settled and math.isfinite(share) else NOT_CONVERGED


if __name__ == "__main__":
    sys.exit(command.run("calibrate", main))
