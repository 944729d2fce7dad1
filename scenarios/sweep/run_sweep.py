#!/usr/bin/env python3
"""Runs a study: many cases, each computed once, on this machine or on a Slurm cluster.

    ./acumen sweep scenarios/studies/tip_radius.yaml                   one process a core
    ./acumen sweep study.yaml --engine slurm                           job arrays through sbatch
    ./acumen sweep study.yaml --resume                                 go on after a stop, a kill or a full disk
    ./acumen sweep study.yaml --retry-failed                           run cases that failed once more
    ./acumen sweep study.yaml --list                                   print the points, compute nothing

Finished cases lie in the store (out/store) under a hash of their content and are never computed twice, also not by another
study. study.h5 and study.csv in the study's folder are kept up to date while it runs.
Exit codes: 0 every case completed, 2 bad input, 3 some cases did not complete (rows with their reason), 4 stopped,
5 results cannot be written, 70 internal error.
"""
from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from scenarios.sweep import errors  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def arguments(command_line: list[str] | None = None) -> argparse.Namespace:
    """The command line, read."""
    parser = argparse.ArgumentParser(prog="acumen sweep", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path, help="study file (YAML)")
    parser.add_argument("-o", "--output", type=Path, help="folder of the study's tables [out/<study>-<hash>]")
    parser.add_argument("--store", type=Path, default=Path("out/store"), help="folder of finished cases [out/store]")
    parser.add_argument("--engine", choices=("local", "slurm"), help="where cases are computed [the study's own, else local]")
    parser.add_argument("-j", "--workers", type=int, help="cases at a time [one a core]")
    parser.add_argument("--resume", action="store_true", help="run what is missing of a study started before")
    parser.add_argument("--retry-failed", action="store_true", help="run cases again that failed")
    parser.add_argument("--sbatch", action="append", default=[], metavar="OPTION", help="more for sbatch, such as --sbatch=--partition=long (repeatable)")
    parser.add_argument("--list", action="store_true", help="print the points and compute nothing")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/bin/acumen", help="the program [this build's]")
    return parser.parse_args(command_line)


def list_points(file: Path, program: Path) -> int:
    """Prints the points as a table that sampling: {method: csv} reads back."""
    import csv
    import io

    from scenarios.sweep.program import Program
    from scenarios.sweep.study import read_study

    points = read_study(file, Program(program)).points
    names = list(dict.fromkeys(name for point in points for name in point))
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([point.get(name, "") for name in names] for point in points)
    try:
        sys.stdout.write(table.getvalue())
        sys.stdout.flush()
    except BrokenPipeError:  # a reader such as head has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def stop(*_: object) -> None:
    """SIGTERM stops as Ctrl-C does: running cases are given up, finished ones are kept."""
    raise KeyboardInterrupt


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, stop)
    try:
        if options.workers is not None and options.workers < 1:
            raise errors.StudyError(errors.Problem("workers must be at least 1", "--workers", str(options.workers)))
        if options.list:
            return list_points(options.study, options.program)
        from scenarios.sweep import sweep

        return sweep.run(options.study, sweep.Options(options.program, options.store, options.output, options.engine, options.workers,
                                                      options.resume, options.retry_failed, options.quiet, tuple(options.sbatch)))
    except (errors.StudyError, errors.StoreError, errors.EngineError, errors.Interrupted) as error:
        hint = f"\n    go on with: acumen sweep {options.study} --resume" if isinstance(error, errors.Interrupted) else ""
        print(f"acumen: {error}{hint}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("acumen: stopped before any case was computed", file=sys.stderr)
        return errors.STOPPED


if __name__ == "__main__":
    sys.exit(main())
