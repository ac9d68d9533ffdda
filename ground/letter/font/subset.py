# Makes the two fonts of official documents out of Liberation Sans: the
# characters below, no hinting, and another name, because the licence reserves
# "Liberation" for fonts that nobody has changed.
#
#   apt-get download fonts-liberation2 && dpkg-deb -x fonts-liberation2_*.deb liberation
#   python3 subset.py liberation/usr/share/fonts/truetype/liberation2
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x2010, 0x2011), (0x2013, 0x2014),
          (0x2018, 0x201A), (0x201C, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030),
          (0x2032, 0x2033), (0x2039, 0x203A), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2195),
          (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x25A0, 0x25A1)]

for style in ("Regular", "Bold"):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "FFTM", "DSIG"]
    font = subset.load_font(f"{sys.argv[1]}/LiberationSans-{style}.ttf", options)
    s = subset.Subsetter(options)
    s.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)])
    s.subset(font)
    names = {1: "Alun Naskah", 2: style, 3: f"Alun Naskah {style} 1", 4: f"Alun Naskah {style}",
             6: f"AlunNaskah-{style}", 16: None, 17: None, 18: None, 7: None}
    for record in list(font["name"].names):
        if record.nameID in names:
            if names[record.nameID] is None:
                font["name"].names.remove(record)
            else:
                record.string = names[record.nameID]
    font.save(f"naskah-{style.lower()}.ttf")
