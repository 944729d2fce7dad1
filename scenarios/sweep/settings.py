"""What is to be computed, and how."""
from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}


TABLES = ("needle.file", "insertion.history")
"""Parameters that name a file; relative names count from the base case's folder."""


def executables(program: Path) -> list[Path]:
    """What computes a case: the program, and the one beside it that it calls for finite elements."""
    return [path for path in (program, program.with_name(program.name + "_fe")) if path.is_file()]


def program_stamp(program: Path) -> str:
    """Changes when the program is built anew."""
    return " ".join(f"{path.stat().st_mtime_ns}:{path.stat().st_size}" for path in executables(program))


def families_of(outputs: Iterable[str]) -> tuple[str, ...] | None:
    """Families of the output quantities that these names and patterns speak of; None where a pattern leaves the family open."""
    heads = {name.split(".")[0] for name in outputs}
    return None if any(set(head) & set("*?[") for head in heads) else tuple(sorted(heads))


@dataclasses.dataclass(frozen=True)
class Task:
    """One case to be computed."""

    key: str
    overrides: dict[str, str]


@dataclasses.dataclass(frozen=True)
class Settings:
    """What all cases of a study have in common. families: of output quantities that a screening case is asked for ("strength" of
    strength.safety_factor), None for all; time_limit: of one case [s]; base_model: the base case's; batches: the program knows `batch`;
    folder, tables: where the base case came from, and the files it names;
    stamp: of the program for which the keys hold."""

    base_case: Path
    program: Path
    time_limit: float | None = None
    keep: str = "history"
    retry_failed: bool = False
    base_model: str = "axisymmetric"
    batches: bool = False
    folder: Path = Path()
    tables: dict[str, str] = dataclasses.field(default_factory=dict)
    stamp: str = ""
    families: tuple[str, ...] | None = None

    def assignments(self, task: Task) -> dict[str, str]:
        """The task's overrides as the program gets them: tables with their full names, as the base case is a copy in the store."""
        given = {**self.tables, **task.overrides}
        return {name: str(self.folder / value) if name in TABLES else value for name, value in given.items()}

    def in_batch(self, task: Task) -> bool:
        """Whether a program that stays answers the case, instead of one started for it."""
        return self.batches and task.overrides.get("model", self.base_model) == "screening"

    def to_json(self) -> str:
        return json.dumps({name: str(value) if isinstance(value, Path) else value for name, value in dataclasses.asdict(self).items()})

    @staticmethod
    def from_json(text: str) -> Settings:
        values = json.loads(text)
        families = values.pop("families")
        return Settings(**{name: Path(value) if name in ("base_case", "program", "folder") else value for name, value in values.items()},
                        families=None if families is None else tuple(families))
