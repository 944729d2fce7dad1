#!/usr/bin/env python3
"""clang-tidy-14 over the C++ sources (.clang-tidy) that differ from the merge base with the main branch.

lint.py BUILD_FOLDER          sources changed since the merge base (committed or not)
lint.py BUILD_FOLDER --all    every source of the compilation database under the repository
A finding fails. Exit code 77, which ctest shows as skipped, where clang-tidy-14 or the history to compare with is missing.
"""
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77
ROOT = pathlib.Path(__file__).resolve().parents[2]


def git(*arguments):
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else None


def changed_files():
    """Files that differ from the merge base, or from the commit before on the main branch itself; None without history."""
    for branch in ("origin/main", "main", "HEAD~1"):
        base = git("merge-base", "HEAD", branch)
        if base and base != git("rev-parse", "HEAD"):
            break
    else:
        base = git("rev-parse", "HEAD~1")
    if not base:
        return None
    return {ROOT / name for name in (git("diff", "--name-only", base) or "").splitlines()}


def without_compiler_specifics(folder, database):
    """A copy of the database without GCC's precompiled headers, which clang cannot read."""
    for entry in database:
        words, kept = entry["command"].split(), []
        skip = 0
        for position, word in enumerate(words):
            if skip:
                skip -= 1
            elif word == "-Winvalid-pch":
                continue
            elif word == "-include" and "cmake_pch" in words[position + 1]:
                skip = 1
            elif word.endswith("ccache"):
                continue
            else:
                kept.append(word)
        entry["command"] = " ".join(kept)
    target = folder / "lint"
    target.mkdir(exist_ok=True)
    (target / "compile_commands.json").write_text(json.dumps(database))
    return target


def main(build, everything):
    program = shutil.which("clang-tidy-14")
    if not program:
        print("no clang-tidy-14 (Debian package clang-tidy-14): skipped")
        return SKIPPED
    database = json.loads((build / "compile_commands.json").read_text())
    sources = sorted({pathlib.Path(entry["file"]) for entry in database if ROOT in pathlib.Path(entry["file"]).parents})
    sources = [source for source in sources if build not in source.parents]
    if not everything:
        changed = changed_files()
        if changed is None:
            print("no history to compare with: skipped")
            return SKIPPED
        sources = [source for source in sources if source in changed]
    folder = without_compiler_specifics(build, database)

    def check(source):
        return source, subprocess.run([program, "--quiet", "--warnings-as-errors=*", "-p", folder, source],
                                      capture_output=True, text=True, check=False)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for source, run in pool.map(check, sources):
            if run.returncode != 0:
                failed += 1
                print(f"{source.relative_to(ROOT)}\n{run.stdout}", flush=True)
    print(f"clang-tidy: {len(sources)} sources, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), "--all" in sys.argv[2:]))
