"""Unpacks our tile-compressed file with funpack and astropy, and packs a plain file with fpack in several ways; each result is also unpacked with funpack."""
import os
import subprocess
import sys

from astropy.io import fits

folder = sys.argv[1]


def run(*command):
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


run("funpack", "-O", "funpacked.fits", "ours.fits.fz")
with fits.open(os.path.join(folder, "ours.fits.fz")) as hdus:
    fits.PrimaryHDU(hdus[1].data).writeto(os.path.join(folder, "astropy.fits"))
for name, options in {
    "rows": ["-q", "4"],
    "whole": ["-w", "-q", "2"],
    "undithered": ["-q0", "4"],
    "blocks": ["-t", "33,5", "-q", "1"],
}.items():
    with fits.open(os.path.join(folder, "plain.fits")) as hdus:
        hdus.writeto(os.path.join(folder, name + ".fits"))
    run("fpack", "-r", *options, name + ".fits")
    run("funpack", "-O", name + ".unpacked.fits", name + ".fits.fz")
