"""The answer of a run in plain words: one headline, then one sentence a question, doubtful ones marked."""
from __future__ import annotations

from dataclasses import dataclass, field

from . import units
from .page import Point
from .run_data import Run

# A chance between these is neither no nor yes.
UNLIKELY, LIKELY = 0.05, 0.95
OUTSIDE = "outside the space in which its error was measured"
STATUS = {"stopped": "Stopped early", "not_converged": "Did not converge"}


@dataclass
class Verdict:
    headline: str
    points: list[Point] = field(default_factory=list)
    state: str = "sound"


def told(run: Run, name: str) -> str:
    """Value with its interval: "2.0 (0.95 to 4.3)"."""
    entry = run.quantities.get(name, {})
    return units.with_interval(entry.get("value"), entry.get("low"), entry.get("high"), entry.get("unit", "1"), name)


def _share(run: Run, name: str) -> str:
    """The same, in per cent."""
    entry = run.quantities[name]
    return units.with_interval(entry["value"], entry["low"], entry["high"], "1", "share")


def odds(probability: float) -> str:
    """"4 of 10": a chance as people count."""
    if probability >= 0.995:
        return "practically all"
    rarer = min(probability, 1.0 - probability)
    for total, least in ((10, 0.095), (100, 0.0095), (1000, 0.00095)):
        if rarer >= least:
            return f"{round(probability * total)} of {total}"
    return "fewer than 1 of 1000"


def _warned(run: Run, *words: str) -> bool:
    return any(word in warning for warning in run.texts("warnings") for word in words)


def _puncture(run: Run) -> tuple[str, Point]:
    travel = units.show(run.value("insertion.travel"), "m")
    if not run.value("insertion.punctured"):
        largest = units.show(run.value("insertion.maximum_force"), "N")
        if run.status == "completed":
            text = f"does not pierce within {travel} of travel"
            return text, Point(f"The uppermost layer holds; the largest force is {largest}.", "failed")
        text = f"no puncture within the {travel} computed"
        return text, Point(f"Whether the needle pierces further on is unknown; the largest force so far is {largest}.", "doubtful")
    force = told(run, "insertion.puncture_force")
    doubts = []
    if _warned(run, "lower estimate"):
        doubts.append("a lower estimate, as the model is axisymmetric")
    if _warned(run, "not converged with the mesh"):
        doubts.append("not converged with the mesh")
    if run.screening:
        doubts.append("by the screening model, a reduced one" + (", outside the space in which its error was measured: the interval does not hold"
                                                                 if _warned(run, OUTSIDE) else ""))
    if run.quantities.get("insertion.puncture_force", {}).get("low") is None:
        doubts.append("without an interval: its uncertainty has not been studied")
    text = f"Puncture at {force}, after {units.show(run.value('insertion.puncture_displacement'), 'm')} of travel"
    return f"pierces at {force}", Point(f"{text}: {'; '.join(doubts)}." if doubts else f"{text}.", "doubtful" if doubts else "sound")


def _reach(run: Run) -> tuple[str, Point] | None:
    depth = run.value("wound.reach")
    shown = "wound.reach" if depth is not None else "wound.depth"
    depth = run.value(shown)
    if depth is None:
        return None
    if depth <= 0.0:
        return "no wound", Point("No crack opens.")
    layer = next((layer for layer in reversed(run.layers) if layer.top < depth - 1e-9), None)
    name = f"the {layer.title}" if layer else "an unknown layer"
    chance = next((value for key, value in _layer_chances(run) if layer and key == layer.name), None)
    if not run.value("insertion.punctured"):
        return f"cracks below the surface reach {name}", Point(f"Cracks open down to {told(run, shown)} in the undeformed skin, without puncture.")
    text = f"The wound is {told(run, shown)} deep in the undeformed skin and ends in {name}"
    if chance is not None:
        text += f", which is reached in {odds(chance)}"
    doubtful = chance is not None and UNLIKELY < chance < LIKELY
    return f"the wound reaches {name}", Point(text + ".", "doubtful" if doubtful else "sound")


def _layer_chances(run: Run) -> list[tuple[str, float]]:
    names = {"papillary_dermis": "papillary_dermis", "reticular_dermis": "reticular_dermis", "hypodermis": "subcutis"}
    pairs = [(layer, run.value(f"wound.probability_{key}")) for layer, key in names.items()]
    return [(layer, value) for layer, value in pairs if value is not None]


def _bleeding(run: Run) -> tuple[str, Point] | None:
    session = (run.value("wound.punctures") or 1.0) > 1.5
    name = "bleeding.probability_any" if session else "bleeding.probability_visible"
    chance = run.value(name)
    if chance is None:
        return None
    entry = run.quantities[name]
    what = "sessions" if session else "punctures"
    word = "likely" if chance >= 0.3 else "possible" if chance >= 0.05 else "unlikely"
    wide = (entry.get("low") is not None and entry["low"] < 0.5 < entry["high"]) or _warned(run, OUTSIDE)
    span = units.interval(entry.get("low"), entry.get("high"), chance, "1", name) or "no interval"
    text = f"Visible bleeding in {odds(chance)} {what} ({span})"
    return f"bleeding {word}, in {odds(chance)} {what}", Point(text + ".", "doubtful" if wide else "sound")


def _needle(run: Run) -> tuple[str, Point] | None:
    margin = run.value("strength.safety_factor")
    if margin is None:
        return None
    entry = run.quantities["strength.safety_factor"]
    failing = run.value("strength.probability_of_failure")
    text = f"Needle margin {told(run, 'strength.safety_factor')}: force at failure over insertion force, tip free to move aside"
    if failing is not None:
        text += f"; {units.show(failing, '1', 'probability')} of the sampled needles fail on the way in"
    sure = entry.get("low") is not None and not entry["low"] < 1.0 < entry["high"] and not _warned(run, OUTSIDE)
    state = "failed" if margin < 1.0 else "sound" if sure else "doubtful"
    return f"needle margin {told(run, 'strength.safety_factor')}", Point(text + ".", state)


def _drug(run: Run) -> tuple[str, Point] | None:
    delivered = run.value("drug.delivered")
    if delivered is None:
        return None
    name = str((run.case.get("drug") or {}).get("name", "drug"))
    share = units.show(run.value("drug.delivered_fraction"), "1", "fraction")
    text = f"Delivers {told(run, 'drug.delivered')} of {name}, {share} of the dose carried"
    if run.value("drug.time_to_90") is not None:
        text += f"; nine tenths of the dose within {told(run, 'drug.time_to_90')}"
    load = run.value("drug.maximum_load")
    unfit = load is not None and load < delivered
    if unfit:
        text += f". But with the strength margin asked for the needles can carry and deliver at most {units.show(load, 'kg')}"
    return f"delivers {units.show(delivered, 'kg')} of {name}", Point(text + ".", "doubtful" if unfit else "sound")


def _others(run: Run) -> list[Point]:
    points = []
    if run.value("rf.peak_temperature") is not None:
        points.append(Point(f"Radiofrequency heats the tissue to {told(run, 'rf.peak_temperature')} and coagulates "
                            f"{units.show(run.value('rf.lesion_volume'), 'm^3')} round a needle."))
    if run.value("healing.closure_time") is not None:
        points.append(Point(f"Channels close within {told(run, 'healing.closure_time')}; redness shows for "
                            f"{told(run, 'healing.redness_duration')}."))
    if run.value("pain.relative") is not None:
        points.append(Point(f"Pain, compared by a fitted law, is {_share(run, 'pain.relative')} of that of a 26G needle.",
                            "doubtful" if _warned(run, "pain:") else "sound"))
    checks = [warning for warning in run.texts("warnings") if warning.startswith("check")]
    points += [Point(check, "failed") for check in checks]
    error = run.value("energy.closure_error")
    if error is not None and abs(error) > 0.01:
        share = units.show(abs(error), "1", "error")
        points.append(Point(f"{share} of the work is not accounted for: more than the 1 % that is tolerated.", "failed"))
    count = len(run.texts("assumptions"))
    if count:
        points.append(Point(f"{count} input values are assumed, not measured; every number above rests on some of them. "
                            "Compare designs by ratio rather than trusting the level."))
    return points


def _incomplete(run: Run, pieces: list[str]) -> tuple[str, list[Point]]:
    """Headline and first points of a run that did not come to its end."""
    reached = units.show(run.value("insertion.travel"), "m")
    first = [Point(f"What follows holds for the first {reached} of travel only. Bleeding, needle strength, healing and drug need the "
                   "whole insertion and were not computed.", "failed")]
    diagnosis = run.summary.get("diagnosis") or {}
    if diagnosis:
        told_why = [f"{key}: {diagnosis[key]}" for key in ("reason", "place", "advice") if diagnosis.get(key)]
        first.append(Point("Diagnosis: " + "; ".join(told_why) + ".", "failed"))
    elif run.status == "stopped":
        first.append(Point(f"Go on with: ./acumen run --resume {run.folder}", "doubtful"))
    return f"{STATUS.get(run.status, run.status)} at {reached} of travel; up to there: " + "; ".join(pieces), first


def verdict(run: Run) -> Verdict:
    """Headline, points and state; the state is the worst of what decides about the design."""
    if not run.quantities:
        return Verdict(f"{STATUS.get(run.status, run.status)}: there are no results.", _incomplete(run, [])[1][1:], "failed")
    parts = [_puncture(run)] + [part for part in (_reach(run), _bleeding(run), _needle(run), _drug(run)) if part]
    pieces, points = [piece for piece, _ in parts], [point for _, point in parts]
    if run.status != "completed":
        headline, first = _incomplete(run, pieces)
        return Verdict(headline + ".", first + points + _others(run), "failed")
    points += _others(run)
    headline = "; ".join(pieces)
    states = {point.state for point in points}
    worst = "failed" if "failed" in states else "doubtful" if "doubtful" in states else "sound"
    return Verdict(headline[0].upper() + headline[1:] + ".", points, worst)
