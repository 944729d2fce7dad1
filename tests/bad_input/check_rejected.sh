#!/usr/bin/env bash
# check_rejected.sh PROGRAM EXIT_CODE TEXT PLACE CASE [ARGUMENT...]
# Runs the case with its results going to PLACE and expects the exit code, the text on standard error, an empty standard
# output, and nothing left behind. PLACE: OUT = a new folder; FILE = below an ordinary file; LIMIT = a new folder
# without room for a single byte; else a path.
set -uo pipefail

program=$1 expected_code=$2 text=$3 place=$4 case_file=$5
shift 5
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/work"
limit=unlimited
case $place in
OUT) place=$scratch/work/new/out ;;
FILE)
  touch "$scratch/file"
  place=$scratch/file/out
  ;;
LIMIT)
  place=$scratch/work/new/out
  limit=0
  ;;
esac

# The messages go through a pipe, as the size limit holds for files, this one's included.
message=$(cd "$scratch/work" && ulimit -f "$limit" && "$program" run "$case_file" --output "$place" "$@" 2>&1 >/dev/null)
code=$?

failed=0
complain() {
  echo "FAILED: $*"
  failed=1
}
[ "$code" -eq "$expected_code" ] || complain "exit code $code instead of $expected_code"
grep -qF -- "$text" <<<"$message" || complain "the message lacks: $text"
[ -z "$(find "$scratch/work" -mindepth 1)" ] || complain "left behind: $(find "$scratch/work" -mindepth 1 | tr '\n' ' ')"
echo "--- the program said:"
echo "$message"
exit $failed
