#!/usr/bin/env python3
"""What an array task of Slurm does: run_task.py SESSION CHUNK INDEX computes the cases of that index and leaves them in the store."""
from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from scenarios.sweep.errors import OUTPUT_FAILURE, STOPPED, EngineError, Interrupted, StoreError  # noqa: E402
from scenarios.sweep.execution import Executor  # noqa: E402
from scenarios.sweep.settings import Settings, Task  # noqa: E402
from scenarios.sweep.store import Store  # noqa: E402


def note(session: Path, task: Task, exit_code: int, reason: str) -> None:
    """Leaves word of a case that has no result."""
    (session / "failures" / f"{task.key}.json").write_text(json.dumps([exit_code, reason]))


def compute(executor: Executor, session: Path, task: Task) -> int:
    """One case; 0, or the exit code that says why there is no result."""
    while (result := executor.compute(task)) is None:
        time.sleep(1.0)  # another study computes it
    if result.final:
        return 0
    note(session, task, result.exit_code, result.reason)
    return result.exit_code


def main() -> int:
    session, chunk, index = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    tasks = [Task(**entry) for entry in json.loads((session / f"chunk{chunk}.json").read_text())[index]]
    executor = Executor(Store(session.parents[1]), Settings.from_json((session / "settings.json").read_text()))
    signal.signal(signal.SIGTERM, lambda *_: executor.stop())
    try:
        for task in tasks:
            if compute(executor, session, task) == OUTPUT_FAILURE:
                return OUTPUT_FAILURE
    except Interrupted:
        return STOPPED
    except EngineError as error:
        for task in tasks:
            note(session, task, error.exit_code, str(error))
        return error.exit_code
    except StoreError as error:
        print(error, file=sys.stderr)
        return OUTPUT_FAILURE
    finally:
        executor.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
