#!/usr/bin/env python3
"""Runs the published experiments and prints measured against predicted, with intervals and verdicts.

    ./acumen validate                     every experiment, then table, figures and report.html (credibility) in out/validation
    ./acumen validate --case romgens2014  one experiment (repeatable); --list names them
    ./acumen validate --quick             the quick ones
    ./acumen validate --stored            without computing: from the results kept in benchmarks/experiments/results.json
    ./acumen validate --uncertainty 48    runs the uncertainty study anew with so many samples (about half an hour)

Runs are reused while program, material library and case are the same. Exit code: 0 if every prediction agrees or its interval covers the
measurement and every trend is shown, 1 if not, 2 for a wrong option or data file.
"""
import argparse
import datetime
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from evidence import experiment as experiments_of, intervals, table, verdicts  # noqa: E402
from evidence.runs import Runner  # noqa: E402

ROOT = experiments_of.ROOT
STORED = experiments_of.FOLDER / "results.json"


def arguments():
    parser = argparse.ArgumentParser(prog="acumen validate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="list the experiments")
    parser.add_argument("--case", action="append", metavar="NAME", help="this experiment only")
    parser.add_argument("--quick", action="store_true", help="only the experiments marked quick")
    parser.add_argument("--report", action="store_true", help="run the verification for the credibility report where no page of it is there yet")
    parser.add_argument("--no-report", action="store_true", help="do not write report.html, the credibility report")
    parser.add_argument("--stored", action="store_true", help="compute nothing; use the stored results")
    parser.add_argument("--store", action="store_true", help="keep the results as the stored ones")
    parser.add_argument("--keep", action="store_true", help="reuse runs although program or library have changed")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time")
    parser.add_argument("--time-limit", type=float, default=600.0, help="seconds a run may take")
    parser.add_argument("--uncertainty", type=int, metavar="SAMPLES", help="run the uncertainty study anew")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/release/bin/acumen")
    parser.add_argument("--verification", type=pathlib.Path, default=ROOT / "out/verification/page.md", help="page of `acumen verify` for the report")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "out/validation")
    return parser.parse_args()


def collect(options, chosen):
    """{experiment: {run: result}}: computed now, or stored."""
    if options.stored:
        stored = json.loads(STORED.read_text())
        absent = [e.name for e in chosen if e.name not in stored["results"]]
        if absent:
            print(f"no stored results of {', '.join(absent)}: run them with ./acumen validate --store --case NAME", file=sys.stderr)
        # Runs that an experiment no longer declares may linger in the store.
        return {e.name: {run: result for run, result in stored["results"][e.name].items() if run in e.data["runs"]}
                for e in chosen if e.name in stored["results"]}
    runner = Runner(options.program, options.out / "runs", options.keep, options.time_limit)
    return runner.run_experiments(chosen, options.jobs, lambda text: print(text, file=sys.stderr))


def store(results):
    """Merges the results into the stored ones."""
    stored = json.loads(STORED.read_text()) if STORED.exists() else {"results": {}}
    stored["results"].update(results)
    stored["made"] = {**stored.get("made", {}), **{name: datetime.date.today().isoformat() for name in results}}
    STORED.write_text(json.dumps(stored, separators=(",", ":"), sort_keys=True) + "\n")


def verify_if_missing(options):
    """The report embeds the page of `acumen verify`; where none was made yet and the verification tests are built, makes it."""
    build = options.program.resolve().parent.parent
    if options.verification.exists() or not (build / "tests/test_verification_stepping").exists():
        return
    print("acumen validate: running the verification for the report (some minutes)", file=sys.stderr)
    subprocess.run([sys.executable, str(ROOT / "benchmarks/verification/verify.py"), "--build", str(build), "--out", str(options.verification.parent)],
                   stdout=subprocess.DEVNULL, check=False)


def calibration_text(rows):
    """Which strength of the stratum corneum each puncture force asks for; empty where none was compared."""
    from evidence import calibration

    sentence, lines = calibration.table(rows)
    return "\n".join(["", "Calibration", sentence] + [f"  {name:18.18} {role:12} {what:46.46} {asked:>12} MPa" for name, role, what, asked in lines]) if lines else ""


def made_of(options):
    """When the runs behind the table were made."""
    if not options.stored:
        return f"Runs of {datetime.date.today().isoformat()}."
    days = sorted(set(json.loads(STORED.read_text()).get("made", {}).values()))
    return "Stored runs" + (f", made {days[0]}" + (f" to {days[-1]}" if len(days) > 1 else "") if days else "") + "."


def write(options, chosen, results, rows):
    table.write_csv(rows, options.out / "table.csv")
    (options.out / "table.md").write_text(table.markdown(rows) + "\n" + table.summary(rows) + ".\n\n" + table.quality(results) + ".\n")
    try:
        from evidence import figures
    except ImportError as error:
        print(f"acumen validate: no figures and no report ({error}); Debian package python3-matplotlib", file=sys.stderr)
        return
    (options.out / "figures").mkdir(exist_ok=True)
    for experiment in chosen:
        if experiment.name in results:
            figures.draw(experiment, results[experiment.name], [r for r in rows if r.experiment == experiment.name],
                         options.out / "figures" / f"{experiment.name}.png")
    figures.draw_overview(rows, options.out / "figures/overview.png")
    from evidence import surrogate

    if ranking := surrogate.ranking()[0]:
        figures.draw_sobol(ranking, options.out / "figures/sobol.png")
    if not options.no_report:
        from evidence import report

        if options.report:
            verify_if_missing(options)
        report.write(options.out, chosen, rows, table.quality(results), options.verification, made_of(options))
        print(f"report: {options.out / 'report.html'}", file=sys.stderr)


def study(options):
    from evidence import sampling, surrogate

    runner = Runner(options.program, options.out / "runs", options.keep, options.time_limit)
    out = sampling.run_study(runner, options.uncertainty, options.jobs, say=lambda text: print(text, file=sys.stderr))
    (intervals.STUDY / "table.csv").write_bytes(out.read_bytes())
    surrogate.analyse(out, intervals.STUDY)


def main():
    options = arguments()
    try:
        chosen = experiments_of.load_all(options.case)
    except experiments_of.DataError as error:
        print(f"acumen validate: {error}", file=sys.stderr)
        return 2
    if options.list:
        for experiment in chosen:
            print(f"{experiment.name:20} {experiment.data['role']:12} {len(experiment.data['runs'])} runs  {experiment.data['title']}")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    options.out = options.out.resolve()
    if options.uncertainty:
        study(options)
    if options.quick:
        chosen = [e for e in chosen if e.data.get("quick")]
    results = collect(options, chosen)
    if options.store:
        store(results)
    rows = verdicts.all_rows(chosen, results, intervals.relative_intervals())
    print(table.terminal(rows))
    print(table.quality(results))
    print(calibration_text(rows))
    write(options, chosen, results, rows)
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
