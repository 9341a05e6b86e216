"""Random people for a kiosk: what each of them touches, and what they have answered in the end.

A person is a list of (script line, screen on which it is done) and an ending. Everything random comes
from one generator with a printed seed.
"""

MOMENT = "wait 1.3"  # after which an answer stands
STOPPABLE = {"welcome", "young", "begin", "alone", "practice", "practised", "practice-hide", "question", "contact",
             "check", "seal"}
BARRED = {"sealed", "code", "kept"}  # neither Stop nor Help now: the envelope is closed
ENDINGS = (("whole", 64), ("stop", 14), ("idle", 10), ("hide", 6), ("no thanks", 6))
CHANNELS = ("call", "text", "chat", "letter", "key-person", "trusted", "visit")
LETTERS = "ABCDEGHJKLMNPRSTVWXZ"  # of a Dutch postcode, as the keypad has them
HELPERS, GENDERS, BACKGROUNDS = ("interpreter", "key-person", "none"), ("woman", "man", "any"), ("same", "other", "any")


class Person:
    """`questions`: the codes that each may be answered with."""

    def __init__(self, rng, languages, questions, welcomes):
        self.rng = rng
        self.language = rng.randrange(len(languages))
        self.code = languages[self.language]
        self.codes, self.questions, self.welcomes = languages, questions, welcomes
        self.languages = len(languages)
        self.answers, self.contact = [None] * len(questions), {}
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
        if self.chance(6):
            self.look_and_hear(screen)
        if self.chance(4):
            self.do(screen, "touch ui.listen")
        if self.chance(4):
            self.do(screen, "key next", "key previous")
        if self.chance(3) and screen not in BARRED:
            self.do(screen, "touch ui.stop", "expect screen stop",
                    self.rng.choice(["touch ui.stop.no", "key escape"]), f"expect screen {screen}")
        if self.chance(2) and screen != "practice":  # dozes off, and wants to go on; there, help would be offered first
            self.do(screen, "listen", "wait 301", "expect screen idle", "touch ui.idle.more",
                    f"expect screen {screen}")
        if self.chance(4):
            self.hide_and_return(screen)
        if self.chance(3) and screen not in BARRED:
            self.look_for_help(screen)
        if self.chance(3):
            self.do(screen, "plug out", "plug in")

    def look_and_hear(self, screen):
        """Switches that change how the same is shown; who sees less or hears first would touch otherwise."""
        self.do(screen, "touch ui.settings", "expect screen settings")
        for _ in range(self.rng.randrange(1, 4)):
            way = self.rng.choice(("louder", "softer", "faster", "slower", "text-size", "contrast"))
            self.do(screen, f"find ui.{way} touch", f"touch ui.{way}")
        self.do(screen, self.rng.choice(["touch ui.settings.done", "key escape"]), f"expect screen {screen}")

    def hide_and_return(self, screen):
        self.do(screen, self.rng.choice(["touch ui.hide", "key hide"]), "expect screen rest")
        if self.chance(30):
            self.do(screen, "touch ui.rest", "wait 4.1")
        self.do(screen, f"wait {self.rng.randrange(1, 110)}", *["touch ui.rest"] * 3, f"expect screen {screen}")

    def look_for_help(self, screen):
        self.do(screen, "touch ui.help-now", "expect screen help-now")
        if self.chance(50):
            self.do(screen, "touch site.help.ggd", "expect screen place", "touch ui.back 0")
        self.do(screen, "until %s %s" % (screen, self.rng.choice(["ui.next", "ui.back"])))

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
        self.do("alone", "expect screen alone")
        self.fidget("alone")
        self.do("alone", "touch ui.listen." + self.rng.choice(("headphones", "aloud", "silent")))
        self.practise()
        self.ask_all()
        self.ask_contact()
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
        self.do("young", "expect screen young", "touch ui.next")

    def practise(self):
        self.do("practice", "expect screen practice")
        self.fidget("practice")
        while self.chance(25):  # something is missed, or takes its time
            self.do("practice", *self.rng.choice((["slip answer.Y", "slip answer.N"], ["listen", "wait 26"])))
            self.do("easier", "expect screen easier", "touch ui.practice.fine")
            self.do("practised", "expect screen practised", "touch ui.back")
            self.do("practice", "expect screen practice")
        self.do("practice", "touch answer." + self.rng.choice("YN"))
        self.do("practised", "expect screen practised", "touch ui.next")
        self.do("practice-hide", "expect screen practice-hide")
        if self.chance(50):
            self.hide_and_return("practice-hide")
        self.do("practice-hide", "touch ui.next")

    def answer(self, question):
        self.do("question", "expect screen question")
        if self.chance(12):
            self.do("question", "touch ui.explain", "touch ui.explain")  # its answers may have given way
        self.fidget("question")
        self.answers[question] = self.choose("question", "answer", self.questions[question])

    def choose(self, screen, name, codes):
        """One of several, perhaps another one in time; then the moment passes. Returns the code that stands."""
        code = self.rng.choice(codes)
        self.do(screen, f"touch {name}.{code}")
        while self.chance(18):
            code = self.rng.choice(codes)
            self.do(screen, f"wait 0.{self.rng.randrange(1, 9)}", f"touch {name}.{code}")
        self.do(screen, MOMENT)
        return code

    def ask_all(self):
        for question in range(len(self.questions)):
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

    # --- contact and wishes --------------------------------------------------------------------

    def ask_contact(self):
        """What stands in the end: the parts of the response's contact."""
        self.do("contact", "expect screen contact", "expect text ui.contact")
        self.fidget("contact")
        self.contact = {"permission": self.choose("contact", "ui.contact", ("yes", "yes", "no"))}
        if self.contact["permission"] == "no":
            return
        self.choose_channel()
        self.do("contact", "expect text ui.wish.language")
        if self.chance(60):
            self.contact["language"] = self.talk_in()
        else:
            self.do("contact", "touch ui.next 0")
        for wish, codes in (("helper", HELPERS), ("gender", GENDERS), ("background", BACKGROUNDS)):
            self.do("contact", f"expect text ui.wish.{wish}")
            if self.chance(70):
                self.contact[wish] = self.find_one(f"ui.wish.{wish}", codes)
            else:
                self.do("contact", "touch ui.next 0")

    def find_one(self, name, codes):
        """One of a list that may have several pages."""
        code = self.rng.choice(codes)
        self.do("contact", f"find {name}.{code} touch", f"touch {name}.{code}", MOMENT)
        return code

    def choose_channel(self):
        self.do("contact", "expect text ui.contact.channel")
        self.fidget("contact")
        channel = self.find_one("ui.contact", CHANNELS)
        while channel != "visit" and self.chance(20):  # doesn't know the number, after all
            for digit in self.some_digits(0, 3, "123456789"):  # a postcode has no 0 first, letters after four
                self.do("contact", f"touch ui.digit.{digit}")
            self.do("contact", "touch ui.contact.unknown", "expect text ui.contact.channel")
            channel = self.find_one("ui.contact", CHANNELS)
        self.contact["channel"] = channel
        if channel != "visit":
            self.contact["reach"] = self.address() if channel == "letter" else self.phone()
            self.type_in(self.contact["reach"])
            self.fidget_while_typing(channel)
            self.do("contact", "touch ui.next 0")

    def some_digits(self, least, most, first="0123456789"):
        count = self.rng.randrange(least, most + 1)
        return "".join(self.rng.choice(first if i == 0 else "0123456789") for i in range(count))

    def phone(self):
        return ("+" if self.chance(30) else "") + self.some_digits(6, 15)

    def address(self):
        letters = "".join(self.rng.choice(LETTERS) for _ in range(2))
        return f"{self.some_digits(4, 4, '123456789')}{letters} {self.some_digits(1, 5, '123456789')}"

    def type_in(self, reach):
        wrong = self.rng.randrange(len(reach)) if self.chance(30) else None
        for i, character in enumerate(reach.replace(" ", "")):
            if i == wrong:  # the same key twice, and one taken away
                self.do("contact", self.key(character), "touch ui.key.delete")
            self.do("contact", self.key(character))

    @staticmethod
    def key(character):
        kind = "digit" if character.isdigit() else "letter"
        return "touch ui.key.plus" if character == "+" else f"touch ui.{kind}.{character.lower()}"

    def fidget_while_typing(self, channel):
        """Looks back at the channel; who then chooses the same or one that needs the same finds the number again."""
        if self.chance(30):
            self.do("contact", "touch ui.back", "expect text ui.contact.channel")
            self.do("contact", "touch ui.next 0")
            if self.chance(50):
                self.do("contact", "touch ui.show-answer")
        if channel in ("call", "text", "chat") and self.chance(30):
            self.do("contact", "touch ui.back")
            self.contact["channel"] = self.find_one("ui.contact", ("call", "text", "chat"))

    def talk_in(self):
        if self.chance(20):
            self.do("contact", "touch ui.wish.language.other", MOMENT)
            return "other"
        wanted = self.rng.randrange(self.languages)
        self.do("contact", f"find ui.language touch {wanted}", f"touch ui.language {wanted}", MOMENT)
        return self.codes[wanted]

    # --- to the end ----------------------------------------------------------------------------

    def check(self):
        self.do("check", "expect screen check")
        self.fidget("check")
        for _ in range(self.rng.choice((0, 0, 1, 2, 3))):
            question = self.rng.randrange(len(self.questions))
            item = f"ui.check.item touch {question + 1}"  # in large words there are several pages
            self.do("check", f"find {item}", f"touch ui.check.item {question + 1}")
            if self.chance(50):
                self.answer(question)
            else:
                self.do("question", self.rng.choice(["touch ui.next", "key escape"]))
            self.do("check", "expect screen check")
        if self.chance(15):
            self.do("check", "touch ui.check.listen")
        if self.chance(15):
            self.do("check", "find ui.check.contact touch", "touch ui.check.contact")
            self.do("contact", "expect screen contact", "key escape")
            self.do("check", "expect screen check")
        self.do("check", "touch ui.check.done")
        if self.chance(10):
            self.do("seal", "touch ui.back")
            self.do("check", "touch ui.check.done")

    def seal(self):
        self.do("seal", "expect screen seal")
        self.fidget("seal")
        lost = self.rng.choice((0, 0, 0, 1, 2))
        for _ in range(lost):  # lets go too early
            self.do("seal", self.rng.choice(["hold ui.seal.close 0.7", "slip ui.seal.close"]), "expect screen seal")
        self.do("seal", "touch ui.seal.close" if lost == 2 else "hold ui.seal.close")
        self.sealed_at = len(self.lines)
        self.do("sealed", "expect screen sealed")
        self.fidget("sealed")
        self.do("sealed", "touch ui.next")
        self.do("code", "expect screen code")
        if self.chance(20):
            self.do("code", "touch ui.code.kept")
            self.do("kept", "expect screen kept", self.rng.choice(["touch ui.code.sure.no", "key escape"]))
            self.do("code", "expect screen code")
        self.do("code", "touch ui.code.kept")
        self.do("kept", "expect screen kept", "touch ui.code.sure.yes")

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
            lines += [("wait 900", "")]
        elif self.ending == "hide":
            lines = self.cut(lambda line, screen: True, len(self.lines))
            lines += [("key hide", ""), ("expect screen rest", ""), ("wait 125", "")]
        return [line for line, _ in lines] + ["expect screen languages"]

    def cut(self, fits, end):
        """The way up to a random touch, after which the person stands on a screen that fits."""
        places = [i for i in range(1, end) if fits(*self.lines[i]) and self.settled(i)]
        self.cut_at = self.rng.choice(places)
        return self.lines[:self.cut_at]

    def settled(self, i):
        """Line i is a touch of its screen's own: before it the person really stands there."""
        line, screen = self.lines[i]
        before = self.lines[i - 1]
        arrived = before[0] == f"expect screen {screen}" and before[1] == screen
        return arrived and screen not in ("languages", "") and line.startswith(("touch ", "expect text", "listen"))

    def given(self):
        """(language, answers, contact) of the envelope that this person leaves; None for none."""
        if self.ending in ("stop", "no thanks"):
            return None
        if self.ending in ("idle", "hide") and self.cut_at < self.sealed_at:
            return None
        return self.code, tuple(self.answers), tuple(sorted(self.contact.items()))
