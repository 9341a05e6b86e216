"""A scripted person, and what of their envelope is left on the disk: for the tests that break things.

What a spool holds is never asked of the spool: the kiosk exports, and age and tar look into the batch.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from outside import SIZE, TREE, Failed, main, run  # noqa: E402,F401

NUMBER = "0612345678"  # what the person leaves: nowhere in clear, ever
ANSWERS = "Y N asked-declined Y N Y Y N N Y year".split()
TO_THE_QUESTIONS = "\n".join(
    ['touch "العربية"'] * 2 + ["touch ui.next"] * 5 + ["touch ui.begin.yes", "touch ui.listen.aloud", "touch answer.Y"] +
    ["touch ui.next"] * 2 + ["expect screen question", ""])
CONTACT = "\n".join(
    ["expect screen contact", "touch ui.contact.yes", "wait 2", "find ui.contact.text touch", "touch ui.contact.text", "wait 2"] +
    [f"touch ui.digit.{digit}" for digit in NUMBER] +
    ["touch ui.next 0", "touch ui.next 0", "find ui.wish.helper.interpreter touch", "touch ui.wish.helper.interpreter", "wait 2",
     "find ui.wish.gender.woman touch", "touch ui.wish.gender.woman", "wait 2", "touch ui.next 0", "expect screen check", ""])
TO_THE_SEAL = (TO_THE_QUESTIONS + "".join(f"touch answer.{code}\nwait 2\n" for code in ANSWERS) + CONTACT +
               "touch ui.check.done\nexpect screen seal\n")
SEAL = "hold ui.seal.close\n"
TO_THE_CODE = "expect screen sealed\ntouch ui.next\nexpect screen code\n"
KEPT = "touch ui.code.kept\nexpect screen kept\ntouch ui.code.sure.yes\nexpect screen help\n"

# Under a tracer LeakSanitizer can't run; what leaks is found by the other tests.
UNTRACED = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")


class Kiosk:
    """A kiosk of the fixture's GGD that gives out copies of itself."""

    def __init__(self, build, name):
        self.build, self.folder = build, build / "fault" / name
        self.program = build / "kiosk/envelop-kiosk"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.home = self.folder / "ggd"
        shutil.copytree(build / "fixture/ggd", self.home)
        self.base = self.folder / "base"
        run(TREE / "tests/fixture/kiosk", build, self.base, self.home)

    def copy(self, name, serial=0):
        """The same kiosk once more, with a spool of its own; the pack is shared."""
        state = self.folder / name
        state.mkdir()
        for file in self.base.iterdir():
            if file.name == "pack":
                shutil.copytree(file, state / "pack", copy_function=os.link)
            elif file.is_dir():
                (state / file.name).mkdir()
            else:
                shutil.copyfile(file, state / file.name)
        (state / "batch-serial").write_text(f"{serial}\n")
        return state

    def script(self, *parts):
        path = self.folder / f"script-{abs(hash(parts))}.play"
        path.write_text("".join(parts))
        return path

    def play(self, state, script, inject=None, log=None):
        """Plays a script, under strace where it injects or logs. Returns (exit code, stdout, stderr)."""
        command = [self.program, "--state", state, *SIZE, "--play", script, "--tell"]
        if inject or log:
            strace = ["strace", "-f", "-o", log or "/dev/null"]
            for what in inject or []:
                strace += ["-e", "inject=" + what]
            command = strace + command
        done = subprocess.run([str(word) for word in command], capture_output=True, env=UNTRACED, timeout=120)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def export(self, state, stick):
        stick.mkdir(exist_ok=True)
        return pathlib.Path(run(self.program, "--state", state, "--export", stick).decode().strip())

    def envelopes(self, state, stick):
        """How many envelopes a kiosk's batch holds, by age and tar. The batch stays on the stick."""
        opened = run("age", "-d", "-i", self.home / "identity.txt", self.export(state, stick))
        return sum(name.endswith(".age") for name in run("tar", "-tf", "-", input=opened).decode().split())

    def opened(self, state, stick):
        """The one response in a kiosk's spool, by age and tar."""
        batch = self.export(state, stick)
        tar = run("age", "-d", "-i", self.home / "identity.txt", batch)
        folder = self.folder / f"{state.name}-opened"
        folder.mkdir()
        run("tar", "-xf", "-", "-C", folder, input=tar)
        envelope, = folder.rglob("*.age")
        return json.loads(run("age", "-d", "-i", self.home / "identity.txt", envelope))

    def taken(self, stick):
        """How many envelopes the GGD has after importing a stick."""
        run(self.build / "ggd/envelop-ggd", "import", stick, "--home", self.home)
        return len(list((self.home / "store").rglob("*.age")))


def told_sealed(said):
    """Whether the person saw or heard that the envelope is sealed."""
    return any(line.endswith(" screen sealed") or " said ui.sealed " in line for line in said.splitlines())


def code_of(response):
    """The claim code as it may stand in memory or in a file."""
    code = response["identifier"]["value"]
    digits = re.sub(r"\D", "", code)
    if len(digits) != 8:
        raise Failed(f"the response's code is {code!r}; expected eight digits and pictures")
    return [code.encode(), digits.encode(), f"{digits[:4]} {digits[4:]}".encode()]


def strays(state):
    """Files in a state folder that don't belong there."""
    known = {"batch-serial", "ggd.pub", "kiosk.key", "kiosk.pub", "spool"}
    return [str(path) for path in [*state.iterdir(), *(state / "outbox").iterdir()]
            if path.name not in known | {"inbox", "outbox", "pack"}]
