"""Errors, stops, kills and full disks: nothing finished is lost, nothing is computed twice, and the tables come out alike."""
import collections
import json
import os
import random
import shutil
import signal
import subprocess
import time
import unittest
from pathlib import Path

from sweep_test import STUB, SweepTest, kill_group, wait_for

from scenarios.sweep.errors import EngineError
from scenarios.sweep.evaluator import Evaluator

KILLS = 20
RADII = [f"{r} um" for r in range(1, 61)]


def children(pid):
    """Processes that a process started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        try:
            found += [int(child) for child in (task / "children").read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


class Robustness(SweepTest):
    def finished(self, store="store"):
        return {path.parent.name for path in (self.scratch / store / "cases").glob("*/*/record.json")}

    def start(self, study, **places):
        return subprocess.Popen(self.command(study, "--workers", "2", **places), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self.environment,
                                cwd=self.scratch, start_new_session=True)

    def test_results_and_tables(self):
        study = self.study(parameters={"needle.tip_radius": RADII[:6], "skin.tone": ["light", "dark"]}, outputs=["insertion.*"])
        text = self.sweep(study)
        self.assertIn("12 completed", text)
        self.assertEqual(self.starts(), 12)
        table = self.table()
        force = table[table.name == "insertion.maximum_force"].sort_values("point")
        self.assertEqual(list(force.point), list(range(12)))
        for value, low, unit, point in zip(force.value, force.low, force.unit, force.point):
            self.assertAlmostEqual(float(value), 100e-6 * (1 + point // 2) * 1e-6, delta=1e-22)
            self.assertAlmostEqual(float(low) / float(value), 0.9)
            self.assertEqual(unit, "N")
        import h5py
        import numpy

        with h5py.File(self.scratch / "result/study.h5") as file:
            numpy.testing.assert_array_equal(file["quantities/insertion.maximum_force"][:], [float(value) for value in force.value])
            self.assertEqual(file["quantities/insertion.maximum_force"].attrs["unit"], "N")
            self.assertEqual(list(file["parameters/needle.tip_radius"][:4]), [1, 1, 2, 2])
            self.assertEqual(file["parameters/needle.tip_radius"].attrs["unit"], "um")
            self.assertEqual(list(file["parameters/skin.tone"].asstr()[:2]), ["light", "dark"])
            self.assertTrue(numpy.isnan(file["quantities/insertion.dark"][0]) and file["quantities/insertion.dark"][1] == 1)
            self.assertNotIn("insertion.dark", file["low"])
            self.assertEqual(set(file["points/status"].asstr()), {"completed"})
        before = self.hdf5()
        self.assertIn("12 from the store", self.sweep(study, "--resume"))
        self.assertEqual((self.starts(), self.hdf5()), (12, before))

    def test_failed_cases_are_rows_with_reasons(self):
        ends = {"well": "", "bad_input": "the needle is impossible", "not_converged": "did not converge: too soft; where: step 3",
                "crash": "crashed by signal 6", "killed": "killed by signal 9", "no_summary": "left no summary.json", "broken_summary": "summary.json cannot be read"}
        study = self.study(parameters={"stub.end": list(ends)})
        text = self.sweep(study, code=3)
        self.assertIn("1 completed", text)
        self.assertEqual(self.starts(), len(ends) + 2, "what was killed is tried three times")
        rows = self.table().drop_duplicates("point")
        self.assertEqual(list(rows.status), ["completed", "failed", "not_converged", "failed", "failed", "failed", "failed"])
        for reason, expected in zip(rows.reason, ends.values()):
            self.assertIn(expected, reason)
        reached = self.table().query("name == 'insertion.maximum_force'").status
        self.assertEqual(sorted(reached), ["completed", "not_converged"], "what was reached before a case ended is kept")
        self.sweep(study, "--resume", code=3)
        self.assertEqual(self.starts(), len(ends) + 5, "only what was killed from outside is missing")
        self.sweep(study, "--retry-failed", code=3)
        self.assertEqual(self.starts(), len(ends) + 5 + len(ends) - 1 + 2, "all but the completed one")

    def test_a_case_killed_once_is_tried_again(self):
        self.sweep(self.study(parameters={"stub.end": ["killed_once"]}))
        self.assertEqual(self.starts(), 2)

    def test_time_limit(self):
        study = self.study(parameters={"stub.delay": ["0 s", "20 s"]}, time_limit="0.5 s")
        self.sweep(study, code=3)
        rows = self.table().drop_duplicates("point")
        self.assertEqual((list(rows.status), rows.reason.iloc[1]), (["completed", "stopped"], "time limit reached"))

    def test_a_study_of_nonsense_leaves_nothing(self):
        text = self.sweep(self.study(parameters={"needle.tip_radus": RADII}), code=2)
        self.assertIn("did you mean needle.tip_radius?", text)
        self.assertFalse((self.scratch / "result").exists())
        text = self.sweep(self.study(set={"skin.stiffness": "1 N/m^2"}, parameters={"needle.tip_radius": RADII}), "--resume", code=2)
        self.assertIn("nothing to resume", text)
        self.base.write_text('{"needle": {"colour": "red"}}')
        self.assertIn('unknown key "needle.colour"', self.sweep(self.study(parameters={"needle.tip_radius": RADII}), code=2))
        self.assertIn("cannot be read", self.sweep(self.scratch / "none.yaml", code=2))

    def test_another_study_is_not_overwritten(self):
        self.sweep(self.study(parameters={"needle.tip_radius": RADII[:1]}))
        before = self.hdf5()
        self.assertIn("another study's results", self.sweep(self.study(parameters={"needle.tip_radius": RADII[:2]}), code=2))
        self.assertEqual(self.hdf5(), before)

    def test_stop_and_resume(self):
        study = self.study(parameters={"needle.tip_radius": RADII[:20]}, set={"stub.delay": "0.2 s"})
        process = self.start(study)
        wait_for(lambda: len(self.finished()) >= 3)
        process.terminate()
        said = process.stderr.read().decode()
        process.stderr.close()
        self.assertEqual(process.wait(), 4, said)
        self.assertIn("--resume", said)
        finished = len(self.finished())
        self.assertLess(finished, 20)
        self.assertIn("pending", set(self.table().status))
        self.sweep(study, "--resume")
        self.assertLessEqual(self.starts(), 20 + 2, "only the two that ran when it was stopped run again")

    def test_a_case_that_fails_while_it_is_stopped_has_no_result(self):
        study = self.study(parameters={"needle.tip_radius": RADII[:1]}, set={"stub.end": "fails_when_stopped"})
        process = self.start(study)
        wait_for(lambda: self.starts() == 1)
        time.sleep(0.5)  # until it expects to be stopped
        process.terminate()
        said = process.stderr.read().decode()
        process.stderr.close()
        self.assertEqual(process.wait(), 4, said)
        self.assertEqual((self.finished(), set(self.table().status)), (set(), {"pending"}))

    def test_reasons_are_said(self):
        text = self.sweep(self.study(parameters={"needle.tip_radius": RADII[:3]}, set={"stub.end": "not_converged"}), code=3)
        self.assertIn("in 3 of 3 cases: not_converged: did not converge: too soft", text)

    def test_two_studies_share_cases(self):
        one = self.study("one.yaml", parameters={"needle.tip_radius": RADII[:12]}, set={"stub.delay": "0.1 s"})
        two = self.study("two.yaml", parameters={"needle.tip_radius": RADII[6:18]}, set={"stub.delay": "100 ms"})
        processes = [self.start(study, output=name) for study, name in ((one, "one"), (two, "two"))]
        for process in processes:
            said = process.stderr.read().decode()
            process.stderr.close()
            self.assertEqual(process.wait(), 0, said)
        self.assertEqual(self.starts(), 18)
        again = self.study("three.yaml", parameters={"needle.tip_radius": RADII[:18]}, set={"stub.delay": "0.1 s"})
        self.sweep(again, output="three")
        self.assertEqual(self.starts(), 18)

    def test_only_one_sweep_writes_a_folder(self):
        study = self.study(parameters={"needle.tip_radius": RADII[:4]}, set={"stub.delay": "3 s"})
        process = self.start(study)
        wait_for(lambda: self.starts() > 0)
        self.assertIn("another sweep is writing here", self.sweep(study, code=2))
        kill_group(process)
        process.stderr.close()

    def test_a_full_disk_stops_the_study_and_loses_nothing(self):
        self.sweep(self.study(parameters={"stub.end": ["well", "disk_full"], "needle.tip_radius": RADII[:3]}), code=5)
        self.assertIn("completed", set(self.table().status))

    def test_a_disk_that_fills_up(self):
        disk = self.scratch / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True, check=False).returncode != 0:
            self.skipTest("a small disk cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", str(disk)], check=True)
        study = self.study(parameters={"needle.tip_radius": RADII[:30]})
        self.environment["STUB_LINES"] = "8000"  # 32 kB a case
        self.sweep(study, store="calm_store", output="calm")
        self.log.unlink()
        text = self.sweep(study, store="disk/store", output="disk/result", code=5)
        self.assertIn("go on with --resume", text)
        finished = self.finished("disk/store")
        self.assertTrue(5 < len(finished) < 25, len(finished))
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        self.sweep(study, "--resume", store="disk/store", output="disk/result")
        self.assertLessEqual(finished, self.finished("disk/store"))
        self.assertLessEqual(self.starts(), 30 + 4, "what was finished is not computed again")
        self.assertEqual(self.hdf5("disk/result"), self.hdf5("calm"))

    def test_kill_9_at_random_moments(self):
        study = self.study(parameters={"needle.tip_radius": RADII, "skin.tone": ["light", "dark"]}, set={"stub.delay": "0.05 s"})
        self.sweep(study, store="calm_store", output="calm")
        calm, luck, finished, kinds = self.hdf5("calm"), random.Random(time.time_ns()), set(), collections.Counter()
        self.log.unlink()
        while sum(kinds.values()) < KILLS:
            self.assertLess(len(finished), 120, "the study must not end before the last kill")
            kinds[self.kill_once(study, luck)] += 1
            self.assertLessEqual(finished, self.finished(), "a finished case was lost")
            finished = self.finished()
        self.sweep(study)
        self.assertEqual(self.hdf5(), calm)
        # Every round ends with the master's end and both cases on their way; a worker killed before loses one attempt more.
        self.assertLessEqual(self.starts(), 120 + 2 * kinds["master"] + 3 * kinds["worker"])
        self.assertGreater(min(kinds["master"], kinds["worker"]), 0, kinds)
        self.assertEqual(list((self.scratch / "store/work").iterdir()), [])

    def kill_once(self, study, luck):
        """Starts the study, kills a worker or the master some time after new cases have begun, and ends the master."""
        before = self.starts()
        process = self.start(study)
        wait_for(lambda: self.starts() > before)
        time.sleep(luck.uniform(0.0, 0.15))
        victim = luck.choice(["master", "worker"])
        workers = children(process.pid)
        if victim == "worker" and workers:
            os.kill(luck.choice(workers), signal.SIGKILL)
            time.sleep(luck.uniform(0.0, 0.05))
        kill_group(process)
        process.stderr.close()
        return "worker" if victim == "worker" and workers else "master"


class Evaluation(SweepTest):
    def test_results_are_in_the_order_of_the_points(self):
        evaluator = Evaluator(self.base, self.scratch / "store", STUB, workers=2)
        points = [{"needle.tip_radius": radius, "stub.delay": delay} for radius, delay in (("3 um", "0.2 s"), ("1 um", "0 s"), ("2 um", "0 s"), ("0.001 mm", "0 s"))]
        seen = []
        results = evaluator.evaluate(points, seen.append)
        self.assertEqual([round(r.quantities["insertion.maximum_force"]["value"] * 1e10) for r in results], [3, 1, 2, 1])
        self.assertEqual([r.overrides for r in results], points)
        self.assertEqual(self.starts(), 3, "a point given twice is computed once")
        self.assertEqual([p.done for p in seen], [1, 2, 3, 4])
        self.assertEqual((sorted(p.index for p in seen), seen[-1].time_left), ([0, 1, 2, 3], 0))
        self.assertTrue(all(r.wall_time > 0 and r.peak_memory > 1e6 and r.folder.is_dir() for r in results))
        self.assertNotIn("solver.wall_time", results[0].quantities)
        self.assertEqual(evaluator.evaluate([]), [])

    def test_edits_of_the_base_case_do_not_reach_a_running_study(self):
        self.base.write_text(json.dumps({"needle": {"tip_radius": "5 um"}}))
        evaluator = Evaluator(self.base, self.scratch / "store", STUB)
        before = evaluator.evaluate([{"insertion.depth": "100 um"}])[0]
        self.base.write_text(json.dumps({"needle": {"tip_radius": "50 um"}}))
        after = evaluator.evaluate([{"insertion.depth": "200 um"}])[0]
        ratio = after.quantities["insertion.maximum_force"]["value"] / before.quantities["insertion.maximum_force"]["value"]
        self.assertAlmostEqual(ratio, 2)
        anew = Evaluator(self.base, self.scratch / "store", STUB).evaluate([{"insertion.depth": "100 um"}])[0]
        self.assertAlmostEqual(anew.quantities["insertion.maximum_force"]["value"] / before.quantities["insertion.maximum_force"]["value"], 10)

    def test_a_program_built_anew_stops_the_study(self):
        program = self.scratch / "program"
        shutil.copy(STUB, program)
        evaluator = Evaluator(self.base, self.scratch / "store", program)
        key = evaluator.keys.key({})
        evaluator.evaluate([{"needle.tip_radius": "1 um"}])
        os.utime(program, ns=(1, 1))
        with self.assertRaisesRegex(EngineError, "built anew"):
            evaluator.evaluate([{"needle.tip_radius": "2 um"}])
        self.assertEqual(len(list((self.scratch / "store/cases").glob("*/*"))), 1)
        (self.scratch / "program_fe").write_text("finite elements")
        self.assertNotEqual(Evaluator(self.base, self.scratch / "store", program).keys.key({}), key)

    def test_more_files_are_kept_on_request(self):
        point = {"needle.tip_radius": "3 um"}
        folder = Evaluator(self.base, self.scratch / "store", STUB, keep="summary").evaluate([point])[0].folder
        self.assertFalse((folder / "history.csv").exists())
        folder = Evaluator(self.base, self.scratch / "store", STUB, keep="history").evaluate([point])[0].folder
        self.assertTrue((folder / "history.csv").exists())
        self.assertEqual(self.starts(), 2)

    def test_cases_are_held_to_one_core(self):
        program = self.scratch / "where.py"
        text = STUB.read_text().replace("values = values_of(file, overrides)\n    wait", "values = values_of(file, overrides)\n    print(os.sched_getaffinity(0))\n    wait")
        self.assertIn("getaffinity", text)
        program.write_text(text)
        program.chmod(0o755)
        available = sorted(os.sched_getaffinity(0))
        results = Evaluator(self.base, self.scratch / "store", program).evaluate([{"needle.tip_radius": radius, "stub.delay": "0.3 s"} for radius in RADII[:4]])
        pins = collections.Counter((result.folder / "log.txt").read_text().strip() for result in results)
        self.assertEqual(set(pins), {str({core}) for core in available[:4]})


class Batches(SweepTest):
    """Screening cases are answered by a program that stays."""

    def setUp(self):
        super().setUp()
        self.evaluator = self.enterContext(Evaluator(self.base, self.scratch / "store", STUB, workers=2))

    def test_batch_and_single_runs_agree(self):
        parameters = {"needle.tip_radius": RADII[:6], "skin.tone": ["light", "dark"]}
        self.sweep(self.study(parameters=parameters, model="screening"))
        without = self.scratch / "without_batch.py"
        without.write_text(STUB.read_text().replace('elif command == "batch"', 'elif command == "no_batch"'))
        without.chmod(0o755)
        self.assertFalse(Evaluator(self.base, self.scratch / "store", without).settings.batches)
        single = Evaluator(self.base, self.scratch / "other", without).evaluate([{"model": "screening", "needle.tip_radius": r} for r in RADII[:6]])
        batch = self.evaluator.evaluate([{"model": "screening", "needle.tip_radius": r} for r in RADII[:6]])
        for one, other in zip(single, batch):
            self.assertEqual(one.quantities["insertion.maximum_force"], other.quantities["insertion.maximum_force"])
        before = self.starts()
        self.sweep(self.study(parameters=parameters, model="screening"), "--resume")
        self.assertEqual(self.starts(), before)

    def test_outcomes_are_asked_for_only_where_they_are_read(self):
        point = {"model": "screening", "needle.tip_radius": "4 um"}

        def evaluate(*outputs):
            with Evaluator(self.base, self.scratch / "store", STUB, workers=1, outputs=outputs) as evaluator:
                return evaluator.evaluate([point])[0].quantities["insertion.outcomes"]["value"]

        self.assertEqual((evaluate("insertion.*"), evaluate("insertion.maximum_force"), self.starts()), (0.0, 0.0, 1), "found again")
        self.assertEqual((evaluate("insertion.*", "wound.x.depth"), self.starts()), (1.0, 2), "too little is there: computed again")
        self.assertEqual((evaluate("insertion.*"), evaluate("wound.*"), self.starts()), (1.0, 1.0, 2), "more than enough is there")
        self.assertEqual((evaluate("*"), evaluate("strength.*"), self.starts()), (1.0, 1.0, 3), "everything")

    def test_warnings_come_with_the_tables(self):
        import h5py

        self.sweep(self.study(parameters={"needle.tip_radius": RADII[:2]}, model="screening"))
        with h5py.File(self.scratch / "result/study.h5") as file:
            self.assertEqual(file.attrs["warnings"], "screening model: as always")
            self.assertEqual(list(file["points/warnings"].asstr()), ["screening model: outside: 1 um", "screening model: outside: 2 um"])

    def test_bad_cases_and_deaths_are_results(self):
        points = [{"model": "screening", "stub.end": end} for end in ("well", "bad_input", "killed")] + [{"model": "screening", "needle.tip_radius": "9 um"}]
        results = self.evaluator.evaluate(points)
        self.assertEqual([result.status for result in results], ["completed", "failed", "failed", "completed"])
        self.assertEqual([result.reason for result in results[:3]], ["", "nonsense", "killed by signal 9"])
        self.assertEqual(self.starts(), 6, "the deadly case is tried three times")
        self.evaluator.evaluate(points)
        self.assertEqual(self.starts(), 9, "and again, as something else may have killed it")


if __name__ == "__main__":
    unittest.main()
