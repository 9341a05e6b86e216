#!/bin/bash
# envelop-forms: check and audio plan.
. "$(dirname "$0")/lib.sh"
expect 2 'unknown command' "$FORMS"
expect 2 'a folder is needed' "$FORMS" check
expect 2 'a language is needed' "$FORMS" audio plan --stage "$STAGE"
expect 2 "doesn't name the language" "$FORMS" audio plan --stage "$STAGE" --language xx
expect 1 "can't be read" "$FORMS" check --stage missing
expect 0 '^example: ' "$FORMS" --help
expect 0 '^0 problems, ' "$FORMS" check --stage "$STAGE"
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
process.exit(r.problems === 4 && r.list.filter(p => p.severity === "problem").length === 4 && r.languages.length === 4 && r.languages[1].code === "nl" ? 0 : 1)' || fail 'check --json'
"$FORMS" audio plan --stage "$STAGE" --language nl >plan
same "$(cut -f1 plan | sort -u | wc -l)" "$(wc -l <plan)" 'every key once'
same "$(awk -F '\t' 'NF != 2 || $2 == "" || $2 ~ /[{}]/' plan)" '' 'a key, a tab, words without placeholders'
same "$(grep -c '^work\.' plan)" 0 'worker screens are not spoken'
"$FORMS" audio plan --stage "$STAGE" --language en >plan
same "$(grep '^ui.check.item' plan)" "$(printf 'ui.check.item\tAnswer')"
same "$(grep '^sleep	' plan)" "$(printf 'sleep\tIn the last weeks, do you find it hard to fall asleep?')"

# mixed FILE ID PATTERN TEXT: a translation that must not pass, or is only warned of.
mixed() {
    rm -rf stage && cp -r "$STAGE" stage
    python3 - "stage/$1" "$2" "$4" <<'PY'
import re, sys
path, identity, text = sys.argv[1:]
po = open(path, encoding="utf-8").read()
new, count = re.subn(rf'(msgctxt "{re.escape(identity)}"\nmsgid .*\nmsgstr ).*', lambda m: m[1] + '"' + text + '"', po)
assert count == 1, identity
open(path, "w", encoding="utf-8").write(new)
PY
    "$FORMS" check --stage stage >out 2>err
    local code=$?
    [[ $3 = warning* ]] && same $code 0 "$3" || same $code 1 "$3"
    grep -Eq "^$3" out || fail "mixed $2: nothing says \"$3\": $(cat out)"
}
mixed form/po/ti.po sleep 'problem: form/po/ti.po: sleep: has letters of two scripts in one word: "a"$' 'መaልሲ'
mixed form/po/ti.po sleep 'problem: form/po/ti.po: sleep: has letters of two scripts in one word: "GG"$' 'ናይGG'
mixed form/po/ti.po sleep 'warning: form/po/ti.po: sleep: has a word of another script .*: "hello"$' 'መልሲ hello'
mixed form/po/nl.po sleep 'problem: form/po/nl.po: sleep: has letters of two scripts in one word: "а"$' 'Slаapt u goed?'
mixed form/po/ar.po sleep "problem: form/po/ar.po: sleep: has a letter or digit that this language doesn't write: \"ی\"$" 'فی'
mixed form/po/ar.po sleep 'problem: form/po/ar.po: sleep: has a presentation form or a control' $'\u202bنعم'
mixed form/po/nl.po who 'problem: form/po/nl.po: who: is too long for the smallest panel at every' Donaudampfschifffahrtsgesellschaftskapitaen
mixed form/po/nl.po who 'problem: form/po/nl.po: who: is too long for the smallest panel at every' "$(printf 'heel veel woorden %.0s' {1..40})"
mixed form/po/nl.po who 'warning: form/po/nl.po: who: has a word too long for .* largest' Hottentottentententoon
# msgfmt judges the PO files that the check calls whole.
for po in "$STAGE"/*/po/*.po; do
    msgfmt --check --use-fuzzy -o /dev/null "$po" || fail "msgfmt refuses $po"
done
done_testing
