"""The same studies by job arrays of a real one-node Slurm, started here. Skipped (77) only where Slurm or munge is not installed."""
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import one_node_slurm
from sweep_test import SweepTest, kill_group, wait_for

from scenarios.sweep.case_result import CaseResult
from scenarios.sweep.slurm_engine import Request, bundle_size, request_from

LARGEST_ARRAY = 5


def pilot(wall_time, memory=100 * 2**20):
    return CaseResult(Path(), "completed", 0, "", {}, {}, wall_time, memory)


class Requests(unittest.TestCase):
    def test_the_pilot_says_what_to_ask_for(self):
        self.assertEqual(request_from(pilot(100.0), None).options(1), ["--time=7", "--mem=256M"])
        self.assertEqual(request_from(pilot(100.0, 2**30), 600.0).options(2), ["--time=22", "--mem=1536M"])
        self.assertEqual(request_from(pilot(1e-3), None).options(1), ["--time=1", "--mem=256M"])
        self.assertEqual(request_from(None, None).options(1), [])
        self.assertEqual(Request(60.0, 2**30).doubled(), Request(120.0, 2**31))

    def test_short_cases_share_a_task(self):
        self.assertEqual(bundle_size(pilot(100.0), 1000, 2), 1)
        self.assertEqual(bundle_size(pilot(1.0), 1000, 2), 30)
        self.assertEqual(bundle_size(pilot(1.0), 20, 2), 5, "every worker has at least two tasks")
        self.assertEqual(bundle_size(None, 1000, 2), 1)


class RealSlurm(SweepTest):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.slurm = cls.enterClassContext(one_node_slurm.OneNodeSlurm(Path(folder) / "slurm", LARGEST_ARRAY))

    def setUp(self):
        super().setUp()
        self.environment.update({name: self.slurm.environment[name] for name in ("SLURM_CONF", "PATH")})

    def jobs(self, columns="%i %T"):
        """Lines of the queue, "id state" unless others are named."""
        done = subprocess.run(["squeue", "-h", "-r", "-o", columns], capture_output=True, text=True, check=True, env=self.environment)
        return done.stdout.split("\n")[:-1]

    def start(self, study):
        return subprocess.Popen(self.command(study, "--engine", "slurm"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self.environment,
                                cwd=self.scratch, start_new_session=True)

    def records(self):
        return len(list((self.scratch / "store/cases").glob("*/*/record.json")))

    def test_same_study_same_numbers(self):
        study = self.study(parameters={"needle.tip_radius": [f"{r} um" for r in range(1, 16)], "stub.end": ["well", "not_converged"]}, outputs=["insertion.*"])
        self.sweep(study, store="local_store", output="local", code=3)
        self.assertEqual(self.starts(), 30)
        text = self.sweep(study, "--engine", "slurm", "--workers", "2", code=3)
        self.assertIn("15 completed", text)
        self.assertEqual(self.starts(), 60)
        self.assertEqual(self.hdf5(), self.hdf5("local"))
        self.assertEqual((self.scratch / "result/study.csv").read_bytes(), (self.scratch / "local/study.csv").read_bytes())
        self.assertEqual(list((self.scratch / "store/slurm").iterdir()), [], "no session is left")
        self.sweep(study, "--engine", "slurm", "--resume", code=3)
        self.assertEqual(self.starts(), 60)

    def test_arrays_stay_below_the_limit(self):
        study = self.study(parameters={"needle.tip_radius": [f"{r} um" for r in range(1, 14)]}, set={"stub.delay": "0.8 s"})
        process = self.start(study)
        seen, asked = {}, {}
        while process.poll() is None:
            for line in self.jobs("%i %l %m"):
                if match := re.match(r"(\d+)_(\d+) (.*)", line):
                    seen.setdefault(match.group(1), set()).add(int(match.group(2)))
                    asked[match.group(1)] = match.group(3)
        said = process.stderr.read().decode()
        process.stderr.close()
        self.assertEqual(process.returncode, 0, said)
        self.assertEqual(self.starts(), 13)
        self.assertGreaterEqual(len(seen), 2, "a pilot and at least one array")
        self.assertLess(max(max(tasks) for tasks in seen.values()), LARGEST_ARRAY)
        first, *later = [asked[number] for number in sorted(asked, key=int)]
        self.assertEqual(first, "1:00:00 500M", "the pilot runs with the cluster's own limits")
        for request in later:
            self.assertRegex(request, r"^[1-5]:00 256M$", "and tells how much to ask for")

    def test_a_cancelled_task_is_submitted_again(self):
        study = self.study(parameters={"needle.tip_radius": ["1 um", "2 um"]}, set={"stub.delay": "2 s"})
        process = self.start(study)
        wait_for(lambda: self.records() == 1 and any("RUNNING" in line for line in self.jobs()) and self.starts() == 2, 60)
        subprocess.run(["scancel", next(line.split()[0] for line in self.jobs() if "RUNNING" in line)], check=True, env=self.environment)
        said = process.stderr.read().decode()
        process.stderr.close()
        self.assertEqual(process.wait(), 0, said)
        self.assertEqual(self.starts(), 3)

    def test_stop_cancels_the_jobs(self):
        study = self.study(parameters={"needle.tip_radius": [f"{r} um" for r in range(1, 9)]}, set={"stub.delay": "1 s"})
        process = self.start(study)
        wait_for(lambda: self.records() >= 2, 60)
        process.terminate()
        said = process.stderr.read().decode()
        process.stderr.close()
        self.assertEqual(process.wait(), 4, said)
        wait_for(lambda: not self.jobs(), 30)
        self.assertLess(self.records(), 8)
        self.sweep(study, "--engine", "slurm", "--resume")
        self.assertEqual(self.records(), 8)

    def test_kill_9_of_the_master(self):
        study = self.study(parameters={"needle.tip_radius": [f"{r} um" for r in range(1, 9)]}, set={"stub.delay": "1 s"})
        self.sweep(study, store="local_store", output="local")
        process = self.start(study)
        wait_for(lambda: self.records() >= 2, 60)
        kill_group(process)
        process.stderr.close()
        self.sweep(study, "--engine", "slurm", "--resume")
        self.assertEqual(self.hdf5(), self.hdf5("local"))
        self.assertEqual(self.starts(), 16, "jobs that outlive their master are not computed again")

    def test_refusals_say_what_helps(self):
        study = self.study(parameters={"needle.tip_radius": ["1 um", "2 um"]})
        self.assertIn("sinfo lists them", self.sweep(study, "--engine", "slurm", "--sbatch=--partition=nowhere", code=70))
        configuration = Path(self.environment["SLURM_CONF"])
        without = self.scratch / "slurm.conf"
        without.write_text(configuration.read_text().replace("munge.socket", "no.socket"))
        self.environment["SLURM_CONF"] = str(without)
        text = self.sweep(study, "--engine", "slurm", code=70)
        self.assertIn("is munged running", text)
        self.environment["SLURM_CONF"] = str(self.scratch / "none.conf")
        self.assertIn("set SLURM_CONF", self.sweep(study, "--engine", "slurm", code=70))
        self.assertEqual(self.starts(), 0)

    def test_without_slurm(self):
        self.environment["PATH"] = str(self.scratch)
        text = self.sweep(self.study(parameters={"needle.tip_radius": ["1 um"]}), "--engine", "slurm", code=70)
        self.assertIn("slurm-client", text)

    def test_a_full_disk_stops_the_study(self):
        text = self.sweep(self.study(parameters={"stub.end": ["well", "disk_full"]}), "--engine", "slurm", code=5)
        self.assertIn("No space left", text)


if __name__ == "__main__":
    if absent := one_node_slurm.missing():
        print(f"skipped: {', '.join(absent)} not installed (Debian packages slurm-wlm, munge)")
        sys.exit(77)
    os.environ.pop("SLURM_CONF", None)
    unittest.main()
