"""report.html of one run: verdict, figures, numbers, inputs with sources, assumptions, checks, and how to repeat it."""
from __future__ import annotations

import pathlib
from typing import Any

from . import inputs, interactive, labels, mechanics_figures, outcome_figures, section_figure, sources, units
from .page import Page
from .run_data import Run
from .verdict import verdict

INTERVALS = ("Intervals hold 90 % of what the uncertainty of the inputs, of persons and of the model allows. Those of forces and depths "
             "are the relative ones of one study (human skin, one needle, given travel). A number without one comes straight from the "
             "finite-element run: how uncertain it is has not been studied.")
SCREENED = ("Intervals hold 90 % of what the screening model's error, measured against finite-element runs, the uncertainty of the inputs and of "
            "persons allow.")


def build(run: Run, viewer: str = "") -> Page:
    """The page; raises nothing for what a run may lack: what is missing is said. viewer: JavaScript of the interactive section."""
    summary = run.summary
    page = Page(run.title, f"{summary.get('case', '')}, run {summary.get('hash', '')}: {run.status.replace('_', ' ')}; "
                           f"Acumen {(summary.get('provenance') or {}).get('version', '')}")
    answer = verdict(run)
    page.verdict(answer.headline, answer.points, answer.state)
    _warnings(page, run)
    _figures(page, run)
    if viewer:
        interactive.add(page, run, viewer)
    _numbers(page, run)
    _inputs(page, run)
    _assumptions(page, run)
    _checks(page, run)
    _repeat(page, run)
    return page


def write(folder: str | pathlib.Path, path: str | pathlib.Path | None = None, viewer: str = "") -> pathlib.Path:
    """Writes report.html of the run in folder (or to path). NoRun where there is no run, OSError where it cannot be written."""
    run = Run(folder)
    return build(run, viewer).save(path or run.folder / "report.html")


def _warnings(page: Page, run: Run) -> None:
    warnings = [text for text in run.texts("warnings") if not text.startswith("check")]
    if warnings:
        page.box("What to doubt", warnings)
    if run.texts("notes"):
        page.box("Findings", run.texts("notes"))


def _add(page: Page, picture: Any, missing: str = "") -> None:
    if picture is not None:
        page.figure(picture.figure, picture.caption, picture.alt, picture.wide)
    elif missing:
        page.paragraph(missing)


def _figures(page: Page, run: Run) -> None:
    page.section("Insertion")
    none = "No figure of the force: history.csv is missing or holds fewer than two steps."
    _add(page, mechanics_figures.force(run), none)
    _add(page, mechanics_figures.energy(run))
    page.section("Skin and wound")
    _add(page, section_figure.section(run), "No section: the screening model computes no fields. A finite-element run of the same case "
         "(--set model=axisymmetric) has one." if run.screening else
         "No section: the run saved no fields, or h5py is missing (Debian package python3-h5py). Set output.fields to true and run again.")
    _add(page, outcome_figures.wound(run),
         "No figure of the hole: " + ("its diameters were not computed." if run.value("wound.depth") else "nothing has opened."))
    vessels, healing = outcome_figures.vessels(run), outcome_figures.healing(run)
    if vessels is not None or healing is not None:
        page.section("Bleeding and healing")
        _add(page, vessels)
        _add(page, healing)
    if run.value("drug.delivered") is not None or len(run.transport):
        page.section("Drug")
        _add(page, outcome_figures.dose(run), "No figure of the dose: transport.csv is missing.")


def _numbers(page: Page, run: Run) -> None:
    page.section("Numbers", SCREENED if run.screening else INTERVALS)
    for title, entries in labels.SECTIONS.items():
        rows = [run.quantity(name, label) for name, label in entries.items() if run.value(name) is not None]
        if rows:
            page.quantities(rows, title)
    _layers(page, run)
    page.paragraph("Every quantity, in SI units, is in summary.json; ./acumen describe --outputs explains them.")


def _layers(page: Page, run: Run) -> None:
    columns = {"depth": "depth in the layer", "opening": "largest opening", "opening_after": "left after withdrawal"}
    rows = []
    for layer in run.layers:
        values = [run.quantities.get(f"wound.{layer.name}.{key}", {}) for key in columns]
        spent = run.value(f"energy.fracture.{layer.name}")
        if values[0].get("value"):
            rows.append([layer.title] + [units.with_interval(v.get("value"), v.get("low"), v.get("high"), "m") if v else "none" for v in values] +
                        [units.show(spent, "J")])
    if rows:
        page.table(["layer", *columns.values(), "fracture energy"], rows, "Wound by layer")


def _inputs(page: Page, run: Run) -> None:
    page.section("Inputs and their sources")
    if not run.case:
        page.paragraph("case.yaml is missing or cannot be read: the inputs of this run are unknown.")
        return
    page.table(inputs.COLUMNS, inputs.choice_rows(run), "What was asked for")
    page.table(sources.COLUMNS, sources.skin_rows(run), "Skin, and where its values come from")
    if rows := sources.needle_rows(run):
        page.table(sources.COLUMNS, rows, "Material of the needle")
    if rows := inputs.library_rows(run):
        page.table(sources.COLUMNS, rows, f"Blood, vessels, healing and drug: {len(rows)} values of the library", folded=True)
    page.paragraph("Labels: read = seen in the source; recalled = general knowledge, not looked up; derived = computed from the source; "
                   "ASSUMED = no source found.")


def _assumptions(page: Page, run: Run) -> None:
    page.section("Assumptions")
    entries = run.texts("assumptions")
    if entries:
        page.assumptions(entries, f"{len(entries)} values nobody measured", "They were used in this run; spreads are in brackets. The results rest "
                         "on them: where one matters for a decision, vary it (--set) or measure it.")
    else:
        page.paragraph("The summary lists no assumed values.")


def judged(run: Run) -> list[list[str]]:
    """Rows of the checks: what, value, what it should be, whether it is."""
    tip = sources.si((run.case.get("needle") or {}).get("tip_radius"))
    overlap = run.value("solver.deepest_overlap")
    limits = [("energy not accounted for, of the largest work", run.value("energy.closure_error"), 0.01, "%"),
              ("contact force against support reaction, relative", run.value("solver.reaction_mismatch"), 0.01, "%"),
              ("deepest overlap of skin and needle, of the tip radius", overlap / tip if overlap is not None and tip else None, 0.1, "%"),
              ("drug not accounted for, of the dose", run.value("drug.balance_error"), 0.001, "%"),
              ("heat not accounted for", run.value("rf.balance_error"), 0.01, "%")]
    rows = [[name, f"{units.digits(100 * value, 2)} %", f"within {units.digits(100 * limit, 1)} %", "yes" if abs(value) <= limit else "NO"]
            for name, value, limit, _ in limits if value is not None]
    corner = run.value("solver.smallest_corner_jacobian")
    if corner is not None:
        rows.append(["smallest area ratio at a cell's corner", units.digits(corner, 2), "above 0 (no cell folded)", "yes" if corner > 0 else "NO"])
    return rows


def _checks(page: Page, run: Run) -> None:
    page.section("Convergence and energy checks")
    if run.screening:
        page.paragraph("The screening model is a formula fitted to finite-element runs: it has no mesh, no steps and no balance of its own to check. "
                       "How far to trust it is among the doubts above; a finite-element run (--set model=axisymmetric) checks itself.")
        return
    ends = {"completed": "Every step converged.", "stopped": "The run was stopped; every step up to there converged.",
            "not_converged": "The run did not converge: its last steps are where it got stuck, and nothing beyond them is known."}
    page.paragraph(ends.get(run.status, f"The run ended with status {run.status}."))
    for key, value in (run.summary.get("diagnosis") or {}).items():
        page.paragraph(f"{key}: {value}")
    if rows := judged(run):
        page.table(["check", "value", "should be", "is"], rows, "Checks")
    effort = [run.quantity(name, name.split(".")[1].replace("_", " ")) for name in
              ("solver.unknowns", "solver.cells", "solver.steps", "solver.newton_iterations", "solver.factorisations", "solver.wall_time")]
    shown = [[row.name, f"{row.value:.0f}" if row.unit == "1" else units.show(row.value, row.unit)] for row in effort if row.value is not None]
    page.table(["size and effort", "value"], shown)
    mesh = [text for text in run.texts("warnings") if "mesh" in text]
    page.paragraph("Mesh: " + (" ".join(mesh) if mesh else "no mesh study was made for this case") + ". To see the mesh's share in your case, run it "
                   "again with --set mesh.refinement=2.")
    _add(page, mechanics_figures.solver_effort(run))


def _repeat(page: Page, run: Run) -> None:
    page.section("Version and how to repeat the run")
    made = run.summary.get("provenance") or {}
    page.table(["made by", "value"], [["Acumen " if key == "version" else key.replace("_", " "), str(value)] for key, value in made.items()] +
               [["hash of the case", str(run.summary.get("hash", ""))]])
    page.paragraph("The resolved case below is complete: saved as case.yaml it repeats the run with the same version, to the last digits that the "
                   "machine's libraries allow.")
    page.code("./acumen run case.yaml")
    if run.case_text:
        page.details("case.yaml, as resolved", run.case_text)
