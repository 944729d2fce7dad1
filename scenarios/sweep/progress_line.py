"""What a study says while it runs: done, failed, rate, time left."""
from __future__ import annotations

import math
import sys
import time
from typing import TextIO

from .evaluator import Progress

IN_A_LOG = 10.0
ON_A_TERMINAL = 0.2
"""How often a line is written [s]."""


def duration(seconds: float) -> str:
    """"35 s", "12 min", "3.4 h", "2.1 days"."""
    if math.isnan(seconds):
        return "?"
    for limit, size, name in ((120.0, 1.0, "s"), (7200.0, 60.0, "min"), (172800.0, 3600.0, "h")):
        if seconds < limit:
            return f"{seconds / size:.0f} {name}" if size < 3600.0 else f"{seconds / size:.1f} {name}"
    return f"{seconds / 86400.0:.1f} days"


def text(progress: Progress) -> str:
    """The line itself."""
    rate = f"{progress.rate:.1f} cases/s" if progress.rate >= 1 else f"{60 * progress.rate:.1f} cases/min"
    parts = [f"{progress.done}/{progress.total} done", f"{progress.failed} failed"]
    if progress.found:
        parts.append(f"{progress.found} from the store")
    if progress.rate > 0:
        parts += [rate, "finished" if progress.done == progress.total else f"{duration(progress.time_left)} left"]
    return ", ".join(parts)


class ProgressLine:
    """Rewrites one line on a terminal; writes one line every ten seconds into a log."""

    def __init__(self, quiet: bool = False, stream: TextIO = sys.stderr):
        self._quiet, self._stream = quiet, stream
        self._terminal = stream.isatty()
        self._last = 0.0
        self._open = False

    def show(self, progress: Progress) -> None:
        """Shows the line if it is time."""
        now = time.monotonic()
        interval = ON_A_TERMINAL if self._terminal else IN_A_LOG
        if self._quiet or (now - self._last < interval and progress.done != progress.total):
            return
        self._last = now
        if self._terminal:
            self._stream.write("\r\x1b[K" + text(progress))
            self._open = True
        else:
            self._stream.write(f"acumen sweep: {text(progress)}\n")
        self._stream.flush()

    def end(self) -> None:
        """Leaves the line standing."""
        if self._open:
            self._stream.write("\n")
            self._open = False
