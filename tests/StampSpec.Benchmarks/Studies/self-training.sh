#!/usr/bin/env bash
# Self-training, in the first run of the cross-validation of the study recipe: self-training.sh RECIPE OUT
# RECIPE is the folder of that study. In each fold, the network separate-stacks of that fold, which saw none of the fold's objects, labels
# the alerts without a label; those to which it gives a class with a probability of 0.9 or more join the training, and the network is
# trained again with the same seeds. Prints how many joined, and macro-F1 with and without them.
set -euo pipefail
cd "$(dirname "$0")/../../.."
stampspec=${STAMPSPEC:-$PWD/src/StampSpec.Cli/bin/Release/net10.0/stampspec}
data=$(realpath "${DATA:-../shared/data}")
recipe=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")

# Macro-F1 over the predictions of all folds.
macro_f1() {
  awk -F, 'FNR > 1 { truth[$6]++; given[$7]++; if ($6 == $7) right[$6]++ }
    END { for (c in truth) { sum += 2 * right[c] / (truth[c] + given[c]); n++ }; printf "%.4f\n", sum / n }' "$@"
}

for fold in 1 2 3 4 5; do
  "$stampspec" classify "$recipe/models/separate-stacks-run-1-fold-$fold.onnx" "$data/ztf" --out "$out/probabilities-$fold.csv" --fresh
  awk -F, -v OFS=, '
    BEGIN { print "candid", "class", "group", "file", "strength" }
    FNR == NR { if ($4 == "" && $5 == "" && $6 == "") { group[$1] = $7; file[$1] = $3 }; next }
    FNR == 1 { for (i = 3; i <= 8; i++) name[i] = $i; next }
    $1 in group { for (i = 3; i <= 8; i++) if ($i >= 0.9) print $1, name[i], group[$1], file[$1], "pseudo" }
  ' "$data/ztf-labels.csv" "$out/probabilities-$fold.csv" > "$out/pseudo-labels-$fold.csv"
  cat > "$out/fold-$fold.yaml" <<SPEC
name: self-training
include: real-ztf
dataset:
  data: $data
  labels: $data/ztf-labels.csv
  train-also: {labels: pseudo-labels-$fold.csv, strength: pseudo}
  pretrain:
    synthetic: {alerts: 12000, mix: balanced}
    learning-rate: 0.001
    training: {batch: 64, steps: 3000, evaluate-every: 1000, patience: none, checkpoint-policy: last, validation-augmentation: one}
layouts: [{layout: ztf-multiscale, name: separate-stacks, classifier: {stacks: separate}}]
runs: 1
baseline: separate-stacks
SPEC
  "$stampspec" study "$out/fold-$fold.yaml" --shard "$fold/5" --jobs 1 --no-report --out "$out/fold-$fold"
done
echo "pseudo labels of each fold: $(for fold in 1 2 3 4 5; do echo "$(($(wc -l < "$out/pseudo-labels-$fold.csv") - 1))"; done | xargs)"
echo "macro-F1 with them: $(macro_f1 "$out"/fold-*/cells/separate-stacks-run-1-fold-*.predictions.csv)"
echo "macro-F1 without them: $(macro_f1 "$recipe"/cells/separate-stacks-run-1-fold-*.predictions.csv)"
