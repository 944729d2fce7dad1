"""report.html of a study (sweep or optimisation): what came out, which designs are best, what moves them, what failed."""
from __future__ import annotations

import pathlib
from collections import Counter

import numpy as np

from . import response_map, study_figures, units
from .page import Page, Point
from .study_data import MARGIN, PUNCTURED, Axis, StudyResults

MOST_ROWS = 25
FORCE = "insertion.puncture_force"


def build(study: StudyResults) -> Page:
    """The page of a study; what cannot be drawn is said."""
    page = Page(study.title, f"study of {len(study)} cases in {study.folder.name}")
    headline, points, state = _verdict(study)
    page.verdict(headline, points, state)
    _figures(page, study)
    _best(page, study)
    _failures(page, study)
    if study.warnings:
        page.box("What the program says of every case", study.warnings)
    _repeat(page, study)
    return page


def write(folder: str | pathlib.Path, path: str | pathlib.Path | None = None) -> pathlib.Path:
    """Writes report.html of the study in folder (or to path). NoRun where there is none, OSError where it cannot be written."""
    study = StudyResults(folder)
    return build(study).save(path or study.folder / "report.html")


def _verdict(study: StudyResults) -> tuple[str, list[Point], str]:
    done = int(study.completed.sum())
    points = []
    others = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in sorted(study.counts.items()) if status != "completed")
    if others:
        points.append(Point(f"Not completed: {others}. They are left out of every figure and rank below; designs that are hard to compute may "
                            "well be missing from the front.", "doubtful"))
    if study.screening:
        points.append(Point("By the screening model, a reduced one: good for ranking many designs, not for choosing one; run the best again by "
                            "finite elements (--set model=axisymmetric). Where a number has an interval, the error is within it.", "doubtful"))
    pierced, margin = study.column(PUNCTURED), study.column(MARGIN)
    headline = f"{done} of {len(study)} cases completed"
    if np.isfinite(pierced).any():
        headline += f"; {int(np.nansum(pierced))} pierce"
        if not np.nansum(pierced):
            points.append(Point("No case pierces: what follows ranks dents, not wounds.", "failed"))
    if np.isfinite(margin).any():
        headline += f"; {int(np.nansum((pierced == 1.0) & (margin >= 1.0)))} pierce with a needle margin of 1 or more"
        low = study.low.get(MARGIN)
        if low is not None:
            sure = int(np.nansum((pierced == 1.0) & study.completed & (low >= 1.0)))
            points.append(Point(f"{sure} of {done} pierce with a margin whose whole interval lies above 1.", "sound" if sure else "doubtful"))
    if study.front.any():
        names = ", ".join(axis.words for axis in study.ranked)
        points.append(Point(f"On the Pareto front of {names}: {int(study.front.sum())} of {done} designs, by their values; intervals are not "
                            "weighed there."))
    points += [Point(f"In {count} of {done} cases: {text}.", "doubtful") for text, count in study.own_warnings.most_common(3)]
    for axis in study.objectives:
        values = np.where(study.candidates, axis.sense * axis.values, np.nan)
        if axis.sense and np.isfinite(values).any():
            best = int(np.nanargmin(values))
            points.append(Point(f"Best {axis.words}: {_value(study, axis.name, best)} in case {best} ({_design(study, best)})."))
    return headline + ".", points, "failed" if not done else "doubtful" if others else "sound"


def _value(study: StudyResults, name: str, row: int) -> str:
    ends = [float(part[name][row]) if name in part and np.isfinite(part[name][row]) else None for part in (study.low, study.high)]
    value = float(study.column(name)[row])
    return units.with_interval(value if np.isfinite(value) else None, *ends, study.quantities[name][1], name)


def _setting(axis: Axis, row: int, with_unit: bool = True) -> str:
    value = axis.values[row]
    if not np.isfinite(value):
        return ""
    return axis.levels[int(value)] if axis.levels else f"{value:.4g} {axis.unit if with_unit and axis.unit != '1' else ''}".rstrip()


def _design(study: StudyResults, row: int) -> str:
    return ", ".join(f"{axis.words} {_setting(axis, row)}" for axis in study.varied[:6])


def _figures(page: Page, study: StudyResults) -> None:
    ranked = [axis.name for axis in study.objectives]
    page.section("Designs and outcomes")
    for picture in (study_figures.parallel_coordinates(study), study_figures.scatter_matrix(study)):
        if picture is not None:
            page.figure(picture.figure, picture.caption, picture.alt, picture.wide)
    if not ranked:
        page.paragraph("No quantity differs between the completed cases: there is nothing to draw.")
        return
    page.section("Map of responses")
    mapped = [name for name in (FORCE, "insertion.penetration_depth", *ranked) if np.isfinite(study.column(name)).any()][:2]
    maps = [picture for name in dict.fromkeys(mapped) if (picture := response_map.response_map(study, name))]
    for picture in maps:
        page.figure(picture.figure, picture.caption, picture.alt)
    if not maps:
        page.paragraph("A map needs two varied parameters that are numbers.")
    page.section("What moves the outcomes")
    shown = [picture for name in dict.fromkeys([*study.sobol, *ranked]) if (picture := study_figures.tornado(study, name))]
    for picture in shown[:6]:
        page.figure(picture.figure, picture.caption, picture.alt)
    if not shown:
        page.paragraph("Too few cases to say: at least five that differ in a parameter that is a number.")


def _best(page: Page, study: StudyResults) -> None:
    rows = np.flatnonzero(study.front if study.front.any() else study.completed)
    page.section("Pareto front" if study.front.any() else "Cases")
    if not len(rows):
        page.paragraph("No case was completed.")
        return
    if study.objectives and study.objectives[0].sense:
        rows = rows[np.argsort(study.objectives[0].sense * study.objectives[0].values[rows], kind="stable")]
    if len(rows) > MOST_ROWS:
        page.paragraph(f"The first {MOST_ROWS} of {len(rows)}; all are in study.csv and study.h5.")
    header = ["case", *(axis.title for axis in (*study.varied, *study.objectives))]
    page.table(header, [[str(row), *(_setting(axis, row, False) for axis in study.varied), *(_cell(study, axis, row) for axis in study.objectives)]
                        for row in rows[:MOST_ROWS]], "Values with their intervals in brackets" +
               (f", by {study.objectives[0].words}" if study.objectives else ""))


def _cell(study: StudyResults, axis: Axis, row: int) -> str:
    """The value with its interval in the unit of the column."""
    value = axis.values[row]
    factor = study.column(axis.name)[row] / value if value else 0.0
    ends = [float(part[axis.name][row]) / factor if factor and axis.name in part and np.isfinite(part[axis.name][row]) else None
            for part in (study.low, study.high)]
    if not np.isfinite(value):
        return ""
    return units.digits(value) + (f" ({units.digits(ends[0], 2)} to {units.digits(ends[1], 2)})" if None not in ends else "")


def _failures(page: Page, study: StudyResults) -> None:
    lost = [(status, reason) for status, reason in zip(study.status, study.reason) if status != "completed"]
    if lost:
        page.section("Cases not completed")
        page.table(["how it ended", "cases", "why"],
                   [[status.replace("_", " "), count, reason or "no reason given"] for (status, reason), count in Counter(lost).most_common(20)])


def _repeat(page: Page, study: StudyResults) -> None:
    page.section("How to repeat the study")
    page.paragraph("The study and its base case, as they were read; results are in study.csv (one line a value) and study.h5.")
    page.code("./acumen sweep study.yaml")
    for heading, text in (("study.yaml", study.text), ("base case", study.case_text)):
        if text:
            page.details(heading, text)
