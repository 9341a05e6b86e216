#!/usr/bin/env python3
"""Writes a script out for one language.

usage: fill.py PACK LANGUAGE SCRIPT      PACK: the pack folder of a kiosk

{ui.next}         the accessible name of a message, from the translators' own PO files
@to SCREEN [N]    the ordinary way to the N-th such screen, everything listened to
@leave            from the help to goodbye and to the languages
@gone             the languages stand there again
@keys WORD N      N times that key, each listened to, then activate
@card             the focus goes to this language's card (the cards are the last targets), which is chosen
Anything else is left as it is. The order of the form's questions and the answers of the ordinary way
(yes to every question) are the form's own.
"""
import json
import re
import sys
from pathlib import Path


def unquote(line):
    text = line[line.index('"') + 1:line.rindex('"')]
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def read_po(path):
    """{msgctxt: (msgid, msgstr)}; only the PO that translators' tools write: no plurals."""
    entries, entry, field = {}, {}, None
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        word = re.match(r"(msgctxt|msgid|msgstr) ", line)
        if word:
            field = word.group(1)
            entry[field] = unquote(line)
        elif line.startswith('"'):
            entry[field] += unquote(line)
        elif not line.strip():
            if "msgctxt" in entry:
                entries[entry["msgctxt"]] = (entry["msgid"], entry["msgstr"])
            entry = {}
    return entries


def read_names(pack, language):
    names = {}
    for part in ("kiosk", "form", "site"):
        po = read_po(pack / part / "po" / f"{'nl' if language == 'en' else language}.po")
        names.update({key: en if language == "en" else own for key, (en, own) in po.items()})
    for key, (_, dutch) in read_po(pack / "kiosk" / "worker.nl.po").items():
        names[key] = dutch  # the worker's language, whoever was here before
    return names


def form_items(pack, kind):
    form = json.loads(next((pack / "form").glob("*.json")).read_text(encoding="utf-8"))
    for group in form["item"]:
        for item in group["item"]:
            if item["type"] == kind:
                yield item["linkId"]


def keys(word, times):
    return [f"key {word}", "listen"] * times + ["key activate"]


def card_from_end(pack, language):
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    codes = [entry["code"] for entry in manifest["languages"]]
    return len(codes) - codes.index(language)


class Way:
    """The ordinary way: which screens in which order, and what leads on from each."""

    def __init__(self, pack):
        self.screens = [("languages", 'touch "{ui.language}"\nlisten\ntouch "{ui.language}"')]
        self.screens += [("welcome", 'touch "{ui.next}"')] * len(list(form_items(pack, "display")))
        self.screens += [("begin", 'touch "{ui.begin.yes}"'), ("alone", 'touch "{ui.alone.ready}"')]
        self.screens += [("question", 'touch "{answer.Y}"\nwait 1.5')] * len(
            list(form_items(pack, "choice")))
        self.screens += [("check", 'touch "{ui.check.done}"'), ("seal", 'touch "{ui.seal.close}"'),
                         ("sealed", 'touch "{ui.next}"'), ("code", 'touch "{ui.code.kept}"'),
                         ("help", 'until goodbye "{ui.next}"'), ("goodbye", "")]
        self.at = 0

    def to(self, screen, nth=1):
        names = [name for name, _ in self.screens]
        goal = [i for i, name in enumerate(names) if name == screen][nth - 1]
        lines = []
        for name, step in self.screens[self.at:goal]:
            lines += [f"expect screen {name}", "listen", step]
        self.at = goal
        return lines + [f"expect screen {screen}", "listen"]


def fill(pack, language, script):
    names, way, lines = read_names(pack, language), Way(pack), []
    for line in script.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:1] == ["@to"]:
            lines += way.to(words[1], int(words[2]) if len(words) > 2 else 1)
        elif words[:1] == ["@leave"]:
            lines += ["expect screen help", "listen", 'until goodbye "{ui.next}"', "listen",
                      "wait 40", "expect screen languages"]
            way.at = 0
        elif words[:1] == ["@gone"]:
            lines += ["expect screen languages"]
            way.at = 0
        elif words[:1] == ["@keys"]:
            lines += keys(words[1], int(words[2]))
        elif words[:1] == ["@card"]:
            lines += keys("previous", card_from_end(pack, language)) + ["listen"]
        else:
            lines.append(line)
    return re.sub(r"\{([a-zA-Z0-9.-]+)\}", lambda match: names[match.group(1)], "\n".join(lines))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    print(fill(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
