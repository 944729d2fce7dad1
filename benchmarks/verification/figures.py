"""Runs verification tests and reads the figures they print.

A line `[ figure   ] name | value | bound` (tests/support/figure.h) is one figure; its test checks it against the same bound, which is
`<= b` or `= expected +- tolerance`. A figure is named `what` or `what; sample`: figures that differ in the sample only are summed up by their worst.
"""
import dataclasses
import os
import re
import subprocess

LINE = re.compile(r"^\[ figure   \] (?P<name>.*) \| (?P<value>\S+) \| (?P<bound>.*)$")
RUN = re.compile(r"^\[ RUN      \] (?P<test>\S+)")
FAILED = re.compile(r"^\[  FAILED  \] (?P<test>[^ ,]+\.[^ ,]+).*\(\d+ ms\)$")


@dataclasses.dataclass(frozen=True)
class Figure:
    """One checked figure. `margin` is how much of the allowed deviation is used: above 1 the bound is missed."""

    test: str
    name: str
    value: float
    bound: str

    @property
    def what(self):
        return self.name.split("; ")[0]

    @property
    def suite(self):
        """The test suite's own name: of `Laws/PatchTest.PlaneStrain/2` PatchTest."""
        return self.test.split(".")[0].split("/")[-1]

    @property
    def margin(self):
        if self.bound.startswith("<="):
            return self.value / float(self.bound[2:]) if self.value == self.value else float("inf")
        expected, tolerance = (float(part) for part in self.bound[1:].split("+-"))
        return abs(self.value - expected) / tolerance if self.value == self.value else float("inf")


@dataclasses.dataclass
class TestRun:
    """What one test executable said: its figures, tests that failed, and whether it ran to its end."""

    figures: list
    failed: list
    tests: int
    finished: bool


def read_output(text):
    figures, failed, test, count = [], [], "", 0
    for line in text.splitlines():
        if match := RUN.match(line):
            test, count = match["test"], count + 1
        elif match := LINE.match(line):
            figures.append(Figure(test, match["name"], float(match["value"]), match["bound"]))
        elif match := FAILED.match(line):
            failed.append(match["test"])
    return TestRun(figures, failed, count, bool(re.search(r"^\[==========\] .* ran\.", text, re.M)))


def run_tests(executable):
    """Runs a GoogleTest executable; a crash counts as not finished, and what was printed before it still counts."""
    done = subprocess.run([str(executable)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
                          env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    return read_output(done.stdout), done.stdout


def worst_of_each(figures):
    """(what, number of figures, the one nearest to or beyond its bound), in the order of the tests."""
    groups = {}
    for figure in figures:
        groups.setdefault((figure.suite, figure.what, figure.bound), []).append(figure)
    return [(key[1], len(group), max(group, key=lambda f: f.margin)) for key, group in groups.items()]
