"""The stated design space and the cases in it: a Latin hypercube, the same on every machine."""

import random

# name, key of the case, low, high, logarithmic, unit, and how the number is turned into the case's value.
# A `factor` multiplies the library's value of the volar forearm, which is written here so that the cases stand alone.
SPACE = [
    ("tip radius", "needle.tip_radius", 2.0, 20.0, True, "um", ()),
    ("half angle", "needle.half_angle", 5.0, 20.0, False, "deg", ()),
    ("friction", "insertion.friction", 0.0, 0.5, False, "", ()),
    ("pre-stretch", "skin.pre_stretch", 0.0, 0.10, False, "", ()),
    ("stratum corneum thickness", "skin.change.stratum_corneum.thickness", 13.0, 36.0, True, "um", ()),
    ("stratum corneum modulus", "skin.change.stratum_corneum.shear_modulus", 1.65, 6.6, True, "MPa", ()),
    ("stratum corneum strength", "skin.change.stratum_corneum.strength", 15.0, 40.0, True, "MPa", ()),
    ("stratum corneum toughness", "skin.change.stratum_corneum.toughness", 1.8, 7.2, True, "kJ/m^2", ()),
    ("viable epidermis modulus", "skin.change.viable_epidermis.shear_modulus", 0.25, 1.0, True, "MPa", ()),
    ("dermis modulus", "dermis", 0.5, 2.0, True, "", (
        ("skin.change.papillary_dermis.shear_modulus", 50.0, "kPa"),
        ("skin.change.reticular_dermis.shear_modulus", 110.0, "kPa"))),
    ("dermis toughness", "dermis_toughness", 0.5, 2.0, True, "", (
        ("skin.change.papillary_dermis.toughness", 1.6, "kJ/m^2"),
        ("skin.change.reticular_dermis.toughness", 2.5, "kJ/m^2"))),
]
TRAINING, HELD_OUT = 16, 8


def hypercube(count: int, seed: int) -> list[list[float]]:
    """`count` points in [0, 1) a dimension, one in each of `count` slices of every dimension."""
    generator = random.Random(seed)
    columns = []
    for _ in SPACE:
        order = list(range(count))
        generator.shuffle(order)
        columns.append([(slice_ + generator.random()) / count for slice_ in order])
    return [list(point) for point in zip(*columns)]


def settings(point: list[float]) -> list[str]:
    """The assignments (`a.b=1 um`) of one point of the unit cube."""
    assignments = []
    for (_, key, low, high, logarithmic, unit, parts), share in zip(SPACE, point):
        value = low * (high / low) ** share if logarithmic else low + (high - low) * share
        for part, base, part_unit in parts or ((key, 1.0, unit),):
            assignments.append(f"{part}={value * base:.5g} {part_unit}".strip())
    return assignments


def cases() -> list[tuple[str, str, list[str]]]:
    """(name, "training" or "held_out", assignments) of every case, in the order in which they are computed."""
    rows = []
    for kind, count, seed in (("training", TRAINING, 20), ("held_out", HELD_OUT, 61)):
        for index, point in enumerate(hypercube(count, seed)):
            rows.append((f"{kind}_{index:02d}", kind, settings(point)))
    return rows
