#!/usr/bin/env bash
# What the built command does when something goes wrong around it: faults.sh [STAMPSPEC]
# Signals, a full disk, a folder that cannot be written, an alert that vanishes, truncated files, two runs in one folder. Each case states the exit code and
# the message, and that going on gives the bytes of a run that was left alone. Small file systems are mounted, so all of it runs as root only; the rest is
# skipped, visibly, for others. Ends with the number of cases that passed, failed and were skipped.
set -uo pipefail
set -m # Without job control a background process would ignore SIGINT.
cd "$(dirname "$0")/../../.."
stampspec=${1:-$PWD/src/StampSpec.Cli/bin/Release/net10.0/stampspec}
work=$(mktemp -d /tmp/stampspec-faults-XXXXXX)
passed=0 failed=0 skipped=0
stop() {
  for mount in "$work"/mount-*; do [ -d "$mount" ] && umount "$mount" 2>/dev/null; done
  rm -rf "$work"
}
trap stop EXIT

spec=$work/study.yaml
cat > "$spec" <<SPEC
name: faulted
dataset: {synthetic: {alerts: 120, mix: balanced}}
layouts: [ztf-cropped, ztf-multiscale]
classifier: {widths: [4, 4], dense: 8}
training: {batch: 16, steps: 60, evaluate-every: 10}
split: {test: 0.3, validation: 0.3}
runs: 3
resamples: 200
SPEC
study() { "$stampspec" study "$spec" --no-report --out "$1" "${@:2}" > "$work/out" 2> "$work/error"; }
fingerprint() { (cd "$1" && find . -type f ! -name provenance.json ! -name .lock ! -name '*.time.json' -print0 | sort -z | xargs -0 sha256sum); }
same() { [ "$(fingerprint "$1")" = "$(cat "$work/whole.sha")" ]; }
halve() { truncate -s $(($(stat -c %s "$1") / 2)) "$1"; }

# verdict NAME EXPECTED-CODE CODE TEXT [CONDITION...]: TEXT must be in the error output, in one line that names what is wrong.
verdict() {
  local name=$1 expected=$2 code=$3 text=$4 line
  shift 4
  line=$(grep -F -m1 -- "$text" "$work/error")
  if [ "$code" = "$expected" ] && { [ -z "$text" ] || [ -n "$line" ]; } && { [ $# -eq 0 ] || "$@"; }; then
    passed=$((passed + 1))
    echo "passed: $name: exit code $code${line:+, \"${line//$work/...}\"}"
  else
    failed=$((failed + 1))
    echo "FAILED: $name: exit code $code, expected $expected and \"$text\"${*:+ and $*}:" >&2
    tail -n 5 "$work/error" >&2
  fi
}
skip() { skipped=$((skipped + 1)); echo "skipped: $1: $2"; }
small_disk() { # small_disk NAME SIZE
  mkdir -p "$work/mount-$1" && mount -t tmpfs -o "size=$2" tmpfs "$work/mount-$1" 2>/dev/null
}
nothing_partial() { [ -z "$(find "$1" -name '*.partial' -o -name '.unfinished')" ]; }
# A synthesis leaves the mark .unfinished, by which the same command finishes it; its alerts are whole.
no_half_files() { [ -z "$(find "$1" -name '*.partial')" ]; }
resumes_alike() { study "$1" && same "$1"; }

study "$work/whole" || { cat "$work/error"; exit 1; }
fingerprint "$work/whole" > "$work/whole.sha"
"$stampspec" synthesize --out "$work/survey" --alerts 60 --seed 1 > "$work/out" 2>&1 || { cat "$work/out"; exit 1; }

for signal in INT TERM; do
  rm -rf "$work/stopped"
  study "$work/stopped" & job=$!
  for _ in $(seq 300); do [ -n "$(ls "$work"/stopped/cells/*.predictions.csv 2>/dev/null)" ] && break; sleep 0.02; done
  # To the command itself, which runs below the shell of the job.
  pkill "-$signal" -P "$job" stampspec
  wait "$job"; code=$?
  cells=$(ls "$work"/stopped/cells/*.predictions.csv | wc -l)
  verdict "SIG$signal with $cells of 6 cells done" 1 "$code" "stopped before the end; finished cells are in" test ! -e "$work/stopped/summary.json"
  nothing_partial "$work/stopped"; verdict "SIG$signal leaves nothing half written" 0 $? ""
  resumes_alike "$work/stopped"; verdict "SIG$signal, resumed: the same bytes" 0 $? ""
done

study "$work/two" & job=$!
for _ in $(seq 300); do [ -e "$work/two/study.lock.yaml" ] && break; sleep 0.02; done
"$stampspec" study "$spec" --no-report --out "$work/two" > "$work/out" 2> "$work/error.second"; code=$?
wait "$job"; first=$?
cp "$work/error.second" "$work/error"
verdict "a second run in the folder" 2 "$code" "another run is using this folder"
same "$work/two" && [ "$first" -eq 0 ]; verdict "the first run is not disturbed: the same bytes" 0 $? ""

cut_short=0 alike=0
for file in "$work"/whole/cells/* "$work"/whole/models/* "$work"/whole/*.csv "$work"/whole/*.json "$work"/whole/study.lock.yaml; do
  case $file in *run-2*|*run-3*) continue ;; esac
  rm -rf "$work/cut"; cp -r "$work/whole" "$work/cut"
  halve "$work/cut/${file#"$work/whole/"}"
  cut_short=$((cut_short + 1))
  resumes_alike "$work/cut" && alike=$((alike + 1)) || echo "  after ${file#"$work/whole/"} was cut short: not the same bytes" >&2
done
[ "$alike" -eq "$cut_short" ]; verdict "$cut_short kinds of files cut to half, resumed: $alike the same bytes" 0 $? ""

ln -s "$work/gone.avro" "$work/survey/alerts/0.avro"
"$stampspec" cut ztf-cropped "$work/survey/alerts" --out "$work/stamps" > "$work/out" 2> "$work/error"; code=$?
rows=$(($(wc -l < "$work/stamps/index.csv") - 1))
verdict "an alert that vanished before it was opened, $rows of 60 others cut" 0 "$code" "0.avro" test "$rows" -eq 60

if small_disk full 96k; then
  study "$work/mount-full/study"; code=$?
  verdict "full disk" 1 "$code" "No space left on device" test ! -e "$work/mount-full/study/summary.json"
  nothing_partial "$work/mount-full"; verdict "full disk: nothing half written" 0 $? ""
  mount -o remount,size=64m "$work/mount-full"
  resumes_alike "$work/mount-full/study"; verdict "full disk with room made, resumed: the same bytes" 0 $? ""
  umount "$work/mount-full"
  small_disk temporary 96k
  TMPDIR=$work/mount-temporary "$stampspec" study "$spec" --no-report --out "$work/no-room" > "$work/out" 2> "$work/error"; code=$?
  verdict "no room for the stamps" 1 "$code" "set TMPDIR to a folder with more space"
  for command in "synthesize --alerts 200 --seed 1" "cut ztf-full $work/survey/alerts" "simulate $work/survey/alerts"; do
    leaves=nothing_partial; [ "${command%% *}" = synthesize ] && leaves=no_half_files
    umount "$work/mount-full" 2>/dev/null
    small_disk full 400k
    $stampspec $command --out "$work/mount-full/out" > "$work/out" 2> "$work/error"; code=$?
    verdict "full disk, ${command%% *}" 1 "$code" "No space left on device" "$leaves" "$work/mount-full"
  done
  small_disk read-only 1m && mount -o remount,ro "$work/mount-read-only"
  study "$work/mount-read-only/study"; verdict "a folder that cannot be written" 2 $? "Read-only file system"
  for command in "synthesize --alerts 5 --seed 1" "cut ztf-full $work/survey/alerts" "simulate $work/survey/alerts"; do
    $stampspec $command --out "$work/mount-read-only/out" > "$work/out" 2> "$work/error"; code=$?
    verdict "a folder that cannot be written, ${command%% *}" 2 "$code" "the folder cannot be created"
  done
else
  skip "full disk and folders that cannot be written" "file systems cannot be mounted here"
fi

echo "faults: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
