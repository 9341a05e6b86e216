#!/bin/bash
# A kiosk that still has the pack of before, whose form had neither contact nor closing question: what it seals is
# taken, listed and shown after the new pack was made, too.
. "$(dirname "$0")/lib.sh"
cp -r "$STAGE" before && node -e '
const path = "before/form/questionnaire.json", form = JSON.parse(fs.readFileSync(path));
form.version = "1.0.0";
form.item = form.item.filter((group) => group.linkId !== "closing");
fs.writeFileSync(path, JSON.stringify(form));'
expect 0 'six words' "$GGD" init --home ggd --name 'GGD Voorbeeld' --number 00 --throwaway
mkdir k4 before-stick stick
expect 0 'pack 1' "$GGD" pack --home ggd --stage before --out before-stick
expect 0 'pack 2' "$GGD" pack --home ggd --stage "$STAGE" --out stick
"$TWIN" setup k4 before-stick/envelop-pack.tar ggd/ggd.pub >k4.words || fail 'setup with the pack of before'
expect 0 added "$GGD" kiosk add k4/kiosk.pub --home ggd --words "$(cat k4.words)"
"$TWIN" seal k4 1 8 0
"$TWIN" batch k4 1 before-stick
expect 0 '1 new, 0 known before, 0 set aside' "$GGD" import before-stick --home ggd
expect 0 'high +not asked +ti' "$GGD" list --home ggd
id=$("$GGD" list --home ggd | awk '$2 == "high" {print $1}')
expect 0 '^form          wellbeing 1.0.0$' "$GGD" show "$id" --home ggd
expect 0 '^contact       not asked, or not answered' "$GGD" show "$id" --home ggd
"$GGD" show "$id" --home ggd | grep -q 'see a doctor' && fail 'a question that was never asked'
done_testing
