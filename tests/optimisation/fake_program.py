#!/usr/bin/python3 -SE
"""Stands in for the program: analytic functions behind its command line, in milliseconds.

`function` names what is computed from the lengths x.1, x.2, ... [um]; x.1 above 1.5 um of "broken" does not converge.
"""
import json
import math
import os
import sys

SPEC = {"x": {f"{i}": "-100 um to 100 um" for i in range(1, 7)}, "fake": {"noise": "0 to 1"}}
OUTPUTS = [("y.1", "N"), ("y.2", "N"), ("y.3", "kg"), ("insertion.punctured", "1"), ("insertion.puncture_force", "N"),
           ("strength.safety_factor", "1"), ("insertion.maximum_force", "N")]
UNITS = {"um": 1e-6, "mm": 1e-3, "m": 1.0, "Pa": 1.0, "kPa": 1e3, "MPa": 1e6, "": 1.0}


def quantity(text):
    number, _, unit = text.strip().partition(" ")
    return float(number) * UNITS[unit.strip()]


def schema():
    value = {"anyOf": [{"type": "string", "pattern": "."}]}
    properties = {group: {"type": "object", "properties": {name: {**value, "description": f"A number. Allowed: {allowed}."} for name, allowed in entries.items()}}
                  for group, entries in SPEC.items()}
    properties["skin"] = {"type": "object", "properties": {
        "stiffness": {**value, "description": "Allowed: 1 Pa to 10 GPa."}, "exponent": {**value, "description": "Allowed: 0.1 to 10."},
        "strength": {**value, "description": "Allowed: 1 Pa to 10 GPa."}, "thickness": {**value, "description": "Allowed: 1 um to 10 mm."}}}
    properties["insertion"] = {"type": "object", "properties": {"depth": {**value, "description": "Allowed: 1 um to 10 mm."}}}
    properties["output"] = {"type": "object", "properties": {"fields": {"anyOf": [{"type": "boolean"}]}}}
    properties["function"] = {"anyOf": [{"enum": ["branin", "zdt", "segment", "ishigami", "constrained", "broken", "indentation"]}]}
    properties["model"] = {"anyOf": [{"enum": ["screening", "axisymmetric"]}]}
    return {"properties": properties}


def branin(x):
    """Branin's function with its minimum 0.397887 at (pi, 2.275): x1 from -5 to 10, x2 from 0 to 15 [um]."""
    inner = x[1] - 5.1 / (4 * math.pi**2) * x[0] ** 2 + 5 / math.pi * x[0] - 6
    return inner**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x[0]) + 10


def functions(name, x, model):
    """{quantity: value} of the function at x [um]."""
    if name == "branin":
        # The cheap model is the same up to a bias and a slope.
        value = branin(x)
        return {"y.1": 0.8 * value + 0.5 * x[0] + 3.0 if model == "screening" else value}
    if name == "zdt":  # convex front y2 = 1 - sqrt(y1) at x2 = 0, 0 <= x1 <= 1
        g = 1 + 9 * x[1]
        return {"y.1": x[0], "y.2": g * (1 - math.sqrt(x[0] / g))}
    if name == "segment":  # best are the points between (0.3, 0.4) and (0.7, 0.6): sqrt(y1) + sqrt(y2) = sqrt(0.2)
        return {"y.1": (x[0] - 0.3) ** 2 + (x[1] - 0.4) ** 2, "y.2": (x[0] - 0.7) ** 2 + (x[1] - 0.6) ** 2}
    if name == "ishigami":
        return {"y.1": math.sin(x[0]) + 7 * math.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * math.sin(x[0])}
    if name == "constrained":  # least x1^2 + x2^2 with x1 + x2 >= 2: 2 at (1, 1)
        return {"y.1": x[0] ** 2 + x[1] ** 2, "y.2": x[0] + x[1], "strength.safety_factor": x[0] + x[1]}
    if name == "broken":  # does not converge for x1 > 1.5; least at 1
        return None if x[0] > 1.5 else {"y.1": (x[0] - 1) ** 2 + 0.1 * x[1] ** 2}
    raise SystemExit(70)


def indentation(settings):
    """A stiffening press-in: F = k t u (1 + u/t)^e over the travel u; stiffness k [Pa], exponent e, thickness t [m]."""
    k, e = quantity(settings.get("skin.stiffness", "1 kPa")), quantity(settings.get("skin.exponent", "2"))
    depth, t = quantity(settings.get("insertion.depth", "100 um")), quantity(settings.get("skin.thickness", "1 mm"))
    rows = []
    for i in range(41):
        u = depth * i / 40
        rows.append((u, k * t * u * (1 + u / t) ** e))
    return rows


def write(folder, status, code, quantities):
    entries = {name: {"value": value, "unit": dict(OUTPUTS).get(name, "1"), "low": None, "high": None} for name, value in quantities.items()}
    summary = {"case": "fake", "title": "fake", "hash": "0", "status": status, "exit_code": code, "quantities": entries, "notes": [], "warnings": [],
               "assumptions": [], "provenance": {}}
    with open(os.path.join(folder, "summary.json"), "w") as file:
        json.dump(summary, file)


def simulate(case, settings, folder):
    os.makedirs(folder, exist_ok=True)
    fixed = dict(line.split(":", 1) for line in open(case).read().splitlines() if ":" in line)
    settings = {**{key.strip(): value.strip() for key, value in fixed.items()}, **settings}
    name, model = settings.get("function", "branin"), settings.get("model", "axisymmetric")
    if name == "indentation":
        rows = indentation(settings)
        with open(os.path.join(folder, "history.csv"), "w") as file:
            file.write("step [1],phase [1],time [s],travel [m],force [N]\n")
            file.writelines(f"{i},0,{i},{u!r},{f!r}\n" for i, (u, f) in enumerate(rows))
        write(folder, "completed", 0, {"insertion.maximum_force": rows[-1][1], "insertion.punctured": 0.0})
        return 0
    x = [1e6 * quantity(settings.get(f"x.{i}", "0 um")) for i in range(1, 7)]
    found = functions(name, x, model)
    if found is None:
        print("acumen: the step became too small", file=sys.stderr)
        write(folder, "not_converged", 3, {})
        return 3
    write(folder, "completed", 0, {"insertion.punctured": 1.0, **found})
    return 0


def main(arguments):
    if arguments[0] == "schema":
        print(json.dumps(schema()))
        return 0
    if arguments[0] == "describe":
        print("\n".join(f"{name:<40}{unit:<8}A quantity." for name, unit in OUTPUTS))
        return 0
    if arguments[0] == "check":
        print("acumen: a problem in the input: no such function", file=sys.stderr)
        return 2 if "nonsense" in open(arguments[1]).read() else 0
    settings = dict(text.split("=", 1) for flag, text in zip(arguments, arguments[1:]) if flag == "--set")
    return simulate(arguments[1], settings, arguments[arguments.index("--output") + 1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
