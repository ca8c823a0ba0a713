#!/usr/bin/env bash
# Brings up a Slurm of this one node from the distribution's packages (slurmctld slurmd slurm-client munge), runs a small study there as a real job array of
# four, joins it, and compares the result with a single run byte for byte: slurm-one-node.sh [SPEC [OPTION of stampspec study...]]
# Leaves nothing running and nothing behind. Says in one line that it was skipped where Slurm is not installed.
set -euo pipefail
cd "$(dirname "$0")/../../.."
export PATH=$PATH:/usr/sbin:/sbin
for tool in munged slurmctld slurmd sbatch; do
  command -v "$tool" >/dev/null || { echo "slurm-one-node: skipped, $tool is not installed"; exit 0; }
done
export STAMPSPEC=${STAMPSPEC:-$PWD/src/StampSpec.Cli/bin/Release/net10.0/stampspec}
parts=4
work=$(mktemp -d /tmp/stampspec-slurm-XXXXXX)
pids=()
stop() {
  local status=$?
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  [ "$status" -eq 0 ] || tail -n 20 "$work"/*.log 2>/dev/null || true
  rm -rf "$work"
  exit "$status"
}
trap stop EXIT

start_slurm() {
  chmod 755 "$work"
  mkdir "$work/state" "$work/spool"
  head -c 1024 /dev/urandom > "$work/munge.key"
  chmod 400 "$work/munge.key"
  local host user
  host=$(hostname -s) user=$(id -un)
  cat > "$work/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
CredType=cred/munge
SlurmctldPort=16817
SlurmdPort=16818
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$parts State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
  export SLURM_CONF=$work/slurm.conf
  munged --force --foreground --key-file="$work/munge.key" --socket="$work/munge.socket" --pid-file="$work/munged.pid" \
    --log-file="$work/munged.log" --seed-file="$work/munged.seed" > "$work/munged.out.log" 2>&1 & pids+=($!)
  for _ in $(seq 50); do [ -S "$work/munge.socket" ] && break; sleep 0.1; done
  slurmctld -D > "$work/slurmctld.out.log" 2>&1 & pids+=($!)
  slurmd -D -N "$host" > "$work/slurmd.out.log" 2>&1 & pids+=($!)
  for _ in $(seq 60); do [ "$(sinfo -h -o %t 2>/dev/null)" = idle ] && return; sleep 1; done
  echo "slurm-one-node: the node did not become idle: $(sinfo -h 2>&1)" >&2
  return 1
}

small_study() {
  cat > "$work/study.yaml" <<SPEC
name: on-one-node
dataset: {synthetic: {alerts: 120, mix: balanced}}
layouts: [ztf-cropped, ztf-multiscale]
classifier: {widths: [4, 4], dense: 8}
training: {batch: 16, steps: 30, evaluate-every: 10}
split: {test: 0.3, validation: 0.3}
runs: 3
resamples: 200
SPEC
  echo "$work/study.yaml"
}

# Everything but when and at what cost it was made.
fingerprint() {
  (cd "$1" && find . -type f ! -name provenance.json ! -name .lock ! -name '*.time.json' ! -path './figures/*' ! -path './tables/*' ! -name report.html -print0 | sort -z | xargs -0 sha256sum)
}

[ $# -gt 0 ] || set -- "$(small_study)"
spec=$(readlink -f "$1")
shift
start_slurm
echo "slurm-one-node: $(sinfo -V), $(sinfo -h -o '%n %c CPUs %t'), $("$STAMPSPEC" --version)"
single=$SECONDS
"$STAMPSPEC" study "$spec" --quiet --no-report --out "$work/single" "$@" > /dev/null 2> "$work/single.log"
echo "slurm-one-node: single run, $((SECONDS - single)) s, $(ls "$work"/single/models/*.onnx | wc -l) cells"
array=$SECONDS
cd "$work"
submitted=$("$OLDPWD/specs/slurm/submit.sh" "$spec" "$parts" "$work/array" --no-report "$@")
echo "slurm-one-node: $submitted"
while squeue -h | grep -q .; do
  [ $((SECONDS - array)) -lt 1200 ] || { echo "slurm-one-node: the jobs do not end" >&2; squeue >&2; exit 1; }
  sleep 1
done
scontrol -o show job | sed -E 's/.*JobId=([0-9]+)( ArrayJobId=[0-9]+ ArrayTaskId=([0-9]+))?.* JobName=(\S+).*JobState=(\S+).*RunTime=(\S+).*/slurm-one-node: job \1 \4 \3: \5, ran \6/'
echo "slurm-one-node: array and merge, $((SECONDS - array)) s"
if [ "$(fingerprint "$work/single")" = "$(fingerprint "$work/array/study")" ]; then
  echo "slurm-one-node: passed, $(fingerprint "$work/single" | wc -l) files of the joined study are those of the single run byte for byte"
else
  diff <(fingerprint "$work/single") <(fingerprint "$work/array/study") || true
  echo "slurm-one-node: FAILED, the joined study differs from the single run" >&2
  exit 1
fi
