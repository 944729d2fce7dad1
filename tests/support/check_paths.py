#!/usr/bin/env python3
"""Every path of this repository that a README, the changelog or a CMake file names must exist."""
import pathlib
import re
import subprocess
import sys

# Top-level folders: what begins with one of them is meant as a path of the repository.
TOP = ("benchmarks", "materials", "meshes", "python", "scenarios", "solver", "tests", "viz")
# A name with a pattern or a place holder, or one that only exists after a run or a build, is not looked up.
PATTERN = re.compile(r"[*<>{}$…]|NAME|CASE|DIR")
MENTION = re.compile(r"(?<![\w./-])((?:%s)/[\w./*<>{}$…-]*\w/?)" % "|".join(TOP))


def texts(root):
    """The tracked Markdown, CMake and package files; the changelog only in its newest version, as older ones tell of what was."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        path = pathlib.Path(name)
        if path.suffix in (".md", ".cmake") or path.name in ("CMakeLists.txt", "acumen", "packages.txt", "CMakePresets.json"):
            if (root / name).is_file():
                yield name, (root / name).read_text()


def exists(root, file, mention):
    """Paths count from the root or from the file's own folder; a name without its ending may stand for a header and its source."""
    for base in (root, (root / file).parent):
        path = base / mention
        if path.exists() or any(path.parent.glob(path.name + ".*")):
            return True
    return False


def main(root):
    missing, checked = [], 0
    for file, text in texts(root):
        if file == "CHANGELOG.md":
            text = "\n## ".join(text.split("\n## ")[:2])
        for number, line in enumerate(text.splitlines(), 1):
            for mention in MENTION.findall(line):
                if PATTERN.search(mention):
                    continue
                checked += 1
                if not exists(root, file, mention):
                    missing.append(f"{file}:{number}: {mention} does not exist")
    print("\n".join(missing) or f"{checked} named paths exist")
    return 1 if missing or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
