#!/bin/bash
# import, receipt, list, show, export: once and twice, alone and with others, good and bad.
tree=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/lib.sh"
ggd_and_pack
kiosk k1
kiosk k2
mkdir k3 k3-stick && "$TWIN" setup k3 stick/envelop-pack.tar ggd/ggd.pub >/dev/null
"$TWIN" seal k1 3 2 0
"$TWIN" seal k1 1 8 1
"$TWIN" seal k2 2 7 1
"$TWIN" seal k3 1 0 0
"$TWIN" batch k1 1 k1-stick
"$TWIN" batch k2 1 k2-stick
"$TWIN" batch k3 1 k3-stick
minisign -Vq -m k1-stick/*.tar.age -p k1/kiosk.pub || fail 'minisign refuses a batch'

# Nothing to take, or nothing that may be taken.
before=$(tree ggd)
expect 1 "can't be read" "$GGD" import missing --home ggd
expect 1 'no batch' "$GGD" import stick --home ggd
expect 1 'no kiosk that was added has signed it' "$GGD" import k3-stick --home ggd
cp -r k1-stick changed && printf x | dd of="$(ls changed/*.age)" bs=1 seek=3000000 conv=notrunc status=none
expect 1 'is not taken' "$GGD" import changed --home ggd
mkdir unsigned && cp k1-stick/*.age unsigned
expect 1 "its signature .* can't be read" "$GGD" import unsigned --home ggd
mkdir garbled && cp k1-stick/*.age garbled && echo none >"garbled/$(basename k1-stick/*.age).minisig"
expect 1 'is not a minisign signature' "$GGD" import garbled --home ggd
mkdir large && truncate -s 100M "large/$(basename k1-stick/*.age)" && cp k1-stick/*.minisig large
expect 1 'is not taken' "$GGD" import large --home ggd
mkdir linked && cp k1-stick/*.minisig linked && ln -s "$PWD"/k1-stick/*.age linked/
expect 1 'is not taken' "$GGD" import linked --home ggd
same "$(tree ggd)" "$before" 'refused batches change nothing'

# With others: the rest goes on.
expect 3 '2 batches taken, 1 not taken; envelopes: 6 new, 0 known before, 0 set aside' \
    "$GGD" import k1-stick k3-stick k2-stick --home ggd --out stick
same "$(stored)" 6
grep -q '6 of the new ones come from a demo pack and never count' out || fail 'demo'
same "$(ls stick/*.receipt | wc -l)" 2
for receipt in stick/*.receipt; do
    minisign -Vq -m "$receipt" -p ggd/ggd.pub || fail "minisign refuses $receipt"
    same "$(stat -c %s "$receipt")" 32800
done

# Twice.
before=$(tree ggd/store)
expect 0 '1 batch taken, 0 not taken; envelopes: 0 new, 4 known before, 0 set aside' "$GGD" import k1-stick --home ggd
expect 0 '1 batch taken' "$GGD" import k1-stick/*.age k1-stick/*.minisig --home ggd
same "$(tree ggd/store)" "$before" 'twice is once'

# The receipt frees the kiosk, and only that kiosk.
id1=$(ls k1-stick/*.age | sed 's/.*envelop-\([0-9a-f]*\)-.*/\1/')
same "$("$TWIN" receipt k1 "stick/envelop-$id1-1.receipt")" 0
"$TWIN" receipt k2 "stick/envelop-$id1-1.receipt" 2>/dev/null && fail 'a receipt for another kiosk'
"$TWIN" seal k1 2 4 0
"$TWIN" batch k1 4 k1-stick
rm k1-stick/*-1.tar.age*
expect 0 'envelopes: 2 new, 0 known before' "$GGD" import k1-stick --home ggd
grep -q "batches 2 to 3 of kiosk $id1 never came" err || fail "no word about the gap: $(cat err)"
expect 0 '2 receipts in' "$GGD" receipt --home ggd --out k1-stick
same "$(ls k1-stick/*.receipt | sed 's/.*-//' | sort | tr '\n' ' ')" '1.receipt 4.receipt '
same "$("$TWIN" receipt k1 "k1-stick/envelop-$id1-4.receipt")" 0

# What can't be read is set aside with a reason, and named in the receipt; nothing of it is quoted.
"$TWIN" seal k2 1 10 0
"$TWIN" junk k2 2
"$TWIN" foreign k2 1
"$TWIN" batch k2 2 k2-stick
expect 3 '1 batch taken, 0 not taken; envelopes: 1 new, 2 known before, 3 set aside' "$GGD" import k2-stick/*-2.tar.age --home ggd
same "$(ls ggd/set-aside/*.txt | wc -l)" 3
grep -rq 'words' out err ggd/set-aside/*.txt && fail 'a message quotes what was sealed'
grep -q "can't be opened" ggd/set-aside/*.txt || fail 'no reason'
id2=$(ls k2-stick/*-2.tar.age | sed 's/.*envelop-\([0-9a-f]*\)-.*/\1/')
same "$("$TWIN" receipt k2 "ggd/receipts/envelop-$id2-2.receipt")" 0 'set aside is stored, too'
expect 3 'envelopes: 0 new, 3 known before, 3 set aside' "$GGD" import k2-stick/*-2.tar.age --home ggd
same "$(ls ggd/set-aside/*.txt | wc -l)" 3

# A batch for another GGD, and one of a kiosk that was revoked.
expect 0 'six words' "$GGD" init --home other --name 'GGD Elders' --number 01 --throwaway
expect 0 added "$GGD" kiosk add k1/kiosk.pub --home other --words "$(cat k1.words)"
expect 1 'is not taken' "$GGD" import k1-stick --home other
expect 0 '^0 cases$' "$GGD" list --home other
expect 1 'there is no receipt yet' "$GGD" receipt --home other --out stick
expect 0 revoked "$GGD" kiosk revoke "$id2" --home ggd
expect 1 'was revoked on' "$GGD" import k2-stick/*-2.tar.age --home ggd

# list: bands first, demo apart.
expect 0 '^0 cases, and 9 from demo packs' "$GGD" list --home ggd
same "$(awk '$NF == "DEMO" {print $2}' out | tr '\n' ' ')" 'high high medium..high medium..high medium medium low low low '
"$GGD" list --home ggd --json >list.json || fail 'list --json'
node -e '
const l = JSON.parse(fs.readFileSync("list.json"));
const ok = l.length === 9 && l.every((c) => c.demo && c.language === "ti" && c.draft && c.date === "2026-11")
    && l.filter((c) => c.band === "medium..high" && c.score_low === 7 && c.score_high === 8).length === 2
    && l.every((c) => c.contact === "not asked" && c.channel === "");
process.exit(ok ? 0 : 1)' || fail "list --json: $(cat list.json)"

# find: by the digits, with and without the pictures; a code that nobody has.
id=$(node -p 'JSON.parse(fs.readFileSync("list.json"))[2].id')
code=$("$GGD" show "$id" --home ggd | sed -n 's/^code *//p')
expect 0 "^$id  $code  DEMO$" "$GGD" find "$code" --home ggd
expect 0 "^$id  $code  DEMO$" "$GGD" find "$(echo "$code" | cut -c1-5) $(echo "$code" | cut -c6-9)" --home ggd
expect 1 'no envelope here has this code' "$GGD" find 99999999 --home ggd
expect 2 'is not a code' "$GGD" find 'boat' --home ggd

# show.
id=$(node -p 'JSON.parse(fs.readFileSync("list.json"))[2].id')
expect 0 'score         7 to 8: not every question was answered, and that could change the band' "$GGD" show "$id" --home ggd
expect 0 'In the last weeks, do you find it hard to fall asleep' "$GGD" show "${id:0:8}" --home ggd
expect 0 "I'd rather not say" "$GGD" show "$id" --home ggd
expect 0 'DEMO: never counts' "$GGD" show "$id" --home ggd
"$GGD" show "$id" --home ggd --language nl >nl
grep -q 'hoofdpijn' nl || fail "show --language nl: $(cat nl)"
"$GGD" show "$id" --home ggd --json >shown.json
age -d -i ggd/identity.txt "$(find ggd/store -name "$id*")" >opened.json || fail 'age opens no envelope of ours'
node -e '
const shown = JSON.parse(fs.readFileSync("shown.json")), opened = JSON.parse(fs.readFileSync("opened.json"));
require("node:assert").deepStrictEqual(shown, opened);
process.exit(shown.resourceType === "QuestionnaireResponse" && shown.status === "completed" ? 0 : 1)' || fail 'show --json'
expect 1 'no envelope has the id' "$GGD" show 000000000000 --home ggd
expect 1 'is no id' "$GGD" show zzz --home ggd
expect 2 'in nl or en' "$GGD" show "$id" --home ggd --language fr

# export: demo is left out.
expect 0 '^0 cases in "b.json"' "$GGD" export fhir --home ggd --out b.json
same "$(cat b.json)" '{"resourceType":"Bundle","type":"collection"}'
expect 2 'export knows' "$GGD" export pdf --home ggd --out c.json
expect 1 "can't be written" "$GGD" export fhir --home ggd --out missing/c.json
same "$(ls | grep -c 'json\.')" 0 'stray files of export'

# A real GGD: the same with passphrase, counted, exported.
echo 'correct horse battery staple' >pass
expect 0 'six words' "$GGD" init --home real --name 'GGD Voorbeeld' --number 00 --passphrase-file pass
cp -r "$STAGE" stage && sed -i 's/"demo": true/"demo": false/' stage/site/site.json
mkdir real-stick k9
expect 0 'pack 1, valid' "$GGD" pack --home real --stage stage --out real-stick --passphrase-file pass
"$TWIN" setup k9 real-stick/envelop-pack.tar real/ggd.pub >k9.words
expect 0 added "$GGD" kiosk add k9/kiosk.pub --home real --words "$(cat k9.words)"
"$TWIN" seal k9 1 9 0 letter '1234AB 56-2'
"$TWIN" seal k9 1 3 2 no
"$TWIN" batch k9 1 real-stick
expect 1 'passphrase is not the right one' "$GGD" import real-stick --home real --passphrase-file k9.words
expect 0 '2 new' "$GGD" import real-stick --home real --passphrase-file pass
expect 0 '^2 cases$' "$GGD" list --home real --passphrase-file pass
expect 0 '^2 cases in' "$GGD" export fhir --home real --out bundle.json --passphrase-file pass
same "$(stat -c %a bundle.json)" 600
node -e '
const b = JSON.parse(fs.readFileSync("bundle.json"));
const responses = b.entry.filter((e) => e.resource.resourceType === "QuestionnaireResponse");
const scores = b.entry.filter((e) => e.resource.resourceType === "Observation");
const urls = new Set(b.entry.map((e) => e.fullUrl));
const value = (o) => o.valueInteger ?? `${o.valueRange.low.value}..${o.valueRange.high.value}`;
const ok = responses.length === 2 && scores.length === 2 && urls.size === 4
    && scores.every((e) => e.resource.status === "preliminary" && /Screening only/.test(e.resource.note[0].text))
    && scores.map((e) => e.resource.derivedFrom[0].identifier.value).sort().join()
        === responses.map((e) => e.resource.identifier.value).sort().join()
    && scores.map((e) => value(e.resource)).sort().join() === "3..5,9"
    && responses.map((e) => e.resource.extension[3].extension.map((p) => p.valueCode ?? p.valueString).join())
        .sort().join(" ") === "no yes,letter,1234AB 56-2,interpreter,woman,ti";
process.exit(ok ? 0 : 1)' || fail "bundle: $(cat bundle.json)"
node "$tree/tests/fhir/validate.mjs" bundle.json >judged || fail "the bundle is refused: $(cat judged)"

# Contact and wishes: in the list, and first in a case, before the band (R17).
expect 0 '^[0-9a-f]{12}  high +yes +letter +ti' "$GGD" list --home real --passphrase-file pass
expect 0 '^[0-9a-f]{12}  low..medium +no +ti' "$GGD" list --home real --passphrase-file pass
"$GGD" list --home real --json --passphrase-file pass >list.json
same "$(node -p 'JSON.parse(fs.readFileSync("list.json")).map((c) => Object.values(c).slice(1).join()).join(" ")')" \
    'high,9,9,ti,true,2026-11,false,yes,letter low..medium,3,5,ti,true,2026-11,false,no,'
same "$(node -p 'Object.keys(JSON.parse(fs.readFileSync("list.json"))[0]).join()')" \
    'id,band,score_low,score_high,language,draft,date,demo,contact,channel'
id=$(node -p 'JSON.parse(fs.readFileSync("list.json"))[0].id')
"$GGD" show "$id" --home real --passphrase-file pass >shown
same "$(sed -n '3,10p' shown)" 'contact       yes
how           a letter
reach         1234AB 56-2
talk in       ti
talk with     a woman
also there    an interpreter

band          high'
id=$(node -p 'JSON.parse(fs.readFileSync("list.json"))[1].id')
"$GGD" show "$id" --home real --passphrase-file pass >shown
same "$(sed -n '3,5p' shown)" 'contact       no: do not contact this person; they may come with the code

band          low..medium'
"$TWIN" seal k9 1 8 0 call
"$TWIN" batch k9 2 real-stick
expect 0 '1 new' "$GGD" import real-stick/*-2.tar.age --home real --passphrase-file pass
id=$("$GGD" list --home real --passphrase-file pass | awk '$4 == "call" {print $1}')
expect 0 '^reach         no number was given$' "$GGD" show "$id" --home real --passphrase-file pass

grep -rqs 'QuestionnaireResponse' real && fail 'something in clear is in the home'
done_testing
