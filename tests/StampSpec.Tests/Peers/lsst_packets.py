"""Reads our LSST-like container and wire message with python3-avro and their cutouts with astropy."""
import io
import os
import struct
import sys

import avro.datafile
import avro.io
import avro.schema
from astropy.io import fits

folder = sys.argv[1]
with open(os.path.join(folder, "packet.avro"), "rb") as file:
    packets = list(avro.datafile.DataFileReader(file, avro.io.DatumReader()))
with open(os.path.join(folder, "1100.avsc"), encoding="utf-8") as file:
    schema = avro.schema.parse(file.read())
with open(os.path.join(folder, "message.avro"), "rb") as file:
    message = file.read()
assert struct.unpack(">bi", message[:5]) == (0, 1100)
packets.append(avro.io.DatumReader(schema).read(avro.io.BinaryDecoder(io.BytesIO(message[5:]))))
for packet in packets:
    assert packet["diaSourceId"] == packet["diaSource"]["diaSourceId"] == 170055002004914199
    assert packet["diaSource"]["band"] == "r" and packet["diaSource"]["isNegative"] is True
    assert packet["prvDiaSources"] is None
    for name in ["cutoutScience", "cutoutTemplate", "cutoutDifference"]:
        assert len(packet[name]) == 34560
        with fits.open(io.BytesIO(packet[name])) as hdus:
            hdus.verify("exception")
            assert [h.name for h in hdus] == ["PRIMARY", "UNCERT", "PSFIMAGE"]
            assert hdus["PSFIMAGE"].data[20, 20] == 1 and hdus["PSFIMAGE"].data.shape == (41, 41)
            assert (hdus[0].data == hdus["UNCERT"].data).all()
print(f"{len(packets)} packets agree")
