"""Slurm's own commands, as far as the engine needs them; no accounting database is asked for."""
from __future__ import annotations

import getpass
import re
import shutil
import subprocess
import time
from collections.abc import Sequence

from .errors import EngineError

PATIENCE = 600.0
"""How long a controller that does not answer is asked again [s]."""
ENDED = {"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "OUT_OF_MEMORY", "NODE_FAIL", "PREEMPTED", "BOOT_FAIL", "DEADLINE"}


REMEDIES = (
    (r"munge|authentication", "Slurm does not know who you are: is munged running here (systemctl status munge), with the cluster's own key and the right time?"),
    (r"partition", "name a partition you may use, --sbatch=--partition=NAME; sinfo lists them"),
    (r"account|association", "name an account you may charge, --sbatch=--account=NAME; sacctmgr show associations lists them"),
    (r"QOS", "name a quality of service you may use, --sbatch=--qos=NAME"),
    (r"[Mm]emory specification|Requested node configuration", "no node has what is asked for; say what there is with --sbatch=--mem=... or --sbatch=--partition=NAME"),
    (r"time limit", "the partition's time limit is shorter than what is asked for: set time_limit in the study, or --sbatch=--partition=NAME"),
    (r"Permission denied|not permitted", "you may not use this Slurm, or may not write there: ask its administrator, or use --engine local"),
    (r"Unable to contact|Connection refused|Socket timed out", "is slurmctld running, and does SLURM_CONF name this cluster? scontrol ping"),
    (r"configuration|slurm\.conf|DNS SRV", "set SLURM_CONF to this cluster's slurm.conf, or use --engine local"),
)


def refusal(line: Sequence[str], said: str) -> EngineError:
    """What Slurm says, and what helps against it."""
    remedy = next((text for pattern, text in REMEDIES if re.search(pattern, said)), "see what Slurm says above, or use --engine local")
    return EngineError(f"{' '.join(line[:6])} failed: {said[:600]}\n    mend:  {remedy}")


def call(*line: str, patience: float = PATIENCE) -> str:
    """What the command prints; asked again while the controller is down. Raises EngineError."""
    if not shutil.which(line[0]):
        raise EngineError(f"{line[0]} is not there: run this where Slurm's commands are (Debian package slurm-client), or use --engine local")
    end = time.monotonic() + patience
    while True:
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout
        said = done.stderr.strip()
        passing = re.search(r"Unable to contact|Socket timed out|Connection refused|Zero Bytes|temporarily", said)
        if not passing or time.monotonic() > end:
            raise refusal(line, said)
        time.sleep(5.0)


def largest_array() -> int:
    """How many tasks an array may have (MaxArraySize). Raises EngineError where arrays are switched off."""
    match = re.search(r"^MaxArraySize\s*=\s*(\d+)", call("scontrol", "show", "config", patience=60.0), re.MULTILINE)
    size = int(match.group(1)) if match else 1001  # 1001 is Slurm's default
    if size < 1:
        raise EngineError("this Slurm has job arrays switched off (MaxArraySize = 0); use --engine local inside a job")
    return size


def submit(options: Sequence[str], script: str) -> str:
    """The number of the job that sbatch starts."""
    return call("sbatch", "--parsable", *options, script).strip().split(";")[0]


def alive(name: str) -> set[str]:
    """Array tasks of that job name that wait or run, as "12_3"."""
    lines = call("squeue", "--noheader", "--array", "--user", getpass.getuser(), "--name", name, "--format", "%i %T").splitlines()
    return {task for task, state in (line.split()[:2] for line in lines if line.strip()) if state not in ENDED}


def cancel(name: str) -> None:
    """Ends all jobs of that name."""
    call("scancel", "--user", getpass.getuser(), "--name", name, patience=30.0)


def ending(task: str) -> tuple[str, int]:
    """(state, exit code) of an ended array task, as long as the controller remembers it; ("unknown", 0) later."""
    try:
        text = call("scontrol", "show", "job", task, patience=30.0)
    except EngineError:
        return "unknown", 0
    state, code = re.search(r"JobState=(\S+)", text), re.search(r"ExitCode=(\d+):", text)
    return state.group(1) if state else "unknown", int(code.group(1)) if code else 0
