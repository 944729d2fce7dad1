"""Relative intervals of predictions: parameters' spread from the uncertainty study, widened by the stated errors of the model."""
import json

import yaml

from .experiment import FOLDER

STUDY = FOLDER / "uncertainty"


def model_errors():
    """Entries of model_error.yaml: quantity, factors, what, source."""
    return yaml.safe_load((STUDY / "model_error.yaml").read_text())


def relative_intervals():
    """{quantity: (low factor, high factor)}: 5 % and 95 % quantiles over the value at the library's parameters, times model errors."""
    file = STUDY / "intervals.json"
    spread = json.loads(file.read_text()) if file.exists() else {}
    intervals = {}
    for quantity, entry in spread.items():
        low, high = entry["low_factor"], entry["high_factor"]
        for error in model_errors():
            if error["quantity"] == quantity:
                low, high = low * error["low_factor"], high * error["high_factor"]
        intervals[quantity] = (low, high)
    return intervals
