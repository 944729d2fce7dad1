"""Which strength of the stratum corneum each source of puncture force asks for.

The strength is the one parameter of the library that no experiment fixes and that governs the puncture force. It is calibrated once, on the cases
whose data.yaml says `role: calibration` and `calibrates: stratum corneum strength`; all others stay predictions. The force goes with a power of the
strength, which the uncertainty study gives, so the strength that would make a prediction meet its measurement follows without a run.
"""
import math

import numpy as np

from . import sampling, surrogate
from .intervals import STUDY

PARAMETER = "stratum corneum strength"
QUANTITY = "insertion.puncture_force"


def exponent():
    """(exponent of the puncture force in the strength, its standard error) from the study's runs."""
    names, coordinates, quantities = sampling.read_table(STUDY / "table.csv")
    values = quantities[QUANTITY]
    good = np.isfinite(values)
    good[0] = False
    which, parameter = names.index(PARAMETER), sampling.parameters()[names.index(PARAMETER)]
    logs = coordinates.copy()
    logs[:, which] = [math.log(parameter.at(z) / parameter.median) for z in coordinates[:, which]]
    fitted = surrogate.fit(logs[good], values[good])
    return float(fitted.coefficients[1 + which]), float(math.sqrt(fitted.covariance[1 + which, 1 + which]))


def asked(rows, power):
    """[(row, lowest, highest strength [MPa] that meets the measured range; None: open)] of every puncture force with a value."""
    library = next(p for p in sampling.parameters() if p.name == PARAMETER).median
    found = []
    for row in rows:
        if row.interval != QUANTITY or row.predicted is None:
            continue
        need = lambda measured: None if measured is None else library * (measured / row.predicted) ** (1 / power)
        found.append((row, need(row.measured_range[0]), need(row.measured_range[1])))
    return found


def calibrated(rows, power):
    """Strength [MPa]: geometric mean over the calibrating rows; None where there is none."""
    needed = [math.sqrt(low * high) for row, low, high in asked(rows, power) if row.calibrates == PARAMETER and low and high]
    return math.exp(sum(map(math.log, needed)) / len(needed)) if needed else None


def text_of(low, high):
    return f"< {high:.0f}" if low is None else f"> {low:.0f}" if high is None else f"{low:.0f}" if low == high else f"{low:.0f} .. {high:.0f}"


def table(rows):
    """(sentence, rows of text) for the report and the terminal."""
    power, error = exponent()
    library = next(p for p in sampling.parameters() if p.name == PARAMETER)
    value = calibrated(rows, power)
    sentence = (f"The puncture force goes with the {power:.2f} +- {error:.2f}th power of the {PARAMETER}. Library: {library.median:g} MPa, 90 % range "
                f"{library.low:g} to {library.high:g} MPa; the calibrating subset asks for " + ("no value" if value is None else f"{value:.0f} MPa") + ".")
    return sentence, [[row.experiment, row.role, row.name, text_of(low, high)] for row, low, high in asked(rows, power)]
