#!/usr/bin/env bash
# Submits a study as a job array of N parts and a job that joins them: submit.sh SPEC N OUT [OPTION of stampspec study...]
set -euo pipefail
[ $# -ge 3 ] || { echo "usage: $0 SPEC N OUT [OPTION of stampspec study...]" >&2; exit 2; }
spec=$1 parts=$2 out=$3
shift 3
here=$(dirname "$(readlink -f "$0")")
mkdir -p "$out"
array=$(sbatch --parsable --array="1-$parts" ${SBATCH_PART_OPTIONS:-} "$here/part.sbatch" "$spec" "$parts" "$out" "$@")
# The merge runs however the parts end (afterany): it reports which cells are missing, and what to do.
merge=$(sbatch --parsable --dependency="afterany:${array%%;*}" "$here/merge.sbatch" "$parts" "$out")
echo "parts: job ${array%%;*}, tasks 1 to $parts; merge: job ${merge%%;*}; the joined study will be in $out/study"
