#!/usr/bin/env python3
"""Judges what `envelop-kiosk --play --tell` printed: every screen speaks at once, in the language that
stands on it, and never two voices at the same time.

usage: tell-check.py PACK LANGUAGE TELL      for scripts that listen to everything before they touch

The language is heard by length: a prompt's duration must be that of the language's own Ogg Opus file,
read here from its pages (RFC 7845) and not by the kiosk's library.
"""
import struct
import sys
from pathlib import Path

SPEAKS_WITHIN_MS = 150
TOUCHED = "ui.language"  # each card says its name in its own language
SILENT = {"languages", "full", "work-pin", "work-menu", "work-export", "work-check"}  # a card speaks when it is touched; staff can read


def opus_ms(path):
    data, at, skip, granule = path.read_bytes(), 0, None, 0
    while at < len(data):
        assert data[at:at + 4] == b"OggS", f"{path}: not Ogg at {at}"
        granule = struct.unpack_from("<q", data, at + 6)[0]
        segments = data[at + 26]
        body = at + 27 + segments
        if skip is None:
            assert data[body:body + 8] == b"OpusHead", f"{path}: not Opus"
            skip = struct.unpack_from("<H", data, body + 10)[0]
        at = body + sum(data[at + 27:at + 27 + segments])
    return (granule - skip) / 48


def read_tell(path):
    screens, said = [], []
    for line in path.read_text().splitlines():
        at, what, name, *more = line.split()
        if what == "screen":
            screens.append((int(at), name))
        elif what == "said":
            said.append((int(at), name, int(more[0])))
    return screens, said


def main(pack, language, tell):
    screens, said = read_tell(tell)
    wrong = []
    for (at, key, ms), (following, after, _) in zip(said, said[1:]):
        if following < at + ms:
            wrong.append(f"{after} at {following} begins while {key} speaks ({at} + {ms} ms)")
    for at, key, ms in said:
        folder = pack / "audio" if key == TOUCHED else pack / "audio" / language
        lengths = [opus_ms(path) for path in folder.rglob(f"{key}.opus")]
        if not any(abs(own - ms) <= 25 for own in lengths):
            wrong.append(f"{key} at {at} lasts {ms} ms; in {language} it lasts {lengths} ms")
    for at, screen in screens:
        heard = any(at <= when <= at + SPEAKS_WITHIN_MS and key != TOUCHED for when, key, _ in said)
        if screen not in SILENT and not heard:
            wrong.append(f"screen {screen} at {at} says nothing")
        if screen in SILENT and heard:
            wrong.append(f"screen {screen} at {at} speaks unasked")
    for line in wrong:
        print(f"tell-check: {line}", file=sys.stderr)
    print(f"{len(screens)} screens, {len(said)} prompts, {len(wrong)} wrong")
    return 1 if wrong or not screens or not said else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
