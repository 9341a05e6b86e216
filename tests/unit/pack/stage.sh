#!/bin/bash
# stage.sh TREE BUILD OUT: the stage folder that the tests change in all ways: the form, translations, typefaces and
# pictograms of the tree; English with recorded prompts (a tone), the other languages without a voice.
set -euo pipefail
tree=$1 build=$2 out=$3
rm -rf "$out" "$out.site" "$out.wav"
mkdir -p "$out.site"
cp -r "$tree/deploy/example/po" "$out.site/po"
node - "$tree/deploy/example/site.json" "$out.site/site.json" "$out.wav" <<'JS'
const fs = require('node:fs');
const [from, to, wav] = process.argv.slice(2);
const site = JSON.parse(fs.readFileSync(from, 'utf8'));
site.languages = ['en', 'nl', 'ar', 'ti'];
site.policy.allow_draft = ['en', 'nl', 'ar', 'ti'];
site.policy.allow_no_voice = ['nl', 'ar', 'ti'];
fs.writeFileSync(to, JSON.stringify(site, null, 2) + '\n');
const rate = 48000, count = rate, bytes = Buffer.alloc(44 + count * 2);
bytes.write('RIFF', 0); bytes.writeUInt32LE(36 + count * 2, 4); bytes.write('WAVEfmt ', 8);
bytes.writeUInt32LE(16, 16); bytes.writeUInt16LE(1, 20); bytes.writeUInt16LE(1, 22);
bytes.writeUInt32LE(rate, 24); bytes.writeUInt32LE(rate * 2, 28); bytes.writeUInt16LE(2, 32);
bytes.writeUInt16LE(16, 34); bytes.write('data', 36); bytes.writeUInt32LE(count * 2, 40);
for (let i = 0; i < count; i++) {
    bytes.writeInt16LE(Math.round(9000 * Math.sin(i * 2 * Math.PI * 440 / rate)), 44 + i * 2);
}
fs.writeFileSync(wav, bytes);
JS
"$tree/pack/stage" --build "$build" --site "$out.site" --out "$out" --no-voices
mkdir -p "$out/audio/en"
"$build/pack/envelop-forms" audio plan --stage "$out" --language en | cut -f1 >"$out.keys"
"$build/audio/envelop-prompt" --language en --key any --voice recorded "$out.wav" "$out.opus"
"$build/audio/envelop-prompt" --language en --key any --voice draft "$out.wav" "$out.draft.opus"
while read -r key; do cp "$out.opus" "$out/audio/en/$key.opus"; done <"$out.keys"
"$build/pack/envelop-forms" check --stage "$out"
