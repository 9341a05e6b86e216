// The judges themselves are judged: each mutant below must be refused by one of them, and the score
// that FHIRPath counts must be the one we wrote. Two values in one answer are not here: no judge
// finds them; our own reader refuses them (tests/unit/forms).
//
// usage: node mutants.mjs FOLDER-WITH-SAMPLES
import { join } from 'node:path';
import { complaints, evaluate, load, shippedForm } from './validate.mjs';

const samples = process.argv[2];
const form = load(shippedForm);
const response = load(join(samples, 'response-yes.json'));
const exact = load(join(samples, 'observation-yes.json'));
const range = load(join(samples, 'observation-empty.json'));
const bundle = load(join(samples, 'bundle-yes.json'));
const question = (q) => q.item[1].item[0];
const part = (r, n) => r.extension[3].extension[n];
const answer = (r) => r.item[0].item[0].answer[0];

// [what is wrong, in what, the change, a piece of the complaint that must come]
const mutants = [
  ['no status', form, (q) => { delete q.status; }, 'status'],
  ['status unknown to FHIR', form, (q) => { q.status = 'ready'; }, 'status'],
  ['field unknown to FHIR', form, (q) => { q.bands = []; }, 'bands'],
  ['title is a number', form, (q) => { q.title = 7; }, 'title'],
  ['linkId missing', form, (q) => { delete question(q).linkId; }, 'que-item'],
  ['linkId twice', form, (q) => { q.item[1].item[1].linkId = 'sleep'; }, 'que-2'],
  ['type unknown', form, (q) => { question(q).type = 'yesno'; }, 'type'],
  ['display with options', form, (q) => { question(q).type = 'display'; }, 'que-'],
  ['group without items', form, (q) => { delete q.item[0].item; }, 'que-1'],
  ['option without value', form, (q) => { question(q).answerOption[0] = {}; }, 'option-values'],
  ['text option', form, (q) => { question(q).answerOption[0] = { valueString: 'Yes' }; },
    'option-system'],
  ['options and initial', form, (q) => { question(q).initial = [{ valueString: 'x' }]; }, 'que-11'],
  ['name not usable', form, (q) => { q.name = 'well being'; }, 'que-0'],
  ['extension with value and parts', form, (q) => { q.extension[0].valueString = 'x'; }, 'ext-1'],
  ['extension without url', form, (q) => { delete q.extension[0].url; }, 'url'],

  ['no status', response, (r) => { delete r.status; }, 'status'],
  ['status unknown to FHIR', response, (r) => { r.status = 'done'; }, 'status'],
  ['authored is no date', response, (r) => { r.authored = '22-11-2026'; }, 'authored'],
  ['another version', response, (r) => { r.questionnaire += '.1'; }, 'form'],
  ['unknown linkId', response, (r) => { r.item[0].item[0].linkId = 'snore'; }, 'linkId-known'],
  ['unknown group', response, (r) => { r.item[0].linkId = 'sleep.help'; }, 'group-known'],
  ['answered twice', response, (r) => { r.item[0].item[1].linkId = 'sleep'; }, 'linkId-unique'],
  ['code outside the options', response, (r) => { answer(r).valueCoding.code = 'UNK'; }, 'no option'],
  ['system outside the options', response, (r) => { answer(r).valueCoding.system = 'urn:x'; },
    'no option'],
  ['empty item list', response, (r) => { r.item[0].item[0].answer = {}; }, 'answer'],
  ['display', response, (r) => { answer(r).valueCoding.display = 'Yes'; }, 'no-display'],
  ['subject', response, (r) => { r.subject = { display: 'x' }; }, 'no-identity'],
  ['identifier is a text', response, (r) => { r.identifier = '17-482915'; }, 'identifier'],

  ['two contacts', response, (r) => { r.extension.push(r.extension[3]); }, 'contact-once'],
  ['contact with a value', response, (r) => { r.extension[3].valueCode = 'yes'; }, 'ext-1'],
  ['channel unknown', response, (r) => { part(r, 1).valueCode = 'fax'; }, 'contact-codes'],
  ['channel a text', response, (r) => { r.extension[3].extension[1] =
    { url: 'channel', valueInteger: 1 }; }, 'contact-codes'],
  ['part unknown', response, (r) => { part(r, 1).url = 'colour'; }, 'contact-codes'],
  ['part twice', response, (r) => { r.extension[3].extension.push(part(r, 1)); },
    'contact-parts-once'],
  ['no permission', response, (r) => { r.extension[3].extension.shift(); }, 'contact-permission'],
  ['no, and yet a channel', response, (r) => { part(r, 0).valueCode = 'no'; }, 'contact-no'],
  ['reach of two lines', response, (r) => { part(r, 2).valueString = '06123456\n78'; },
    'contact-reach'],
  ['contact without parts', response, (r) => { r.extension[3].extension = []; }, 'ext-1'],

  ['no code', exact, (o) => { delete o.code; }, 'code'],
  ['no status', exact, (o) => { delete o.status; }, 'status'],
  ['value is a text', exact, (o) => { o.valueInteger = '10'; }, 'valueInteger'],
  ['value is no number', exact, (o) => { o.valueInteger = true; }, 'valueInteger'],
  ['low above high', range, (o) => { o.valueRange.low.value = 11; }, 'rng-2'],
  ['no note', exact, (o) => { delete o.note; }, 'obs-note'],
  ['derived from nothing', exact, (o) => { delete o.derivedFrom; }, 'obs-derived'],
  ['value and reason for none', exact, (o) => { o.dataAbsentReason = { text: 'x' }; }, 'obs-6'],
  ['no type', bundle, (b) => { delete b.type; }, 'type'],
  ['entry without resource', bundle, (b) => { delete b.entry[0].resource; }, 'bdl-entry'],
  ['bad resource inside', bundle, (b) => { delete b.entry[1].resource.code; }, 'code'],
];

let failed = 0;
function check(good, text) {
  if (!good) {
    failed++;
    console.error(text);
  }
}

for (const [name, original, change, piece] of mutants) {
  const mutant = structuredClone(original);
  change(mutant);
  const found = complaints(mutant, form);
  check(found.some((c) => c.includes(piece)),
    `${original.resourceType}, ${name}: not refused for "${piece}": ${found.join('; ') || 'valid'}`);
}

// Yes gives a point; whatever is neither yes nor no may give one.
const count = (r, code) => evaluate(r, `repeat(item).answer.value.where(code = '${code}').count()`)[0];
for (const name of ['yes', 'no', 'open', 'empty']) {
  const r = load(join(samples, `response-${name}.json`));
  const o = load(join(samples, `observation-${name}.json`));
  const low = count(r, 'Y');
  const high = 10 - count(r, 'N');
  const written = o.valueRange
    ? [o.valueRange.low.value, o.valueRange.high.value] : [o.valueInteger, o.valueInteger];
  check(written[0] === low && written[1] === high,
    `${name}: written ${written}, counted ${low},${high}`);
}
console.log(`${mutants.length} mutants, ${failed} failures`);
process.exitCode = failed ? 1 : 0;
