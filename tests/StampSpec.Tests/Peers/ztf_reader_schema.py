"""Reads a packet with the schema of another one as the reader's schema, as a client of ZTF's alerts does."""
import sys

from avro.datafile import DataFileReader
from avro.io import DatumReader

real, ours = sys.argv[1:]
schema = DataFileReader(open(real, "rb"), DatumReader()).datum_reader.writers_schema
(packet,) = DataFileReader(open(ours, "rb"), DatumReader(readers_schema=schema))
print(
    packet["objectId"],
    packet["candid"],
    len(packet["candidate"]),
    packet["prv_candidates"],
    len(packet["fp_hists"]),
    packet["candidate"]["ndethist"],
)
