"""Checks a model with ONNX's own checker and shape inference, and prints the shapes of its outputs and its metadata keys."""
import sys

import onnx
from onnx import numpy_helper

model = onnx.load(sys.argv[1])
onnx.checker.check_model(model, full_check=True)
inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
for output in inferred.graph.output:
    dims = [d.dim_param or str(d.dim_value) for d in output.type.tensor_type.shape.dim]
    print("output", output.name, " ".join(dims))
print("parameters", sum(numpy_helper.to_array(t).size for t in model.graph.initializer if "." in t.name))
for entry in model.metadata_props:
    print("metadata", entry.key)
