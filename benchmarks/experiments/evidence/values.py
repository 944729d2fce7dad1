"""Predicted values: arithmetic over `run[quantity]`, where a quantity is one of summary.json or is read off the force curve.

    tip30[insertion.puncture_force] / tip15[insertion.puncture_force]
    base[curve.force_at_penetration(160 um)]
"""
import ast
import math
import operator
import re

REFERENCE = re.compile(r"([A-Za-z_]\w*)\[([^\]]+)\]")
CURVE = re.compile(r"curve\.(\w+)\(([^)]*)\)")
UNITS = {"": 1.0, "um": 1e-6, "mm": 1e-3, "m": 1.0, "mN": 1e-3, "N": 1.0, "s": 1.0, "kPa": 1e3, "MPa": 1e6, "kN/m": 1e3}
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow}


class Missing(Exception):
    """A value that the run does not have; the message says why."""


def references(expression):
    return REFERENCE.findall(expression)


def si(text):
    number, _, unit = text.strip().partition(" ")
    return float(number) * UNITS[unit.strip()]


def crossing(x, y, level):
    """y where x first reaches `level`, linearly between points; Missing if it never does."""
    for i in range(1, len(x)):
        if x[i - 1] < level <= x[i]:
            share = (level - x[i - 1]) / (x[i] - x[i - 1])
            return y[i - 1] + share * (y[i] - y[i - 1])
    raise Missing(f"never reached (largest {max(x):.3g} SI)")


def from_curve(curve, function, argument):
    pressing = [i for i, phase in enumerate(curve["phase"]) if phase == 0]
    column = {name: [values[i] for i in pressing] for name, values in curve.items()}
    pairs = {"force_at_travel": ("travel", "force"), "force_at_penetration": ("penetration", "force"),
             "penetration_at_force": ("force", "penetration"), "penetration_at_travel": ("travel", "penetration"),
             "travel_at_penetration": ("penetration", "travel")}
    if function == "force_at_time":
        return crossing(curve["time"], curve["force"], si(argument))
    if function not in pairs:
        raise ValueError(f"curve.{function} is not one of {', '.join(pairs)}, force_at_time")
    x, y = pairs[function]
    return crossing(column[x], column[y], si(argument))


def quantity(result, name):
    """Value in SI units of one run. Missing where the run stopped early or the needle has not punctured."""
    if match := CURVE.fullmatch(name):
        if not result["curve"]:
            raise Missing("no result")
        return from_curve(result["curve"], match[1], match[2])
    found = result["quantities"]
    if name == "insertion.puncture_force" and name not in found and "insertion.maximum_force" in found:
        raise Missing(f"not punctured, force up to {1e3 * found['insertion.maximum_force']:.3g} mN")
    if name not in found:
        raise Missing("no result" if not found else "not punctured" if name.startswith("insertion.") else f"no {name}")
    return found[name]


def evaluate(expression, results):
    """Value of the expression over {run: result}; ValueError where it is not arithmetic of numbers and references."""
    numbers = {}

    def replace(match):
        key = f"v{len(numbers)}"
        if match[1] not in results:
            raise Missing(f"the run {match[1]} has no stored result")
        numbers[key] = quantity(results[match[1]], match[2].strip())
        return key

    return walk(ast.parse(REFERENCE.sub(replace, expression), mode="eval").body, numbers)


def walk(node, numbers):
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if isinstance(node, ast.Name) and node.id in numbers:
        return numbers[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](walk(node.left, numbers), walk(node.right, numbers))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "log" and len(node.args) == 1:
        return math.log(walk(node.args[0], numbers))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -walk(node.operand, numbers)
    raise ValueError(f"only numbers, run[quantity] and + - * / ** log() may stand here, not {ast.dump(node)}")
