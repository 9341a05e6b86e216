#!/usr/bin/env python3
"""Judges what `envelop-kiosk --play --tell` printed: every screen and every focus speaks at once, in the language that
stands on it, never two voices at the same time, and nothing while the screen is hidden.

usage: tell-check.py PACK LANGUAGE TELL

A script that touches before a page was listened to cuts it off; what was begun until then must be the page's words in
their order. The language is heard by length: a prompt's duration must be that of the language's own Ogg Opus file, at
one of the seven speeds, read here from its pages (RFC 7845) and not by the kiosk's library. Languages whose files of
one message are equally long can't be told apart by it: each run counts how many it could.
"""
import bisect
import json
import struct
import sys
from pathlib import Path

SPEAKS_WITHIN_MS = 150
BREATH_MS = 200  # after each prompt
HEARD_ROUNDING_MS = 25
SPEEDS = (50, 67, 80, 100, 125, 160, 200)
CARD = "ui.language"  # says its name in its own language
SILENT = {"languages", "full"}  # a card speaks when it is touched
STAFF = "work-"  # staff can read
HIDDEN = "rest"
KEYPAD = {"ui.contact.phone", "ui.contact.phone.other", "ui.contact.address"}
TYPED = ("ui.digit.", "ui.letter.", "ui.key.")


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


class Prompts:
    """How long each message is in each language of the pack."""

    def __init__(self, pack, language):
        self.folder, self.language, self.known = pack / "audio", language, {}
        manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
        self.languages = [entry["code"] for entry in manifest["languages"]]
        site = json.loads((pack / "site" / "site.json").read_text(encoding="utf-8"))
        self.worker = site["policy"]["worker_language"]  # of controls while no language is chosen
        self.told_apart = 0

    def ms(self, language, key):
        if (language, key) not in self.known:
            path = self.folder / language / f"{key}.opus"
            self.known[language, key] = opus_ms(path) if path.exists() else None
        return self.known[language, key]

    def fits(self, language, key, ms):
        own = self.ms(language, key)
        return own is not None and any(abs(own * 100 / speed - ms) <= HEARD_ROUNDING_MS for speed in SPEEDS)

    def right(self, key, ms, wanted):
        """Whether this was said in the language wanted (None: of whichever card was touched)."""
        if wanted is None:
            return any(self.fits(language, key, ms) for language in self.languages)
        others = [language for language in self.languages if language != wanted]
        self.told_apart += not any(self.fits(language, key, ms) for language in others)
        return self.fits(wanted, key, ms)


class Tell:
    """The lines: [(ms, what, words)], and the times of what is looked for in between."""

    def __init__(self, path):
        self.lines = [(int(at), what, rest) for at, what, *rest in map(str.split, path.read_text().splitlines())]
        self.said = [(n, at, rest[0], int(rest[1])) for n, (at, what, rest) in enumerate(self.lines) if what == "said"]
        self.numbers = [n for n, *_ in self.said]

    def of(self, *kinds):
        return [(n, at, what, rest) for n, (at, what, rest) in enumerate(self.lines) if what in kinds]

    def said_from(self, number):
        return self.said[bisect.bisect_left(self.numbers, number):]

    def silent_at(self, number):
        """When the device next falls silent after line `number`."""
        return next((at for at, what, _ in self.lines[number + 1:] if what == "silence"), float("inf"))


def check_voices(tell, prompts, wrong):
    """Before a voice begins, the one before has ended or the device has fallen silent; and each is of its language."""
    for (number, at, key, ms), (_, after, following, _) in zip(tell.said, tell.said[1:]):
        if after < min(at + ms, tell.silent_at(number)):
            wrong.append(f"{following} at {after} begins while {key} speaks ({at} + {ms} ms)")
    focus, screen = {}, ""
    for at, what, rest in tell.lines:
        if what == "focus":
            focus = {rest[0]: int(rest[1])}
        elif what == "screen":
            focus, screen = {}, rest[0]
        elif what == "said":
            key, ms = rest[0], int(rest[1])
            wanted = prompts.worker if screen == "languages" else prompts.language
            if key == CARD:
                wanted = prompts.languages[focus[CARD]] if CARD in focus else None
            if not prompts.right(key, ms, wanted):
                wrong.append(f"{key} at {at} lasts {ms} ms; in {wanted} it lasts {prompts.ms(wanted, key)} ms")


def check_screens(tell, wrong):
    """Every screen has words to say, but for those that are silent on purpose."""
    lines = tell.of("screen", "says")
    for (_, at, what, rest), (_, then_at, then, _) in zip(lines, [*lines[1:], (0, -1, "", [])]):
        words = then == "says" and then_at == at
        if what == "screen" and words == (rest[0] in SILENT | {HIDDEN} or rest[0].startswith(STAFF)):
            wrong.append(f"screen {rest[0]} at {at} {'has words to say' if words else 'has nothing to say'}")


def begun(tell, number, at):
    """Keys said one after the other from line `number` on, until something else is on the page or focused."""
    keys, expected = [], at + SPEAKS_WITHIN_MS
    for n, when, key, ms in tell.said_from(number):
        between = {what for _, what, _ in tell.lines[number + 1:n]} & {"screen", "says", "focus"}
        if between or when > expected:
            break
        keys.append(key)
        expected = when + ms + 1000
    return keys


def check_pages(tell, prompts, wrong):
    """What a page has to say is said, in order, at once; all of it when nobody interrupts."""
    pages = tell.of("says")
    for number, at, _, words in pages:
        for key in words:
            if prompts.ms(prompts.language, key) is None:
                wrong.append(f"{key} has no prompt in {prompts.language}")
        heard = begun(tell, number, at)
        typed = words[0] in KEYPAD and heard and heard[0].startswith(TYPED)
        if typed:
            continue
        common = next((n for n, (a, b) in enumerate(zip(words, heard)) if a != b), min(len(words), len(heard)))
        if common == 0:
            wrong.append(f"the page at {at} should say {words[0]}, and says {heard[:1] or 'nothing'}")
        elif common < len(words) and not interrupted(tell, number, common):
            wrong.append(f"the page at {at} never says {words[common]}; it says {heard}")


def interrupted(tell, number, count):
    """Whether the device fell silent during the page's `count`-th prompt or the breath after it: somebody touched."""
    line, at, _, ms = tell.said_from(number)[count - 1]
    return tell.silent_at(line) < at + ms + BREATH_MS


def check_focus(tell, wrong):
    hidden = False
    for number, (at, what, rest) in enumerate(tell.lines):
        if what == "screen":
            hidden = rest[0] == HIDDEN
        if what == "said" and hidden:
            wrong.append(f"{rest[0]} is said at {at}, while the screen is hidden")
        if what == "focus" and not hidden:
            said = tell.said_from(number)[:1]
            if not said or said[0][2] != rest[0] or said[0][1] > at + SPEAKS_WITHIN_MS:
                wrong.append(f"focus on {rest[0]} at {at} isn't spoken")


def main(pack, language, path):
    tell, prompts, wrong = Tell(path), Prompts(pack, language), []
    check_voices(tell, prompts, wrong)
    check_screens(tell, wrong)
    check_pages(tell, prompts, wrong)
    check_focus(tell, wrong)
    for line in wrong:
        print(f"tell-check: {line}", file=sys.stderr)
    screens = {rest[0] for _, _, _, rest in tell.of("screen")}
    print(f"{len(screens)} screens, {len(tell.of('says'))} pages, {len(tell.of('focus'))} times a focus, "
          f"{len(tell.said)} prompts ({prompts.told_apart} as long in no other language), {len(wrong)} wrong")
    return 1 if wrong or not screens or not tell.said or not prompts.told_apart else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
