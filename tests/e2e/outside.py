"""Looks at a kiosk from outside: an X server of its own, its frame buffer, xdotool's finger, --play's trees.

Nothing here knows the program's inside. Xvfb keeps its frame buffer in a file (-fbdir, XWD format), so
looking costs the program no event and no wakeup.
"""
import mmap
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import time

TREE = pathlib.Path(__file__).resolve().parents[2]
SIZE = ["--window", "1280x800", "--mm", "216x135"]
PATIENCE_S = 40  # for a picture, on a busy machine under sanitizers


class Failed(Exception):
    """What the test found wrong, in one sentence."""


def run(*command, expect=0, **more):
    """Runs a command to its end; anything but the expected exit code fails the test with what it said."""
    done = subprocess.run([str(c) for c in command], capture_output=True, **more)
    if done.returncode != expect:
        raise Failed(f"{command}: exit {done.returncode}, expected {expect}\n"
                     f"{done.stdout[-2000:].decode()}{done.stderr[-4000:].decode()}")
    return done.stdout


# --- the display -------------------------------------------------------------------------------


class Display:
    """Xvfb on a free display number, 1280x800, without a cursor."""

    def __init__(self, folder):
        self.folder = folder
        readable, writable = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writable), "-screen", "0", "1280x800x24", "-nocursor", "-fbdir", folder,
             "-nolisten", "tcp", "-noreset"],
            pass_fds=[writable], stdout=subprocess.DEVNULL, stderr=open(f"{folder}/xvfb.log", "wb"))
        os.close(writable)
        with os.fdopen(readable) as said:
            number = said.readline().strip()  # the whole line: Xvfb dies of a reader that left early
        if not number:
            raise Failed(f"Xvfb did not start; see {folder}/xvfb.log")
        self.environment = dict(os.environ, DISPLAY=":" + number, SDL_VIDEODRIVER="x11", SDL_AUDIODRIVER="dummy")
        self.environment["LSAN_OPTIONS"] = f"suppressions={TREE}/tests/e2e/leaks-not-ours.txt:print_suppressions=0"
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.map()

    def map(self):
        with open(f"{self.folder}/Xvfb_screen0", "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self.memory[:100])
        self.start = header[0] + header[19] * 12
        if (header[4], header[5], header[11], header[12]) != (1280, 800, 32, 1280 * 4):
            raise Failed(f"Xvfb's frame buffer is not 1280x800 of 32 bits: {header}")

    def look(self):
        """The picture as it is now: 1280 * 800 pixels of blue, green, red and an unused byte."""
        return self.memory[self.start:self.start + 1280 * 800 * 4]

    def do(self, *words):
        run("xdotool", *words, env=self.environment, timeout=30)

    def close(self):
        self.server.terminate()
        self.server.wait()


# --- pictures ----------------------------------------------------------------------------------


def planes(pixels):
    """Blue, green and red apart: the fourth byte of a pixel means nothing."""
    return pixels[0::4], pixels[1::4], pixels[2::4]


def read_picture(path):
    return run("convert", path, "-depth", "8", "BGRA:-")


def save_picture(pixels, path):
    run("convert", "-size", "1280x800", "-depth", "8", "BGRA:-", "-alpha", "off", path, input=pixels)


def rows_that_differ(one, other):
    line = 1280 * 4
    return [y for y in range(800)
            if planes(one[y * line:(y + 1) * line]) != planes(other[y * line:(y + 1) * line])]


class Shot:
    """One picture of --play --shots with its accessible tree."""

    def __init__(self, png):
        self.png = png
        self.pixels = read_picture(png)
        self.planes = planes(self.pixels)
        lines = png.with_suffix(".txt").read_text().splitlines()
        self.screen = lines[0].split()[1]
        self.line = int(lines[2].removeprefix("line "))  # of the script
        self.nodes = [node for node in map(read_node, lines[3:]) if node]

    def find(self, name, value=None):
        for node in self.nodes:
            if node["kind"] in TOUCHABLE and name in (node["id"], node["name"]) and value in (None, node["value"]):
                return node
        raise Failed(f"{self.png.name}: nothing to touch is called {name!r}")

    def same(self, pixels, but=None):
        """Whether a picture is this one, `but` for a band of rows."""
        if but is None:
            return all(pixels[n::4] == self.planes[n] for n in range(3))
        return all(but[0] <= y < but[1] for y in rows_that_differ(pixels, self.pixels))


TOUCHABLE = {"control", "button", "answer", "card", "item", "entry", "key", "envelope", "rest"}
NODE = re.compile(r'(?P<kind>\w+) id=(?P<id>\S+) value=(?P<value>-?\d+) x=(?P<x>-?\d+) y=(?P<y>-?\d+) '
                  r'w=(?P<w>\d+) h=(?P<h>\d+)(?P<marks>.*?) lines=\d+ name="(?P<name>.*)"$')


def read_node(line):
    found = NODE.match(line)
    if not found:
        return None
    node = found.groupdict()
    for key in ("value", "x", "y", "w", "h"):
        node[key] = int(node[key])
    return node


def play(kiosk, state, script, folder, *options):
    """A dry run of `script`; returns its shots in order."""
    folder.mkdir()
    path = folder / "script.play"
    path.write_text(script)
    run(kiosk, "--state", state, *SIZE, "--play", path, "--shots", folder, *options)
    return [Shot(png) for png in sorted(folder.glob("*.png"))]


def prepare(build, name):
    """An empty folder for a test with a GGD's home (ggd), its kiosk (state), and one for dry runs (dry)."""
    folder = build / "e2e" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(build / "fixture/ggd", folder / "ggd")
    run(TREE / "tests/fixture/kiosk", build, folder / "dry")
    run(TREE / "tests/fixture/kiosk", build, folder / "state", folder / "ggd")
    return folder


# --- the program -------------------------------------------------------------------------------


class Program:
    """envelop-kiosk in its window, driven and watched from outside."""

    def __init__(self, command, display, folder):
        self.display, self.folder = display, folder
        self.errors = open(folder / "kiosk.stderr", "wb")
        self.process = subprocess.Popen([str(c) for c in command], env=display.environment, stderr=self.errors,
                                        stdout=subprocess.DEVNULL)

    def wait(self, met, what, patience_s=PATIENCE_S):
        """Looks until `met` holds of the picture; fails, with the picture kept, when it never does."""
        end, before = time.monotonic() + patience_s, None
        while True:
            pixels = self.display.look()
            if pixels != before and met(pixels):
                return pixels
            before = pixels
            if self.process.poll() is not None:
                raise Failed(f"the program ended ({self.process.returncode}) before {what}; "
                             f"see {self.errors.name}")
            if time.monotonic() > end:
                save_picture(pixels, self.folder / "actual.png")
                raise Failed(f"never saw {what}; what was there is in {self.folder}/actual.png")
            time.sleep(0.02)

    def wait_for(self, shot, but=None):
        try:
            return self.wait(lambda pixels: shot.same(pixels, but), f"the picture {shot.png.name}")
        except Failed:
            actual = self.folder / "actual.png"
            if actual.exists():
                subprocess.run(["compare", actual, shot.png, self.folder / "difference.png"], check=False)
            raise

    def press(self, node):
        """Puts a finger on a node and sees that it is felt."""
        before = self.display.look()
        self.display.do("mousemove", node["x"] + node["w"] // 2, node["y"] + node["h"] // 2, "mousedown", 1)
        self.wait(lambda pixels: pixels != before, f"\"{node['id']}\" look pressed")

    def touch(self, node):
        self.press(node)
        self.display.do("mouseup", 1)

    def end(self, code=0):
        """Waits until the program has ended by itself."""
        try:
            got = self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failed("the program did not end when it was asked to") from None
        self.errors.close()
        said = (self.folder / "kiosk.stderr").read_text(errors="replace")
        if got != code:
            raise Failed(f"the program ended with {got}, expected {code}\n{said[-4000:]}")
        return said

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def main(test):
    """Runs a test's function; a failure is one sentence and exit 1."""
    try:
        test(sys.argv)
    except Failed as failed:
        print(f"{sys.argv[0]}: {failed}", file=sys.stderr)
        sys.exit(1)
