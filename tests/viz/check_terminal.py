"""The table in the terminal: check_terminal.py PROGRAM.

Every case that the screening model answers keeps to 80 columns, whatever its title; the force has its bars; colours are only on a
terminal, and not against NO_COLOR. (The tables of finite-element runs with drug and current are measured in check_paraview.py.)
"""

import os
import pty
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CASES = os.path.join("scenarios", "cases")
CHOSEN = ("forearm_cone", "pen_cheek_aspirin", "array_cell", "dissolving_patch", "coated_patch", "home_roller", "rf_pair")
LONG = "A needle with a title that says much more than a title should say, in words of many lengths, and then some more"
COLUMNS = 80


def arguments(program: str, case: str, folder: str, *more: str) -> list[str]:
    return [program, "run", os.path.join(CASES, case + ".yaml"), "--set", "model=screening", "-o", os.path.join(folder, case), *more]


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "ACUMEN_PYTHON", "ACUMEN_REPORT")}
    return {**kept, "LC_ALL": "C.UTF-8", "TERM": "xterm", **changes}


def check_widths(program: str, folder: str) -> int:
    """How many cases the screening model answered."""
    answered = 0
    for case in CHOSEN:
        command = arguments(program, case, folder, "--set", f"title={LONG}")
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode == 2:
            continue  # a shape that the screening model does not know
        assert done.returncode == 0, done.stdout + done.stderr
        wide = [line for line in done.stdout.split("\n") if len(line) > COLUMNS and folder not in line]
        assert not wide, f"{case}: {wide}"
        assert "\033" not in done.stdout, "colours in a pipe"
        assert "force against travel    \u2581" in done.stdout, "no bars of the force"
        answered += 1
    return answered


def on_terminal(command: list[str], changes: dict[str, str]) -> str:
    """What the command writes when its output is a terminal."""
    leader, terminal = pty.openpty()
    process = subprocess.Popen(command, cwd=ROOT, env=environment(**changes), stdout=terminal, stderr=subprocess.DEVNULL)
    os.close(terminal)
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(leader)
    assert process.wait() == 0
    return b"".join(parts).decode()


def check_colours(program: str, folder: str) -> None:
    command = arguments(program, "forearm_cone", folder, "--no-report")
    assert "\033[1m" in on_terminal(command, {}), "no colours on a terminal"
    for changes in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\033" not in on_terminal(command, changes), f"colours in spite of {changes}"
    plain = on_terminal(command, {"NO_COLOR": "1", "LC_ALL": "C"})
    assert all(ord(character) < 128 for character in plain), "bars of the force that this terminal cannot show"


def main() -> None:
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        answered = check_widths(program, folder)
        assert answered >= 3, answered
        check_colours(program, folder)
    print(f"{answered} tables within {COLUMNS} columns; colours where they belong")


if __name__ == "__main__":
    main()
