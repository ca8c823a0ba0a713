"""Prints the Fourier amplitudes that a layout's fourier feature sends, by numpy's two-dimensional transform.

usage: fourier_feature.py IMAGE.csv K
"""
import sys

import numpy as np

image = np.genfromtxt(sys.argv[1], delimiter=",").astype(np.float32).astype(float)
most = int(sys.argv[2])
present = np.isfinite(image)
level = np.median(image[present])
sigma = np.median(np.abs(image[present] - level)) * 1.482602218505602
spectrum = np.abs(np.fft.fft2(np.where(present, image - level, 0)))
unit = sigma * np.sqrt(present.sum())
for v in range(most + 1):
    for u in range(-most, most + 1):
        if v > 0 or u >= 0:
            print(repr(float(np.log1p(spectrum[v, u] / unit))))
