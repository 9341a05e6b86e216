"""A scripted person whose answers, number and code can't be mistaken for anything else."""
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
from outside import Failed  # noqa: E402

NAMES = {"en": "English", "ar": "العربية", "ti": "ትግርኛ"}
CHANGE_OF_MIND = "wait 2"


class Person:
    def __init__(self, state, language, seed):
        self.language, self.seed = language, seed
        chance = random.Random(seed)
        self.number = "+31" + "".join(chance.sample("1234567890", 9))
        form = json.loads(next((state / "pack/form").glob("*.json")).read_text())
        site = json.loads((state / "pack/site/site.json").read_text())
        self.policy = site["policy"]
        self.options, self.codes = [], []
        for item in questions(form, self.policy.get("closing", False)):
            chosen = chance.randrange(len(item["answerOption"]))
            self.options.append(chosen + 1)
            self.codes.append(item["answerOption"][chosen]["valueCoding"]["code"])
        if len(set(self.options[:10])) < 3:
            raise Failed(f"seed {seed}: the answers are too much alike; take another")

    def to_the_number(self):
        """Everything up to the number, which stands in the field at the end."""
        lines = [f'touch "{NAMES[self.language]}"'] * 2 + ["until begin ui.next", "touch ui.begin.yes"]
        lines += ["touch ui.listen.headphones", "expect screen practice", "touch answer.Y", "until question ui.next"]
        for code in self.codes:
            lines += ["expect screen question", f"touch answer.{code}", CHANGE_OF_MIND]
        lines += ["expect screen contact", "touch ui.contact.yes", CHANGE_OF_MIND, "touch ui.contact.call",
                  CHANGE_OF_MIND]
        for i, digit in enumerate(self.number):  # of uneven length: not to be found as steps in the script itself
            key = "ui.key.plus" if digit == "+" else f"ui.digit.{digit}"
            lines.append(f"touch {key}" + " " * (i * 7 % 5))
        return lines + ["expect screen contact"]

    def to_the_seal(self):
        return ["until check ui.next", "touch ui.check.done", "expect screen seal"]


def questions(form, closing):
    for group in form["item"]:
        for item in group.get("item", []):
            if item["type"] == "choice" and (closing or group["linkId"] != "closing"):
                yield item
