"""Units and powers of ten as print has them: "15 um" becomes "15 µm", "3.6 kJ/m^2" "3.6 kJ/m²", "1.5e-06 %" "1.5×10⁻⁶ %".

For words people read, on pages and in figures; never for commands or files, which are typed with plain letters.
"""
from __future__ import annotations

import re

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
# A quote after the unit marks a command: --set needle.tip_radius="15 um".
MICRO = re.compile(r'(?<![\w.="])u(?=(?:m|N|J|g|l)(?:\b|\^)(?!"))')
POWER = re.compile(r"(?<=[A-Za-zµ])\^(-?\d)")
INVERSE = re.compile(r"(?<=\d )(s|m|year)-(\d)\b")
# The sign is asked for: a hash such as 5823e104 is no number.
EXPONENT = re.compile(r"(?<![\w.])(-?\d+(?:\.\d+)?)e([+-])0*(\d+)(?![\w.])")


def typeset(text: str) -> str:
    """The text with micro signs, raised exponents and powers of ten."""
    text = MICRO.sub("µ", text)
    text = POWER.sub(lambda found: found.group(1).translate(SUPERSCRIPTS), text)
    text = INVERSE.sub(lambda found: found.group(1) + ("-" + found.group(2)).translate(SUPERSCRIPTS), text)
    return EXPONENT.sub(_power_of_ten, text)


def _power_of_ten(found: re.Match[str]) -> str:
    mantissa, sign, exponent = found.groups()
    raised = (sign.replace("+", "") + exponent).translate(SUPERSCRIPTS)
    return f"10{raised}" if mantissa == "1" else f"{mantissa}×10{raised}"
