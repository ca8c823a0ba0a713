"""Writes the same cube of multiples of ten with astropy in every number type that FITS has."""
import os
import sys

import numpy as np
from astropy.io import fits

values = (np.arange(24) * 10).reshape(2, 3, 4)
for name in ["uint8", "int16", "uint16", "int32", "int64", "float32", "float64"]:
    hdu = fits.PrimaryHDU(values.astype(name))
    hdu.header["LONGTEXT"] = "z" * 150
    hdu.writeto(os.path.join(sys.argv[1], name + ".fits"))
