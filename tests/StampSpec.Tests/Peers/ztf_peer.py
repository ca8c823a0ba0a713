"""Compares the pixels and fields that we read from a folder of ZTF packets with those that the reference Avro library and astropy read.

ztf_peer.py DATA FOLDER: FOLDER holds fields.csv, one line a packet, and pixels.f32, its three 63 x 63 cutouts as native float32.
"""
import csv
import pathlib
import sys
import warnings

import avro.datafile
import avro.io
import numpy
import ztf_cutout

warnings.simplefilter("ignore")
data, folder = map(pathlib.Path, sys.argv[1:])
rows = list(csv.reader(open(folder / "fields.csv")))
pixels = numpy.fromfile(folder / "pixels.f32", dtype="<f4").reshape(len(rows), 3, 63, 63)
names = sorted(path.name for path in data.glob("*.avro"))
if [row[0] for row in rows] != names:
    sys.exit("the packets that were read are not those of the folder, in order")


def number(value):
    return None if value is None or value in (-999, -99999) or value != value else float(value)


for row, ours in zip(rows, pixels):
    with avro.datafile.DataFileReader(open(data / row[0], "rb"), avro.io.DatumReader()) as reader:
        (packet,) = list(reader)
    candidate = packet["candidate"]
    expected = [
        str(packet.get("candid", candidate.get("candid"))), packet["objectId"], number(candidate["ra"]), number(candidate["dec"]),
        {1: "g", 2: "r", 3: "i"}[candidate["fid"]], number(candidate["jd"]), number(candidate["magpsf"]), number(candidate["sigmapsf"]),
        number(candidate.get("magzpsci")), number(candidate.get("diffmaglim")), str(candidate["isdiffpos"] in ("t", "1")),
        number(candidate["rb"] if candidate.get("drb") is None else candidate["drb"]),
        number(candidate.get("distpsnr1")), number(candidate.get("sgscore1")),
    ]
    for value, text in zip(expected, row[1:]):
        same = text == value if isinstance(value, str) else (text == "") if value is None else float(text) == value
        if not same:
            sys.exit(f"{row[0]}: {text} is not {value}")
    for cutout, image in zip(("cutoutScience", "cutoutTemplate", "cutoutDifference"), ours):
        theirs = ztf_cutout.read(packet, cutout)
        differ = theirs.view("<u4") != image.view("<u4")
        if (differ & ~(numpy.isnan(theirs) & numpy.isnan(image))).any():
            sys.exit(f"{row[0]}: {cutout} differs")

print(f"{len(rows)} alerts, {pixels.size} pixels agree")
