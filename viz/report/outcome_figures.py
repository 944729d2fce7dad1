"""Figures of what follows from the insertion: hole by layer, vessels cut, dose over time, course of healing."""
from __future__ import annotations

import numpy as np

from . import units
from .figure_style import BLUE, CYCLE, DASHES, GREEN, GREY, ORANGE, UM, VERMILION, Picture, layer_colour, new_figure
from .labels import VESSELS
from .run_data import Run

FROM_ABOVE = ("capillary_loops", "upper_plexus", "reticular_vessels", "lower_plexus", "subcutaneous_vessels")
SMALLEST_COUNT = 1e-6  # vessels fewer than this are drawn at the edge and written out


def _profile(run: Run, which: str) -> tuple[list[float], list[float], list[float], list[float]]:
    """depths [um], half diameters [um] and their interval at the layers' tops, down to the hole's end."""
    reach = run.value("wound.reach") or run.value("wound.depth") or 0.0
    depths, middle, low, high = [], [], [], []
    for layer in run.layers:
        entry = run.quantities.get(f"wound.{layer.name}.{which}", {})
        if layer.top >= reach or entry.get("value") is None:
            break
        depths.append(layer.top * UM)
        for values, key in ((middle, "value"), (low, "low"), (high, "high")):
            number = entry.get(key)
            values.append(0.5 * (entry["value"] if number is None else number) * UM)
    if depths:
        depths.append(reach * UM)
        for values in (middle, low, high):
            values.append(0.0)
    return depths, middle, low, high


def wound(run: Run) -> Picture | None:
    """Profile of the hole over depth in the undeformed skin, needle in (left) and withdrawn (right)."""
    profiles = [("needle in", -1.0, BLUE, _profile(run, "opening_inserted")), ("withdrawn", 1.0, VERMILION, _profile(run, "opening_after"))]
    profiles = [entry for entry in profiles if entry[3][0]] or [("largest opening", -1.0, BLUE, _profile(run, "opening"))]
    if not profiles[0][3][0]:
        return None
    figure = new_figure(5.0, 3.8)
    axes = figure.add_subplot()
    entry = run.quantities.get("wound.reach", {})
    reach = profiles[0][3][0][-1]
    bottom = 1.25 * max(reach, (entry.get("high") or 0.0) * UM)
    for index, layer in enumerate(run.layers):
        if layer.top * UM < bottom:
            axes.axhspan(layer.top * UM, min(layer.bottom * UM, bottom), color=layer_colour(layer.name, index), alpha=0.8, lw=0)
            axes.text(0.99, 0.5 * (layer.top * UM + min(layer.bottom * UM, bottom)), layer.title, transform=axes.get_yaxis_transform(),
                      ha="right", va="center", fontsize=7.5)
    for name, side, colour, (depths, middle, low, high) in profiles:
        axes.fill_betweenx(depths, 0.0, side * np.array(middle), color=colour, alpha=0.35, lw=0)
        axes.plot(side * np.array(middle), depths, color=colour, label=name)
        axes.plot(side * np.array(high), depths, color=colour, lw=0.8, ls=":", label=f"{name}, 90 % interval" if high != middle else None)
        axes.plot(side * np.array(low), depths, color=colour, lw=0.8, ls=":")
    if entry.get("low") is not None:
        axes.errorbar([0.0], [reach], yerr=[[reach - entry["low"] * UM], [entry["high"] * UM - reach]], color="black", capsize=3, lw=1.0)
    axes.axvline(0.0, color=GREY, lw=0.6)
    widest = max(max(high) for *_, (_, _, _, high) in profiles)
    axes.set(ylim=(bottom, 0.0), xlim=(-1.15 * widest, 2.2 * widest), xlabel="distance from the hole's axis [um]",
             ylabel="depth, before deformation [um]")
    axes.set_xticks([tick for tick in axes.get_xticks() if abs(tick) <= 1.15 * widest], labels=None)
    axes.set_xticklabels([f"{abs(tick):g}" for tick in axes.get_xticks()])
    axes.legend(loc="upper left", bbox_to_anchor=(0.0, -0.18), ncols=2)
    ends = run.layer_at(reach / UM * 0.999)
    return Picture(figure, "The hole by layer, over depth in the undeformed skin; the bar at its end is the 90 % interval of the depth.",
                   f"Profile of the hole: {2 * profiles[0][3][1][0]:.3g} um wide at the mouth, {reach:.0f} um deep, "
                   f"ending in {ends.title if ends else 'the skin'}.")


def vessels(run: Run) -> Picture | None:
    """Vessels that one needle cuts, expected, by population."""
    known = [name for name in run.quantities if name.startswith(VESSELS)]
    known.sort(key=lambda name: next((k for k, part in enumerate(FROM_ABOVE) if name.endswith(part)), len(FROM_ABOVE)))
    found = [(name[len(VESSELS):].replace("_", " "), run.quantities[name]) for name in known]
    if not found:
        return None
    figure = new_figure(5.0, 0.9 + 0.38 * len(found))
    axes = figure.add_subplot()
    words = []
    for row, (name, entry) in enumerate(found):
        value = entry["value"] or 0.0
        if entry["low"] is not None and entry["high"] > SMALLEST_COUNT:
            axes.plot([max(entry["low"], SMALLEST_COUNT), entry["high"]], [row, row], color=BLUE, lw=5, alpha=0.35, solid_capstyle="butt")
        axes.plot([max(value, SMALLEST_COUNT)], [row], "o" if value >= SMALLEST_COUNT else "<", color=BLUE, ms=5, clip_on=False)
        text = units.with_interval(value, entry["low"], entry["high"]) if value >= SMALLEST_COUNT else f"below {SMALLEST_COUNT:g}"
        words.append(f"{name} {text}")
        axes.text(1.02, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=7.5)
    top = max(max(entry["high"] or 0.0, entry["value"] or 0.0) for _, entry in found)
    axes.set(xscale="log", xlim=(SMALLEST_COUNT, max(10.0 * top, 1.0)), ylim=(len(found) - 0.5, -0.5),
             xlabel="vessels cut by one needle, expected")
    axes.set_yticks(range(len(found)), labels=[name for name, _ in found])
    caption = "Vessels that one needle cuts, expected, from the uppermost population down; bars: 90 % intervals; logarithmic."
    return Picture(figure, caption, "Vessels cut by one needle: " + "; ".join(words) + ".")


def dose(run: Run) -> Picture | None:
    """Where the drug is over time, as shares of the dose; below it, plasma where it was computed."""
    table = run.transport
    if len(table) < 2 or "delivered" not in table:
        return None
    plasma = "plasma" in table
    figure = new_figure(5.0, 4.6 if plasma else 3.4)
    parts = figure.subplots(2 if plasma else 1, 1, sharex=True, squeeze=False, height_ratios=[1.7, 1.0] if plasma else None)[:, 0]
    names = [name for name in table.columns if name not in ("time", "plasma")]
    total = max(float(np.nanmax(sum(table[n] for n in names if n != "delivered"))), float(np.nanmax(table["delivered"])), 1e-300)
    hours = table["time"] / 3600.0
    shown = [name for name in names if np.nanmax(table[name]) > 0.002 * total]
    for k, name in enumerate(shown):
        style = {"color": "black", "lw": 2.2} if name == "delivered" else {"color": CYCLE[k % len(CYCLE)], "ls": DASHES[k % len(DASHES)]}
        parts[0].plot(hours, 100.0 * table[name] / total, label=name.replace("_", " "), **style)
    parts[0].set(ylabel="share of the dose [%]", ylim=(0, 105))
    if plasma:
        scale, unit = units.scale(float(np.nanmax(table["plasma"])), "kg/m^3")
        parts[1].plot(hours, table["plasma"] / scale, color=GREEN)
        parts[1].set(ylabel=f"plasma [{unit}]", ylim=(0, None))
    parts[-1].legend(*parts[0].get_legend_handles_labels(), ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.28 if not plasma else -0.45))
    first = max(float(hours[1]), float(hours[-1]) * 1e-5)
    parts[-1].set(xlabel="time [h], logarithmic", xscale="log", xlim=(first, float(hours[-1])))
    return Picture(figure, f"Where the drug is over time; the dose of one needle is {units.show(total, 'kg')}.",
                   f"Drug over {units.show(float(table['time'][-1]), 's')}: finally {100 * table['delivered'][-1] / total:.1f} % of "
                   "the dose delivered.")


COURSE = (("barrier restored", "healing.barrier_recovery_time"), ("channels closed (median)", "healing.closure_time"),
          ("last channel closed", "healing.last_closure_time"), ("redness gone", "healing.redness_duration"),
          ("new collagen peaks", "healing.collagen_peak_time"))


def healing(run: Run) -> Picture | None:
    """When what is over: medians with 90 % intervals on a logarithmic time axis."""
    found = [(label, run.quantities[name]) for label, name in COURSE if run.value(name) is not None]
    if not found:
        return None
    figure = new_figure(5.0, 0.9 + 0.4 * len(found))
    axes = figure.add_subplot()
    for row, (_, entry) in enumerate(found):
        if entry["low"] is not None:
            axes.plot([max(entry["low"], 1.0), entry["high"]], [row, row], color=BLUE, lw=5, alpha=0.35, solid_capstyle="butt")
        axes.plot([entry["value"]], [row], "o", color=BLUE, ms=5)
        axes.text(1.02, row, units.show(entry["value"], "s"), transform=axes.get_yaxis_transform(), va="center", fontsize=8)
    marks = [(60, "1 min"), (3600, "1 h"), (86400, "1 day"), (604800, "1 week"), (2592000, "1 month"), (15552000, "6 months")]
    ends = [end for _, entry in found for end in (entry["low"] or entry["value"], entry["high"] or entry["value"])]
    left, right = max(min(ends) / 2, 1.0), max(ends) * 2
    axes.set(xscale="log", xlim=(left, right), ylim=(len(found) - 0.5, -0.5), xlabel="time after the session")
    shown: list[tuple[int, str]] = []
    for at, name in marks:  # no two names on each other
        if left <= at <= right and (not shown or np.log(at / shown[-1][0]) > 0.17 * np.log(right / left)):
            shown.append((at, name))
    axes.set_xticks([at for at, _ in shown], labels=[name for _, name in shown])
    axes.set_xticks([], minor=True)
    axes.grid(axis="x", color=ORANGE, lw=0.4, alpha=0.6)
    axes.set_yticks(range(len(found)), labels=[label for label, _ in found])
    words = [f"{label} after {units.with_interval(entry['value'], entry['low'], entry['high'], 's')}" for label, entry in found]
    return Picture(figure, "Course of healing: medians and 90 % intervals, logarithmic time.", "Healing: " + "; ".join(words) + ".")
