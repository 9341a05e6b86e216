"""The whole memory of a process that stands still, and what is searched for in it."""
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
from outside import Failed, run  # noqa: E402

SHOWN = 24  # bytes around a hit
PROMPT_KEY_BYTES = 48  # kiosk/page.h, PAGE_KEY_BYTES: prompts that are said one after the other


class Memory:
    """Every readable mapping of a process, as it was at one moment."""

    def __init__(self, search, path):
        self.search, self.path, self.mappings = search, path, []

    @classmethod
    def copy(cls, search, pid, path):
        memory = cls(search, path)
        memory.read_mappings(run(search, "copy", pid, path).decode())
        return memory

    def read_mappings(self, said):
        for line in said.splitlines():
            start, end, offset, access, *name = line.split(" ", 4)
            self.mappings.append((int(start, 16), int(end, 16), int(offset, 16), access, " ".join(name)))
        self.bytes = sum(end - start for start, end, *_ in self.mappings)

    def mapping(self, offset):
        for start, end, at, access, name in self.mappings:
            if at <= offset < at + end - start:
                return start, at, access, name.strip() or "(anonymous)"
        raise Failed(f"{self.path}: nothing is at {offset:#x}")

    def address(self, offset):
        start, at, *_ = self.mapping(offset)
        return start + offset - at

    def at(self, address, count):
        """What stands at an address of the process."""
        found = b""
        for start, end, offset, *_ in self.mappings:  # in the order of their addresses, as their copies are
            if start <= address + len(found) < end and len(found) < count:
                at = address + len(found) - start
                found += self.read(offset + at, min(end - start - at, count - len(found)))
        if len(found) != count:
            raise Failed(f"{self.path}: nothing is at the address {address:#x}")
        return found

    def read(self, offset, count):
        with open(self.path, "rb") as file:
            file.seek(max(0, offset))
            return file.read(count)

    def find(self, patterns):
        """{name of a pattern: [offset]}, and what was found where, in words."""
        text = "".join(f"{kind} {name} {what.hex()} {number}\n" for kind, name, what, number in patterns)
        said = run(self.search, "find", self.path, input=text.encode()).decode()
        found, told = {}, []
        for line in said.splitlines():
            name, offset, stride = line.split()
            offset, (start, at, access, mapping) = int(offset, 16), self.mapping(int(offset, 16))
            found.setdefault(name, []).append(offset)
            around = self.read(offset - SHOWN, 3 * SHOWN)
            told.append(f"  {name} in {mapping} {access} at {start + offset - at:#x} (+{offset - at:#x}), step {stride}: "
                        f"{around!r}")
        return found, told

    def forget(self):
        self.path.unlink()


# --- what is searched for ----------------------------------------------------------------------


def digits(name, text):
    """As ASCII, grouped, isolated, in UTF-16 and UTF-32; and each digit a step further, in structures and prompts."""
    only = re.sub(r"\D", "", text).encode()
    return [("gaps", f"{name}.text", only, 8), ("steps", f"{name}.steps", only, 96)]


def glyphs(name, text, faces):
    """The same as glyph ids of each typeface, in arrays and structures of any size."""
    patterns = []
    for face in faces:
        shaped = json.loads(run("hb-shape", "--no-glyph-names", "--no-positions", "--no-clusters", "-O", "json", face,
                                text))
        ids = [glyph["g"] for glyph in shaped]
        if 0 not in ids and len(ids) == len(text):
            patterns.append(("steps", f"{name}.glyphs.{face.stem}", bytes(i & 255 for i in ids), 96))
    return patterns


def answers(name, numbers):
    """The options chosen, question after question, with nothing between them."""
    return [("zeros", f"{name}.answers", bytes(numbers), 4)]


def pixels(name, picture, box, unused):
    """Strips through a box of a 1280 pixels wide picture of four bytes a pixel, wherever something is drawn there."""
    x0, y0, w, h = box
    patterns = []
    for y in range(y0 + h // 4, y0 + 3 * h // 4, max(1, h // 12)):
        for x in range(x0 + 8, x0 + w - 72, 32):
            strip = bytearray(picture[(y * 1280 + x) * 4:(y * 1280 + x + 64) * 4])
            strip[3::4] = bytes([unused]) * 64
            if len({bytes(strip[i:i + 4]) for i in range(0, 256, 4)}) > 6:  # letters, not a sheet's edge
                patterns.append(("bytes", f"{name}.pixels.{x}.{y}", bytes(strip), 0))
    return patterns


def plain(name, response):
    """Each answer as it stands in the response, and the code and the number with what is around them."""
    parts = re.findall(rb'"linkId":"[^"]+"[^{}]*"answer":\[\{.{1,200}?\}\]', response)
    parts += re.findall(rb'"value":"[0-9]{2}-[^"]+"', response)
    if len(parts) < 10:
        raise Failed(f"only {len(parts)} answers were found in the opened envelope: {response[:400]!r}")
    return [("bytes", f"{name}.{number}", part, 0) for number, part in enumerate(parts)]


def named_in_order(memory, names):
    """Where the keys of prompts stand one after the other, as they are said."""
    found, _ = memory.find([("bytes", "key", names[0].encode() + b"\0", 0)])
    wanted = [name.encode() + b"\0" for name in names]
    return [offset for offset in found.get("key", [])
            if all(memory.read(offset + i * PROMPT_KEY_BYTES, len(key)) == key for i, key in enumerate(wanted))]


def stopped_by_gdb(search, pid, path, *commands):
    """A copy of the memory where a debugger stops a frozen process, which goes on afterwards."""
    commands = ["handle SIGSTOP nostop noprint nopass", *commands]
    copy = f"shell {search} copy {pid} {path} > {path}.maps"
    done = subprocess.run(["gdb", "-nx", "-q", "-batch", "-p", str(pid),
                           *(word for command in [*commands, copy, "detach"] for word in ("-ex", command))],
                          capture_output=True, timeout=120)
    maps = Path(f"{path}.maps")
    if done.returncode != 0 or not maps.exists() or not maps.stat().st_size:
        raise Failed(f"gdb could not stop the program: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    os.kill(pid, signal.SIGCONT)  # gdb leaves it as it was found: frozen
    memory = Memory(search, path)
    memory.read_mappings(maps.read_text())
    maps.unlink()
    return memory
