"""Subsets Source Serif 4 to what this site sets in it.

usage: python subset.py PACKAGE OUT

PACKAGE is the unpacked npm package `source-serif`, OUT the folder for the three woff2 files.
"""

import sys
from pathlib import Path

from fontTools.otlLib.optimize.gpos import compact
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# The default figures are tabular and lining already; `onum` adds old-style ones for running text.
FACES = {
    "final-stage-serif-regular": ("SourceSerif4-Regular", ["kern", "liga", "onum"]),
    "final-stage-serif-italic": ("SourceSerif4-It", ["kern", "liga"]),
    "final-stage-serif-semibold": ("SourceSerif4-Semibold", ["kern", "liga"]),
}
CHARACTERS = [*range(0x20, 0x7F), *map(ord, "\u00a0§·×é–—‘’“”•…→≤≥")]
# Kerning is a third of each file. In steps of 10/1000 em (0.18 px at 18 px) it compresses better.
KERNING_STEP = 10


def main(package, out):
    for name, (source, features) in FACES.items():
        font = TTFont(Path(package, "WOFF2/TTF", f"{source}.ttf.woff2"))
        subset(font, features)
        coarsen_kerning(font)
        rename(font)
        compact(font, 9)
        path = Path(out, f"{name}.woff2")
        font.flavor = "woff2"
        font.save(path)
        print(f"{path.stat().st_size:6} {path.name}")


def subset(font, features):
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 6]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)


def coarsen_kerning(font):
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType != 2:
                continue
            if table.Format == 1:
                records = [r for pairs in table.PairSet for r in pairs.PairValueRecord]
            else:
                records = [r for row in table.Class1Record for r in row.Class2Record]
            for record in records:
                if record.Value1 is not None and hasattr(record.Value1, "XAdvance"):
                    record.Value1.XAdvance = round(record.Value1.XAdvance / KERNING_STEP) * KERNING_STEP


def rename(font):
    """The licence reserves the name "Source" for the unchanged fonts."""
    for record in font["name"].names:
        if record.nameID in (1, 6):
            name = "Final Stage Serif" if record.nameID == 1 else "FinalStageSerif"
            record.string = name


main(*sys.argv[1:])
