"""acumen compare: designs side by side, the Pareto-best marked, each trade-off in a sentence."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import command, comparison_page, comparison_text
from .comparison import compare, require_two
from .criteria import check_names, output_units, parse_criterion, parse_requirement, unit_of
from .designs import Runs, load, require_accepted
from .errors import NOT_CONVERGED

EPILOG = """Examples:
  acumen compare needle_a.yaml needle_b.yaml needle_c.yaml
  acumen compare out/steel-1a2b out/polymer-3c4d --by insertion.puncture_force:less --by drug.delivered:more
  acumen compare a.yaml b.yaml --set model=screening --require "strength.safety_factor >= 3"

Writes compare.json, compare.csv (SI units) and report.html into the folder of -o. Finished cases are found in the store
and not computed again. Exit code 0 if every design completed, 3 if some did not (they are shown so), 2 for bad input.
"""


def arguments() -> argparse.Namespace:
    parser = command.Parser("compare", "Compares designs by outcome: case files are computed, result folders are read.", EPILOG)
    parser.add_argument("designs", nargs="+", metavar="CASE.yaml|FOLDER", help="two designs or more")
    parser.add_argument("--by", action="append", default=[], metavar="QUANTITY[:less|more]",
                        help="criterion of the Pareto comparison (repeatable) [force, depth, margin, bleeding, drug, pain, healing]")
    parser.add_argument("--require", action="append", default=[], metavar="CONDITION",
                        help='what a recommended design must meet: "drug.maximum_load >= 200 ug"')
    command.add_run_options(parser, "out/compare")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    require_two(options.designs)
    criteria = [parse_criterion(text) for text in options.by]
    requirements = [parse_requirement(text) for text in options.require]
    if criteria or requirements:
        valid = output_units(options.program)
        check_names([entry.name for entry in [*criteria, *requirements]], valid, "--by, --require")
        requirements = [entry.in_unit(unit_of(entry.name, valid)) for entry in requirements]
    runs = Runs(command.overrides(options.set), options.store, options.program, options.workers, options.time_limit, options.retry_failed)
    require_accepted(options.designs, runs)
    out = command.make_folder(options.output)
    designs = load(options.designs, runs, command.say(options.quiet))
    judged = compare(designs, criteria, requirements)
    command.write_json(out / "compare.json", comparison_text.as_json(judged))
    command.write_text(out / "compare.csv", comparison_text.table_csv(judged))
    comparison_page.write(judged, out / "report.html")
    print(comparison_text.terminal(judged))
    print(f"Written: {out}/compare.json, compare.csv, report.html")
    return 0 if all(design.completed for design in designs) else NOT_CONVERGED


if __name__ == "__main__":
    sys.exit(command.run("compare", main))
