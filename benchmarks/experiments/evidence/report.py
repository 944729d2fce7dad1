"""The credibility report: one HTML file with everything in it, filled in from the tables of validation, uncertainty and verification."""
import base64
import csv
import datetime
import html
import json
import sys

import yaml

from . import calibration, findings, intervals, sampling, surrogate, table
from .experiment import HERE, ROOT

sys.path.insert(0, str(ROOT))
from viz.report.page import Page, Point  # noqa: E402


def image(file, text):
    if not file.exists():
        return ""
    return f'<img alt="{html.escape(text)}" src="data:image/png;base64,{base64.b64encode(file.read_bytes()).decode()}">'


def paragraphs(items):
    return "".join(f"<p>{html.escape(item)}</p>" for item in ([items] if isinstance(items, str) else items))


def html_table(header, rows, class_of=lambda row: ""):
    head = "".join(f"<th>{html.escape(h)}</th>" for h in header)
    body = "".join(f'<tr class="{class_of(row)}">' + "".join(f"<td>{html.escape(str(c))}</td>" for c in row) + "</tr>" for row in rows)
    return (f'<div class="table" role="region" tabindex="0" aria-label="{html.escape(header[0])}"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>")


def verdict_class(row):
    return {"agrees": "agrees", "shown": "shown", "interval covers": "covers"}.get(row[-1].split(" (")[0], "missed")


def validation_tables(rows):
    unit = lambda r: "" if r.unit == "1" else " " + r.unit
    values = [[r.experiment, r.role, r.name, r.measured + unit(r), (table.number(r.predicted) or "-") + unit(r), table.interval_text(r),
               table.number(r.ratio), r.verdict + table.note(r)] for r in rows if r.kind == "value"]
    trends = [[r.experiment, r.name, r.measured, table.number(r.predicted) or "-", r.verdict + table.note(r)] for r in rows if r.kind == "trend"]
    return (html_table(["experiment", "role", "what", "measured", "predicted", "90 % interval", "ratio", "verdict"], values, verdict_class)
            + html_table(["experiment", "trend", "measured", "predicted", "verdict"], trends, verdict_class))


def ranking_table(quantity):
    rank, quality = surrogate.ranking(quantity)
    rows = [[r["parameter"], f"{r['first_order']:.2f}", f"{r['low_5']:.2f} .. {r['high_95']:.2f}", f"{r['total_at_most']:.2f}",
             f"{r['partial_rank_correlation']:+.2f}", f"{100 * r['chance_of_first']:.0f} %"] for r in rank]
    return (f"<p>{html.escape(quantity)} (leave-one-out Q2 {quality:.2f}):</p>"
            + html_table(["parameter", "first-order Sobol index", "90 % interval", "total index at most", "partial rank correlation", "chance that it is the first"], rows)) if rank else ""


def calibration_section(rows):
    sentence, lines = calibration.table(rows)
    return f"<h3>Calibration</h3><p>{html.escape(sentence)}</p>" + html_table(["experiment", "role", "what", "strength asked for / MPa"], lines)


def uncertainty_section(figures):
    errors = [[e["quantity"], f"{e['low_factor']:g} .. {e['high_factor']:g}", e["what"], e["source"]] for e in intervals.model_errors()]
    total = [[q, f"{low:.2f} .. {high:.2f}"] for q, (low, high) in intervals.relative_intervals().items()]
    return (image(figures / "sobol.png", "Sobol indices") + ranking_table("insertion.puncture_force") + ranking_table("insertion.penetration_depth")
            + "<p>Stated errors of the model:</p>" + html_table(["quantity", "factors", "what", "source"], errors)
            + "<p>Relative intervals applied:</p>" + html_table(["quantity", "low .. high, over the prediction"], total))


def inputs_section():
    """What was varied, with value, range, label and source as the library has them."""
    label = lambda p: p.label + ("; calibrated (section 7)" if p.name == calibration.PARAMETER else "")
    rows = [[p.name, f"{p.median:g} {p.unit}".strip(), f"{p.low:.3g} .. {p.high:.3g} {p.unit}".strip(), label(p), p.source] for p in sampling.parameters()]
    equations = findings.to_html((ROOT / "solver/README.md").read_text())
    return (html_table(["parameter", "value", "90 % range", "label", "source"], rows, lambda row: "missed" if row[3].startswith("assumed") else "")
            + f"<details><summary>The model's equations and solution</summary>{equations}</details>")


def applicability_table(experiments):
    rows = [[e.name, e.data["role"], e.data["source"]["quality"], e.data.get("applies", ""), str(len(e.data["assumed"]))] for e in experiments]
    return html_table(["experiment", "role", "how the source was seen", "nearness to living human skin", "inputs assumed"], rows)


def cases_section(experiments, figures):
    parts = []
    for experiment in experiments:
        data = experiment.data
        assumed = "".join(f"<li>{html.escape(a)}</li>" for a in data["assumed"])
        parts.append(f"<div><h3>{html.escape(data['title'])}</h3><p><small>{html.escape(data['source']['reference'])}; "
                     f"{html.escape(data['source']['quality'])}: {html.escape(data['source']['read'])}. {data['role']}. "
                     f"Applies: {html.escape(data.get('applies', ''))}</small></p>{image(figures / (experiment.name + '.png'), data['title'])}"
                     f"<p>Assumed:</p><ul>{assumed}</ul>{findings.of(experiment)}</div>")
    return '<div class="figures">' + "".join(parts) + "</div>"


def convergence_section():
    """What halving one number changes, and the peer's force; the tables' raw columns stay in their files."""
    changes = [[row[0], row[1], row[3], row[4], row[5], row[6]] for row in list(csv.reader(open(ROOT / "benchmarks/convergence/table.csv")))[1:]]
    peer = list(csv.reader(open(ROOT / "benchmarks/peers/calculix/table.csv")))[1:]
    return ("<p>Flagship, one number halved:</p>"
            + html_table(["variant", "compared with", "puncture force / mN", "change / %", "force at 500 um / mN", "change / %"], changes)
            + "<p>CalculiX, dent without cracks (every third depth; below 20 um the contact is one or two cells wide, and the difference is the mesh's):</p>"
            + html_table(["depth / um", "Acumen / mN", "CalculiX / mN", "difference / %"], peer[::3]))


def first_words(rank):
    """The parameters that may be the first, each with its chance, as the lab should weigh them."""
    likely = sorted((r for r in rank if r["chance_of_first"] >= 0.1), key=lambda r: -r["chance_of_first"])
    return " or ".join(f"{r['parameter']} (first with {100 * r['chance_of_first']:.0f} %)" for r in likely) or "unknown"


def facts(rows):
    """What the words of the report leave open."""
    rank, quality = surrogate.ranking()
    study = json.loads((intervals.STUDY / "intervals.json").read_text()) if (intervals.STUDY / "intervals.json").exists() else {}
    entry, applied = study.get("insertion.puncture_force", {}), intervals.relative_intervals()
    spread = lambda q: "{:.2f} to {:.2f}".format(*applied[q]) if q in applied else "unknown"
    ratios = [r.ratio for r in rows if r.kind == "value" and r.role == "prediction" and r.ratio and r.unit in ("mN", "N") and "insertion" in r.name]
    return {"summary": table.summary(rows), "samples": entry.get("samples", 0) + entry.get("without_value", 0), "parameters": len(rank),
            "q2": "unknown" if quality is None else f"{quality:.2f}", "first": first_words(rank), "force_interval": spread("insertion.puncture_force"),
            "depth_interval": spread("insertion.penetration_depth"), "missed": ", ".join(dict.fromkeys(r.experiment for r in rows if not r.good)) or "none",
            "ratios": f"{min(ratios):.2f} to {max(ratios):.2f}" if ratios else "unknown"}


def fill(text, known):
    return [t.format(**known) for t in text] if isinstance(text, list) else text.format(**known)


def verification_text(page):
    if not page.exists():
        return "<p><b>Not run: start ./acumen verify first.</b></p>"
    made = datetime.date.fromtimestamp(page.stat().st_mtime).isoformat()
    return f"<p>Page of ./acumen verify, made {made}:</p><pre>{html.escape(page.read_text().strip().strip('`'))}</pre>"


def write(out, experiments, rows, quality, verification_page, made=""):
    """Writes out/report.html. The page of `acumen verify` is embedded if it exists; if not, the report says that it is missing.
    `made`: a sentence on when and with what the runs were made."""
    words, known = yaml.safe_load((HERE / "credibility.yaml").read_text()), facts(rows)
    say = lambda key: paragraphs(fill(words[key], known))
    sections = [
        ("Question of interest", say("question")), ("Context of use", say("context")),
        ("Model risk", say("risk") + html_table(["", "finding", "reason"], words["risk_table"])),
        ("The model and its inputs", say("model") + inputs_section()),
        ("Credibility factors and goals (ASME V&V 40)", html_table(["factor", "goal for this risk", "evidence", "reached"], words["factors"], lambda row: row[-1].split()[0])),
        ("Verification", say("verification") + verification_text(verification_page) + convergence_section()),
        ("Validation", say("validation") + paragraphs(f"{quality}. {made}") + image(out / "figures/overview.png", "predicted over measured") + validation_tables(rows) + calibration_section(rows)),
        ("Applicability", say("applicability") + applicability_table(experiments)),
        ("Uncertainty", say("uncertainty") + uncertainty_section(out / "figures")),
        ("Adequacy of the evidence", say("adequacy")), ("The experiments and what was found", cases_section(experiments, out / "figures"))]
    page = Page("Acumen: credibility report", f"Written {datetime.date.today().isoformat()} from the tables of ./acumen validate and ./acumen verify.")
    missed = [Point(f"{row.experiment}: {row.name}: {row.verdict}", "failed") for row in rows if not row.good]
    page.verdict(known["summary"] + ".", missed + [Point(quality + ".")], "doubtful" if missed else "sound")
    for number, (title, content) in enumerate(sections, 1):
        page.section(f"{number}. {title}")
        page.raw(content)
    page.save(out / "report.html")
