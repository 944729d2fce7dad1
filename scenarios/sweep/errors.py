"""What can go wrong with a study, each with the exit code of the program that it belongs to."""
from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable

BAD_INPUT, NOT_CONVERGED, STOPPED, OUTPUT_FAILURE, INTERNAL_ERROR = 2, 3, 4, 5, 70


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing wrong with the input: the rule, the place, the value that breaks it, and how to mend it."""

    rule: str
    place: str = ""
    value: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.rule}" if self.place else self.rule
        text += f"\n    given: {self.value}" if self.value else ""
        return text + (f"\n    mend:  {self.remedy}" if self.remedy else "")


class StudyError(Exception):
    """Everything wrong with what the user gave, reported at once (exit code 2)."""

    exit_code = BAD_INPUT

    def __init__(self, problems: Problem | Iterable[Problem]):
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        count = len(self.problems)
        head = "" if count == 1 else f"{count} problems in the input\n"
        super().__init__(head + "\n".join(map(str, self.problems)))


class StoreError(Exception):
    """Results cannot be written or read: a full disk, missing permissions (exit code 5). What is finished is kept."""

    exit_code = OUTPUT_FAILURE


class EngineError(Exception):
    """The engine itself cannot run cases: no Slurm, a job refused (exit code 70)."""

    exit_code = INTERNAL_ERROR


class Interrupted(Exception):
    """Asked to stop; what is finished is kept (exit code 4)."""

    exit_code = STOPPED


def nearest(given: str, valid: Iterable[str]) -> str:
    """"did you mean ...?" with the valid name most like the given one; empty where none is near."""
    names = list(valid)
    found = difflib.get_close_matches(given, names, 1, 0.6) or [name for name in names if given and name.endswith("." + given)]
    return f"did you mean {found[0]}?" if found else ""
