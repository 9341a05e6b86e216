"""Sticks for the tests that break them, and what must hold whatever happens to one.

After anything at all: the kiosk's folder is the same byte for byte but for inbox and outbox, the outbox holds what it
held, the status can be read, "done" is said only when minisign, age and tar find the envelope on the stick, and a second
try with a good stick brings everything.
"""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess

from person import SEAL, TO_THE_CODE, TO_THE_SEAL, TREE, UNTRACED, Failed, Kiosk, main, run  # noqa: F401

CALL = re.compile(r"^\d+ +(\w+)\((.*)$")
PATIENCE_S = 60


def digest(folder, leave=()):
    """What is in a folder: names, kinds and bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if name.split("/")[0] not in leave and path.is_file() and not path.is_symlink():
            found[name] = hashlib.blake2b(path.read_bytes()).hexdigest()
    return found


class Sticks(Kiosk):
    """A kiosk that has sealed one envelope and written it to its outbox; gives out copies of itself."""

    def __init__(self, build, name):
        super().__init__(build, name)
        self.carrier, self.probe_program = build / "kiosk/envelop-stick", build / "tests/fault/stick_probe"
        self.sealed = self.copy("sealed")
        code, said, errors = self.play(self.sealed, self.script(TO_THE_SEAL, SEAL, TO_THE_CODE))
        if code != 0:
            raise Failed(f"sealing: exit {code}: {errors}")
        self.id = next(self.base.glob("outbox/envelop-kiosk-*.pub")).stem.rsplit("-", 1)[1]
        shutil.copy(self.base / f"outbox/envelop-kiosk-{self.id}.pub", self.sealed / "outbox")
        self.batch = self.export(self.sealed, self.sealed / "outbox").name
        self.packs = [build / "fixture/stick"]

    def new_state(self, name, outbox=True):
        state = self.copy(name)
        shutil.copyfile(self.sealed / "spool", state / "spool")
        if outbox:
            for file in (self.sealed / "outbox").iterdir():
                shutil.copy(file, state / "outbox")
        return state

    def new_pack(self):
        """The next pack of the same GGD."""
        folder = self.folder / f"pack-{len(self.packs) + 1}"
        run(self.build / "ggd/envelop-ggd", "pack", "--home", self.home, "--stage",
            os.environ.get("ENVELOP_STAGE", TREE / "build/stage"), "--out", folder.absolute(), cwd=self.make(folder))
        self.packs.append(folder)
        return folder

    @staticmethod
    def make(folder):
        folder.mkdir(parents=True)
        return folder

    def gifts(self, folder, pack=None):
        """Fills a stick's folder with key and pack."""
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.home / "ggd.pub", folder)
        for file in (pack or self.packs[0]).iterdir():
            shutil.copy(file, folder)

    # --- running ---

    def carry(self, state, stick, *more, strace=None, expect=None):
        """Runs envelop-stick to its end. Returns (exit code, stdout, stderr lines)."""
        command = [self.carrier, "--state", state, "--stick", stick, "--once", *more]
        if strace:
            command = ["strace", "-f", *strace, *command]
        done = subprocess.run([str(word) for word in command], capture_output=True, env=UNTRACED,
                              timeout=PATIENCE_S * 2)
        lines = done.stderr.decode().splitlines()
        if any("Sanitizer" in line or "runtime error" in line for line in lines):
            raise Failed(f"{command}: {done.stderr.decode()}")
        if expect is not None and done.returncode != expect:
            raise Failed(f"{command}: exit {done.returncode}, expected {expect}: {lines}")
        return done.returncode, done.stdout.decode(), lines

    def probe(self, state, *words, expect=0):
        return run(self.probe_program, state, *words, expect=expect).decode().splitlines()

    def status(self, state):
        """The status as the kiosk reads it."""
        lines = self.probe(state, "status")
        if lines[0] == "not a status":
            raise Failed(f"{state}/inbox/stick can't be read by the kiosk")
        return dict(line.split(" ", 1) for line in lines[1:])

    # --- judging ---

    def check_batch(self, folder, row):
        """The batch in a folder, by tools that aren't ours."""
        batch = folder / self.batch
        run("minisign", "-Vm", batch, "-p", self.base / "kiosk.pub")
        opened = run("age", "-d", "-i", self.home / "identity.txt", batch)
        names = run("tar", "-tf", "-", input=opened).decode().split()
        if sum(name.endswith(".age") for name in names) != 1:
            raise Failed(f"{row}: the batch on the stick holds {names}")

    def check_untouched(self, state, row):
        """Nothing of the kiosk's own has changed, and the outbox holds what it held."""
        leave = ("inbox", "outbox", "pack", "batch-serial")
        if digest(state, leave) != digest(self.sealed, leave):
            raise Failed(f"{row}: the kiosk's folder was changed")
        if (state / "outbox").exists() and digest(state / "outbox") != digest(self.sealed / "outbox"):
            raise Failed(f"{row}: the outbox was changed: {os.listdir(state / 'outbox')}")

    def check_inbox(self, state, row):
        """Everything in the inbox has a name of ours; a signature only beside its whole file."""
        for path in (state / "inbox").iterdir():
            name = path.name
            known = re.fullmatch(r"stick(\.[0-9a-f]{16}\.tmp)?|stick|incoming\.tmp|ggd\.pub|"
                                 r"envelop-[A-Za-z0-9._-]{1,55}(\.minisig)?", name)
            if not known or path.is_symlink() or not path.is_file():
                raise Failed(f"{row}: {name!r} in the inbox")
            if name.endswith(".minisig") and not path.with_suffix("").exists():
                raise Failed(f"{row}: {name} without its file")

    def check_after(self, state, stick, row):
        """Whatever happened: nothing lost, nothing claimed, and the next try brings everything."""
        self.check_untouched(state, row)
        self.check_inbox(state, row)
        status = self.status(state)
        if status["state"] == "done":
            self.check_batch(stick / "envelop", row)
        return status["state"]


def calls_of(log, wanted, first="flock(", last="exit_group("):
    """[(call, which of its kind)] of the kinds wanted, between the first line with one text and the last with another:
    before the folders are locked, it is the loader that reads."""
    lines = log.read_text(errors="replace").splitlines()
    begin = next(i for i, line in enumerate(lines) if first in line)
    end = max(i for i, line in enumerate(lines) if last in line)
    seen, calls = {}, []
    for number, line in enumerate(lines):
        found = CALL.match(line)
        if found:
            seen[found[1]] = seen.get(found[1], 0) + 1
            if found[1] in wanted and begin < number < end:
                calls.append((found[1], seen[found[1]]))
    return calls


def spread(calls, most):
    """At most so many of each kind: the first, the last, and evenly between."""
    chosen = []
    for kind in sorted({name for name, _ in calls}):
        same = [call for call in calls if call[0] == kind]
        count = min(most, len(same))
        chosen += [same[i * (len(same) - 1) // max(1, count - 1)] for i in range(count)]
    return list(dict.fromkeys(chosen))
