"""Every kind of field output, read by ParaView's own readers: check_paraview.py PROGRAM PARAVIEW_FOLDER.

Runs a short case with drug and current, then reads it with ParaView (installed, or unpacked into PARAVIEW_FOLDER by
viz/paraview/unpack_python.sh). Exit code 77, which ctest shows as skipped, where there is no ParaView.
"""

import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CASE = os.path.join(HERE, "..", "regression", "short_case.yaml")
SETTINGS = ["insertion.depth=300 um", "insertion.withdraw=false", "drug.system=dissolving", "drug.name=lidocaine",
            "drug.polymer=PVP", "drug.duration=1 h", "drug.samples=2", "rf.voltage=20 V", "rf.pulse=20 ms",
            "rf.spacing=1 mm"]


def paraview_environment(folder: str) -> dict[str, str] | None:
    """An environment in which Debian's Python imports ParaView; None where there is none."""
    private = os.path.join(folder, "usr", "lib", "python3", "dist-packages")
    for path in (private, ""):
        environment = {**os.environ, "PYTHONPATH": path}
        probe = subprocess.run([sys.executable, "-c", "import paraview.simple"], env=environment, capture_output=True,
                               check=False)
        if probe.returncode == 0:
            return environment
    return None


def run_case(program: str, folder: str) -> None:
    """The short case, with all its outputs, into the folder."""
    arguments = [argument for setting in SETTINGS for argument in ("--set", setting)]
    done = subprocess.run([program, "run", CASE, "-o", folder, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # The table of a run with drug and current, too, keeps to 80 columns; names of files are not broken.
    wide = [line for line in done.stdout.split("\n") if len(line) > 80 and folder not in line]
    assert not wide and "Radiofrequency" in done.stdout and "\033" not in done.stdout, wide


def check_scene(folder: str, environment: dict[str, str]) -> None:
    """The script that opens a result builds its views and saves them; a folder that is no result is refused."""
    script = os.path.join(ROOT, "viz", "paraview", "open_result.py")
    picture = os.path.join(folder, "views.png")
    # A virtual display that does not come up says nothing of the script. Each has a number of its own: one that has just been given up may
    # still be about to remove its socket.
    for attempt in range(3):
        number = str(100 + (os.getpid() + attempt) % 800)
        display = [] if os.environ.get("DISPLAY") else ["xvfb-run", "-n", number, "-a"]
        done = subprocess.run([*display, sys.executable, script, folder, picture], env=environment, capture_output=True,
                              text=True, check=False)
        if "bad X server connection" not in done.stdout + done.stderr:
            break
    assert done.returncode == 0, done.stdout + done.stderr
    with open(picture, "rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"
    assert os.path.getsize(picture) > 20000, os.path.getsize(picture)
    done = subprocess.run([sys.executable, script, ROOT], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "is no result" in done.stderr, done.stderr


def main() -> int:
    environment = paraview_environment(sys.argv[2])
    if environment is None:
        print("skipped: no ParaView. ./acumen test fetches it; by hand: apt-get install paraview, then "
              "viz/paraview/unpack_python.sh build/paraview")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        run_case(os.path.abspath(sys.argv[1]), folder)
        reader = subprocess.run([sys.executable, os.path.join(HERE, "read_with_paraview.py"), folder], env=environment,
                                check=False)
        assert reader.returncode == 0
        if shutil.which("xvfb-run") or os.environ.get("DISPLAY"):
            check_scene(folder, environment)
    return 0


if __name__ == "__main__":
    sys.exit(main())
