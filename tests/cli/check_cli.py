"""Checks of the command line: check_cli.py PROGRAM TEST, run from the repository's root."""

import glob
import json
import subprocess
import sys

import jsonschema
import yaml

PROGRAM = sys.argv[1]
COMMANDS = ["run", "check", "describe", "schema", "doctor"]
EXAMPLES = sorted(glob.glob("scenarios/cases/*.yaml"))


def call(*arguments, code=0):
    """Standard output of the program (standard error where it must fail), which must end with this exit code."""
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code, f"{arguments}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout if code == 0 else done.stderr


def test_help():
    overview = call("--help")
    for command in COMMANDS:
        assert command in overview
        text = call(command, "--help")
        assert "Example" in text and f"acumen {command}" in text, text
    assert call("--version").startswith("acumen ")


def test_check_examples():
    assert len(EXAMPLES) >= 8
    text = call("check", *EXAMPLES)
    assert text.count("OK  ") == len(EXAMPLES), text


def test_describe():
    text = call("describe")
    schema = json.loads(call("schema"))
    for group, content in schema["properties"].items():
        for key in content.get("properties", {}):
            assert f"{group}.{key}" in text, f"{group}.{key} is not described"
    assert "needle.tip_radius" in call("describe", "tip_radius")
    assert "no parameter's name contains this" in call("describe", "nonsense", code=2)
    assert "insertion.puncture_force" in call("describe", "--outputs")
    assert "volar_forearm" in call("describe", "--library")
    assert "Source" in text and "[read]" in call("describe", "--library", "volar_forearm")
    assert 'did you mean "dermis"' in call("describe", "--library", "dermiss", code=2)


def test_schema():
    schema = json.loads(call("schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in EXAMPLES:
        with open(path, encoding="utf-8") as file:
            case = yaml.safe_load(file)
        validator.validate(case)
        # What check fills in must be as valid as what the user wrote.
        validator.validate(yaml.safe_load(call("check", "--resolved", path)))
    for broken in ({"needle": {"lenght": "1 mm"}}, {"needle": {"length": 1}}, {"insertion": {"cracks": 0}},
                   {"skin": {"layers": []}}, {"model": "flat"}):
        assert not validator.is_valid(broken), broken


def test_doctor():
    text = call("doctor")
    for word in ("deal.II", "BLAS", "CHOLMOD", "HDF5", "processors", "material library", "pictures"):
        assert word in text, word


def test_unknown_command():
    text = call("chekc", code=2)
    assert 'did you mean "check"?' in text, text
    assert "no such sub-command" in call("sweep", "study.yaml", code=2)
    assert "run needs a case file" in call("run", code=2)
    call(code=2)


if __name__ == "__main__":
    globals()["test_" + sys.argv[2]]()
