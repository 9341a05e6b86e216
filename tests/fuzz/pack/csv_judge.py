#!/usr/bin/env python3
"""Our spreadsheets against Python's csv module: what we write it reads, and of damaged files both read the same.

usage: csv_judge.py CSV_DUMP SEED ROUNDS

A file that both read must read the same, but for what pack/FORMAT.md says: an apostrophe before what a spreadsheet
would calculate goes, a line end inside a cell is one LF, rows without content are left out. What only one of
them refuses must be one of OURS. Prints how often each happened; exit 1 at a disagreement, with its file left here.
"""
import csv
import io
import random
import re
import subprocess
import sys
from pathlib import Path

BATCH = 200
PIECES = ['"', '""', ",", ";", "\t", "\n", "\r\n", "=", "+1", "-", "@", "'", "''", " ", "a", "x y", "é", "ሰላም", "سلام",
          "\u200f", "{n}", "\u00a0", "\ufeff", "\u2028", "=SUM(A1)", "\\", "|", "''=", "0", "1e5", "TRUE"]
# What only our reader refuses: the reason, and what the file must hold.
OURS = {
    "holds a control character": lambda data: re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]", data),
    "a carriage return stands alone": lambda data: re.search(rb"\r(?!\n)", data),
    "a quotation mark stands inside a cell that doesn't begin with one": lambda data: re.search(
        r'[^"\r\n' + separator(data.decode().removeprefix("\ufeff")) + ']"', data.decode()),
    "the row has too many cells": lambda data: max(len(re.findall(rb"[,;\t]", line)) for line in data.split(b"\n")) >= 16,
    'is UTF-16: save it as "CSV UTF-8"': lambda data: data[:2] in (b"\xff\xfe", b"\xfe\xff"),
}


def cell(random_):
    return "".join(random_.choice(PIECES) for _ in range(random_.choice((0, 1, 1, 2, 3, 5, 9))))


def rows(random_):
    width = random_.randint(1, 6)
    return [[cell(random_) for _ in range(width)] for _ in range(random_.randint(1, 5))]


def damage(random_, data):
    for _ in range(random_.randint(0, 2)):
        at = random_.randrange(len(data) + 1)
        piece = random_.choice(PIECES + ["\x00", "\x07", "\x85", "\r"]).encode()
        data = random_.choice((data[:at] + piece + data[at:], data[:at] + data[at + random_.randint(1, 3):],
                               data[:at] + bytes([random_.randrange(256)]) + data[at + 1:], data[:at]))
    return data


def restored(text):
    text = text.replace("\r\n", "\n")
    return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text


def neutral(text):
    return "'" + text if re.match(r"'*[=+\-@\t\r]", text) else text


def separator(text):
    """What ends the first cell that a row end doesn't."""
    while text:
        match = re.match(r'(?:"(?:[^"]|"")*"|[^",;\t\r\n]*)(\r?\n|.|$)', text, re.S)
        if not match or match[1] in (",", ";", "\t"):
            return match[1] if match else ","
        text = text[match.end():] if match[1] in ("\n", "\r\n") else ""
    return ","


def theirs(data):
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    return [[restored(c) for c in row] for row in found if any(restored(c) for c in row)]


def ours(dump, paths):
    out = subprocess.run([dump, "read", *paths], capture_output=True, check=True).stdout
    found, at = [], 0

    def next_cell():
        nonlocal at
        end = out.index(b"\0", at)
        text, at = out[at:end], end + 1
        return text
    for _ in paths:
        read, at = out[at], at + 1
        if not read:
            found.append((None, next_cell().decode()))
            continue
        table, row = [], []
        while (text := next_cell()) != b"\2":
            if text == b"\1":
                table, row = table + [row], []
            else:
                row.append(text.decode())
        found.append((table, ""))
    assert at == len(out)
    return found


def judge(data, mine, reason):
    their = theirs(data)
    if mine is None and their is None:
        return "both refuse", True
    if mine is None:
        return f"only we refuse: {reason}", bool(OURS.get(reason, lambda _: False)(data))
    if their is None:
        return "only Python refuses", False
    return ("both read the same", True) if mine == their else ("both read, and differently", False)


def written(dump, random_, mark):
    """What we write of cells that a PO file can hold is what Python reads."""
    table = [[c.replace("\r", "") for c in row] for row in rows(random_)]
    stream = "".join("".join(c + "\0" for c in row) + "\1\0" for row in table).encode()
    out = subprocess.run([dump, "write", mark], input=stream, capture_output=True, check=True).stdout
    assert out.startswith(b"\xef\xbb\xbf") and out.endswith(b"\r\n")
    found = list(csv.reader(io.StringIO(out[3:].decode(), newline=""), delimiter=mark, strict=True))
    assert found == [[neutral(c) for c in row] for row in table], (table, found)
    assert not any(c[:1] in tuple("=+-@\t\r") for row in found for c in row if c), table
    return out


def batch(dump, random_, counts):
    """Tables that we wrote, and more that Python wrote, most of them damaged."""
    files = []
    for n in range(BATCH):
        mark = random_.choice(",;\t")
        if n % 10 == 0:
            data = written(dump, random_, mark)
        else:
            out = io.StringIO(newline="")
            csv.writer(out, delimiter=mark, quoting=random_.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)),
                       lineterminator=random_.choice(("\n", "\r\n"))).writerows(rows(random_))
            data = out.getvalue().encode()
        files.append(damage(random_, data))
        Path(f"{n}.csv").write_bytes(files[-1])
    wrong = 0
    for n, (mine, reason) in enumerate(ours(dump, [f"{n}.csv" for n in range(BATCH)])):
        name, right = judge(files[n], mine, reason)
        counts[name] = counts.get(name, 0) + 1
        if not right:
            wrong += 1
            path = Path(f"wrong-{sum(counts.values())}.csv")
            path.write_bytes(files[n])
            print(f"{path}: {name}: {files[n]!r}\n  we: {mine}\n  Python: {theirs(files[n])}", file=sys.stderr)
    return wrong


def main(dump, seed, rounds):
    random_ = random.Random(int(seed))
    counts, wrong = {}, 0
    for _ in range(int(rounds) // BATCH):
        wrong += batch(dump, random_, counts)
    for name in sorted(counts, key=lambda name: -counts[name]):
        print(f"{counts[name]:6} {name}")
    print(f"seed {seed}: {sum(counts.values())} files, {wrong} disagreements that nothing explains")
    assert counts.get("both refuse", 0) and counts.get("both read the same", 0), "the damage misses"
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
