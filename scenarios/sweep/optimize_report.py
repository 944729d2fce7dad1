"""An optimisation as text, CSV, JSON and a page."""
from __future__ import annotations

import csv
import io
import math
import textwrap
from pathlib import Path
from typing import Any

import numpy as np

from viz.report import units as readable
from viz.report.labels import parameter
from viz.report.page import Page, Point

from . import command, force_curve
from .optimum import Findings, Holding, Optimum, si, why_unusable
from .problem import Task
from .remarks import Doubt, condition, quantity
from .remarks import value as rounded
from .search import Search
from .settings import Task as CaseTask

PAGE, SHOWN, CURVES = 80, 7, 5


def _value(entry: dict[str, Any], name: str) -> str:
    low, high = (entry[key] if math.isfinite(entry[key]) else None for key in ("low", "high"))
    return readable.with_interval(entry["value"], low, high, entry["unit"], name)


def _holding(task: Task, holding: Holding) -> str:
    unit = next(c.unit for c in task.constraints if c.text == holding.text)
    chance = f", holds with {100 * holding.chance:.0f} %" if math.isfinite(holding.chance) else ""
    return f"{condition(holding.text)}: {readable.show(holding.value, unit, holding.text)}{' (active)' if holding.active else ''}{chance}"


def _texts(task: Task, optimum: Optimum) -> list[str]:
    lines = [f"{parameter(name)} {rounded(text)}" for name, text in optimum.point.items()]
    lines += [f"{quantity(name)}: {_value(entry, name)}" for name, entry in optimum.objectives.items()]
    return lines + [_holding(task, holding) for holding in optimum.holdings]


def headline(task: Task, found: Findings) -> str:
    """The answer in a sentence."""
    if not found.front:
        return f"No design meets the constraints within {found.counts['cases']} cases."
    if len(task.objectives) > 1:
        return f"{len(found.front)} design{'s' * (len(found.front) > 1)} on the Pareto front of {' and '.join(quantity(o.name) for o in task.objectives)}."
    objective = task.objectives[0]
    best = found.front[0].objectives[objective.name]
    return f"{'Least' if objective.sign > 0 else 'Largest'} {quantity(objective.name)}: {_value(best, objective.name)}."


def active(found: Findings) -> str:
    """Which constraints and bounds hold the front back."""
    count = len(found.front)
    held: dict[str, int] = {}
    for optimum in found.front:
        for text in [condition(h.text) for h in optimum.holdings if h.active] + [f"{parameter(name)} at its {end} bound" for name, end in optimum.bounds]:
            held[text] = held.get(text, 0) + 1
    if not count:
        return ""
    return "Active: " + ", ".join(text + (f" ({n} of {count})" if count > 1 else "") for text, n in held.items()) + "." if held else "No constraint or bound is active."


def terminal(task: Task, found: Findings) -> str:
    """Headline, designs, active constraints and certainty, 80 columns."""
    counts = found.counts
    lines = [task.base.title, headline(task, found), ""]
    count = len(found.front)
    shown = sorted({round(k * (count - 1) / (SHOWN - 1)) for k in range(SHOWN)}) if count > SHOWN else range(count)
    for number, optimum in ((k + 1, found.front[k]) for k in shown):
        lines += ([f"design {number}"] if len(found.front) > 1 else []) + [f"  {text}" for text in _texts(task, optimum)] + [""]
    if count > SHOWN:
        lines += [f"(spread over the front; the other {count - len(shown)} designs are in the files)", ""]
    if not found.front and found.nearest_miss:
        lines += ["Nearest to meeting them:", *(f"  {text}" for text in _texts(task, found.nearest_miss)), ""]
    lines += [f"{number} of {counts['cases']} cases gave no result: {reason}." for reason, number in found.reasons.items()]
    lines.append(f"{counts['cases']} cases" + (f" after {counts['screening']} of the screening model" if counts["screening"] else "") +
                 f", {counts['without_result']} without result, {counts['feasible']} feasible. " + active(found))
    lines += [""] + [f"- {text}" for text in found.remarks]
    return "\n".join(row for line in lines for row in (textwrap.wrap(line, PAGE, subsequent_indent="    ") or [""])) + "\n"


def cases_csv(search: Search) -> str:
    """Every case in the order of trial: point, how it ended, quantities with intervals (SI), feasible, on the front."""
    task, record = search.task, search.record
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    units = {o.name: o.unit for o in task.objectives} | {c.name: c.unit for c in task.constraints}
    writer.writerow(["case", "model", *task.base.space.names, "status", "reason", *(f"{name} [{units[name]}]" for name in task.names), "feasible", "front", "folder"])
    feasible, front = search.feasible(), set(search.front().tolist())
    for kind, part in (("study", record), ("screening", search.pool)):
        for i, result in enumerate(part.results):
            study = kind == "study"
            writer.writerow([i, result.overrides.get("model", "") if study else "screening", *task.base.space.point(part.u[i]).values(), result.status, result.reason,
                             *("" if math.isnan(v) else repr(float(v)) for v in part.values[i]), int(feasible[i]) if study else "",
                             int(i in front) if study else "", result.folder])
    return stream.getvalue()


def as_json(search: Search, found: Findings) -> dict[str, Any]:
    """The findings with SI units."""
    task = search.task

    def design(optimum: Optimum) -> dict[str, Any]:
        return {"case": optimum.index, "parameters": {name: si(text) for name, text in optimum.point.items()}, "objectives": optimum.objectives,
                "constraints": [{"text": h.text, "value": h.value, "limit": h.limit, "active": h.active, "probability_by_interval": h.chance} for h in optimum.holdings],
                "at_bound": [{"parameter": name, "end": end} for name, end in optimum.bounds], "folder": optimum.folder}

    return {"title": task.base.title, "headline": headline(task, found),
            "objectives": [{"name": o.name, "unit": o.unit, "sense": "minimize" if o.sign > 0 else "maximize"} for o in task.objectives],
            "constraints": [{"text": c.text, "name": c.name, "limit": c.limit, "unit": c.unit} for c in task.constraints],
            "front": [design(o) for o in found.front], "nearest_miss": design(found.nearest_miss) if found.nearest_miss else None, "active": active(found),
            "surrogates": {name: {"q2": t.q2, "rmse": t.rmse, "coverage_of_90_percent": t.coverage} for name, t in found.trust.items()},
            "expected_gain_left": found.left, "counts": found.counts, "seed": task.seed, "remarks": found.remarks}


def _figure(search: Search) -> tuple[Any, str]:
    from viz.report.figure_style import new_figure

    task, record = search.task, search.record
    figure = new_figure(5.2, 3.8)
    axes = figure.add_subplot()
    usable, feasible, front = record.usable, search.feasible(), search.front()
    names = task.names
    scales = [readable.scale(float(np.nanmedian(np.abs(record.values[:, names.index(o.name)]))) if np.any(usable) else None, o.unit) for o in task.objectives]
    columns = [record.values[:, names.index(o.name)] / scale[0] for o, scale in zip(task.objectives, scales)]
    x, y = (columns[0], columns[1]) if len(columns) > 1 else (np.arange(1.0, len(usable) + 1), columns[0])
    axes.plot(x[usable & ~feasible], y[usable & ~feasible], "x", color="0.6", label="misses a constraint")
    axes.plot(x[feasible], y[feasible], "o", color="0.75", label="feasible")
    axes.plot(x[front], y[front], "D", color="#d55e00", label="best")
    titles = [quantity(o.name) + (f" [{scale[1]}]" if scale[1] else "") for o, scale in zip(task.objectives, scales)]
    axes.set(xlabel=titles[0] if len(columns) > 1 else "case", ylabel=titles[1] if len(columns) > 1 else titles[0])
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3)
    return figure, "Every case with a result; the best marked. " + ("First two objectives." if len(columns) > 2 else "")


def _curves(search: Search, found: Findings) -> Any:
    """Force curves of the best designs, spread over the front, as a Picture; None where fewer than two have a course."""
    from viz.report.mechanics_figures import force_overlay

    count = len(found.front)
    shown = sorted({round(k * (count - 1) / (CURVES - 1)) for k in range(CURVES)}) if count > CURVES else range(count)
    for optimum in (found.front[k] for k in shown):
        result = search.record.results[optimum.index]
        force_curve.add_screened(search.evaluator.settings, CaseTask(result.key, result.overrides), result.folder)
    return force_overlay([(f"design {k + 1}", found.front[k].folder) for k in shown])


def write_page(search: Search, found: Findings, path: Path) -> None:
    """Writes the page. Raises OSError."""
    task = search.task
    page = Page(task.base.title, subtitle="optimisation")
    page.verdict(headline(task, found), [Point(text, "doubtful" if isinstance(text, Doubt) else "sound") for text in [active(found), *found.remarks] if text],
                 "failed" if not found.front else "doubtful" if any(isinstance(text, Doubt) for text in found.remarks) else "sound")
    shown = found.front or ([found.nearest_miss] if found.nearest_miss else [])
    page.section("Best designs" if found.front else "Nearest to meeting the constraints")
    header = ["design", *map(parameter, task.base.space.names), *(quantity(o.name) for o in task.objectives), *(condition(c.text) for c in task.constraints)]
    page.table(header, [[str(k), *map(rounded, o.point.values()), *(_value(e, n) for n, e in o.objectives.items()), *(_holding(task, h).split(": ", 1)[1] for h in o.holdings)]
                        for k, o in enumerate(shown, 1)])
    if np.any(search.record.usable):
        figure, caption = _figure(search)
        page.figure(figure, caption, headline(task, found))
    if curves := _curves(search, found):
        page.figure(curves.figure, curves.caption, curves.alt)
    failed = [(r.overrides, r.status, why_unusable(search, r)) for r, good in zip(search.record.results, search.record.usable) if not good]
    if failed:
        page.section("Cases without result", "They are no part of the surrogates of the quantities; where they fail is learned by a surrogate of its own.")
        page.table(["point", "status", "reason"], [[", ".join(f"{parameter(k)} {rounded(v)}" for k, v in point.items()), status, reason] for point, status, reason in failed])
    command.repeat(page, "optimize", (task.base.file, task.base.case))
    page.save(path)
