#!/usr/bin/env python3
"""Evaluates one case for Dakota: reads its parameters file, runs the program, writes its results file.

    ./acumen dakota params.in results.out --case base.yaml \\
        --variable x1="needle.tip_radius [um]" --response f="insertion.puncture_force [mN]"

In Dakota's input: interface fork, analysis_drivers 'acumen dakota --case base.yaml --variable ... --response ...'
(Dakota adds the two file names); parameters in standard or aprepro format. Variables that bear the name of a parameter need no
mapping unless the parameter has a unit, responses that bear the name of a quantity none (SI). A case that does not complete is
reported as FAIL, which Dakota's failure capturing handles.
Exit codes: 0 results (or FAIL) written, 2 bad input, 4 stopped, 5 results cannot be written.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from scenarios.sweep import dakota, errors  # noqa: E402
from scenarios.sweep.evaluator import Evaluator  # noqa: E402
from scenarios.sweep.program import Program  # noqa: E402
from scenarios.sweep.store import store_error, write_atomically  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def arguments() -> argparse.Namespace:
    """The command line, read."""
    parser = argparse.ArgumentParser(prog="acumen dakota", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parameters", type=Path, help="parameters file that Dakota wrote")
    parser.add_argument("results", type=Path, help="results file that Dakota expects")
    parser.add_argument("--case", type=Path, required=True, help="base case (YAML)")
    parser.add_argument("--variable", action="append", default=[], metavar='LABEL="NAME [UNIT]"', help="parameter that a variable means (repeatable)")
    parser.add_argument("--response", action="append", default=[], metavar='LABEL="NAME [UNIT]"', help="quantity that a response means (repeatable)")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="parameter to override besides (repeatable)")
    parser.add_argument("--store", type=Path, default=Path("out/store"), help="folder of finished cases [out/store]")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="time a case may take")
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/bin/acumen", help="the program [this build's]")
    return parser.parse_args()


def evaluate(options: argparse.Namespace) -> None:
    """Reads, evaluates and writes. Raises the errors of `errors`."""
    request = dakota.read_parameters(options.parameters)
    responses = dakota.check_responses(request, options.response)
    fixed = dict(text.partition("=")[::2] for text in options.set)
    point = {**fixed, **dakota.point_of(request, options.variable, Program(options.program))}
    evaluator = Evaluator(options.case, options.store, options.program, workers=1, timeout=options.time_limit, keep="summary",
                          outputs=[name for name, _ in responses.values()])
    result = evaluator.evaluate([point])[0]
    text = dakota.results_text(request, responses, result)
    try:
        write_atomically(options.results, text.encode())
    except OSError as error:
        raise store_error(error, options.results) from error


def main() -> int:
    options = arguments()
    try:
        evaluate(options)
    except (errors.StudyError, errors.StoreError, errors.EngineError, errors.Interrupted) as error:
        print(f"acumen dakota: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
