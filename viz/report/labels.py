"""Plain names of the quantities of summary.json, in the order in which the report lists them."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

SECTIONS: dict[str, dict[str, str]] = {
    "Insertion": {
        "insertion.puncture_force": "puncture force",
        "insertion.puncture_displacement": "needle travel at puncture",
        "insertion.indentation_at_puncture": "indentation of the skin at puncture",
        "insertion.maximum_force": "largest force",
        "insertion.force_at_end": "force at full depth",
        "insertion.force_after_hold": "force after the hold",
        "insertion.penetration_depth": "penetration depth below the deformed surface",
        "insertion.tip_depth": "tip below the undisturbed surface",
        "insertion.surface_depression": "depression of the surface",
        "insertion.withdrawal_force": "largest pull during withdrawal",
    },
    "Energy, to the end of the run": {
        "energy.external": "work of the needle, withdrawal included",
        "energy.stored": "stored in the skin",
        "energy.fracture": "fracture",
        "energy.friction": "friction",
        "energy.viscous": "viscous",
        "energy.released": "released in snaps",
        "energy.closure_error": "not accounted for, fraction of the largest work",
    },
    "Wound": {
        "wound.reach": "wound depth, before deformation",
        "wound.probability_papillary_dermis": "probability to reach the papillary dermis",
        "wound.probability_reticular_dermis": "probability to reach the reticular dermis",
        "wound.probability_subcutis": "probability to go through the dermis",
        "wound.mouth_inserted": "mouth of the hole, needle in",
        "wound.mouth_after": "mouth of the hole after withdrawal",
        "wound.volume_inserted": "volume of the hole, needle in",
        "wound.volume_after": "volume of the hole after withdrawal",
        "wound.opened_area": "area of the cracks",
        "wound.punctures": "punctures in the session",
        "wound.puncture_density": "punctures per area",
        "wound.coverage": "share of the skin that is hole (coverage)",
        "wound.roller_sweep": "longest slot a roller's needle can tear",
    },
    "Bleeding": {
        "bleeding.expected_cuts": "vessels cut by one needle",
        "bleeding.probability_visible": "probability of visible bleeding, one needle",
        "bleeding.probability_visible_empirical": "the same probability by the law of pen needles",
        "bleeding.probability_any": "probability of visible bleeding anywhere in the session",
        "bleeding.points_density": "bleeding points per area",
        "bleeding.volume": "blood in all",
        "bleeding.clotting_time": "clotting time of a small vessel",
        "bleeding.time_factor": "bleeding time over normal",
        "bleeding.volume_ratio": "blood over that with normal clotting",
        "bleeding.rebleed_probability": "probability that a clotted cut opens again",
    },
    "Needle": {
        "strength.failure_force": "force at failure",
        "strength.safety_factor": "margin: failure force over insertion force, tip free",
        "strength.safety_factor_supported": "the same, tip held by the skin",
        "strength.tip_safety_factor": "margin of the tip against crushing",
        "strength.probability_of_failure": "probability of failure, tip free",
        "strength.probability_of_blunting": "probability that yielding flattens the tip (wear, not failure)",
        "strength.crushed_radius": "radius to which yielding flattens the tip, 0 = as made",
    },
    "Drug": {
        "drug.dose": "dose carried",
        "drug.maximum_load": "most the needles can carry and deliver",
        "drug.delivered": "delivered",
        "drug.delivered_fraction": "delivered fraction of the dose",
        "drug.time_to_50": "time until half is delivered",
        "drug.time_to_90": "time until 90 % is delivered",
        "drug.left_in_needle": "left in the needles",
        "drug.left_on_skin": "left on the skin",
        "drug.plasma_peak": "highest concentration in plasma",
        "drug.plasma_peak_time": "time of that peak",
        "drug.balance_error": "drug not accounted for, error over the dose",
    },
    "Infusion": {
        "infusion.flow": "flow through one needle",
        "infusion.back_pressure": "pressure at the needle's opening",
        "infusion.time": "time to infuse the volume",
    },
    "Radiofrequency": {
        "rf.resistance": "resistance between the needles",
        "rf.power": "power at the start of the pulse",
        "rf.energy": "heat of the pulse",
        "rf.peak_temperature": "highest temperature",
        "rf.lesion_top": "upper end of the coagulated tissue",
        "rf.lesion_bottom": "lower end of the coagulated tissue",
        "rf.lesion_width": "width of the coagulated tissue",
        "rf.lesion_volume": "volume of the coagulated tissue",
    },
    "Healing": {
        "healing.channel_width": "width of the channel that stays open in living skin",
        "healing.closure_time": "channels closed after",
        "healing.last_closure_time": "last channel closed after",
        "healing.barrier_recovery_time": "barrier restored after",
        "healing.redness_duration": "redness shows for",
        "healing.collagen_peak_time": "new collagen peaks after",
        "healing.scar_probability": "probability of a scar at a channel",
        "healing.pigment_probability": "probability of dark spots",
        "healing.bruise_probability": "probability of a bruise",
        "pain.relative": "share of the pain of a 26G needle",
    },
}

VESSELS = "bleeding.expected_cuts."
ALONE = ("friction", "angle", "age", "site")
"""Parameters that say by one word what they are of."""


def label(name: str) -> str:
    """The plain name of a quantity, or its own name with blanks."""
    for entries in SECTIONS.values():
        if name in entries:
            return entries[name]
    return name.replace(".", ": ").replace("_", " ")


def parameter(name: str) -> str:
    """A parameter of a case in plain words: "tip radius" of needle.tip_radius, "needle length" of needle.length, "stratum corneum strength" of
    skin.change.stratum_corneum.strength."""
    group, _, rest = name.partition(".")
    if group == "skin" and rest.startswith("change."):
        rest = rest.removeprefix("change.").replace(".", " ")
    elif rest and "_" not in rest and "." not in rest and rest not in ALONE:
        rest = f"{group} {rest}"
    return (rest or group).replace(".", " ").replace("_", " ")


def alike(warnings: Iterable[str]) -> Counter[str]:
    """How often each warning of the cases of a study comes, those that differ by numbers alone counted as one and told by the first.

    "screening model: outside the space ...: depth = ...": what comes after the second colon is each case's own."""
    found: dict[str, Counter[str]] = {}
    for text in warnings:
        if text.startswith("checks are "):  # what every check is told with; it says nothing of the case
            continue
        head = ": ".join(re.split(r": (?![^()]*\))", text)[:2])
        found.setdefault(re.sub(r"\d+(\.\d+)?(e[-+]\d+)?", "#", head), Counter())[head] += 1
    return Counter({next(iter(kind)) + (" (numbers of the first of them)" if len(kind) > 1 else ""): kind.total() for kind in found.values()})
