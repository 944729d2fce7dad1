"""Studies: many cases from one file, on this machine or on a Slurm cluster, none of them computed twice."""
