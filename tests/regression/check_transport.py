"""A short run with drug and current, end to end: check_transport.py PROGRAM."""

import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import h5py
import pandas

PROGRAM = os.path.abspath(sys.argv[1])
CASE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "short_case.yaml")
SETTINGS = ["drug.system=dissolving", "drug.name=lidocaine", "drug.polymer=PVP", "drug.duration=2 h", "drug.samples=4",
            "insertion.depth=400 um", "insertion.withdraw=false",
            "rf.voltage=20 V", "rf.pulse=20 ms", "rf.spacing=1 mm"]


def check_mechanics(folder, summary):
    """Another drug on the finished mechanical run: the same insertion to the last digit, nothing computed again."""
    with tempfile.TemporaryDirectory() as other:
        own = ["drug.system=coated", "drug.name=insulin", "drug.duration=10 min", "drug.samples=0",
               "insertion.depth=400 um", "insertion.withdraw=false"]
        arguments = [argument for setting in own for argument in ("--set", setting)]
        run = [PROGRAM, "run", CASE, "-o", other, "--mechanics", folder]
        done = subprocess.run(run + arguments, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        with open(os.path.join(other, "summary.json"), encoding="utf-8") as file:
            again = json.load(file)
        for name, quantity in summary["quantities"].items():
            if name.split(".")[0] in ("insertion", "energy", "wound", "strength"):
                assert again["quantities"][name] == quantity, name
        assert again["quantities"]["drug.dose"]["value"] != summary["quantities"]["drug.dose"]["value"]
        assert not re.search(r"^step +\d", done.stdout + done.stderr, re.MULTILINE), done.stdout + done.stderr
        done = subprocess.run(run + arguments + ["--set", "needle.tip_radius=9 um"], capture_output=True, text=True,
                              check=False)
        assert done.returncode == 2 and "needle.tip_radius: 9 um here" in done.stderr, done.stderr


def check_open_hole():
    """A protein passes the hole that a withdrawn needle leaves and hardly anything else."""
    with tempfile.TemporaryDirectory() as folder:
        settings = ["drug.system=poke_and_patch", "drug.name=ovalbumin", "drug.duration=2 h", "drug.wear_time=2 h",
                    "drug.samples=0", "output.fields=false"]
        arguments = [argument for setting in settings for argument in ("--set", setting)]
        done = subprocess.run([PROGRAM, "run", CASE, "-o", folder, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        value = {name: entry["value"] for name, entry in summary["quantities"].items()}
        assert value["wound.residual_opening"] > 1e-6, value["wound.residual_opening"]
        assert value["drug.in_hole"] > 0. and value["drug.delivered"] > 100. * value["drug.delivered_intact"] >= 0., value
        assert any("slits count as open" in text for text in summary["assumptions"]), summary["assumptions"]


def main():
    with tempfile.TemporaryDirectory() as folder:
        arguments = [argument for setting in SETTINGS for argument in ("--set", setting)]
        done = subprocess.run([PROGRAM, "run", CASE, "-o", folder, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        assert any("the limit is set by" in note for note in summary["notes"]), summary["notes"]
        assert "the limit is set by" in done.stdout and "share of the dose" in done.stdout, done.stdout
        quantities = summary["quantities"]
        value = {name: entry["value"] for name, entry in quantities.items()}
        assert value["drug.dose"] > 0.
        parts = ("left_in_needle", "left_on_skin", "in_hole", "in_tissue", "cleared", "into_deep_tissue")
        total = sum(value["drug." + part] for part in parts)
        assert abs(total / value["drug.dose"] - 1.) < 1e-6, (total, value["drug.dose"])
        assert value["drug.balance_error"] < 1e-6 and value["drug.local_balance_error"] < 1e-6
        for name, entry in quantities.items():
            if name.startswith("drug."):
                assert entry["value"] is None or entry["value"] >= 0., (name, entry)
                assert entry["low"] is None or entry["low"] >= 0., (name, entry)
        assert value["drug.loaded_safety_factor"] < value["strength.safety_factor"]
        share = quantities["drug.delivered_fraction"]
        assert 0. < share["low"] <= share["value"] <= share["high"] <= 1. + 1e-12, share
        assert share["low"] < share["high"], share
        assert abs(value["rf.balance_error"]) < 1e-6 and value["rf.peak_temperature"] > 37.
        assert any("not calibrated" in warning for warning in summary["warnings"])

        history = pandas.read_csv(os.path.join(folder, "transport.csv"))
        assert abs(history["time [s]"].iloc[-1] - 7200.) < 1e-6
        with h5py.File(os.path.join(folder, "results.h5")) as results:
            stored = results["/transport/history/delivered"][:]
            assert len(stored) == len(history) and results["/transport/history/delivered"].attrs["unit"] is not None
            assert abs(results["/outcomes/drug.dose"][()] / value["drug.dose"] - 1.) < 1e-12
        assert not os.path.exists(os.path.join(folder, ".transport.h5"))
        collection = xml.etree.ElementTree.parse(os.path.join(folder, "fields", "transport.pvd")).getroot()
        names = [entry.get("file") for entry in collection.iter("DataSet")]
        assert len(names) > 5 and all(os.path.exists(os.path.join(folder, "fields", name)) for name in names)
        assert os.path.exists(os.path.join(folder, "fields", "rf.vtu"))
        check_mechanics(folder, summary)
        check_open_hole()
        print("whole: drug, current, files")


if __name__ == "__main__":
    main()
