"""acumen optimize: the best design or the Pareto front within a budget of cases."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import command, optimize_report, optimum
from .errors import NOT_CONVERGED
from .evaluator import Evaluator
from .problem import Task, read_task
from .search import Search

EPILOG = """Example:
  acumen optimize study.yaml --budget 60

with study.yaml
  case: ../cases/dissolving_patch.yaml
  model: axisymmetric
  parameters:
    needle.tip_radius: {from: 2 um, to: 30 um, spacing: log}
    needle.base_diameter: {from: 150 um, to: 350 um}
  optimize:
    minimize: insertion.puncture_force          # or a list; maximize likewise
    subject_to: [strength.safety_factor >= 3, drug.maximum_load >= 200 ug]
    budget: 40        # cases of the model above
    screening: 300    # cases of the screening model to lean on; 0 for none
    initial: 10       # of the budget, spread over the space
    seed: 1

A constraint on strength.safety_factor.low uses the lower end of the interval. The same study and seed tries the same cases: run it
again after an interruption and finished cases are found in the store. Writes optimize.json, cases.csv and report.html.
Exit code 0 if a design meets the constraints, 3 if none was found, 2 for bad input, 4 if interrupted.
"""


def arguments() -> argparse.Namespace:
    parser = command.Parser("optimize", "Finds the best design by Kriging surrogates and expected improvement.", EPILOG)
    parser.add_argument("study", type=Path, metavar="STUDY.yaml")
    for name, text in (("budget", "cases"), ("screening", "cases of the screening model"), ("seed", "random seed")):
        parser.add_argument(f"--{name}", type=int, help=f"{text}, in place of the study's")
    parser.add_argument("--engine", choices=("local", "slurm"), default="local")
    command.add_run_options(parser, "out/optimize")
    return parser.parse_args()


def _task(options: argparse.Namespace) -> Task:
    changes = {key: value for key in ("budget", "screening", "seed") if (value := getattr(options, key)) is not None}
    return read_task(options.study, options.program, changes, command.overrides(options.set))


def main() -> int:
    options = arguments()
    task = _task(options)
    task.base.require_accepted()
    out = command.make_folder(options.output)
    evaluator = Evaluator(task.base.case, options.store, options.program, options.workers, options.engine,
                          options.time_limit or task.base.time_limit, options.retry_failed, outputs=task.names)
    search = Search(task, evaluator, command.say(options.quiet))
    search.run()
    found = optimum.find(search)
    command.write_json(out / "optimize.json", optimize_report.as_json(search, found))
    command.write_text(out / "cases.csv", optimize_report.cases_csv(search))
    optimize_report.write_page(search, found, out / "report.html")
    print(optimize_report.terminal(task, found))
    print(f"Written: {out}/optimize.json, cases.csv, report.html")
    return 0 if found.front else NOT_CONVERGED


if __name__ == "__main__":
    sys.exit(command.run("optimize", main))
