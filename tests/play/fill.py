#!/usr/bin/env python3
"""Writes a script out for one language.

usage: fill.py PACK LANGUAGE SCRIPT      PACK: the pack folder of a kiosk

{ui.next}         the accessible name of a message, from the translators' own PO files
{card}            which card is this language's
@by MEANS         how things are chosen from here on: touch (at first), keys (the focus, either way), switches (two
                  switches: on, and choose), guided (a touch says what it is, a second one chooses it)
@do NAME [VALUE]  chooses this target, and listens
@find NAME        turns the pages of a list until it is there
@seal             closes the envelope
@to SCREEN [N]    the ordinary way to the N-th such screen, everything listened to
@stop             asks to stop: no, which goes back; then yes, and leaves
@idle             walks away: the warning, answered once, then unanswered until everything is gone
@hide             hides, and walks away: no warning, nothing said, and everything is gone
@leave            from the help to goodbye and to the languages
@gone             the languages stand there again
Anything else is left as it is. The order of the form's questions and the answers of the ordinary way (the first option
of every question, a call, no further wishes) are the form's and the site's own.
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


def form_items(pack, kind, closing=True):
    form = json.loads(next((pack / "form").glob("*.json")).read_text(encoding="utf-8"))
    for group in form["item"]:
        if closing or group["linkId"] != "closing":
            yield from (item for item in group["item"] if item["type"] == kind)


def site(pack):
    return json.loads((pack / "site" / "site.json").read_text(encoding="utf-8"))


NUMBER = "061234"  # as short as a number may be
STANDS = "wait 1.5"  # a touched answer
CODE_S, HIDDEN_S = 120, 120  # idle on the code's screens, and while hidden


def do(means, name, value=None):
    """One target, chosen by these means."""
    target = f'"{name}"' + ("" if value is None else f" {value}")
    if means == "touch":
        return [f"touch {target}", "listen"]
    if means == "guided":
        return [f"touch {target}", "listen", f"touch {target}", "listen"]
    return [f"key next {target}", "listen", "key activate", "listen"]


def find(means, name):
    return [f'find "{name}" {"touch" if means in ("touch", "guided") else "key"}']


def wish(name):
    """One of a list that may go on on a second page."""
    return [lambda means: find(means, name), name, STANDS]


def seal(means):
    return ['hold "{ui.seal.close}"', "listen"] if means == "touch" else do(means, "{ui.seal.close}")


def leave(means):
    if means in ("touch", "guided"):
        return ['until goodbye "{ui.next}"']
    # The list may have a second page, on which the focus is still on the way on.
    return ['key next "{ui.next}"', *["key activate", "listen"] * 2, "expect screen goodbye"]


class Way:
    """The ordinary way: which screens in which order, and what leads on from each."""

    def __init__(self, pack, language):
        codes = site(pack)["languages"]
        self.card = codes.index(language)
        self.policy = site(pack)["policy"]
        self.by, self.at = "touch", 0
        card = [("ui.language", self.card)]
        self.screens = [("languages", card * 2)]
        self.screens += [("welcome", ["{ui.next}"])] * len(list(form_items(pack, "display")))
        if self.policy["under_16"] != "unmentioned":
            self.screens += [("young", ["{ui.next}"])]
        first = next(form_items(pack, "choice"))["answerOption"][0]["valueCoding"]["code"]
        self.screens += [("begin", ["{ui.begin.yes}"]), ("alone", ["{ui.listen.aloud}"]),
                         ("practice", [f"{{answer.{first}}}"]), ("practised", ["{ui.next}"]), ("practice-hide", ["{ui.next}"])]
        for item in form_items(pack, "choice", self.policy["closing"]):
            first = item["answerOption"][0]["valueCoding"]["code"]
            self.screens += [("question", [f"{{answer.{first}}}", STANDS])]
        self.screens += self.contact()
        self.screens += [("check", ["{ui.check.done}"]), ("seal", [seal]), ("sealed", ["{ui.next}"]),
                         ("code", ["{ui.code.kept}"]), ("kept", ["{ui.code.sure.yes}"]), ("help", [leave]),
                         ("goodbye", [])]

    def contact(self):
        typed = [(f"ui.digit.{digit}", 0) for digit in NUMBER]
        pages = [["{ui.contact.yes}", STANDS], wish("{ui.contact.call}"), [*typed, "{ui.next}"], [("ui.next", 0)],
                 wish("{ui.wish.helper.none}"), wish("{ui.wish.gender.any}"), wish("{ui.wish.background.any}")]
        return [("contact", page) for page in pages] if self.policy["contact"] else []

    def step(self, actions):
        for action in actions:
            if callable(action):
                yield from action(self.by)
            elif action == STANDS:
                yield from (STANDS, "listen")
            elif isinstance(action, tuple):
                yield from do(self.by, *action)
            else:
                yield from do(self.by, action)

    def to(self, screen, nth=1):
        names = [name for name, _ in self.screens]
        goal = [i for i, name in enumerate(names) if name == screen][nth - 1]
        lines = []
        for name, actions in self.screens[self.at:goal]:
            lines += [f"expect screen {name}", "listen", *self.step(actions)]
        self.at = goal
        return lines + [f"expect screen {screen}", "listen"]

    def screen(self):
        return self.screens[self.at][0]

    def stop(self):
        stop, here = ['touch "{ui.stop}"', "expect screen stop"], f"expect screen {self.screen()}"
        return [*stop, "expect said ui.stop.ask", "expect no ui.stop", "listen", 'touch "{ui.stop.no}"', here, "listen",
                *stop, "listen", 'touch "{ui.stop.yes}"', *self.leave()]

    def idle(self):
        here, seconds = f"expect screen {self.screen()}", self.policy["idle_seconds"]
        seconds = CODE_S if self.screen() in ("code", "kept") else seconds
        warned = [f"wait {seconds - 3}", here, "wait 4", "expect screen idle"]
        return [*warned, "expect said ui.idle", "listen", 'touch "{ui.idle.more}"', here, "listen", *warned,
                f"wait {self.policy['idle_warning_seconds'] - 3}", "expect screen idle", "wait 4", *self.gone()]

    def hide(self):
        return ['touch "{ui.hide}"', "expect screen rest", f"wait {HIDDEN_S - 1}", "expect screen rest", "wait 2",
                *self.gone()]

    def leave(self):
        return ["expect screen help", "listen", *leave(self.by), "listen", "wait 40", *self.gone()]

    def gone(self):
        self.by, self.at = "touch", 0
        return ["expect screen languages"]

    def line(self, line):
        words = line.split()
        directive, rest = (words or [""])[0], words[1:]
        if directive == "@to":
            return self.to(rest[0], int(rest[1]) if len(rest) > 1 else 1)
        if directive in ("@stop", "@idle", "@hide", "@leave", "@gone"):
            return getattr(self, directive[1:])()
        if directive == "@seal":
            return seal(self.by)
        if directive == "@do":
            return do(self.by, rest[0].strip('"'), *rest[1:2])
        if directive == "@find":
            return find(self.by, rest[0])
        if directive == "@by":
            self.by = rest[0]
            return []
        return [line]


def fill(pack, language, script):
    names, way = read_names(pack, language), Way(pack, language)
    names["card"] = str(way.card)
    lines = [out for line in script.read_text(encoding="utf-8").splitlines() for out in way.line(line)]
    return re.sub(r"\{([a-zA-Z0-9.-]+)\}", lambda match: names[match.group(1)], "\n".join(lines))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    print(fill(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
