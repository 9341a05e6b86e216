#!/usr/bin/env python3
"""Our reader of PO files against GNU gettext's: random damage to the PO files of the tree.

usage: fuzz.py READER SEED ROUNDS PO...     READER: po_dump of tests/po

Both must accept and then read the same, or both must refuse, but for the disagreements that forms/FORMAT.md lists: for
these our reader must give one of the reasons in SUBSET, and the file must be what SUBSET says. Prints how
often each happened. Exit 1 at a disagreement that isn't listed; the file is left in the current folder.
"""
import random
import re
import struct
import subprocess
import sys
from pathlib import Path

def lines_with(data, keyword):
    return len(re.findall(rb"(?m)^[ \t\v\f\r]*" + keyword, data))


def in_entries(data):
    """Whether a line of an entry isn't UTF-8: neither a comment nor of the header, which says what the charset is."""
    header = data.find(b'msgid ""')  # a blank line may stand between the first comment and it
    for line in data[max(header, 0):].partition(b"\n\n")[2].split(b"\n"):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            if not line.lstrip(b" \t").startswith(b"#"):
                return True
    return False


# What only we refuse (forms/FORMAT.md, "What msgfmt accepts and we refuse"): our reason, and what must be in the file.
SUBSET = {
    "plural forms are outside the subset": lambda data: re.search(rb"msgid_plural|msgstr\[", data),
    "domain is outside the subset": lambda data: b"domain" in data,
    "escape is outside the subset": lambda data: re.search(rb"\\[^nt\\\"]", data),
    "control character": lambda data: re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", data),
    "not UTF-8": lambda data: not in_entries(data) or b"charset=UTF-8" not in data,
    "unknown keyword": lambda data: re.search(rb"(?m)^[ \t]*(#~|\\)", data),
    "no string": lambda data: re.search(rb"(?m)^[ \t]*(#~[ \t]*)?(msgctxt|msgid|msgstr)[ \t]*\r?$", data),
    "text outside a string": lambda data: re.search(rb'"[^"\n]*(msg|domain|#|\\)', data),
    "entry without msgctxt": lambda data: lines_with(data, b"msgid") > lines_with(data, b"msgctxt") + 1 or b"#~" in data,
    "entry before the header": lambda data: True,
    "second header": lambda data: len(re.findall(rb'msgid\s*""', data)) > 1,
    "no header": lambda data: True,
    "empty msgctxt": lambda data: re.search(rb'msgctxt\s*""', data),
    "empty msgid": lambda data: len(re.findall(rb'msgid\s*""', data)) > 1,
    'header does not say "Content-Type: text/plain; charset=UTF-8"': lambda data: True,
    "header line without a colon": lambda data: True,
    "more than N header lines": lambda data: True,
    "msgctxt is used before, in line N": lambda data: True,
    "begins with a byte order mark: save as UTF-8 without BOM": lambda data: data.startswith(b"\xef\xbb\xbf"),
    "empty": lambda data: not data,
}
TOKENS = [b'"', b"\\", b"\n", b"#", b"#~ ", b"#| ", b"#. ", b"#, fuzzy\n", b"#:", b"msgctxt ", b"msgid ", b"msgstr ",
          b'msgid_plural "x"\n', b"msgstr[0] ", b'domain "d"\n', b"\\n", b"\\t", b"\\r", b"\\x41", b"\\101", b"\\\"",
          b'""', b" ", b"\t", b"\r", b"\x00", b"\x07", b"\x7f", b"\xc2\x85", b"\xff", b"\xef\xbb\xbf", b"{", b"%s",
          "\u200f".encode(), b"Content-Type: text/plain; charset=ISO-8859-1\\n", b"\x0b", b"\x0c"]


def damage(random_, data):
    """One to three small wounds."""
    for _ in range(random_.randint(1, 3)):
        at = random_.randrange(len(data) + 1)
        kind = random_.randrange(7)
        lines = data.split(b"\n")
        n = random_.randrange(len(lines))
        if kind == 0:
            data = data[:at] + random_.choice(TOKENS) + data[at:]
        elif kind == 1:
            data = data[:at] + data[at + random_.randint(1, 4):]
        elif kind == 2:
            data = data[:at] + bytes([random_.randrange(256)]) + data[at + 1:]
        elif kind == 3:
            data = b"\n".join(lines[:n] + lines[n + 1:])
        elif kind == 4:
            data = b"\n".join(lines[:n] + [lines[n]] + lines[n:])
        elif kind == 5:
            m = random_.randrange(len(lines))
            lines[n], lines[m] = lines[m], lines[n]
            data = b"\n".join(lines)
        else:
            lines[n] = random_.choice(TOKENS) + lines[n]
            data = b"\n".join(lines)
    return data


def shortened(random_, data):
    """The header and a few entries: small files are damaged where it counts."""
    entries = data.split(b"\n\n")
    return b"\n\n".join([entries[0]] + random_.sample(entries[1:], min(4, len(entries) - 1))) + b"\n"


def theirs():
    run = subprocess.run(["msgfmt", "--use-fuzzy", "-o", "f.mo", "f.po"], capture_output=True, check=False)
    if run.returncode != 0:
        return None
    mo = Path("f.mo").read_bytes()
    count, ids, texts = struct.unpack_from("<3I", mo, 8)

    def string(table, n):
        size, at = struct.unpack_from("<2I", mo, table + 8 * n)
        return mo[at:at + size]
    return {string(ids, n): string(texts, n) for n in range(count) if string(ids, n)}


def ours(reader):
    run = subprocess.run([reader, "f.po"], capture_output=True, check=False)
    assert run.returncode in (0, 1), run
    if run.returncode == 1:
        return None, re.sub(r"(?<= )\d+", "N", run.stdout.decode().strip())
    parts = run.stdout.split(b"\0")
    return {c + b"\x04" + s: t for c, s, t in zip(parts[::3], parts[1::3], parts[2::3]) if t}, ""


def judge(reader, data):
    """(class, right)"""
    Path("f.po").write_bytes(data)
    mine, reason = ours(reader)
    their = theirs()
    if mine is None and their is None:
        return "both refuse", True
    if mine is None:
        return f"only we refuse: {reason}", bool(SUBSET.get(reason, lambda _: False)(data))
    if their is None:
        return "only msgfmt refuses", False
    return ("both accept and read the same", True) if mine == their else ("both accept, and read differently", False)


def main(reader, seed, rounds, files):
    random_ = random.Random(int(seed))
    sources = [Path(file).read_bytes() for file in files]
    counts, wrong = {}, 0
    for n in range(int(rounds)):
        data = damage(random_, shortened(random_, random_.choice(sources)))
        name, right = judge(reader, data)
        counts[name] = counts.get(name, 0) + 1
        if not right:
            wrong += 1
            Path(f"wrong-{seed}-{n}.po").write_bytes(data)
            print(f"NOT IN FORMAT.md: {name}: wrong-{seed}-{n}.po", file=sys.stderr)
    for name in sorted(counts, key=lambda name: -counts[name]):
        print(f"{counts[name]:6} {name}")
    print(f"seed {seed}: {rounds} files, {wrong} disagreements that no document names")
    assert counts.get("both refuse", 0) and counts.get("both accept and read the same", 0), "the damage misses"
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
