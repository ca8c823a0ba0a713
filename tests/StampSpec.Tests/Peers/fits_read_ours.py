"""Reads one of our files with astropy, compares every value, and checks the file with fitsverify if it is installed."""
import math
import shutil
import subprocess
import sys

import numpy as np
from astropy.io import fits

path = sys.argv[1]
with fits.open(path) as hdus:
    hdus.verify("exception")
    expected = np.sqrt(np.arange(35, dtype=np.float32)).astype(np.float32) - np.float32(2)
    expected[4] = np.nan
    np.testing.assert_array_equal(hdus[0].data, expected.reshape(5, 7))
    assert hdus[0].header["BUNIT"] == "nJy"
    assert hdus[0].header["EXPTIME"] == 51.90937507036
    assert hdus[0].header["LONGTEXT"] == "x" * 65 + "'" + "y" * 90
    np.testing.assert_array_equal(hdus["PSFIMAGE"].data, [[math.pi, -1e-300]])
    np.testing.assert_array_equal(hdus["SCALED"].data, [[8.25, 7.5], [8.75, math.nan]])
    count = len(hdus)
if shutil.which("fitsverify"):
    report = subprocess.run(["fitsverify", path], capture_output=True, text=True, check=False)
    assert report.returncode == 0 and "0 warning(s) and 0 error(s)" in report.stdout, report.stdout
print(f"{count} units agree")
