#!/usr/bin/env bash
# Installs the tool as a stranger would and follows the front page: its package from a local folder, an empty home, an empty NuGet cache, no
# other package source, nothing on the PATH but dotnet and node, and the checkout hidden where the system allows it (root on Linux).
# Usage: fresh-install.sh [FOLDER-OF-PACKAGES]; without a folder the package is made first. Ends with "N passed, N failed".
set -uo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
packages=$place/packages
if [ $# -eq 1 ]; then
  mkdir "$packages" && cp "$1"/*.nupkg "$packages"
else
  platform=$(dotnet --info | sed -n 's/^ *RID: *//p')
  dotnet pack "$root/src/StampSpec.Cli" -c Release -r "$platform" -v quiet --nologo -o "$packages" || exit 1
fi

mkdir "$place"/{home,bin,tool,work}
ln -s "$(readlink -f "$(command -v dotnet)")" "$place/bin/dotnet"
ln -s "$(readlink -f "$(command -v node)")" "$place/bin/node"
cat >"$place/work/NuGet.Config" <<EOF
<configuration><packageSources><clear /><add key="local" value="$packages" /></packageSources></configuration>
EOF

cat >"$place/follow.sh" <<'EOF'
set -uo pipefail
place=$1 root=$2
if mount -t tmpfs none "$root" 2>/dev/null; then echo "the checkout is hidden"; else echo "the checkout cannot be hidden here"; fi
cd "$place/work"
passed=0 failed=0
# A step: the exit code that it must have, the PATH, the command.
step() {
  local expected=$1 path=$2 status=0
  shift 2
  echo "\$ $*"
  env -i HOME="$place/home" PATH="$path" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false "$@" >step.out 2>&1 </dev/null || status=$?
  tail -n 12 step.out
  if [ "$status" -eq "$expected" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "EXIT CODE $status, not $expected"; fi
}
has() { if [ -s "$1" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "MISSING $1"; fi; }
both="$place/bin:$place/tool"
mkdir "$place/without-node" && ln -s "$place/bin/dotnet" "$place/without-node/dotnet"

# Installing is the SDK's affair, which needs the system's own programs.
step 0 "$place/bin:/usr/bin:/bin" dotnet tool install StampSpec --tool-path "$place/tool"
step 0 "$both" stampspec --version
step 0 "$both" stampspec doctor
step 1 "$place/without-node:$place/tool" stampspec doctor
step 0 "$both" stampspec budget rubin-proposal dmtn-102
step 0 "$both" stampspec budget --dmtn-102
step 0 "$both" stampspec synthesize --out alerts --alerts 60 --seed 1
step 0 "$both" stampspec cut ztf-multiscale alerts/alerts --out stamps
step 0 "$both" stampspec plan quickstart --quick
step 0 "$both" stampspec study quickstart --quick --set training.steps=20 --set dataset.synthetic.alerts=300
for file in report.html results.csv figures/macro-f1-vs-bytes.{svg,png,pdf}; do has "out/quickstart-quick/$file"; done
model=$(echo out/quickstart-quick/models/ztf-multiscale*.onnx | cut -d' ' -f1)
step 0 "$both" stampspec classify "$model" alerts/alerts --out classes.csv
has classes.csv
step 2 "$both" stampspec cut ztf-multiscale alerts --out elsewhere
step 2 "$both" stampspec study quikstart
step 2 "$both" stampspec budget rubin-propsal
# Without Node.js everything but figures works, and figures say what is missing.
step 0 "$place/without-node:$place/tool" stampspec budget as-shipped
step 1 "$place/without-node:$place/tool" stampspec report out/quickstart-quick
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
EOF
if [ "$(id -u)" -eq 0 ] && unshare --mount true 2>/dev/null; then
  unshare --mount bash "$place/follow.sh" "$place" "$root"
else
  bash "$place/follow.sh" "$place" "$root"
fi
