"""Force against depth of a finished case, thinned to what a picture needs: kept beside the summary, where not the whole history is."""
from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import subprocess
import tempfile
from pathlib import Path

from .settings import ONE_THREAD, Settings, Task
from .store import write_atomically

CURVE, HISTORY = "curve.csv", "history.csv"
ROWS = 100
COLUMNS = ("travel [m]", "force [N]", "penetration_depth [m]")


def thinned(history: str, rows: int = ROWS) -> str:
    """At most so many rows and two of a history, of COLUMNS only; the largest force and the last row among them. Empty where it has no course."""
    table = list(csv.DictReader(io.StringIO(history)))
    names = [name for name in COLUMNS if table and name in table[0]]
    if not table or names[:2] != list(COLUMNS[:2]):
        return ""
    count = len(table)
    kept = {round(k * (count - 1) / (rows - 1)) for k in range(rows)} if count > rows else set(range(count))
    kept.add(max(range(count), key=lambda k: float(table[k]["force [N]"])))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[format(float(table[k][name]), ".9g") for name in names] for k in sorted(kept)])
    return stream.getvalue()


def keep(folder: Path, source: Path | None = None) -> None:
    """Writes the curve into `folder` from the history there or in `source`. A course that is missing or damaged is left out: the curve is an extra."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        if text := thinned(((source or folder) / HISTORY).read_text()):
            write_atomically(folder / CURVE, text.encode())


def has(folder: Path) -> bool:
    """Whether a finished case has a course, whole or thinned."""
    return (folder / HISTORY).exists() or (folder / CURVE).exists()


def add_screened(settings: Settings, task: Task, folder: Path) -> None:
    """Computes the curve of a finished screening case, whose store holds numbers only. Does nothing where that fails."""
    if has(folder) or not settings.in_batch(task):
        return
    with tempfile.TemporaryDirectory() as place:
        request = {"id": 1, "case": str(settings.base_case), "set": [f"{name}={value}" for name, value in settings.assignments(task).items()],
                   "output": os.path.join(place, "case"), "outcomes": False}
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run([str(settings.program), "batch"], input=json.dumps(request) + "\n", text=True, capture_output=True, check=False,
                           env={**os.environ, **ONE_THREAD}, timeout=settings.time_limit or 60.0)
            keep(folder, Path(place) / "case")
