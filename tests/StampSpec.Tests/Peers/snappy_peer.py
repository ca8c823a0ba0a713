"""Expands every N.snappy of a folder with the reference library, compares it with N.raw, and writes N.peer, the reference's own compression."""
import pathlib
import sys

import snappy

for raw in sorted(pathlib.Path(sys.argv[1]).glob("*.raw")):
    expected = raw.read_bytes()
    ours = raw.with_suffix(".snappy").read_bytes()
    if snappy.uncompress(ours) != expected:
        sys.exit(f"{raw.name}: the reference expands our block to other bytes")
    raw.with_suffix(".peer").write_bytes(snappy.compress(expected))
    print(f"{raw.name}: {len(expected)} bytes, ours {len(ours)}")
