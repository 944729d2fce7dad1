"""A real Slurm of one node on this machine: munged, slurmctld and slurmd of Debian's packages, as the current user, in a scratch folder."""
import getpass
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel")
ENVIRONMENT = {**os.environ, "PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin"}

CONFIGURATION = """
ClusterName=acumen_test
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
SlurmctldPort={controller_port}
SlurmdPort={node_port}
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000
ReturnToService=2
MaxArraySize={largest_array}
KillWait=5
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory=2000 State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=60 DefMemPerCPU=500 State=UP
"""


def missing():
    """Names of the commands that are not installed."""
    return [name for name in NEEDED if not shutil.which(name, path=ENVIRONMENT["PATH"])]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for entry in sockets:
        entry.bind(("127.0.0.1", 0))
    ports = [entry.getsockname()[1] for entry in sockets]
    for entry in sockets:
        entry.close()
    return ports


class OneNodeSlurm:
    """Context manager; `environment` lets commands find this Slurm."""

    def __init__(self, folder, largest_array=1001, cores=2):
        self.folder = Path(folder)
        self.host = socket.gethostname().split(".")[0]
        ports = free_ports(2)
        for name in ("state", "spool"):
            (self.folder / name).mkdir(parents=True)
        self.folder.chmod(0o755)
        configuration = CONFIGURATION.format(host=self.host, user=getpass.getuser(), folder=self.folder, controller_port=ports[0], node_port=ports[1],
                                             largest_array=largest_array, cores=cores)
        (self.folder / "slurm.conf").write_text(configuration)
        self.environment = {**ENVIRONMENT, "SLURM_CONF": str(self.folder / "slurm.conf")}
        self.processes = []

    def start(self, *line):
        with open(self.folder / f"{line[0]}.out", "wb") as output:
            self.processes.append(subprocess.Popen(line, stdout=output, stderr=subprocess.STDOUT, env=self.environment, cwd=self.folder))

    def logs(self):
        """The ends of all logs, for the message of a failed start."""
        files = [*self.folder.glob("*.out"), *self.folder.glob("*.log")]
        return "\n".join(f"--- {file.name}\n" + "\n".join(file.read_text(errors="replace").splitlines()[-15:]) for file in files)

    def wait_for(self, what, condition, seconds=120.0):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end or any(process.poll() is not None for process in self.processes):
                raise RuntimeError(f"Slurm: {what} did not come\n{self.logs()}")
            time.sleep(0.2)

    def node_is_idle(self):
        done = subprocess.run(["sinfo", "-h", "-o", "%T"], capture_output=True, text=True, check=False, env=self.environment)
        return done.stdout.split() == ["idle"]

    def __enter__(self):
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        try:
            self.start("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={self.folder}/munge.socket", f"--pid-file={self.folder}/munge.pid",
                       f"--log-file={self.folder}/munge.log", f"--seed-file={self.folder}/munge.seed")
            self.wait_for("munge's socket", (self.folder / "munge.socket").exists)
            self.start("slurmctld", "-D", "-c", "-i")
            self.start("slurmd", "-D", "-c", "-N", self.host)
            self.wait_for("an idle node", self.node_is_idle)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        subprocess.run(["scancel", "--user", getpass.getuser()], capture_output=True, check=False, env=self.environment)
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
