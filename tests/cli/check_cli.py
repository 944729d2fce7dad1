"""Checks of the command line: check_cli.py PROGRAM TEST, run from the repository's root."""

import glob
import json
import os
import subprocess
import sys
import tempfile

import jsonschema
import yaml

PROGRAM = sys.argv[1]
COMMANDS = ["run", "check", "describe", "schema", "doctor", "batch"]
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


def batch(*lines):
    """Answers of acumen batch to these requests (objects, or text as it is)."""
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    done = subprocess.run([PROGRAM, "batch"], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_batch():
    case = "scenarios/cases/forearm_cone.yaml"
    screening = {"id": "a", "case": case, "set": ["model=screening"]}
    good, *bad, again = batch(
        screening, "no JSON", "[1]", {"id": 2}, {"id": 3, "case": case, "set": "x=1"}, {"id": 4, "case": "missing.yaml"},
        {"id": 5, "case": case, "set": ["model=screening", "needle.tip_radius=5"]}, {"id": 6, "case": case, "typo": 1},
        {"id": 7, "case": case}, "", screening)
    assert good["id"] == "a" and good["status"] == "completed" and good["exit_code"] == 0, good
    assert good["quantities"]["insertion.maximum_force"]["unit"] == "N"
    assert any("left out" in text for text in good["warnings"]), good["warnings"]
    assert [answer["id"] for answer in bad] == [None, None, 2, 3, 4, 5, 6, 7]
    assert all(answer["exit_code"] == 2 and answer["status"] == "bad_input" and answer["reason"] for answer in bad), bad
    assert "unit of length is missing" in bad[5]["reason"], bad[5]
    assert "output" in bad[7]["reason"], bad[7]
    for answer in (good, again):
        del answer["quantities"]["solver.wall_time"]
    assert again == good
    full = batch(dict(screening, outcomes=True))[0]["quantities"]
    for name in ("strength.safety_factor", "bleeding.probability_visible", "healing.closure_time", "wound.reach"):
        assert name in full and name not in good["quantities"], name
    # A list asks for some of them, which come out as among all.
    some, unknown = batch(dict(screening, outcomes=["strength", "insertion"]), dict(screening, outcomes=["beauty"]))
    assert some["quantities"]["strength.safety_factor"] == full["strength.safety_factor"]
    assert not any(name.startswith(("bleeding.", "healing.")) for name in some["quantities"]), some["quantities"].keys()
    assert unknown["exit_code"] == 2 and "strength" in unknown["reason"], unknown


def test_batch_drug_load():
    case = {"case": "scenarios/cases/dissolving_patch.yaml", "set": ["model=screening", "insertion.depth=500 um", "array.pitch=3 mm"],
            "outcomes": ["drug"]}
    strong, weak, without = batch(case, dict(case, set=[*case["set"], "drug.safety_factor=100"]), dict(case, outcomes=False))
    load, dose = (strong["quantities"][name] for name in ("drug.maximum_load", "drug.dose"))
    assert load["unit"] == dose["unit"] == "kg" and dose["low"] < dose["value"] < dose["high"], dose
    assert load["low"] <= load["value"] <= load["high"] and load["low"] < load["high"], load
    # Outside the space in which the model's error was measured, no interval is better than one that does not hold.
    far = batch(dict(case, set=["model=screening", "insertion.depth=650 um"]))[0]["quantities"]["drug.dose"]
    assert far["value"] > dose["value"] and far["low"] is None, far
    # No needle keeps a margin of a thousand: nothing may be loaded, and without that limit as much as before.
    assert weak["quantities"]["drug.maximum_load"]["value"] == 0.0, weak["quantities"]["drug.maximum_load"]
    assert weak["quantities"]["drug.load_without_strength"]["value"] >= load["value"]
    assert "drug.dose" not in without["quantities"]


def test_batch_finite_elements():
    with tempfile.TemporaryDirectory() as folder:
        request = {"id": [1], "case": "tests/regression/short_case.yaml", "set": ["insertion.depth=4 um"], "output": folder + "/a"}
        answers = batch(request, dict(request, id=2, output=folder + "/b"))
        assert [answer["id"] for answer in answers] == [[1], 2]
        for answer, name in zip(answers, "ab"):
            assert answer["exit_code"] == 0 and answer["status"] == "completed", answer
            with open(f"{folder}/{name}/summary.json", encoding="utf-8") as file:
                assert json.load(file)["quantities"] == answer["quantities"]


def test_screening_run():
    with tempfile.TemporaryDirectory() as folder:
        text = call("run", "scenarios/cases/forearm_cone.yaml", "--set", "model=screening", "--output", folder)
        assert "screening model" in text and "puncture" in text, text
        with open(folder + "/summary.json", encoding="utf-8") as file:
            summary = json.load(file)
        assert summary["status"] == "completed"
        force = summary["quantities"]["insertion.force_at_end"]
        assert force["low"] is None or force["low"] < force["high"]
        with open(folder + "/history.csv", encoding="utf-8") as file:
            rows = file.read().splitlines()
        assert rows[0].startswith("travel [m],force [N]") and len(rows) > 20
        assert abs(float(rows[-1].split(",")[1]) - force["value"]) <= 1e-9 * force["value"]
        assert sorted(os.listdir(folder)) == ["case.yaml", "history.csv", "results.h5", "summary.json"]
    for setting, word in (("insertion.control=force", "displacement only"), ("needle.shape=flat_cylinder", "pointed")):
        text = call("check", "scenarios/cases/forearm_cone.yaml", "--set", "model=screening", "--set", setting, code=2)
        assert word in text, text


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
