"""The validation table: on the terminal, as CSV and as Markdown."""
import csv

HEADER = ["experiment", "role", "kind", "what", "unit", "measured", "predicted", "low", "high", "ratio", "verdict", "note"]


def number(value):
    return "" if value is None else f"{value:.3g}"


def cells(row):
    return [row.experiment, row.role, row.kind, row.name, row.unit, row.measured, number(row.predicted), number(row.low), number(row.high),
            number(row.ratio), row.verdict, row.note]


def write_csv(rows, file):
    with open(file, "w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(map(cells, rows))


def interval_text(row):
    return "" if row.low is None else f"{number(row.low)} .. {number(row.high)}"


def markdown(rows):
    """Two tables, values then trends; every role and verdict is said."""
    lines = ["| experiment | role | what | measured | predicted | interval | ratio | verdict |", "|---|---|---|---|---|---|---|---|"]
    for row in rows:
        if row.kind == "value":
            unit = "" if row.unit == "1" else " " + row.unit
            lines.append(f"| {row.experiment} | {row.role} | {row.name} | {row.measured}{unit} | {number(row.predicted) or '-'} | "
                         f"{interval_text(row)} | {number(row.ratio)} | {row.verdict}{note(row)} |")
    lines += ["", "| experiment | trend | measured | predicted | expected | verdict |", "|---|---|---|---|---|---|"]
    for row in rows:
        if row.kind == "trend":
            low, high = row.measured_range
            lines.append(f"| {row.experiment} | {row.name} | {row.measured} | {number(row.predicted) or '-'} | "
                         f"{'' if low is None else f'{low:g}'} .. {'' if high is None else f'{high:g}'} | {row.verdict}{note(row)} |")
    return "\n".join(lines) + "\n"


def note(row):
    return f" ({row.note})" if row.verdict in ("no value", "missed") and row.note else ""


def terminal(rows):
    lines = [f"{'':18} {'':46} {'measured':>14} {'predicted':>10} {'interval':>18} {'ratio':>6}  verdict"]
    for row in (r for r in rows if r.kind == "value"):
        lines.append(f"{row.experiment:18.18} {row.name:46.46} {row.measured + ('' if row.unit == '1' else ' ' + row.unit):>14} "
                     f"{number(row.predicted) or '-':>10} {interval_text(row):>18} {number(row.ratio):>6}  {row.verdict}")
    lines += ["", f"{'Trends':18} {'':58} {'predicted':>10} {'expected':>14}  verdict"]
    for row in (r for r in rows if r.kind == "trend"):
        low, high = row.measured_range
        expected = f"{'' if low is None else f'{low:g}'}..{'' if high is None else f'{high:g}'}"
        lines.append(f"{row.experiment:18.18} {row.name:58.58} {number(row.predicted) or '-':>10} {expected:>14}  {row.verdict}")
    return "\n".join(lines + ["", summary(rows)])


def summary(rows):
    count = lambda kind, verdict, role=None: sum(r.kind == kind and r.verdict == verdict and role in (None, r.role) for r in rows)
    comparisons = sum(r.kind == "value" and r.role == "prediction" for r in rows)
    return (f"{comparisons} predictions: {count('value', 'agrees', 'prediction')} agree within a factor 1.5, "
            f"{count('value', 'interval covers', 'prediction')} within the interval only, {count('value', 'missed', 'prediction')} missed, "
            f"{count('value', 'no value', 'prediction')} without value; trends: {count('trend', 'shown')} shown, {count('trend', 'not shown')} not, "
            f"{count('trend', 'no value')} without value")


CLOSURE_BOUND = 0.01


def quality(results):
    """One line on the runs behind the table: completed or not, and whether their energies close."""
    runs = [(f"{name}/{run}", result) for name, each in results.items() for run, result in each.items()]
    unfinished = [label for label, result in runs if result["status"] != "completed"]
    closures = {label: abs(result["quantities"]["energy.closure_error"]) for label, result in runs if "energy.closure_error" in result["quantities"]}
    wide = sorted((label for label in closures if closures[label] > CLOSURE_BOUND), key=lambda label: -closures[label])
    text = f"{len(runs)} runs, {len(runs) - len(unfinished)} completed" + (f" (not: {', '.join(unfinished)})" if unfinished else "")
    return text + f"; energies close to 1 % in {len(closures) - len(wide)}" + (
        " (not: " + ", ".join(f"{label} {100 * closures[label]:.1f} %" for label in wide) + ")" if wide else "")
