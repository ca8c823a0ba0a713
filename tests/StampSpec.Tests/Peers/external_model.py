"""Writes a classifier with python3-onnx: logits from the mean of two images' pixels and from the sky position, and a second output that is not a score."""
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

weights = np.array([[1, 0, 2], [0, 1, -1]], dtype=np.float32)
sky_weights = np.array([[0.5, 0, 0], [0, 0.25, 0], [0, 0, -0.5]], dtype=np.float32)
graph = helper.make_graph(
    [
        helper.make_node("ReduceMean", ["images"], ["means"], axes=[2, 3], keepdims=0),
        helper.make_node("MatMul", ["means", "weights"], ["from_images"]),
        helper.make_node("MatMul", ["sky", "sky_weights"], ["from_sky"]),
        helper.make_node("Add", ["from_images", "from_sky"], ["logits"]),
    ],
    "peer",
    [
        helper.make_tensor_value_info("images", TensorProto.FLOAT, ["n", 2, 8, 8]),
        helper.make_tensor_value_info("sky", TensorProto.FLOAT, ["n", 3]),
    ],
    [
        helper.make_tensor_value_info("means", TensorProto.FLOAT, ["n", 2]),
        helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 3]),
    ],
    [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(sky_weights, "sky_weights")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
model.ir_version = 8
onnx.checker.check_model(model)
onnx.save(model, sys.argv[1])
