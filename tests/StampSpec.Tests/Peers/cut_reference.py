"""Compares exported stamps of ZTF alerts with an independent numpy implementation.

usage: cut_reference.py ALERTS STAMPS
ALERTS is a folder of ZTF packets; STAMPS holds one folder LAYOUT.ORDER of `stampspec cut` for each of the four ZTF layouts and the orders none, before,
after and asinh. Every pixel of every alert must be equal, missing ones missing. Prints the pixels compared.
"""
import csv
import os
import sys

import numpy as np
import ztf_cutout
from avro.datafile import DataFileReader
from avro.io import DatumReader

IMAGES = {"science": "cutoutScience", "template": "cutoutTemplate", "difference": "cutoutDifference"}


def read(folder, names):
    stacks = {image: [] for image in IMAGES}
    candids = []
    for name in names:
        with DataFileReader(open(os.path.join(folder, name), "rb"), DatumReader()) as container:
            packet = next(container)
        candids.append(packet["candidate"]["candid"])
        for image, field in IMAGES.items():
            stacks[image].append(ztf_cutout.read(packet, field))
    return candids, {image: np.stack(stack) for image, stack in stacks.items()}


def pool(stack, ratio):
    """Mean of ratio x ratio blocks from the first pixel on; pixels that are missing or beyond the end are left out."""
    side = -(-stack.shape[1] // ratio) * ratio
    padded = np.full((len(stack), side, side), np.nan, np.float32)
    padded[:, : stack.shape[1], : stack.shape[2]] = stack
    total = np.zeros((len(stack), side // ratio, side // ratio))
    count = np.zeros_like(total)
    for row in range(ratio):
        for column in range(ratio):
            part = padded[:, row::ratio, column::ratio].astype(np.float64)
            valid = np.isfinite(part)
            total += np.where(valid, part, 0)
            count += valid
    with np.errstate(invalid="ignore"):
        return (total / count).astype(np.float32)


def full(stack):
    return [np.where(np.isfinite(stack), stack, np.float32(np.nan))]


def cropped(stack):
    return [full(stack)[0][:, 24:40, 24:40]]


def low_resolution(stack):
    return [pool(stack, 4)]


def multiscale(stack):
    half = pool(stack, 2)
    quarter = pool(half, 2)
    return [full(stack)[0][:, 28:36, 28:36], half[:, 12:20, 12:20], quarter[:, 4:12, 4:12], pool(quarter, 2)]


LAYOUTS = {"ztf-full": full, "ztf-cropped": cropped, "ztf-low-resolution": low_resolution, "ztf-multiscale": multiscale}


def normalise(stack):
    out = np.zeros(stack.shape, np.float32)
    for index, image in enumerate(stack.astype(np.float64)):
        magnitude = np.abs(image[np.isfinite(image) & (np.abs(image) <= 1e10)])
        low, high = (magnitude.min(), np.percentile(magnitude, 99)) if magnitude.size else (0, 0)
        known = ~np.isnan(image)
        out[index][known] = np.clip((image[known] - low) / (high - low + 1e-8), -2, 2).astype(np.float32)
    return out


def stretch(stack):
    out = np.zeros(stack.shape, np.float32)
    for index, image in enumerate(stack.astype(np.float64)):
        valid = np.isfinite(image) & (np.abs(image) <= 1e10)
        if valid.any():
            above = image[valid] - np.median(image[valid])
            noise = 1.482602218505602 * np.median(np.abs(above)) or np.sqrt(np.mean(above**2))
            out[index][valid] = np.arcsinh(above / noise) if noise else 0
    return out


def expected(stack, layout, order):
    if order == "none":
        return layout(stack)
    if order == "before":
        return layout(normalise(stack))
    return [(stretch if order == "asinh" else normalise)(scale) for scale in layout(stack)]


def main(alerts, stamps):
    with open(os.path.join(stamps, "ztf-full.none", "index.csv")) as index:
        rows = list(csv.DictReader(index))
    names = [os.path.basename(row["source"]) for row in rows]
    candids, stacks = read(alerts, names)
    assert [int(row["candid"]) for row in rows] == candids, "index.csv lists other alerts or another order"
    compared = 0
    for layout, cut in LAYOUTS.items():
        for order in ("none", "before", "after", "asinh"):
            for image, stack in stacks.items():
                for scale, pixels in enumerate(expected(stack, cut, order)):
                    ours = np.load(os.path.join(stamps, f"{layout}.{order}", f"{image}-{scale}.npy"))
                    assert ours.dtype == np.float32 and ours.shape == pixels.shape, (layout, order, image, scale, ours.shape)
                    # The mathematical libraries may round the last bit of asinh differently.
                    near = np.abs(ours - pixels) <= (2e-7 * np.abs(pixels) if order == "asinh" else 0)
                    unequal = ~(near | (np.isnan(ours) & np.isnan(pixels)))
                    assert not unequal.any(), (layout, order, image, scale, int(unequal.sum()), np.argwhere(unequal)[:3].tolist())
                    compared += ours.size
    print(f"{len(rows)} alerts, {compared} pixels equal")


main(*sys.argv[1:])
