"""Random people for a kiosk: what each of them touches, and what they have answered in the end.

A person is a list of (script line, screen on which it is done) and an ending. Everything random comes
from one generator with a printed seed.
"""

OPTIONS = ("answer.Y", "answer.N", "answer.asked-declined")
CODES = {"answer.Y": "Y", "answer.N": "N", "answer.asked-declined": "asked-declined"}
MOMENT = "wait 1.3"  # after which an answer stands
STOPPABLE = {"welcome", "begin", "alone", "question", "check", "seal"}
ENDINGS = (("whole", 64), ("stop", 16), ("idle", 14), ("no thanks", 6))


class Person:
    def __init__(self, rng, languages, questions, welcomes):
        self.rng = rng
        self.language = rng.randrange(len(languages))
        self.code = languages[self.language]
        self.languages, self.questions, self.welcomes = len(languages), questions, welcomes
        self.answers = [None] * questions
        self.lines, self.sealed_at = [], None
        self.ending = rng.choices([name for name, _ in ENDINGS], [w for _, w in ENDINGS])[0]
        self.go()
        self.script = self.end()

    # --- touches -------------------------------------------------------------------------------

    def do(self, screen, *lines):
        self.lines += [(line, screen) for line in lines]

    def chance(self, percent):
        return self.rng.randrange(100) < percent

    def fidget(self, screen):
        """Touches that change nothing of the answers."""
        for control in ("ui.louder", "ui.softer", "ui.text-size", "ui.listen"):
            if self.chance(4):
                self.do(screen, f"touch {control}")
        if self.chance(4):
            self.do(screen, "key next", "key previous")
        if self.chance(3):
            self.do(screen, "touch ui.stop", "expect screen stop",
                    self.rng.choice(["touch ui.stop.no", "key escape"]), f"expect screen {screen}")
        if self.chance(2):  # dozes off, and wants to go on
            self.do(screen, "listen", "wait 301", "expect screen idle", "touch ui.idle.more",
                    f"expect screen {screen}")

    # --- the way -------------------------------------------------------------------------------

    def go(self):
        self.choose_language()
        self.welcome()
        self.do("begin", "expect screen begin")
        self.fidget("begin")
        if self.ending == "no thanks":
            self.do("begin", "touch ui.begin.no")
            self.leave()
            return
        self.do("begin", "touch ui.begin.yes")
        self.do("alone", "expect screen alone", "touch ui.alone.ready")
        self.ask_all()
        self.check()
        self.seal()
        self.leave()

    def choose_language(self):
        for _ in range(self.rng.choice((0, 0, 1, 2))):
            wrong = self.rng.randrange(self.languages)
            if wrong != self.language and not self.repeats(f"touch ui.language {wrong}"):
                self.do("languages", f"touch ui.language {wrong}")
        self.do("languages", f"touch ui.language {self.language}",
                f"touch ui.language {self.language}", "expect screen welcome")

    def repeats(self, line):
        return bool(self.lines) and self.lines[-1][0] == line

    def welcome(self):
        for step in range(self.welcomes):
            self.fidget("welcome")
            if step > 0 and self.chance(10):
                self.do("welcome", "touch ui.back", "touch ui.next")
            self.do("welcome", "touch ui.next")

    def answer(self, question):
        self.do("question", "expect screen question")
        if self.chance(12):
            self.do("question", "touch ui.explain")
        self.fidget("question")
        option = self.rng.choice(OPTIONS)
        self.do("question", f"touch {option}")
        while self.chance(18):  # a change of mind, in time
            option = self.rng.choice(OPTIONS)
            self.do("question", f"wait 0.{self.rng.randrange(1, 9)}", f"touch {option}")
        self.do("question", MOMENT)
        self.answers[question] = CODES[option]

    def ask_all(self):
        for question in range(self.questions):
            if question > 0 and self.chance(12):
                self.look_back(question)
            self.answer(question)

    def look_back(self, question):
        """To an earlier question, perhaps with another answer, and forward again."""
        steps = self.rng.randrange(1, min(question, 3) + 1)
        self.do("question", *["touch ui.back"] * steps)
        for back in range(question - steps, question):
            if self.chance(40):
                self.answer(back)
            else:
                if self.chance(50):
                    self.do("question", "touch ui.show-answer")
                self.do("question", "touch ui.next")

    def check(self):
        self.do("check", "expect screen check")
        self.fidget("check")
        for _ in range(self.rng.choice((0, 0, 1, 2, 3))):
            question = self.rng.randrange(self.questions)
            self.do("check", f"touch ui.check.item {question + 1}")
            if self.chance(50):
                self.answer(question)
            else:
                self.do("question", self.rng.choice(["touch ui.next", "key escape"]))
            self.do("check", "expect screen check")
        self.do("check", "touch ui.check.done")
        if self.chance(10):
            self.do("seal", "touch ui.back")
            self.do("check", "touch ui.check.done")

    def seal(self):
        self.do("seal", "expect screen seal")
        self.fidget("seal")
        self.do("seal", "touch ui.seal.close")
        self.sealed_at = len(self.lines)
        self.do("sealed", "expect screen sealed", "touch ui.next")
        self.do("code", "expect screen code", "touch ui.code.kept")

    def leave(self):
        self.do("help", "expect screen help")
        if self.chance(30):
            self.do("help", "touch site.help.ggd", "expect screen place", "key escape")
        self.do("help", "until goodbye ui.next", "wait 60")

    # --- the script ----------------------------------------------------------------------------

    def end(self):
        lines = self.lines
        if self.ending == "stop":
            lines = self.cut(lambda line, screen: screen in STOPPABLE, self.sealed_at)
            lines += [("touch ui.stop", ""), ("touch ui.stop.yes", ""), ("expect screen help", ""),
                      ("until goodbye ui.next", ""), ("wait 60", "")]
        elif self.ending == "idle":
            lines = self.cut(lambda line, screen: True, len(self.lines))
            lines += [("wait 520", "")]
        return [line for line, _ in lines] + ["expect screen languages"]

    def cut(self, fits, end):
        """The way up to a random touch, after which the person stands on a screen that fits."""
        places = [i for i in range(1, end) if fits(*self.lines[i]) and self.settled(i)]
        self.cut_at = self.rng.choice(places)
        return self.lines[:self.cut_at]

    def settled(self, i):
        """Line i is a touch of its screen's own: before it the person really stands there."""
        line, screen = self.lines[i]
        inside = any(word in line for word in ("ui.stop", "ui.idle", "screen stop", "screen idle",
                                               "escape"))
        before = self.lines[i - 1]
        return (not inside and before[1] == screen and screen not in ("languages", "")
                and "screen stop" not in before[0] and "screen idle" not in before[0]
                and before[0] != "wait 301")

    def given(self):
        """(language, answers) of the envelope that this person leaves; None for none."""
        if self.ending in ("stop", "no thanks"):
            return None
        if self.ending == "idle" and self.cut_at < self.sealed_at:
            return None
        return self.code, tuple(self.answers)
