"""The credibility report: one HTML file with everything in it, filled in from the tables of validation, uncertainty and verification."""
import base64
import csv
import datetime
import html
import json
import sys

import yaml

from . import intervals, surrogate, table
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


def uncertainty_section(figures):
    rank, _ = surrogate.ranking()
    errors = [[e["quantity"], f"{e['low_factor']:g} .. {e['high_factor']:g}", e["what"], e["source"]] for e in intervals.model_errors()]
    total = [[q, f"{low:.2f} .. {high:.2f}"] for q, (low, high) in intervals.relative_intervals().items()]
    return (image(figures / "sobol.png", "Sobol indices") + html_table(["parameter", "first-order Sobol index of the puncture force", "total index"], [[n, f"{f:.2f}", f"{t:.2f}"] for n, f, t in rank])
            + "<p>Stated errors of the model:</p>" + html_table(["quantity", "factors", "what", "source"], errors)
            + "<p>Relative intervals applied:</p>" + html_table(["quantity", "low .. high, over the prediction"], total))


def cases_section(experiments, figures):
    parts = []
    for experiment in experiments:
        data = experiment.data
        assumed = "".join(f"<li>{html.escape(a)}</li>" for a in data["assumed"])
        parts.append(f"<div><h3>{html.escape(data['title'])}</h3><p><small>{html.escape(data['source']['reference'])}; "
                     f"{html.escape(data['source']['quality'])}: {html.escape(data['source']['read'])}. {data['role']}. "
                     f"Applies: {html.escape(data.get('applies', ''))}</small></p>{image(figures / (experiment.name + '.png'), data['title'])}"
                     f"<p>Assumed:</p><ul>{assumed}</ul></div>")
    return '<div class="figures">' + "".join(parts) + "</div>"


def convergence_section():
    rows = list(csv.reader(open(ROOT / "benchmarks/convergence/table.csv")))
    peer = list(csv.reader(open(ROOT / "benchmarks/peers/calculix/table.csv")))
    return ("<p>Flagship, one number halved:</p>" + html_table(rows[0], rows[1:]) + "<p>CalculiX, dent without cracks (every third depth):</p>"
            + html_table(peer[0], peer[1::3]))


def facts(rows):
    """What the words of the report leave open."""
    rank, quality = surrogate.ranking()
    study = json.loads((intervals.STUDY / "intervals.json").read_text()) if (intervals.STUDY / "intervals.json").exists() else {}
    entry = study.get("insertion.puncture_force", {})
    return {"summary": table.summary(rows), "samples": entry.get("samples", 0) + entry.get("without_value", 0), "parameters": len(rank),
            "q2": "unknown" if quality is None else f"{quality:.2f}", "first": rank[0][0] if rank else "unknown"}


def fill(text, known):
    return [t.format(**known) for t in text] if isinstance(text, list) else text.format(**known)


def write(out, experiments, rows, quality, verification_page):
    """Writes out/report.html. The page of `acumen verify` is embedded if it exists; if not, the report says that it is missing."""
    words, known = yaml.safe_load((HERE / "credibility.yaml").read_text()), facts(rows)
    say = lambda key: paragraphs(fill(words[key], known))
    verified = (f"<pre>{html.escape(verification_page.read_text().strip().strip('`'))}</pre>" if verification_page.exists()
                else "<p><b>Not run: start ./acumen verify first.</b></p>")
    sections = [
        ("Question of interest", say("question")), ("Context of use", say("context")), ("Model risk", say("risk")),
        ("Credibility factors (ASME V&V 40)", html_table(["factor", "evidence", "rating"], words["factors"], lambda row: row[-1].split()[0])),
        ("Verification", say("verification") + verified + convergence_section()),
        ("Validation", say("validation") + paragraphs(quality + ".") + image(out / "figures/overview.png", "predicted over measured") + validation_tables(rows)),
        ("Applicability", say("applicability")), ("Uncertainty", say("uncertainty") + uncertainty_section(out / "figures")),
        ("Adequacy", say("adequacy")), ("The experiments", cases_section(experiments, out / "figures"))]
    page = Page("Acumen: credibility report", f"Written {datetime.date.today().isoformat()} from the tables of ./acumen validate and ./acumen verify.")
    missed = [Point(f"{row.experiment}: {row.name}: {row.verdict}", "failed") for row in rows if not row.good]
    page.verdict(known["summary"] + ".", missed + [Point(quality + ".")], "doubtful" if missed else "sound")
    for number, (title, content) in enumerate(sections, 1):
        page.section(f"{number}. {title}")
        page.raw(content)
    page.save(out / "report.html")
