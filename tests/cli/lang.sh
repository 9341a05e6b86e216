#!/bin/bash
# envelop-forms lang, review and flat, in a copy of the tree. Python's csv module reads the spreadsheets, msgfmt and
# msgcat the PO files, the validators of tests/fhir the flat forms.
tree=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/lib.sh"
mkdir -p T/deploy
cp -r "$tree/forms" T/forms
mkdir T/kiosk && cp -r "$tree/kiosk/po" T/kiosk/po
cp -r "$tree/deploy/example" T/deploy/example
forms() { "$FORMS" --tree T "$@"; }
po_files() { echo "T/forms/wellbeing/po/$1.po" "T/kiosk/po/$1.po" "T/deploy/example/po/$1.po"; }
quiet() { # command...: done, without a word
    checks=$((checks + 1))
    "$@" >out 2>err </dev/null || fail "$* : exit code $?: $(cat err)"
    [ ! -s out ] && [ ! -s err ] || fail "$* : says $(cat out err)"
}
changed() { diff <(echo "$1") <(tree T) | grep -c '^>'; } # files that aren't what they were

# sheet.py NAME EDIT...: what a spreadsheet does. EDIT is ID COLUMN VALUE; "semicolon", "bare" (no mark, LF) say how it
# is saved.
cat >sheet.py <<'PY'
import csv, sys
source, target, *edits = sys.argv[1:]
how = [e for e in edits if e in ("semicolon", "bare")]
edits = edits[len(how):]
rows = list(csv.reader(open(source, encoding="utf-8-sig", newline="")))
for at in range(0, len(edits), 3):
    identity, column, value = edits[at:at + 3]
    hit = [r for r in rows if r[0] == identity]
    assert len(hit) == 1, identity
    hit[0][int(column)] = value
out = open(target, "w", encoding="utf-8" if "bare" in how else "utf-8-sig", newline="")
csv.writer(out, delimiter=";" if "semicolon" in how else ",",
           lineterminator="\n" if "bare" in how else "\r\n").writerows(rows)
PY
sheet() { python3 sheet.py "$@" || fail "sheet.py $*"; }

# --- every language: out and in again changes not a byte; what Python reads is what msgfmt reads
languages=$(cd T/kiosk/po && ls ./*.po | sed 's/.*\///; s/\.po$//' | grep -v '^worker')
cat >judge.py <<'PY'
import csv, gettext, io, sys
sheet, language, *mos = sys.argv[1:]
raw = open(sheet, "rb").read()
assert raw.startswith(b"\xef\xbb\xbf\"id\"") and raw.endswith(b"\r\n"), "mark, line ends"
rows = list(csv.reader(io.StringIO(raw[3:].decode("utf-8"), newline=""), strict=True))
assert rows[0] == ["id", "English", f"translation ({language})", "comment", "status", "remark"], rows[0]
want = {}
for mo in mos:
    for key, text in gettext.GNUTranslations(open(mo, "rb"))._catalog.items():
        if key:
            want[tuple(key.split("\x04"))] = text
got = {(r[0], r[1]): r[2] for r in rows[1:] if r[2]}
assert got == want, set(got.items()) ^ set(want.items())
assert all(len(r) == 6 and r[4] in ("draft", "reviewed", "missing") for r in rows[1:])
assert not any(cell[:1] in tuple("=+-@\t\r") for r in rows for cell in r if cell), "a formula"
PY
before=$(tree T)
for language in $languages; do
    mos=()
    for po in $(po_files "$language") $([ "$language" = nl ] && echo T/kiosk/po/worker.nl.po); do
        msgfmt --check --use-fuzzy -o "$language.${#mos[@]}.mo" "$po" 2>/dev/null || fail "msgfmt refuses $po"
        mos+=("$language.${#mos[@]}.mo")
    done
    quiet forms lang export "$language" --out "$language.csv"
    python3 judge.py "$language.csv" "$language" "${mos[@]}" || fail "$language: Python reads something else"
    expect 0 ': 0 translations .*, 0 made drafts, 0 remarks' forms lang import "$language.csv"
done
same "$(tree T)" "$before" 'out and in again'
[ "$(echo "$languages" | wc -l)" -ge 3 ] || fail "languages: $languages"

# --- what a translator changes, and nothing else; saved as a Dutch Excel does, and as LibreOffice may
sheet ti.csv edit.csv semicolon sleep 2 '=SUM(A1)' dreams 2 "''+31 \"x\"" ui.next 2 $'@ a\tb' ui.next 5 $'one\n\nthree'
expect 0 '^210 rows: 3 translations .*, 1 remarks|rows: 3 translations .*, 1 remarks' forms lang import edit.csv
same "$(changed "$before")" 2 'files'
msgfmt --check -o /dev/null $(po_files ti | cut -d' ' -f1) || fail msgfmt
normal() { msgcat --no-wrap "$1" 2>/dev/null; }
diff <(normal "$tree/forms/wellbeing/po/ti.po") <(normal T/forms/wellbeing/po/ti.po) >delta
same "$(grep -c '^>' delta)" 2 'lines of the form'
same "$(grep -c '^> msgstr' delta)" 2 'both translations'
quiet forms lang export ti --out again.csv
grep -q "\"'=SUM(A1)\"" again.csv || fail 'a formula is not neutralised'
grep -q "\"''+31 \"\"x\"\"\"" again.csv || fail 'an apostrophe is not kept'
python3 - <<'PY' || fail 'again.csv'
import csv
rows = {r[0]: r for r in csv.reader(open("again.csv", encoding="utf-8-sig", newline=""), strict=True)}
assert rows["ui.next"][2] == "'@ a\tb" and rows["ui.next"][5] == "one\n\nthree", rows["ui.next"]
PY
middle=$(tree T)
expect 0 ': 0 translations' forms lang import again.csv
same "$(tree T)" "$middle" 'formulas in and out'
sheet ti.csv back.csv bare
expect 0 'rows: 3 translations .*, 1 remarks' forms lang import back.csv
same "$(tree T)" "$before" 'back to what it was, byte for byte'

# --- refusals: one sentence with the line, and nothing is changed
refuse() { # PATTERN FILE
    expect 1 "$1" forms lang import "$2"
    same "$(tree T)" "$before" "refused, and nothing is changed: $1"
}
line=$(python3 -c '
import csv
f = open("ti.csv", encoding="utf-8-sig", newline="")
r = csv.reader(f)
n = 1
for row in r:
    if row[0] == "ui.progress": print(n)
    n = r.line_num + 1')
broken() { # PATTERN EDIT...
    local pattern=$1
    shift
    sheet ti.csv broken.csv sleep 2 'changed too' "$@"
    refuse "$pattern" broken.csv
}
broken "^envelop-forms: broken.csv, line $line: ui.progress: other \{placeholders\} than the English" ui.progress 2 'x'
broken 'ui.progress: other \{placeholders\}' ui.progress 2 '{number} {number} {total}'
broken 'nosuch: no message has this id' dreams 0 nosuch
broken 'dreams: the English is not today.s: "' dreams 1 'Other English?'
broken 'dreams: the comment belongs to the form' dreams 3 'x'
broken 'dreams: is a draft; .*review' dreams 4 reviewed
broken 'dreams: the status is "done"' dreams 4 'done'
broken 'dreams: the translation is gone; it was "' dreams 2 ''
broken 'sleep: is there before, in line' dreams 0 sleep
broken 'dreams: begins or ends with a line end' dreams 2 $'x\n'
broken "the heads must be" id 0 key
printf '\xff\xfei\0d\0' >utf16.csv && refuse 'utf16.csv, line 1: is UTF-16' utf16.csv
sed '3s/"draft"/"dr\xe9ft"/' ti.csv >latin.csv && refuse 'latin.csv, line 3: is not UTF-8' latin.csv
printf '"id","English' >open.csv && refuse 'open.csv, line 1: .*never closed' open.csv
printf 'id,"English"x\n' >after.csv && refuse 'after.csv, line 1: something follows' after.csv
printf 'id,En"glish\n' >inside.csv && refuse 'inside.csv, line 1: a quotation mark stands inside' inside.csv
{ cat ti.csv; printf '"sleep","x"\r\n'; } >cells.csv && refuse 'has 2 cells instead of 6' cells.csv
: >empty.csv && refuse 'the heads must be' empty.csv
refuse "missing.csv can't be read" missing.csv
expect 1 'English is the source' forms lang export en
expect 1 'is not a language code' forms lang export ../ti
expect 1 'is not the id of a form' forms --form ../x lang export ti
expect 1 "/xx.po is not there; .envelop-forms lang add xx. begins it" forms lang export xx
expect 2 'a language code' forms lang export

# --- review: with a name, for what was read
expect 2 'a review has a name' forms review ti --date 2026-11-22 sleep
expect 2 'this is not a name' forms review ti --by ' ' --date 2026-11-22 sleep
expect 2 'this is not a name' forms review ti --by $'A\nB' --date 2026-11-22 sleep
expect 2 'a review has a day' forms review ti --by 'S. Tesfay' sleep
expect 2 'a review has a day' forms review ti --by 'S. Tesfay' --date 2026-13-22 sleep
expect 2 'what was read' forms review ti --by 'S. Tesfay' --date 2026-11-22
expect 1 'nosuch: no message has this id' forms review ti --by 'S. Tesfay' --date 2026-11-22 sleep nosuch
same "$(tree T)" "$before" 'refused reviews'
expect 0 '^2 no longer drafts, 0 were' forms review ti --by 'S. Tesfay' --date 2026-11-22 sleep ui.next
diff <(normal "$tree/forms/wellbeing/po/ti.po") <(normal T/forms/wellbeing/po/ti.po) >delta
same "$(grep -v '^[0-9]' delta | sort | xargs -d '\n')" '< #, fuzzy > # Reviewed by S. Tesfay, 2026-11-22.' 'one review'
reviewed=$(tree T)
expect 0 '^0 no longer drafts, 2 were' forms review ti --by 'S. Tesfay' --date 2026-11-22 sleep ui.next
same "$(tree T)" "$reviewed" 'the same review again'
printf '# read on paper\r\ndreams\r\n\r\n  headache \r\n' >read.txt
expect 0 '^2 no longer drafts' forms review ti --by 'S. Tesfay' --date 2026-11-23 --all-read read.txt
expect 0 '^0 no longer drafts, 1 were' forms review ti --by 'ሳባ' --date 2026-11-24 sleep
same "$(grep -c 'Reviewed by' T/forms/wellbeing/po/ti.po)" 4 'two readers of one message'
forms lang export ti --out ti.csv
sheet ti.csv doubt.csv sleep 4 draft dreams 2 'ሓድሽ'
expect 0 'rows: 1 translations .*, 1 made drafts' forms lang import doubt.csv
same "$(msgattrib --only-fuzzy --no-obsolete T/forms/wellbeing/po/ti.po | grep -Ec 'msgctxt "(sleep|dreams|headache)"')" 2 'drafts again'
msgfmt --check -o /dev/null T/forms/wellbeing/po/ti.po || fail msgfmt

# --- a PO file as other programs leave it: flags, references, previous ids, obsolete entries, CRLF
{
    sed -n '1,/^$/p' "$tree/forms/wellbeing/po/ti.po"
    msgcat --no-wrap "$tree/forms/wellbeing/po/ti.po" | sed '1,/^$/d' | sed 's/^#, fuzzy$/#: a.c:1\n#, no-wrap, fuzzy\n#| msgid "old"/'
    printf '\n# gone\n#, fuzzy\n#~ msgctxt "gone"\n#~ msgid "Gone"\n#~ msgstr "x"\n'
} | sed 's/$/\r/' >T/forms/wellbeing/po/ti.po
cp T/forms/wellbeing/po/ti.po crlf.po
expect 0 '^1 no longer drafts' forms review ti --by R --date 2026-11-22 dreams
same "$(diff crlf.po T/forms/wellbeing/po/ti.po | grep -v '^[0-9-]' | sed 's/\r$/CR/' | xargs -d '\n')" \
    '> # Reviewed by R, 2026-11-22.CR < #, no-wrap, fuzzyCR > #, no-wrapCR' 'only this entry, in its own line ends'
quiet forms lang export ti --out crlf.csv
sheet crlf.csv crlf2.csv dreams 2 'x'
expect 0 'rows: 1 translations' forms lang import crlf2.csv
same "$(grep -c $'^#, fuzzy\r$' T/forms/wellbeing/po/ti.po)" 2 'fuzzy in a line of its own; and the obsolete one'
same "$(grep -vc $'\r$' T/forms/wellbeing/po/ti.po)" 0 'line ends'
msgfmt --check -o /dev/null T/forms/wellbeing/po/ti.po || fail msgfmt

# --- a new language, begun and brought to its end
mkdir new
expect 0 '^new/xx.csv$' forms lang add xx --out new
for po in $(po_files xx); do
    msgfmt --check -o /dev/null "$po" 2>err || fail "$po: $(cat err)"
    grep -q '^"Language: xx\\n"$' "$po" || fail "$po: language"
    same "$(msgcat --no-wrap "$po" | sed '1,/^$/d')" "$(msgcat --no-wrap "${po/xx.po/$(basename "$(ls "${po%/*}"/*.pot | grep -v worker)")}" | sed '1,/^$/d')" "$po"
done
expect 1 'has all its PO files already' forms lang add xx --out new
python3 - <<'PY' || fail 'recording list'
import csv
rows = list(csv.reader(open("new/xx.recording.csv", encoding="utf-8-sig", newline=""), strict=True))
assert rows[0] == ["number", "file", "words", "comment"]
assert [r[0] for r in rows[1:]] == [str(n) for n in range(1, len(rows))]
assert ["audio/xx/sleep.opus", "In the last weeks, do you find it hard to fall asleep?"] in [r[1:3] for r in rows]
translated = csv.reader(open("new/xx.csv", encoding="utf-8-sig", newline=""))
out = csv.writer(open("new/full.csv", "w", encoding="utf-8-sig", newline=""))
for number, row in enumerate(translated):
    assert number == 0 or (row[2] == "" and row[4] == "missing")
    out.writerow(row if number == 0 else row[:2] + [row[1]] + row[3:])
PY
expect 1 'sleep: is not translated' forms review xx --by N --date 2026-11-22 sleep
expect 1 'sleep: is not translated' forms flat xx --out never.json
[ ! -e never.json ] || fail 'a flat form without words'
expect 0 'rows: 210 translations|translations new' forms lang import new/full.csv
for po in $(po_files xx); do
    same "$(msgattrib --untranslated "$po")" '' "$po is translated"
    same "$(msgattrib --only-fuzzy "$po" | grep -c '^msgctxt')" "$(grep -c '^msgctxt' "$po")" "$po is a draft"
done

# --- flat forms: valid FHIR, today's words, the same questions
flats=()
for form in T/forms/*/questionnaire.json; do
    form=${form%/*} form=${form##*/}
    for language in en $(cd "T/forms/$form/po" && ls ./*.po | sed 's/.*\///; s/\.po$//'); do
        quiet forms --form "$form" flat "$language" --out "$form.$language.json"
        flats+=("$form.$language.json")
        same "$(jq -c '[.url, .version, [.. | .linkId? // empty], [.. | .code? // empty]]' "$form.$language.json" | sed 's/"radio-button",//g; s/,"radio-button"//g')" \
            "$(jq -c '[.url, .version, [.. | .linkId? // empty], [.. | .code? // empty]]' "T/forms/$form/questionnaire.json")" "$form $language"
        same "$(jq -r .language "$form.$language.json")" "$language"
    done
done
same "$(jq -r '.. | select(.linkId? == "sleep") | .text' wellbeing.ar.json)" \
    "$(python3 -c '
import gettext
print(gettext.GNUTranslations(open("ar.0.mo", "rb"))._catalog["sleep\x04In the last weeks, do you find it hard to fall asleep?"])')" 'Arabic'
# French sets a no-break space before "?". FHIR's pattern for a string, [ \r\n\t\S]+, allows it where \S is ASCII's (Java, XML
# schema) and not in JavaScript, where it is Unicode's: the judges get a plain space.
mkdir judged
for flat in "${flats[@]}"; do sed 's/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g' "$flat" >"judged/$flat"; done
expect 0 'valid' node "$tree/tests/fhir/validate.mjs" judged/*
expect 1 'is not a language code' forms flat ../ar
done_testing
