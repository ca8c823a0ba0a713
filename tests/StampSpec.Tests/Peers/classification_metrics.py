"""Scores of random predictions by scikit-learn: reads cases as JSON, writes their macro and per-class scores as JSON."""
import json
import sys

from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support

with open(sys.argv[1], encoding="utf-8") as stream:
    cases = json.load(stream)
scored = []
for case in cases:
    labels = list(range(case["classes"]))
    truth, predicted = case["truth"], case["predicted"]
    precision, recall, f1, _ = precision_recall_fscore_support(truth, predicted, labels=labels, zero_division=0)
    scored.append({
        "confusion": confusion_matrix(truth, predicted, labels=labels).ravel().tolist(),
        "accuracy": accuracy_score(truth, predicted),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "macroF1": float(f1.mean()),
    })
json.dump(scored, sys.stdout)
