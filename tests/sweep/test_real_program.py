"""The study engine with the real program: test_real_program.py PROGRAM."""
import json
import subprocess
import sys
import unittest
from pathlib import Path

from sweep_test import ROOT, SweepTest

from scenarios.sweep import run_sweep, units
from scenarios.sweep.evaluator import Evaluator
from scenarios.sweep.program import Program
from scenarios.sweep.settings import ONE_THREAD
from scenarios.sweep.study import read_study

PROGRAM = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "build/release/bin/acumen"
SHALLOW = ROOT / "scenarios/studies/shallow_blunt.yaml"


class RealProgram(SweepTest):
    def test_every_parameter_is_understood(self):
        program = Program(PROGRAM)
        names = program.names()
        self.assertGreater(len(names), 80)
        for name in names:
            parameter = program.parameter(name.replace("<name>", "any"), "test")
            if parameter.kind == "quantity":
                self.assertTrue(parameter.low < parameter.high, parameter)
                units.split(f"1 {parameter.unit}")
        self.assertEqual(program.parameter("needle.tip_radius", "test").unit, "nm")
        self.assertIn("insertion.puncture_force", program.outputs())

    def test_example_studies_are_valid(self):
        program = Program(PROGRAM)
        for file in sorted((ROOT / "scenarios/studies").glob("*.yaml")):
            if "parameters:" in file.read_text():
                self.assertGreater(len(read_study(file, program).points), 1, file)

    def test_a_study_gives_what_single_runs_give(self):
        point = {"insertion.depth": "8 um", "needle.tip_radius": "60 um"}
        results = Evaluator(SHALLOW, self.scratch / "store", PROGRAM).evaluate([point, {**point, "needle.tip_radius": "4 mm"}])
        self.assertEqual([result.status for result in results], ["completed", "failed"], results)
        self.assertEqual(results[1].exit_code, 2)
        self.assertIn("needle", results[1].reason)
        line = [str(PROGRAM), "run", str(SHALLOW), "-q", "-o", str(self.scratch / "single")]
        subprocess.run([*line, "--set", "insertion.depth=8 um", "--set", "needle.tip_radius=0.06 mm"], check=True, env={**self.environment, **ONE_THREAD})
        single = json.loads((self.scratch / "single/summary.json").read_text())["quantities"]
        for name in ("insertion.maximum_force", "energy.stored", "solver.steps"):
            self.assertEqual(results[0].quantities[name]["value"], single[name]["value"], name)

    def test_screening_answers_in_batches(self):
        with Evaluator(SHALLOW, self.scratch / "store", PROGRAM) as evaluator:
            if not evaluator.settings.batches:
                self.skipTest("this program has no batch command")
            results = evaluator.evaluate([{"model": "screening", "needle.tip_radius": f"{r} um"} for r in range(10, 60)])
        self.assertEqual({result.status for result in results}, {"completed"}, results[0])
        self.assertGreater(results[0].quantities["insertion.maximum_force"]["value"], 0)

    def test_help_names_every_exit_code(self):
        for code in ("0 every case", "2 bad input", "3 some cases", "4 stopped", "5 results"):
            self.assertIn(code, run_sweep.__doc__)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
