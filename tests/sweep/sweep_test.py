"""What the tests of the study engine share: a scratch folder, the stub program, studies and their tables."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))
sys.dont_write_bytecode = True
STUB = HERE / "stub_program.py"
SCRIPT = ROOT / "scenarios/sweep/run_sweep.py"
PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable

import yaml  # noqa: E402


class SweepTest(unittest.TestCase):
    """A scratch folder with a base case of the stub; studies are dictionaries."""

    def setUp(self):
        self.scratch = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.base = self.scratch / "base.yaml"
        self.base.write_text(json.dumps({"title": "base", "needle": {"tip_radius": "5 um"}, "insertion": {"depth": "100 um"}}))
        self.log = self.scratch / "starts.log"
        self.environment = {**os.environ, "STUB_LOG": str(self.log), "PYTHONDONTWRITEBYTECODE": "1"}
        os.environ["STUB_LOG"] = str(self.log)

    def starts(self):
        """How often the program has been started on a case."""
        return len(self.log.read_text().splitlines()) if self.log.exists() else 0

    def study(self, name="study.yaml", **content):
        file = self.scratch / name
        file.write_text(yaml.safe_dump({"case": "base.yaml", **content}, sort_keys=False))
        return file

    def command(self, study, *options, store="store", output="result"):
        return [PYTHON, str(SCRIPT), str(study), "--program", str(STUB), "--store", str(self.scratch / store), "--output", str(self.scratch / output), *options]

    def sweep(self, study, *options, code=0, **places):
        """Runs the study, which must end with this exit code; returns what it printed."""
        done = subprocess.run(self.command(study, *options, **places), capture_output=True, text=True, check=False, env=self.environment, cwd=self.scratch)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def table(self, output="result"):
        """study.csv as a table."""
        import pandas

        return pandas.read_csv(self.scratch / output / "study.csv", keep_default_na=False)

    def hdf5(self, output="result"):
        """The bytes of study.h5."""
        return (self.scratch / output / "study.h5").read_bytes()


def wait_for(condition, seconds=30.0):
    """Waits until the condition holds; fails after some time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.005)


def kill_group(process):
    """Ends a process that was started in a session of its own, and what it started there."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
