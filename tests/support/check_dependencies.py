#!/usr/bin/env python3
"""Holds every #include of the solver against the boxes' order: a box may include itself and boxes before it."""
import pathlib
import re
import sys

# Folder to box, and what each box may use.
BOXES = {
    "solver/base": "base", "materials": "materials", "meshes": "meshes", "solver/mechanics": "mechanics",
    "solver/contact": "contact", "solver/fracture": "fracture", "solver/linear": "linear", "solver/stepping": "stepping",
    "solver/results": "results", "solver/transport": "transport", "solver/outcomes": "outcomes",
    "solver/screening": "screening",
    "scenarios/input": "input", "scenarios/library": "library", "scenarios/resolve": "resolve",
    "scenarios/compute": "compute", "scenarios/app": "app", "viz": "viz",
}
USES = {
    "base": [], "materials": ["base"], "meshes": ["base"], "mechanics": ["materials", "meshes"],
    "contact": ["mechanics"], "fracture": ["mechanics"], "linear": ["mechanics"],
    "stepping": ["contact", "fracture", "linear"], "results": ["stepping"], "transport": ["results"], "outcomes": ["results"],
    "screening": ["results"], "input": ["materials"], "library": ["input"], "resolve": ["library", "meshes"],
    "compute": ["resolve", "outcomes", "transport", "screening"], "app": ["compute"], "viz": ["base"],
}
# Includes that still cross a border of scenarios: the library and the resolver fill plain structs of the solver's boxes.
# One goes when its data moves below; none may be added.
STILL_CROSSING = {
    ("scenarios/library/healing_library.h", "solver/outcomes/laser.h"),
    ("scenarios/library/healing_library.h", "solver/outcomes/strength_of_run.h"),
    ("scenarios/library/outcome_library.h", "solver/outcomes/bleeding.h"),
    ("scenarios/library/outcome_library.h", "solver/outcomes/patient_checks.h"),
    ("scenarios/library/outcome_library.h", "solver/outcomes/wound.h"),
    ("scenarios/library/screening_library.h", "solver/screening/corrections.h"),
    ("scenarios/library/uncertain_entry.h", "solver/outcomes/needle_strength.h"),
    ("scenarios/library/uncertain_parameter.h", "solver/outcomes/parameter_spec.h"),
    ("scenarios/resolve/resolve_transport.h", "solver/transport/drug.h"),
    ("scenarios/resolve/resolve_transport.h", "solver/transport/wounded_skin.h"),
}


def reachable(box):
    found = {box}
    for used in USES[box]:
        found |= reachable(used)
    return found


def box_of(path):
    for folder, box in BOXES.items():
        if path.startswith(folder + "/"):
            return box
    return None


def main(root):
    wrong, checked, crossed = [], 0, set()
    for folder in ("solver", "materials", "meshes", "scenarios", "viz"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in (".h", ".cc"):
                continue
            name = file.relative_to(root).as_posix()
            box = box_of(name)
            for line, text in enumerate(file.read_text().splitlines(), 1):
                include = re.match(r'\s*#include "([^"]+)"', text)
                used = include and box_of(include.group(1))
                if not used:
                    continue
                checked += 1
                if (name, include.group(1)) in STILL_CROSSING:
                    crossed.add((name, include.group(1)))
                elif box is None or used not in reachable(box):
                    wrong.append(f"{name}:{line}: box '{box}' must not include {include.group(1)} of box '{used}'")
    for name, used in sorted(STILL_CROSSING - crossed):
        wrong.append(f"{name} no longer includes {used}: take it off STILL_CROSSING")
    print("\n".join(wrong) or f"{checked} includes follow the boxes' order")
    return 1 if wrong or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
