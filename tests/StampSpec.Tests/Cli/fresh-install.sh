#!/usr/bin/env bash
# Installs the tool as a stranger would and follows the front page: its packages from a local folder, an empty home, an empty NuGet cache,
# no other package source, nothing on the PATH but dotnet, and the checkout hidden where the system allows it (root on Linux).
# Usage: fresh-install.sh [FOLDER-OF-PACKAGES]; without a folder the packages are made first, as the front page says.
# Ends with "N passed, N failed".
set -uo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
packages=$place/packages
if [ $# -eq 1 ]; then
  mkdir "$packages" && cp "$1"/*.nupkg "$packages"
else
  (cd "$root" && dotnet pack src/StampSpec.Cli -c Release -v quiet --nologo -o "$packages") || exit 1
fi

mkdir "$place"/{home,temporary,bin,tool,work}
dotnet=$(readlink -f "$(command -v dotnet)")
ln -s "$dotnet" "$place/bin/dotnet"
cat >"$place/work/NuGet.Config" <<EOF
<configuration><packageSources><clear /><add key="local" value="$packages" /></packageSources></configuration>
EOF

cat >"$place/follow.sh" <<'EOF'
set -uo pipefail
place=$1 root=$2 dotnet=$3
if mount -t tmpfs none "$root" 2>/dev/null; then echo "the checkout is hidden"; else echo "the checkout cannot be hidden here"; fi
cd "$place/work"
passed=0 failed=0
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "$*"; }
# A step: the exit code that it must have, the PATH, the command.
step() {
  local expected=$1 path=$2 status=0
  shift 2
  echo "\$ $*"
  env -i HOME="$place/home" TMPDIR="$place/temporary" PATH="$path" DOTNET_ROOT="$(dirname "$dotnet")" \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false "$@" >step.out 2>&1 </dev/null || status=$?
  tail -n 12 step.out
  if [ "$status" -eq "$expected" ]; then pass; else fail "EXIT CODE $status, not $expected"; fi
}
has() { if [ -s "$1" ]; then pass; else fail "MISSING $1"; fi; }
both="$place/bin:$place/tool"

for package in "$place"/packages/*.nupkg; do
  bytes=$(stat -c %s "$package")
  echo "$(basename "$package"): $bytes bytes"
  if [ "$bytes" -le 40000000 ]; then pass; else fail "$(basename "$package") is larger than 40 MB"; fi
done
# Installing is the SDK's affair, which needs the system's own programs and keeps its files in the home; the command must leave none.
step 0 "$place/bin:/usr/bin:/bin" dotnet tool install StampSpec --tool-path "$place/tool"
rm -rf "$place/home" "$place/temporary" && mkdir "$place/home" "$place/temporary"
step 0 "$both" stampspec --version
step 0 "$both" stampspec doctor
step 0 "$both" stampspec budget rubin-proposal dmtn-102
step 0 "$both" stampspec budget --dmtn-102
step 0 "$both" stampspec synthesize --out alerts --alerts 60 --seed 1
step 0 "$both" stampspec cut ztf-multiscale alerts/alerts --out stamps
step 0 "$both" stampspec plan quickstart --quick
step 0 "$both" stampspec study quickstart --quick --set training.steps=20 --set dataset.synthetic.alerts=300
figures=$(echo out/quickstart-quick/figures/macro-f1-vs-bytes.{svg,png,pdf})
for file in out/quickstart-quick/{report.html,results.csv} $figures; do has "$file"; done
rm out/quickstart-quick/report.html $figures
step 0 "$both" stampspec report out/quickstart-quick
for file in out/quickstart-quick/report.html $figures; do has "$file"; done
model=$(echo out/quickstart-quick/models/ztf-multiscale*.onnx | cut -d' ' -f1)
step 0 "$both" stampspec classify "$model" alerts/alerts --out classes.csv
has classes.csv
step 2 "$both" stampspec cut ztf-multiscale alerts --out elsewhere
step 2 "$both" stampspec study quikstart
step 2 "$both" stampspec budget rubin-propsal
left=$(find "$place/home" "$place/temporary" -mindepth 1)
if [ -z "$left" ]; then pass; else fail "LEFT BEHIND: $left"; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
EOF
if [ "$(id -u)" -eq 0 ] && unshare --mount true 2>/dev/null; then
  unshare --mount bash "$place/follow.sh" "$place" "$root" "$dotnet"
else
  bash "$place/follow.sh" "$place" "$root" "$dotnet"
fi
