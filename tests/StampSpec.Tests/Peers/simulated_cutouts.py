"""Reads simulated cutouts as astropy's CCDData and checks them with fitsverify: no warning from either."""
import glob
import shutil
import subprocess
import sys
import warnings

import numpy
from astropy.io import fits
from astropy.nddata import CCDData, VarianceUncertainty

warnings.simplefilter("error")
paths = sorted(glob.glob(sys.argv[1] + "/*.fits"))
assert paths, "no files"
for path in paths:
    image = CCDData.read(path)
    assert str(image.unit) == "nJy", image.unit
    assert isinstance(image.uncertainty, VarianceUncertainty)
    assert image.data.dtype == numpy.dtype(">f4") and image.uncertainty.array.shape == image.data.shape
    scale = numpy.abs(image.wcs.pixel_scale_matrix).max() * 3600
    assert abs(scale - 0.2) < 1e-9, scale
    centre = image.wcs.wcs_pix2world([[(image.data.shape[1] - 1) / 2, (image.data.shape[0] - 1) / 2]], 0)[0]
    assert numpy.allclose(centre, image.wcs.wcs.crval, atol=1e-9), centre
    with fits.open(path) as hdus:
        assert [hdu.name for hdu in hdus] == ["PRIMARY", "UNCERT", "PSFIMAGE"]
        psf = hdus["PSFIMAGE"].data
        assert psf.dtype == numpy.dtype(">f8") and psf.shape == (41, 41)
        assert abs(psf.sum() - 1) < 1e-12 and psf.argmax() == 20 * 41 + 20
        hdus.verify("exception")
    if shutil.which("fitsverify"):
        check = subprocess.run(["fitsverify", path], capture_output=True, text=True)
        assert "found 0 warning(s) and 0 error(s)" in check.stdout, check.stdout
print(len(paths))
