#!/bin/bash
# init, pack and kiosk: every refusal, and no stray file after it.
. "$(dirname "$0")/lib.sh"

# Usage.
expect 2 'unknown command' "$GGD"
expect 2 'unknown command "nonsense"' "$GGD" nonsense --home x
expect 2 'a home is needed' "$GGD" list
expect 2 'has no option --words' "$GGD" list --home x --words y
expect 2 'too many words' "$GGD" list --home x y
expect 2 'needs --name and --number' "$GGD" init --home x
expect 2 'needs --stage and --out' "$GGD" pack --home x
expect 2 'kiosk knows add' "$GGD" kiosk sing --home x
expect 0 'example: envelop-ggd import' "$GGD" --help
for command in init pack kiosk import list find show export receipt; do
    expect 0 "^example: envelop-ggd $command" "$GGD" $command --help
done

# init.
expect 1 'not two digits' "$GGD" init --home x --name N --number 7 --throwaway
expect 1 'no terminal' setsid "$GGD" init --home x --name N --number 17
echo short >short
expect 1 'at least 12 characters' "$GGD" init --home x --name N --number 17 --passphrase-file short
expect 1 "can't be made" "$GGD" init --home none/x --name N --number 17 --throwaway
mkdir there
expect 1 'already there' "$GGD" init --home there --name N --number 17 --throwaway
same "$(find . -mindepth 1 ! -name out ! -name err ! -name short ! -name there)" '' 'stray files of init'

# A real home: nothing in clear but the recovery sheet.
echo 'correct horse battery staple' >pass
echo 'wrong horse battery staple' >wrong
expect 0 'RECOVERY SHEET' "$GGD" init --home real --name 'GGD Voorbeeld' --number 00 --passphrase-file pass
same "$(ls real)" "$(printf '%s\n' batches forms ggd.json ggd.pub identity.age kiosks poster.txt receipts recovery-sheet.txt set-aside signing.age store)"
same "$(grep -rl 'AGE-SECRET-KEY' real)" real/recovery-sheet.txt
same "$(stat -c %a real real/signing.age | tr '\n' ' ')" '700 600 '
same "$(head -c 21 real/identity.age)" 'age-encryption.org/v1'
grep -q "$(grep '^six words' out | cut -d' ' -f3-)" real/poster.txt || fail 'words of the poster'
# age itself opens what we sealed, and the recovery key is one of its identities.
grep '^AGE-SECRET' real/recovery-sheet.txt >recovery.key
echo hello | age -e -r "$(age-keygen -y recovery.key)" >sealed.age
same "$(age -d -i recovery.key sealed.age)" hello
grep -q "$(age-keygen -y recovery.key)" real/ggd.json || fail 'the recovery key is no recipient'
expect 1 'passphrase is not the right one' "$GGD" pack --home real --stage "$STAGE" --out . --passphrase-file wrong
mkdir out1
expect 0 'pack 1 \(demo\), valid until 2027-05-21' "$GGD" pack --home real --stage "$STAGE" --out out1 --passphrase-file pass
grep -q 'recovery-sheet.txt" is still there' err || fail 'no word about the sheet'
minisign -Vq -m out1/envelop-pack.tar -p real/ggd.pub || fail 'minisign refuses the pack'
expect 0 'pack 2' "$GGD" pack --home real --stage "$STAGE" --out out1 --passphrase-file pass
same "$(tar -xOf out1/envelop-pack.tar manifest.json | grep serial)" ' "serial": 2,'
tar -xf out1/envelop-pack.tar -C out1 manifest.json manifest.json.minisig
minisign -Vq -m out1/manifest.json -p real/ggd.pub || fail 'minisign refuses the manifest'

# pack.
ggd_and_pack
before=$(tree ggd)
mkdir nothing
expect 1 'form/questionnaire.json is not there' "$GGD" pack --home ggd --stage nothing --out nothing
expect 1 "can't be read" "$GGD" pack --home ggd --stage missing --out nothing
cp -r "$STAGE" stage && rm stage/audio/en/sleep.opus
expect 1 'audio/en/sleep.opus: this prompt is not there' "$GGD" pack --home ggd --stage stage --out nothing
same "$(grep -vc ': note: ' err)" 1 'one problem, one sentence'
cp "$STAGE/audio/en/sleep.opus" stage/audio/en/
sed -i '/^msgctxt "sleep"$/,/^msgstr/ s/^msgstr .*/msgstr ""/' stage/form/po/ar.po
expect 1 'form/po/ar.po: sleep: is not translated$' "$GGD" pack --home ggd --stage stage --out nothing
same "$(grep -vc ': note: ' err)" 1 'one problem, one sentence'
cp "$STAGE/form/po/ar.po" stage/form/po/
sed -i 's/"type": "choice"/"type": "boolean"/' stage/form/questionnaire.json
expect 1 'form/questionnaire.json, at "item\[1\].item\[0\]": type is neither display nor choice' "$GGD" pack --home ggd --stage stage --out nothing
cp "$STAGE/form/questionnaire.json" stage/form/ && sed -i 's/"demo": true/"demo": false/' stage/site/site.json
expect 1 'throwaway keys sign demo packs only' "$GGD" pack --home ggd --stage stage --out nothing
same "$(ls nothing)" '' 'stray files of pack'
same "$(tree ggd)" "$before" 'a refused pack changes nothing'
expect 1 "can't be made" "$GGD" pack --home ggd --stage "$STAGE" --out missing/deeper
expect 1 'is this a home' "$GGD" pack --home nothing --stage "$STAGE" --out nothing

# kiosk.
kiosk k1
id=$(basename ggd/kiosks/*.json .json)
expect 0 'added before' "$GGD" kiosk add k1/kiosk.pub --home ggd --words "$(cat k1.words)"
mkdir k2 && "$TWIN" setup k2 stick/envelop-pack.tar ggd/ggd.pub >k2.words
before=$(tree ggd)
expect 1 'has other words than' "$GGD" kiosk add k2/kiosk.pub --home ggd --words "$(cat k1.words)"
expect 1 'has other words than' "$GGD" kiosk add k2/kiosk.pub --home ggd --words "$(cut -d' ' -f1-5 k2.words)"
expect 1 'has other words than' "$GGD" kiosk add k2/kiosk.pub --home ggd --words ''
expect 1 'no terminal to ask' setsid "$GGD" kiosk add k2/kiosk.pub --home ggd
expect 1 'no minisign public key' "$GGD" kiosk add missing --home ggd --words x
expect 1 'not a minisign public key' "$GGD" kiosk add pass --home ggd --words x
same "$(tree ggd)" "$before" 'a refused kiosk changes nothing'
expect 0 'added' "$GGD" kiosk add "$(tail -1 k2/kiosk.pub)" --home ggd --words "$(tr 'a-z ' 'A-Z,' <k2.words)"
expect 0 '^2 kiosks' "$GGD" kiosk list --home ggd
expect 0 "$(cat k2.words)" "$GGD" kiosk list --home ggd
"$GGD" kiosk list --home ggd --json | node -e 'const l = JSON.parse(fs.readFileSync(0)); process.exit(l.length === 2 ? 0 : 1)' || fail 'kiosk list --json'
expect 1 'no kiosk, or more than one' "$GGD" kiosk revoke 0 --home ggd
expect 0 'revoked on 2026-11-22' "$GGD" kiosk revoke "$id" --home ggd
expect 1 "was revoked on 2026-11-22 and can't come back" "$GGD" kiosk add k1/kiosk.pub --home ggd --words "$(cat k1.words)"
echo '{}' >"ggd/kiosks/0123456789abcdef.json"
expect 0 'is damaged; add that kiosk again' "$GGD" kiosk list --home ggd

# Two at once: the second is refused.
flock ggd/lock "$GGD" kiosk revoke "$id" --home ggd >out 2>err
same "$?" 1 'a second one at work'
grep -q 'another envelop-ggd is at work' err || fail 'lock'
done_testing
