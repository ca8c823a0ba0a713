"""Reads every N.avro of a folder with the reference Avro library and writes N.peer, the same data in a container of its own."""
import pathlib
import sys

import avro.datafile
import avro.io

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.avro")):
    with avro.datafile.DataFileReader(open(path, "rb"), avro.io.DatumReader()) as reader:
        data = list(reader)
        writer = avro.datafile.DataFileWriter(
            open(path.with_suffix(".peer"), "wb"), avro.io.DatumWriter(), reader.datum_reader.writers_schema, codec=reader.codec)
    with writer:
        for datum in data:
            writer.append(datum)
    print(f"{path.name}: {len(data)} data, {reader.codec}")
