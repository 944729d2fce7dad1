"""What the commands of this folder have in common: options, writing results, errors as exit codes."""
from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import shlex
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from .errors import INTERNAL_ERROR, OUTPUT_FAILURE, STOPPED, EngineError, Interrupted, Problem, StoreError, StudyError

ROOT = Path(__file__).resolve().parents[2]


class Parser(argparse.ArgumentParser):
    """Errors in the words of this program, exit code 2."""

    def __init__(self, name: str, description: str, epilog: str):
        super().__init__(prog=f"acumen {name}", description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter)

    def error(self, message: str) -> Any:
        self.exit(2, f"{self.prog}: {message}\n    help: ./{self.prog} --help\n")


def add_run_options(parser: argparse.ArgumentParser, out: str) -> None:
    """Options of all commands that compute cases; `out`: default folder of the results."""
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help='override a parameter of every case: --set model=screening')
    parser.add_argument("-o", "--output", type=Path, default=Path(out), help=f"folder of the results [{out}]")
    parser.add_argument("--store", type=Path, default=Path("out/store"), help="folder of finished cases, shared by all studies [out/store]")
    parser.add_argument("-j", "--workers", type=int, help="cases at a time [one a core]")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="time one case may take")
    parser.add_argument("--retry-failed", action="store_true", help="compute cases again that failed before")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/bin/acumen", help=argparse.SUPPRESS)


def overrides(settings: list[str]) -> dict[str, str]:
    """{"model": "screening"} of ["model=screening"]. Raises StudyError."""
    bad = [Problem("not a setting", "--set", text, 'write --set needle.tip_radius="15 um"') for text in settings if "=" not in text]
    if bad:
        raise StudyError(bad)
    return {key.strip(): value.strip() for key, _, value in (text.partition("=") for text in settings)}


def make_folder(folder: Path) -> Path:
    """The folder, made if missing. Raises StoreError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror or error}\n    mend:  choose another place with -o") from error
    return folder


def typed(name: str) -> str:
    """The command line as it was typed, for those who want to repeat it."""
    words = iter(sys.argv[1:])
    kept = [word for word in words if not word.startswith("--program") or ("=" not in word and not next(words, ""))]
    return " ".join(["./acumen", name, *map(shlex.quote, kept)])


def repeat(page: Any, name: str, files: Iterable[Path]) -> None:
    """The section of a page that says how to repeat the command, with the files it read."""
    page.section("How to repeat it")
    page.code(typed(name))
    for file in files:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            page.details(str(file), file.read_text(encoding="utf-8"))


def write_text(path: Path, text: str) -> None:
    """Writes under a temporary name and renames. Raises OSError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def plain(value: Any) -> Any:
    """The value as JSON knows it: numbers that are not finite become null, arrays lists."""
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def write_json(path: Path, content: Any) -> None:
    """Writes JSON under a temporary name and renames."""
    write_text(path, json.dumps(plain(content), indent=1, allow_nan=False) + "\n")


def say(quiet: bool) -> Callable[[str], None]:
    """Prints progress to standard error, or not at all."""
    return (lambda text: None) if quiet else (lambda text: print(text, file=sys.stderr, flush=True))


def run(name: str, main: Callable[[], int]) -> int:
    """The exit code of `main`, errors turned into messages and the program's exit codes."""
    try:
        return main()
    except (StudyError, StoreError, EngineError, Interrupted) as error:
        print(f"acumen {name}: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(f"acumen {name}: interrupted; finished cases are kept", file=sys.stderr)
        return STOPPED
    except OSError as error:
        print(f"acumen {name}: {error}", file=sys.stderr)
        return OUTPUT_FAILURE
    except ImportError as error:
        print(f"acumen {name}: {error}; install the packages of packages.txt", file=sys.stderr)
        return INTERNAL_ERROR
