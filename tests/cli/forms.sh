#!/bin/bash
# envelop-forms: check and audio plan.
. "$(dirname "$0")/lib.sh"
expect 2 'unknown command' "$FORMS"
expect 2 'a folder is needed' "$FORMS" check
expect 2 'a language is needed' "$FORMS" audio plan --stage "$STAGE"
expect 2 "doesn't name the language" "$FORMS" audio plan --stage "$STAGE" --language xx
expect 1 "can't be read" "$FORMS" check --stage missing
expect 0 '^example: ' "$FORMS" --help
expect 0 '^0 problems, 0 warnings' "$FORMS" check --stage "$STAGE"
cp -r "$STAGE" stage
rm stage/audio/en/sleep.opus
sed -i 's/bad dreams?/evil dreams?/' stage/form/questionnaire.json
"$FORMS" check --stage stage >out 2>err
same "$?" 1
grep -q '^problem: audio/en/sleep.opus: this prompt is not there$' out || fail 'prompt'
grep -q '^problem: form/po/ti.po: dreams: the English has changed' out || fail 'dreams'
"$FORMS" check --stage stage --json >report.json
node -e '
const r = JSON.parse(fs.readFileSync("report.json"));
process.exit(r.problems === 4 && r.list.length === 4 && r.languages.length === 4 && r.languages[1].code === "nl" ? 0 : 1)' || fail 'check --json'
"$FORMS" audio plan --stage "$STAGE" --language nl >plan
same "$(cut -f1 plan | sort -u | wc -l)" "$(wc -l <plan)" 'every key once'
same "$(awk -F '\t' 'NF != 2 || $2 == "" || $2 ~ /[{}]/' plan)" '' 'a key, a tab, words without placeholders'
same "$(grep -c '^work\.' plan)" 0 'worker screens are not spoken'
"$FORMS" audio plan --stage "$STAGE" --language en >plan
same "$(grep '^ui.check.item' plan)" "$(printf 'ui.check.item\tAnswer')"
same "$(grep '^sleep	' plan)" "$(printf 'sleep\tIn the last weeks, do you find it hard to fall asleep?')"
# msgfmt judges the PO files that the check calls whole.
for po in "$STAGE"/*/po/*.po; do
    msgfmt --check --use-fuzzy -o /dev/null "$po" || fail "msgfmt refuses $po"
done
done_testing
