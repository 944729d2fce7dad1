"""A program that stays: `acumen batch` answers one case after another, a screening case in about a millisecond."""
from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .case_result import CaseResult, numbers_of
from .settings import ONE_THREAD, Settings, Task


def answers_batches(program: Path) -> bool:
    """Whether this program knows the sub-command `batch`."""
    return subprocess.run([str(program), "batch", "--help"], capture_output=True, check=False).returncode == 0


class BatchWorker:
    """One `acumen batch`, started when first asked, and again after it died. It ends with this process, as its input then ends."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, task: Task, families: Sequence[str] | None = None) -> CaseResult:
        """The result of a screening case; not final where the worker died over it.

        families: of outcomes it shall have, None for all. Their intervals take a hundred times as long as the model itself.
        """
        overrides = self._settings.assignments(task)
        request = {"id": 1, "case": str(self._settings.base_case), "set": [f"{name}={value}" for name, value in overrides.items()],
                   "output": None, "outcomes": True if families is None else list(families)}
        start = time.monotonic()
        answer = self._exchange(json.dumps(request) + "\n")
        wall_time = time.monotonic() - start
        if answer is None:
            code = self._bury()
            reason = f"the batch worker ended with exit code {code}" if code >= 0 else f"killed by signal {-code}"
            return CaseResult(Path(), "failed", code or -signal.SIGKILL, reason, {}, task.overrides, wall_time, 0, task.key, final=False)
        status = answer["status"] if answer["exit_code"] in (0, 3, 4) else "failed"
        reason = "" if status == "completed" else "; ".join(line.strip() for line in answer.get("reason", "").splitlines()[:3])[:400]
        return CaseResult(Path(), status, answer["exit_code"], reason, numbers_of(answer["quantities"]), task.overrides, wall_time, 0, task.key,
                          warnings=tuple(answer.get("warnings", ())))

    def _exchange(self, line: str) -> dict[str, Any] | None:
        """The answer, or None if the worker died."""
        process = self._process = self._process or self._start()
        timer = threading.Timer(self._settings.time_limit or 0.0, process.kill)
        if self._settings.time_limit:
            timer.start()
        try:
            assert process.stdin and process.stdout
            process.stdin.write(line.encode())
            process.stdin.flush()
            answer = process.stdout.readline()
            return json.loads(answer) if answer.endswith(b"\n") else None
        except (BrokenPipeError, ValueError):
            return None
        finally:
            timer.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([str(self._settings.program), "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                env={**os.environ, **ONE_THREAD}, start_new_session=True)

    def _bury(self) -> int:
        """The exit code of a worker that no longer answers."""
        process, self._process = self._process, None
        assert process and process.stdin and process.stdout
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()
        try:
            return process.wait(2.0)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def kill(self) -> None:
        """Ends the worker amid a case, from another thread."""
        process = self._process
        if process:
            process.kill()

    def close(self) -> None:
        """Ends the worker once no case is asked for."""
        if self._process:
            self._bury()
