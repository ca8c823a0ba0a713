#!/usr/bin/env bash
# Runs the quickstart study on many alerts under an imposed limit of memory: memory-limit.sh [ALERTS [MIB [STAMPSPEC]]], by default 50,000 alerts in 8,192 MiB.
# The limit is a cgroup made by systemd-run, in which the pages of the mapped stamps count until the kernel drops them. Where systemd does not run, it is
# ulimit -d: the kernel then refuses private writable memory above the limit (the heaps of .NET and of ONNX Runtime, and the stacks), but does not count the
# mapped stamps, which are pages of a file that it can drop. The exit code is 0 if the study finished. The last lines state the way, the time and the peaks.
set -uo pipefail
cd "$(dirname "$0")/../../.."
alerts=${1:-50000} mib=${2:-8192} stampspec=${3:-$PWD/src/StampSpec.Cli/bin/Release/net10.0/stampspec}
work=$(mktemp -d "${TMPDIR:-/tmp}/stampspec-memory-XXXXXX")
trap 'rm -rf "$work"' EXIT
study=("$stampspec" study specs/studies/quickstart.yaml --set "dataset.synthetic.alerts=$alerts" --set training.steps=4
  --set training.evaluate-every=4 --runs 1 --no-report --quiet --out "$work/study")

if systemd-run --scope --quiet -p MemoryMax=512M true 2> /dev/null; then
  way="cgroup (systemd-run, MemoryMax)"
  limited=(systemd-run --scope --quiet -p "MemoryMax=${mib}M" -p MemorySwapMax=0 "${study[@]}")
else
  way="ulimit -d"
  limited=(bash -c 'ulimit -d "$1" && exec "${@:2}"' limited $((mib * 1024)) "${study[@]}")
fi

start=$SECONDS
"${limited[@]}" > "$work/out" 2> "$work/error" &
limited_process=$!
data=0 resident=0
while kill -0 "$limited_process" 2> /dev/null; do
  # VmData is what ulimit -d counts; VmHWM is the largest resident memory so far, with the mapped stamps.
  for process in "$limited_process" $(pgrep -P "$limited_process" 2> /dev/null); do
    now=$(awk '/^VmData:/ { print $2 }' "/proc/$process/status" 2> /dev/null)
    most=$(awk '/^VmHWM:/ { print $2 }' "/proc/$process/status" 2> /dev/null)
    data=$((${now:-0} > data ? ${now:-0} : data)) resident=$((${most:-0} > resident ? ${most:-0} : resident))
  done
  sleep 0.2
done
wait "$limited_process"
code=$?
cat "$work/out" "$work/error"
echo "$alerts alerts in $mib MiB by $way: exit code $code after $((SECONDS - start)) s"
echo "peaks: $((resident / 1024)) MiB resident with mapped stamps, $((data / 1024)) MiB of private writable memory"
exit "$code"
