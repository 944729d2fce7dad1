#!/usr/bin/env python3
"""One page that says how far the equations are solved right: orders, patch tests, closed forms, energy, peers.

    ./acumen verify [--peer]         builds the verification tests first
    python3 benchmarks/verification/verify.py --build build/release [--out out/verification] [--peer]

Runs tests/verification and prints every kind of figure with its bound and verdict (the worst of its samples); all figures go to
figures.csv, the page to page.md. --peer also computes the comparison with CalculiX anew (a minute); otherwise its stored table is shown.
Exit code: 0 if every bound is met, 1 if not.
"""
import argparse
import csv
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import figures as figure_reader  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEER = ROOT / "benchmarks/peers/calculix"
PEER_BOUND_PERCENT = 2.0
NOT_INSTALLED = 77  # compare.py without ccx
SUITES = {"materials": "Material laws: stress and tangent against central differences, order 2",
          "stepping": "Element, contact, cracks, energy"}


def page_of_tests(build):
    """(lines of the page, all figures, whether everything passed)."""
    lines, every, good = [], [], True
    for box, title in SUITES.items():
        run, output = figure_reader.run_tests(build / "tests" / f"test_verification_{box}")
        every += run.figures
        good &= run.finished and not run.failed
        lines += ["", title, f"  {'':76} {'n':>3}  {'worst':>10}  {'bound':<22} verdict"]
        for what, count, worst in figure_reader.worst_of_each(run.figures):
            verdict = "met" if worst.margin <= 1 else "MISSED"
            lines.append(f"  {worst.suite + ': ' + what:<76.76} {count:>3}  {worst.value:>10.4g}  {worst.bound:<22} {verdict}")
        lines.append(f"  {run.tests} tests, {len(run.failed)} failed" + ("" if run.finished else "; THE TESTS DIED BEFORE THEIR END"))
        lines += [f"  failed: {test}" for test in run.failed]
        if not run.finished:
            lines += ["  " + line for line in output.splitlines()[-3:]]
    return lines, every, good


def page_of_peer(compute, out, acumen):
    lines, table = ["", "Independent solver: CalculiX, layered neo-Hookean skin, blunt tip, no friction"], PEER / "table.csv"
    if compute:
        # A table of an earlier run must not stand in for this one.
        (out / "calculix/table.csv").unlink(missing_ok=True)
        done = subprocess.run([sys.executable, str(PEER / "compare.py"), "--acumen", str(acumen), "--out", str(out / "calculix")],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        table, said = out / "calculix/table.csv", (done.stdout.strip().splitlines() or ["nothing printed"])[-1]
        if done.returncode == NOT_INSTALLED:
            return lines + ["  not computed: " + said], True
        if done.returncode not in (0, 1) or not table.exists():
            return lines + ["  FAILED: " + said], False
    rows = list(csv.DictReader(open(table)))
    deepest = float(rows[-1]["depth_um"])
    worst = max(abs(float(r["difference_percent"])) for r in rows if float(r["depth_um"]) >= 0.25 * deepest)
    verdict = "met" if worst <= PEER_BOUND_PERCENT else "MISSED"
    lines.append(f"  {'largest difference of the force, %, ' + ('computed now' if compute else 'stored table'):<76} {len(rows):>3}  "
                 f"{worst:>10.2f}  {'<= 2':<22} {verdict}")
    return lines, worst <= PEER_BOUND_PERCENT


def page_of_convergence():
    """The stored convergence table of the flagship: shown, not judged, because its errors are stated with every result."""
    lines = ["", "Flagship, stored table (benchmarks/convergence): change of the force on halving one number",
             f"  {'':30} {'at puncture':>12} {'at 500 um':>12}"]
    with open(ROOT / "benchmarks/convergence/table.csv") as file:
        reader = csv.reader(file)
        header = next(reader)
        changes = [i for i, name in enumerate(header) if name.startswith("change_percent")]
        for row in reader:
            if row[0] != row[1]:
                lines.append(f"  {row[0]:30} " + " ".join(f"{row[i] + ' %':>12}" for i in changes))
    return lines


def main():
    parser = argparse.ArgumentParser(prog="acumen verify", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release", help="build folder with the tests")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "out/verification")
    parser.add_argument("--peer", action="store_true", help="compute the comparison with CalculiX anew")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    lines, every, tests_good = page_of_tests(options.build)
    peer_lines, peer_good = page_of_peer(options.peer, options.out, options.build / "bin/acumen")
    good = tests_good and peer_good and all(figure.margin <= 1 for figure in every)
    page = ["Verification: are the equations solved right?"] + lines + peer_lines + page_of_convergence()
    page += ["", f"{len(every)} figures: " + ("every bound met" if good else "NOT every bound is met")]
    print("\n".join(page))
    (options.out / "page.md").write_text("```\n" + "\n".join(page) + "\n```\n")
    with open(options.out / "figures.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["test", "figure", "value", "bound", "verdict"])
        writer.writerows([f.test, f.name, f.value, f.bound, "met" if f.margin <= 1 else "missed"] for f in every)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
