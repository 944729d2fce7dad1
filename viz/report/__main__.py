"""`acumen report DIR...`: writes report.html into folders of results."""
from __future__ import annotations

import argparse
import pathlib
import sys

BAD_INPUT, OUTPUT_FAILURE, INTERNAL = 2, 5, 70


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="acumen report", description="Writes report.html, a self-contained page, into folders of results.",
                                   epilog="Example:\n  acumen report out/forearm_cone-5dce0b0e", formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("folders", nargs="+", metavar="DIR", help="folder of a run or a study")
    made.add_argument("-o", "--output", metavar="FILE", help="write the page there (one folder only)")
    made.add_argument("-i", "--interactive", action="store_true",
                      help="add a section to move and zoom (vtk.js; built once with npm, about 1 MB a page)")
    made.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    return made


def interactive_viewer() -> str:
    """JavaScript of the interactive section; empty, with a line saying why, where it cannot be built."""
    from viz.report import interactive

    try:
        return interactive.bundle()
    except interactive.NoViewer as error:
        print(f"acumen report: no interactive section: {error}; everything else is in the page", file=sys.stderr)
        return ""


def main(arguments: list[str] | None = None) -> int:
    """Exit codes as of the program: 0, 2 no such run, 5 cannot write, 70 a Debian package is missing or an internal error."""
    options = parser().parse_args(arguments)
    if options.output and len(options.folders) > 1:
        print("acumen report: --output takes one page: give one folder", file=sys.stderr)
        return BAD_INPUT
    try:
        from viz.report import run_page, study_page
        from viz.report.run_data import NoRun
    except ImportError as error:
        print(f"acumen: no report: {error}; install the Debian packages python3-matplotlib, python3-h5py and python3-yaml", file=sys.stderr)
        return INTERNAL
    viewer = interactive_viewer() if options.interactive else ""
    worst = 0
    for folder in options.folders:
        try:
            if (pathlib.Path(folder) / "study.h5").is_file():
                path = study_page.write(folder, options.output)
            else:
                path = run_page.write(folder, options.output, viewer)
        except NoRun as error:
            print(f"acumen report: {error}", file=sys.stderr)
            worst = max(worst, BAD_INPUT)
        except OSError as error:
            print(f"acumen report: cannot write the page: {error}", file=sys.stderr)
            worst = max(worst, OUTPUT_FAILURE)
        except Exception as error:  # a report must cost no more than itself: one line, and the next folder
            print(f"acumen: no report of {folder}: internal error: {type(error).__name__}: {error}", file=sys.stderr)
            worst = INTERNAL
        else:
            if not options.quiet:
                print(f"  {path}")
    return worst


if __name__ == "__main__":
    sys.path[0] = str(pathlib.Path(__file__).resolve().parents[2])  # in place of this folder, whose modules have common names
    sys.exit(main())
