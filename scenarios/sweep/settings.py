"""What is to be computed, and how."""
from __future__ import annotations

import dataclasses
import json
from pathlib import Path

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}


@dataclasses.dataclass(frozen=True)
class Task:
    """One case to be computed."""

    key: str
    overrides: dict[str, str]


@dataclasses.dataclass(frozen=True)
class Settings:
    """What all cases of a study have in common. time_limit: of one case [s]; base_model: the base case's; batches: the program knows `batch`."""

    base_case: Path
    program: Path
    time_limit: float | None = None
    keep: str = "history"
    retry_failed: bool = False
    base_model: str = "axisymmetric"
    batches: bool = False

    def in_batch(self, task: Task) -> bool:
        """Whether a program that stays answers the case, instead of one started for it."""
        return self.batches and task.overrides.get("model", self.base_model) == "screening"

    def to_json(self) -> str:
        return json.dumps({name: str(value) if isinstance(value, Path) else value for name, value in dataclasses.asdict(self).items()})

    @staticmethod
    def from_json(text: str) -> Settings:
        values = json.loads(text)
        return Settings(Path(values.pop("base_case")), Path(values.pop("program")), **values)
