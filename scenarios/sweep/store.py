"""Finished cases in folders named by their content hash, shared by all studies that use the store.

    STORE/cases/ab/abcdef...   finished cases: record.json, summary.json, history.csv, ...
    STORE/bases/0123...        copies of base cases, so that a study is not disturbed by edits
    STORE/work/abcdef...       cases being computed; what a kill leaves there is overwritten
    STORE/locks/abcdef...      held while a case is computed, also by the program itself: two studies never compute the same case at once

A case is moved from work to cases by one rename: it is there as a whole, or not at all.
"""
from __future__ import annotations

import contextlib
import dataclasses
import errno
import fcntl
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

from .case_result import LOG, RECORD, SUMMARY, CaseResult, read_answer
from .errors import StoreError

KEEP_LEVELS = ("summary", "history", "all")
KEPT_FILES = {"summary": {RECORD, SUMMARY, LOG, "curve.csv"}, "history": {RECORD, SUMMARY, LOG, "history.csv", "case.yaml", "log.jsonl"}}
Families = Optional[Sequence[str]]
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def covers(there: Families, wanted: Families) -> bool:
    """Whether a case that has the families `there` has those wanted; None stands for all."""
    return there is None or (wanted is not None and set(wanted) <= set(there))


def store_error(error: OSError, place: Path) -> StoreError:
    """The error with a remedy that fits it."""
    full = error.errno in FULL
    remedy = "free some space, then go on with --resume" if full else "check the place and its permissions"
    return StoreError(f"{place}: {error.strerror or error}\n    mend:  {remedy}; finished cases are kept")


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file under a temporary name, flushes it to the disk, and renames it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


class Store:
    """The folders of all cases. Safe for several processes at a time, also over NFS with locks."""

    def __init__(self, folder: Path):
        self.folder = Path(folder).resolve()
        try:
            for name in ("cases", "work", "locks"):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise store_error(error, self.folder) from error

    def case_folder(self, key: str) -> Path:
        """Where the finished case lies or will lie."""
        return self.folder / "cases" / key[:2] / key

    def work_folder(self, key: str) -> Path:
        """Where the case is computed."""
        return self.folder / "work" / key

    def find(self, key: str, overrides: dict[str, str], keep: str = "summary", families: Families = ()) -> CaseResult | None:
        """The finished case, if it is there with at least the files that `keep` and the families of quantities that `families` asks for."""
        folder = self.case_folder(key)
        try:
            record = json.loads((folder / RECORD).read_text())
            if record["status"] == "completed" and KEEP_LEVELS.index(record["keep"]) < KEEP_LEVELS.index(keep):
                return None
            if record["status"] == "completed" and not covers(record.get("families"), families):
                return None
            quantities, warnings = read_answer(folder)
            return CaseResult(folder, record["status"], record["exit_code"], record["reason"], quantities, dict(overrides), record["wall_time"],
                              record["peak_memory"], key, warnings=warnings)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (ValueError, KeyError):
            return None  # damaged by something else than this program: it is computed again
        except OSError as error:
            raise store_error(error, folder) from error

    def keep_base(self, file: Path) -> Path:
        """A copy of a base case that nobody edits while a study runs, and that all nodes of a cluster see."""
        try:
            content = file.read_bytes()
            copy = self.folder / "bases" / hashlib.sha256(content).hexdigest()[:16] / file.name
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(copy, content)
            return copy
        except OSError as error:
            raise store_error(error, self.folder) from error

    def lock(self, key: str) -> int | None:
        """A file descriptor that holds the case, to be given to `unlock`; None while another process holds it."""
        path = self.folder / "locks" / key
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise store_error(error, path) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The holder before may have removed the file after this process opened it.
            if os.fstat(descriptor).st_ino == os.stat(path).st_ino:
                return descriptor
        except (BlockingIOError, FileNotFoundError):
            pass
        os.close(descriptor)
        return None

    def unlock(self, key: str, descriptor: int) -> None:
        """Gives the case free."""
        with contextlib.suppress(FileNotFoundError):
            (self.folder / "locks" / key).unlink()
        os.close(descriptor)

    def begin(self, key: str) -> Path:
        """An empty work folder; the case must be locked."""
        folder = self.work_folder(key)
        try:
            if folder.exists():
                shutil.rmtree(folder)
            folder.mkdir(parents=True)
        except OSError as error:
            raise store_error(error, folder) from error
        return folder

    def finish(self, key: str, record: dict[str, Any], keep: str) -> Path:
        """Records the case and moves it among the finished ones; an earlier, failed result is replaced."""
        folder, target = self.work_folder(key), self.case_folder(key)
        try:
            if keep != "all":
                drop_all_but(folder, KEPT_FILES[keep])
            text = json.dumps({**record, "key": key, "keep": keep}, indent=1, sort_keys=True) + "\n"
            write_atomically(folder / RECORD, text.encode())
            target.parent.mkdir(exist_ok=True)
            if target.exists():
                shutil.rmtree(target)
            os.rename(folder, target)
        except OSError as error:
            raise store_error(error, target) from error
        return target

    def families(self, key: str) -> Families:
        """The families of quantities that the finished case has: None for all, () also where there is no such case."""
        try:
            families = json.loads((self.case_folder(key) / RECORD).read_text()).get("families")
            return None if families is None else tuple(families)
        except (OSError, ValueError, AttributeError):
            return ()

    def finish_quick(self, result: CaseResult, families: Families) -> CaseResult:
        """Keeps a case that costs less to compute than to flush to the disk; an earlier result is replaced."""
        folder = self.folder / "work" / f"{result.key}.{os.getpid()}.{threading.get_ident()}"
        target = self.case_folder(result.key)
        record = {"status": result.status, "exit_code": result.exit_code, "reason": result.reason, "overrides": result.overrides,
                  "wall_time": round(result.wall_time, 6), "peak_memory": 0, "key": result.key, "keep": "all", "families": families}
        quantities = {name: {field: None if value != value else value for field, value in entry.items()} for name, entry in result.quantities.items()}
        try:
            folder.mkdir(exist_ok=True)
            (folder / SUMMARY).write_text(json.dumps({"status": result.status, "exit_code": result.exit_code, "quantities": quantities,
                                                      "warnings": result.warnings}))
            (folder / RECORD).write_text(json.dumps(record, sort_keys=True))
            target.parent.mkdir(exist_ok=True)
            if target.exists():
                shutil.rmtree(target)
            os.rename(folder, target)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            if not target.exists() or error.errno in FULL:
                raise store_error(error, target) from error
        return dataclasses.replace(result, folder=target)


def drop_all_but(folder: Path, kept: set[str]) -> None:
    """Removes everything else from the folder."""
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name not in kept:
            entry.unlink()
