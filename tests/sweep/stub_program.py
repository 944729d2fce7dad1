#!/usr/bin/python3 -SE
"""Imitates the program for tests of the study engine: run, check, schema, describe --outputs, with instant, exact results.

force = stiffness * depth * tip_radius in SI units. stub.delay is slept, stub.work is about so much arithmetic on the processor; stub.end says how a
case ends. Every start of a case adds a line to the file that STUB_LOG names. The base case is written as JSON, which is YAML.
"""
import json
import os
import signal
import sys
import time

UNITS = {"": 1.0, "1": 1.0, "%": 0.01, "m": 1.0, "mm": 1e-3, "um": 1e-6, "nm": 1e-9, "s": 1.0, "ms": 1e-3, "min": 60.0, "N/m^2": 1.0}
DEFAULTS = {"needle.tip_radius": "5 um", "insertion.depth": "100 um", "skin.stiffness": "1 N/m^2", "skin.tone": "light", "stub.delay": "0 s", "stub.work": "0 s",
            "stub.end": "well", "needle.count": "1", "title": "stub", "model": "axisymmetric", "output.fields": "true"}
OF_THE_MODEL = {"insertion", "energy", "solver"}  # families a screening case has without its outcomes
ENDS = ["well", "bad_input", "not_converged", "disk_full", "crash", "killed", "killed_once", "no_summary", "broken_summary", "fails_when_stopped"]


def quantity(low, high, default):
    return {"description": f"A number. Allowed: {low} to {high}.", "anyOf": [{"type": "string", "pattern": "x"}, {"type": "object"}], "default": default}


def choice(values, default):
    return {"description": "A choice. Allowed: " + " | ".join(values) + ".", "anyOf": [{"enum": values}, {"type": "object"}], "default": default}


def group(**properties):
    return {"type": "object", "properties": properties}


def schema():
    text = {"description": "A text. Allowed: any.", "anyOf": [{"type": "string", "minLength": 1}, {"type": "object"}]}
    count = {"description": "A number. Allowed: 1 to 9.", "anyOf": [{"type": "integer", "minimum": 1, "maximum": 9}], "default": "1"}
    layers = {"type": "array", "items": group(thickness=quantity("1 um", "9 mm", "1 um"))}
    return group(title=text, model=choice(["screening", "axisymmetric"], "axisymmetric"),
                 needle=group(tip_radius=quantity("50 nm", "5 mm", DEFAULTS["needle.tip_radius"]), count=count),
                 insertion=group(depth=quantity("1 um", "20 mm", DEFAULTS["insertion.depth"])),
                 skin=group(stiffness=quantity("0.1 N/m^2", "1e+06 N/m^2", "1 N/m^2"), tone=choice(["light", "dark"], "light"), layers=layers),
                 output=group(fields=choice(["true", "false"], "true")),
                 stub=group(delay=quantity("0 s", "1e+04 s", "0 s"), work=quantity("0 s", "1e+04 s", "0 s"), end=choice(ENDS, "well")))


def flat(tree, prefix=""):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)


def number(text):
    value, _, unit = text.partition(" ")
    return float(value) * UNITS[unit.strip()]


def fail(code, text):
    print(f"acumen: {text}", file=sys.stderr)
    sys.exit(code)


def parse(arguments):
    """(case file, overrides, options) of the command line."""
    overrides, options, rest = {}, {}, []
    words = iter(arguments)
    for word in words:
        if word == "--set":
            name, _, value = next(words).partition("=")
            overrides[name] = value
        elif word in ("--output", "-o", "--time-limit"):
            options[word.strip("-")] = next(words)
        elif not word.startswith("-"):
            rest.append(word)
    return (rest or [""])[0], overrides, options


def values_of(file, overrides):
    with open(file) as stream:
        values = {**DEFAULTS, **dict(flat(json.load(stream))), **overrides}
    for name in values:
        if name not in DEFAULTS and not name.startswith("skin.layers"):
            fail(2, f'a problem in the input\n{file}: unknown key "{name}"')
    return values


def wait(values, limit):
    """Passes the case's time; stops at the limit."""
    end = time.monotonic() + min(number(values["stub.delay"]), limit)
    time.sleep(max(0.0, end - time.monotonic()))
    if number(values["stub.delay"]) > limit:
        fail(4, "time limit reached; go on with: acumen run --resume x")
    for _ in range(round(number(values["stub.work"]) * 1000)):
        sum(range(50000))  # about a millisecond; an amount of work, not of time


def log_start(overrides):
    if "STUB_LOG" in os.environ:
        descriptor = os.open(os.environ["STUB_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, (json.dumps(overrides, sort_keys=True) + "\n").encode())
        os.close(descriptor)


def asked_to_stop(*_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # Slurm and the task's own program both say so; a second time must not disturb the message
    fail(4, "asked to stop (SIGTERM); go on with: acumen run --resume x")


def run(arguments):
    file, overrides, options = parse(arguments)
    folder = options["output"]
    signal.signal(signal.SIGTERM, asked_to_stop)
    log_start(overrides)
    values = values_of(file, overrides)
    wait(values, number(options["time-limit"]) if "time-limit" in options else float("inf"))
    end = values["stub.end"]
    if end == "bad_input":
        fail(2, "a problem in the input\ncase.yaml: the needle is impossible\n    given: nonsense")
    if end == "disk_full":
        fail(5, "cannot write results: No space left on device")
    if end == "crash":
        os.abort()
    if end == "fails_when_stopped":
        signal.signal(signal.SIGTERM, lambda *_: fail(1, "did not expect to be stopped"))
        time.sleep(30.0)
    if end == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if end == "killed_once":
        mark = os.path.join(os.path.dirname(os.environ["STUB_LOG"]), "killed_once")
        if not os.path.exists(mark):
            open(mark, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
    if end != "no_summary":
        write(folder, values, end)
    if end == "not_converged":
        fail(3, "did not converge: too soft\n    where: step 3\n    mend:  stiffen it")


def write(folder, values, end):
    os.makedirs(folder, exist_ok=True)
    text = json.dumps({"status": "completed", "exit_code": 0, "quantities": quantities_of(values)})
    try:
        with open(os.path.join(folder, "summary.json"), "w") as stream:
            stream.write(text if end != "broken_summary" else text[:50])
        with open(os.path.join(folder, "history.csv"), "w") as stream:
            stream.write("travel [m],force [N]\n" + "0,0\n" * int(os.environ.get("STUB_LINES", "1")))
    except OSError as error:
        fail(5, f"cannot write results: {error.strerror}")


def quantities_of(values):
    force = number(values["skin.stiffness"]) * number(values["insertion.depth"]) * number(values["needle.tip_radius"]) * int(values["needle.count"])
    entry = {"value": force, "unit": "N", "low": 0.9 * force, "high": 1.1 * force}
    dark = {"value": None if values["skin.tone"] == "light" else 1.0, "unit": "1", "low": None, "high": None}
    return {"insertion.maximum_force": entry, "insertion.dark": dark, "solver.wall_time": {"value": time.process_time(), "unit": "s", "low": None, "high": None}}


def batch():
    """Answers requests until the input ends."""
    for line in sys.stdin:
        request = json.loads(line)
        log_start(request["set"])
        overrides = dict(entry.partition("=")[::2] for entry in request["set"])
        values = {**DEFAULTS, **dict(flat(json.load(open(request["case"])))), **overrides}
        time.sleep(number(values["stub.delay"]))
        if values["stub.end"] == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        good = values["stub.end"] == "well"
        asked = {"insertion.outcomes": {"value": float(request["outcomes"] is True or not set(request["outcomes"]) <= OF_THE_MODEL), "unit": "1", "low": None, "high": None}}
        warnings = ["screening model: as always", f"screening model: outside: {values['needle.tip_radius']}"]
        answer = {"id": request["id"], "status": "completed" if good else "bad_input", "exit_code": 0 if good else 2, "reason": "" if good else "nonsense",
                  "quantities": {**quantities_of(values), **asked} if good else {}, "warnings": warnings}
        print(json.dumps(answer), flush=True)


def main():
    command, arguments = sys.argv[1], sys.argv[2:]
    if command == "schema":
        print(json.dumps(schema()))
    elif command == "describe":
        print("insertion.maximum_force   N   Force.\ninsertion.dark   1   Dark.\nwound.<layer>.depth   m   Depth.")
    elif command == "check":
        file, overrides, _ = parse(arguments)
        values_of(file, overrides)
    elif command == "batch":
        if "--help" not in arguments:
            batch()
    else:
        run(arguments)


if __name__ == "__main__":
    main()
