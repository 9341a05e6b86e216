// LHC-Forms, a renderer of FHIR forms that isn't ours, in Debian's Chromium: renders flat forms, is filled in by
// clicking, and what it says was answered must have the same score as what Envelop says of the same answers.
//
// usage: node fill.mjs FORMS SCORE OUT      FORMS, SCORE: the programs envelop-forms and lforms_score; OUT: a folder
// for the flat forms, both responses and a picture of each form.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const tree = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = process.env.ENVELOP_NODE_MODULES || join(tree, 'build', 'node', 'node_modules');
const require = createRequire(join(modules, 'here.js'));
const { chromium } = require('playwright-core');
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');
const [forms, scorer, out] = process.argv.slice(2);

const page = (direction) => `<!DOCTYPE html><html dir="${direction}"><head><meta charset="utf-8"><title>.</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/webcomponent/styles.css"></head><body><div id="form"></div>
<script src="/webcomponent/assets/lib/zone.min.js"></script><script src="/webcomponent/lhc-forms.js"></script>
<script src="/fhir/R4/lformsFHIR.min.js"></script></body></html>`;
const kinds = { '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png' };

// The page and the files of lforms, and nothing of the world outside.
function serve() {
  const server = createServer((request, response) => {
    const path = normalize(request.url.split('?')[0]);
    if (path === '/ltr' || path === '/rtl') {
      response.setHeader('content-type', 'text/html');
      response.end(page(path.slice(1)));
      return;
    }
    try {
      const bytes = readFileSync(join(modules, 'lforms', 'dist', 'lforms', path));
      response.setHeader('content-type', kinds[extname(path)] ?? 'application/octet-stream');
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  return new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server)));
}

let failed = 0, checks = 0;
function check(right, what) {
  checks++;
  if (!right) {
    failed++;
    console.error(`FAILED: ${what}`);
  }
}

// Three ways to answer: always the first option; turn by turn every option, declining too; every third not at all.
const ways = {
  first: () => 0,
  turns: (n, count) => n % count,
  gaps: (n, count) => (n % 3 === 2 ? -1 : (count + n) % (count - 1)),
};

const questions = (form) => fhirpath.evaluate(form, "repeat(item).where(type = 'choice')", {}, r4);

function chosen(form, way) {
  return questions(form).flatMap((item, n) => {
    const option = item.answerOption[way(n, item.answerOption.length)];
    return option ? [{ linkId: item.linkId, ...option.valueCoding }] : [];
  });
}

// What LHC-Forms says was answered, as linkId, system, code.
function answered(response) {
  return fhirpath.evaluate(response, 'repeat(item).where(answer.exists())', {}, r4).map((item) => ({
    linkId: item.linkId, system: item.answer[0].valueCoding.system, code: item.answer[0].valueCoding.code,
    count: item.answer.length }));
}
const key = (list) => list.map((a) => `${a.linkId} ${a.system} ${a.code}`).sort().join('\n');

// The points of a response by the ordinalValue of its options, without our code.
function points(response, form) {
  return answered(response).map((a) => fhirpath.evaluate(form,
    `repeat(item).where(linkId = '${a.linkId}').answerOption.value.where(code = '${a.code}')` +
    ".extension('http://hl7.org/fhir/StructureDefinition/ordinalValue').value", {}, r4)[0] ?? 0)
    .reduce((sum, value) => sum + Number(value), 0);
}

function ourScore(name, source, answers) {
  const file = join(out, `${name}.ours.json`);
  const words = execFileSync(scorer, [source, file, ...answers.map((a) => `${a.linkId}=${a.code}`)],
    { encoding: 'utf8' }).trim().split(' ');
  return { low: Number(words[0]), words: words.join(' '), response: JSON.parse(readFileSync(file, 'utf8')) };
}

async function render(browser, port, form, language) {
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  const tab = await browser.newPage({ viewport: { width: 1000, height: 2600 } });
  tab.on('pageerror', (error) => check(false, `${form.id}: ${error}`));
  await tab.goto(`http://127.0.0.1:${port}/${direction}`);
  await tab.waitForFunction(() => window.LForms?.FHIR?.R4 && window.LForms.Util?.addFormToPage);
  await tab.evaluate((f) => LForms.Util.addFormToPage(f, 'form', { fhirVersion: 'R4' }), form);
  await tab.locator('label[id*="/1/1|"]').first().waitFor();
  return tab;
}

async function words(tab, form) {
  const shown = await tab.locator('#form').innerText();
  const wanted = fhirpath.evaluate(form, "repeat(item).where(type = 'choice' or linkId.endsWith('.help').not()).text |" +
    ' repeat(item).answerOption.value.display', {}, r4);
  wanted.forEach((text) => check(shown.includes(text), `${form.id}: "${text}" is not shown`));
  return wanted.length;
}

async function fillIn(tab, answers) {
  for (const { linkId, system, code } of answers) {
    await tab.locator(`[id="${linkId}/1/1|${system}|${code}"]`).click();
  }
  return tab.evaluate(() => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4'));
}

async function one(browser, port, id, language) {
  const source = join(tree, 'forms', id, 'questionnaire.json');
  const flat = join(out, `${id}.${language}.json`);
  execFileSync(forms, ['--tree', tree, '--form', id, 'flat', language, '--out', flat]);
  const form = JSON.parse(readFileSync(flat, 'utf8'));
  for (const [wayName, way] of Object.entries(ways)) {
    const name = `${id}.${language}.${wayName}`;
    const tab = await render(browser, port, form, language);
    const texts = await words(tab, form);
    const wanted = chosen(form, way);
    const theirs = await fillIn(tab, wanted);
    writeFileSync(join(out, `${name}.theirs.json`), JSON.stringify(theirs, null, 2));
    await tab.screenshot({ path: join(out, `${name}.png`), fullPage: true });
    await tab.close();
    const ours = ourScore(name, source, wanted);
    const ofTheirs = ourScore(`${name}.again`, source, answered(theirs));
    check(key(answered(theirs)) === key(wanted), `${name}: LHC-Forms says ${key(answered(theirs))}`);
    check(answered(theirs).every((a) => a.count === 1), `${name}: two answers`);
    check(key(answered(ours.response)) === key(answered(theirs)), `${name}: the responses differ`);
    check(theirs.questionnaire === ours.response.questionnaire, `${name}: ${theirs.questionnaire}`);
    check(ours.words === ofTheirs.words, `${name}: ${ours.words}, and theirs ${ofTheirs.words}`);
    check(points(theirs, form) === ours.low, `${name}: ${points(theirs, form)} points, and ours ${ours.low}`);
    console.log(`${name}: ${texts} texts shown, ${wanted.length} clicks, ` +
      `points of theirs ${points(theirs, form)}, score of ours ${ours.words}`);
  }
}

mkdirSync(out, { recursive: true });
const server = await serve();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const id of ['wellbeing', 'short']) {
  for (const language of ['ar', 'ti']) {
    await one(browser, server.address().port, id, language);
  }
}
await browser.close();
server.close();
console.log(`${checks} checks, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
