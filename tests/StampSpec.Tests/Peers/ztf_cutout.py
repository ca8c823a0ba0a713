"""Reads a cutout of a ZTF packet with astropy and places it on 63 x 63 pixels, with an independent calculation of the chip's edge."""
import gzip
import io

import numpy as np
from astropy.io import fits

SIDE = 63
CHIP = {"xpos": 3072, "ypos": 3080}


def on_chip(candidate, axis):
    """Which of the 63 pixels around the detection are on the chip; xpos and ypos count pixels from 1, with centres at whole numbers."""
    middle = int(np.floor(candidate[axis] + 0.5))
    pixels = np.arange(middle - SIDE // 2, middle + SIDE // 2 + 1)
    return np.flatnonzero((pixels >= 1) & (pixels <= CHIP[axis]))


def read(packet, field):
    """One cutout as float32; pixels beyond the chip are NaN."""
    with fits.open(io.BytesIO(gzip.decompress(packet[field]["stampData"])), ignore_missing_simple=True) as units:
        pixels = units[0].data.astype("<f4")
    if pixels.shape == (SIDE, SIDE):
        return pixels
    rows, columns = (on_chip(packet["candidate"], axis) for axis in ("ypos", "xpos"))
    assert pixels.shape == (len(rows), len(columns)), (packet["candidate"]["candid"], pixels.shape)
    whole = np.full((SIDE, SIDE), np.nan, "<f4")
    whole[np.ix_(rows, columns)] = pixels
    return whole
