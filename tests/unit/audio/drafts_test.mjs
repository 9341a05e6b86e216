// Draft prompts from end to end, judged by opusinfo and opusdec: node drafts_test.mjs DRAFT-VOICES
// ENVELOP-PROMPT MODULES KIOSK.POT SCRATCH
import {execFileSync, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const [draftVoices, encoder, modules, pot, scratch] = process.argv.slice(2);
let checks = 0, failed = 0;

function check(condition, message)
{
    checks++;
    if (!condition) {
        failed++;
        console.error(`failed: ${message}`);
    }
}

function speak(language, input, extra = [])
{
    return spawnSync(draftVoices, ['--language', language, '--out', scratch, '--encoder', encoder,
                                   '--modules', modules, ...extra], {input, encoding: 'utf8'});
}

// Length and mean level of a prompt, from opusdec's WAV.
function listen(file)
{
    const heard = path.join(scratch, 'heard.wav');
    execFileSync('opusdec', ['--quiet', '--rate', '48000', file, heard]);
    const raw = fs.readFileSync(heard);
    fs.unlinkSync(heard);
    check(raw.includes('data'), `${file}: no WAV from opusdec`);
    const data = raw.subarray(raw.indexOf('data') + 8);
    let sum = 0, peak = 0;
    const count = data.length >> 1;
    for (let i = 0; i < count; i++) {
        const sample = data.readInt16LE(2 * i);
        sum += sample * sample;
        peak = Math.max(peak, Math.abs(sample));
    }
    return {seconds: count / 48000, rmsDb: 10 * Math.log10(sum / count / 2 ** 30), peak};
}

const english = fs.readFileSync(pot, 'utf8').split('\n\n')
    .map(entry => [/^msgctxt "(.*)"$/m.exec(entry)?.[1], /^msgid "(.*)"$/m.exec(entry)?.[1]])
    .filter(([key, text]) => key && text && !text.includes('{')).slice(0, 24);
check(english.length === 24, `${english.length} messages in ${pot}`);

const languages = {
    en: english,
    nl: [['who', 'De \u2068GGD\u2069 stelt u tien vragen over slapen, uw lichaam en uw stemming.'], ['yes', 'Ja']],
    ar: [['who', 'تطرح عليك \u2068GGD\u2069 عشرة أسئلة عن النوم والجسد والمزاج.'], ['yes', 'نعم']],
    ti: [['hello', 'ሰላም። ከመይ ኣለኹም?'], ['sleep', 'GGD ብዛዕባ ድቃስ ዓሰርተ ሕቶታት ይሓተኩም።'], ['yes', 'እወ']],
};

fs.rmSync(scratch, {recursive: true, force: true});
for (const [language, texts] of Object.entries(languages)) {
    const input = texts.map(line => line.join('\t') + '\n').join('');
    const first = speak(language, input);
    check(first.status === 0, `${language}: exit ${first.status}: ${first.stderr}`);
    check(first.stdout.includes(`${texts.length} made, 0 up to date`), `${language}: ${first.stdout}`);
    for (const [key] of texts) {
        const file = path.join(scratch, language, `${key}.opus`);
        const info = execFileSync('opusinfo', [file], {encoding: 'utf8'});
        for (const tag of [`LANGUAGE=${language}`, `ENVELOP_KEY=${key}`, 'ENVELOP_VOICE=draft']) {
            check(info.includes(`\t${tag}\n`), `${file}: no ${tag}`);
        }
        check(!/WARNING|ERROR/i.test(info) && info.includes('Channels: 1'), `${file}: ${info}`);
        const {seconds, rmsDb, peak} = listen(file);
        check(seconds >= 0.3 && seconds <= 20, `${file}: ${seconds} s`);
        check(rmsDb > -26 && rmsDb < -14 && peak < 32768 * 10 ** (-1.4 / 20), `${file}: ${rmsDb} ${peak}`);
    }
    const files = fs.readdirSync(path.join(scratch, language));
    check(files.length === texts.length, `${language}: ${files} left behind`);
    const again = speak(language, input);
    check(again.stdout.includes(`0 made, ${texts.length} up to date`), `${language}: ${again.stdout}`);
}

// What the eye needs and the voice doesn't changes nothing; a changed text is spoken anew.
const plain = speak('nl', 'who\tDe GGD stelt u tien vragen over slapen, uw\u00A0lichaam en uw stemming.\n');
check(plain.stdout.includes('1 up to date'), `marks were spoken: ${plain.stdout}`);
const other = speak('nl', 'who\tDe GGD vraagt.\nbroken\t\u2068\u2069...\nyes\tJa\n');
check(other.status === 1 && other.stdout.includes('1 made, 1 up to date, 1 refused'), other.stdout);

for (const [language, input, status, said] of [
    ['ps', 'yes\tهو\n', 3, 'no voice speaks "ps"'],
    ['nl', 'no tab\n', 1, 'a key, a tab and a text'],
    ['nl', '../up\tJa\n', 1, 'is no key'],
    ['nl', 'a\tJa\na\tJa\n', 1, 'stands there twice'],
    ['../nl', 'a\tJa\n', 2, "isn't a language tag"],
]) {
    const {status: is, stderr} = speak(language, input);
    check(is === status && stderr.includes(said), `${language} ${input}: ${is} ${stderr}`);
}
check(!fs.existsSync(path.join(scratch, 'ps')), 'a folder for a language without voice');

// envelop-prompt by hand.
const good = ['--language', 'nl', '--key', 'k', '--voice', 'recorded'];
const wav = path.join(scratch, 'a.wav');
execFileSync('espeak-ng', ['-v', 'nl', '-w', wav, 'Goedemorgen']);
for (const [args, status, said] of [
    [['--help'], 0, 'Example: '],
    [['--version'], 0, 'libopus'],
    [[...good, wav, path.join(scratch, 'a.opus')], 0, 'LUFS'],
    [[...good, path.join(scratch, 'none.wav'), path.join(scratch, 'b.opus')], 1, 'No such file'],
    [[...good, draftVoices, path.join(scratch, 'b.opus')], 1, "it isn't a WAV file"],
    [[...good, wav, path.join(scratch, 'none/b.opus')], 1, "can't write"],
    [[...good, wav], 2, 'one WAV file in'],
    [[wav, path.join(scratch, 'b.opus')], 2, '--language is missing'],
    [['--language', 'n l', '--key', 'k', '--voice', 'draft', wav, 'b'], 2, '--language "n l"'],
    [['--language', 'nl', '--key', 'k', '--voice', 'loud', wav, 'b'], 2, 'draft or recorded'],
]) {
    const {status: is, stdout, stderr} = spawnSync(encoder, args, {encoding: 'utf8'});
    check(is === status && (stdout + stderr).includes(said), `${args.join(' ')}: ${is} ${stdout}${stderr}`);
    check(is !== 1 || stderr.trim().split('\n').length === 1, `one sentence: ${stderr}`);
}
const left = fs.readdirSync(scratch).filter(name => name !== 'a.wav' && name !== 'a.opus' && !languages[name]);
check(left.length === 0, `left behind: ${left}`);

console.log(`${checks} checks, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
