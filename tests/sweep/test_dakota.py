"""Dakota's params.in and results.out, in both formats."""
import subprocess
import unittest

from sweep_test import PYTHON, ROOT, STUB, SweepTest

STANDARD = """                                          3 variables
                      2.000000000000000e+01 r
                      2.000000000000000e-01 d
                                      dark skin.tone
                                          2 functions
                                          1 ASV_1:force
                                          {asv} ASV_2:insertion.dark
                                          2 derivative_variables
                                          1 DVV_1:r
                                          2 DVV_2:d
                                          0 analysis_components
                                          7 eval_id
"""
APREPRO = """                    { DAKOTA_VARS = 3 }
                    { r = 2.000000000000000e+01 }
                    { d = 2.000000000000000e-01 }
                    { skin.tone = "dark" }
                    { DAKOTA_FNS = 2 }
                    { ASV_1:force = 1 }
                    { ASV_2:insertion.dark = {asv} }
                    { DAKOTA_DER_VARS = 2 }
                    { DVV_1:r = 1 }
                    { DVV_2:d = 2 }
                    { DAKOTA_AN_COMPS = 0 }
                    { DAKOTA_EVAL_ID = 7 }
"""
MAPPING = ["--variable", "r=needle.tip_radius [um]", "--variable", "d=insertion.depth [mm]", "--response", "force=insertion.maximum_force [nN]"]


class Dakota(SweepTest):
    def dakota(self, parameters, *options, mapping=MAPPING, code=0):
        (self.scratch / "params.in").write_text(parameters)
        (self.scratch / "results.out").unlink(missing_ok=True)
        line = [PYTHON, str(ROOT / "scenarios/sweep/run_dakota.py"), "--case", "base.yaml", "--program", str(STUB), "--store", "store", *mapping, *options,
                "params.in", "results.out"]
        done = subprocess.run(line, capture_output=True, text=True, check=False, env=self.environment, cwd=self.scratch)
        self.assertEqual(done.returncode, code, done.stderr)
        return (self.scratch / "results.out").read_text() if code == 0 else done.stderr

    def test_both_formats_give_values_with_labels(self):
        for text in (STANDARD, APREPRO):
            lines = self.dakota(text.replace("{asv}", "1")).splitlines()
            self.assertEqual([line.split()[1] for line in lines], ["force", "insertion.dark"])
            self.assertAlmostEqual(float(lines[0].split()[0]), 20e-6 * 0.2e-3 * 1e9, places=15)
            self.assertEqual(float(lines[1].split()[0]), 1)
        self.assertEqual(self.starts(), 1, "the second evaluation was found in the store")

    def test_only_what_is_active_is_written(self):
        self.assertEqual(len(self.dakota(STANDARD.replace("{asv}", "0")).splitlines()), 1)
        self.assertIn("no_gradients or numerical_gradients", self.dakota(STANDARD.replace("{asv}", "3"), code=2))
        self.assertFalse((self.scratch / "results.out").exists())

    def test_failed_evaluations_say_fail(self):
        text = STANDARD.replace("{asv}", "1")
        self.assertEqual(self.dakota(text, "--set", "stub.end=not_converged").splitlines()[0], "FAIL")
        self.assertIn("has no value", self.dakota(text.replace(" dark skin.tone", "light skin.tone")))

    def test_bad_input(self):
        text = STANDARD.replace("{asv}", "1")
        self.assertIn('--variable needle.tip_radius="needle.tip_radius [nm]"', self.dakota(text.replace(" r\n", " needle.tip_radius\n"), mapping=MAPPING[2:], code=2))
        self.assertIn("did you mean needle.tip_radius?", self.dakota(text, mapping=["--variable", "r=needle.tip_radus [um]", *MAPPING[2:]], code=2))
        self.assertIn('no variable "q"', self.dakota(text, "--variable", "q=needle.count", code=2))
        self.assertIn("has no quantity", self.dakota(text, mapping=MAPPING[:4], code=2))
        self.assertIn("ends before", self.dakota("3 variables\n1 r\n", code=2))
        self.assertIn("number of functions is missing", self.dakota("1 variables\n1 r\n", code=2))
        self.assertIn("outside its allowed range", self.dakota(text.replace("2.000000000000000e+01", "-1"), code=2))
        self.assertIn("cannot be read", self.dakota(text, "--case", "none.yaml", code=2))


if __name__ == "__main__":
    unittest.main()
