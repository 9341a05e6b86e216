// All CCTV age vectors for X25519 and scrypt that are not armored: node vectors.mjs TOOL NODE_MODULES.
// The tool releases nothing on failure, so the payload's hash is checked on success only.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateSync } from 'node:zlib';

const [tool, modules] = process.argv.slice(2);
const vectors = await import(pathToFileURL(join(modules, 'cctv-age/index.js')));
const classes = ['success', 'no match', 'header failure', 'HMAC failure', 'payload failure'];
const tooCostly = 5; // our limit on scrypt's work factor; the vectors call going over one a header failure
const folder = mkdtempSync(join(tmpdir(), 'envelop-vectors-'));
const counts = { x25519: 0, scrypt: 0, armored: 0, hybrid: 0 };
const nobody = execFileSync(tool, ['keygen']).toString().match(/AGE-SECRET\S+/)[0];
let failed = 0;

function parse(bytes) {
  const text = Buffer.from(bytes);
  const end = text.indexOf('\n\n');
  const fields = {};
  for (const line of text.subarray(0, end).toString().split('\n')) {
    const [key, value] = line.split(/: (.*)/s);
    (fields[key] ??= []).push(value);
  }
  const file = text.subarray(end + 2);
  return { fields, file: fields.compressed?.[0] === 'zlib' ? inflateSync(file) : file };
}

function run(name, { fields, file }) {
  const sealed = join(folder, 'sealed');
  const opened = join(folder, 'opened');
  writeFileSync(sealed, file);
  rmSync(opened, { force: true });
  const words = fields.passphrase
    ? ['open-passphrase', sealed, opened, fields.passphrase[0]]
    : ['open', sealed, opened, ...(fields.identity ?? [nobody])];
  const { status, stderr } = spawnSync(tool, words);
  const expected = fields.expect[0];
  const costly = status === tooCostly && /work_factor/.test(name) && expected === 'header failure';
  let good = costly || classes[status] === expected;
  if (expected === 'success' && good) {
    const sum = createHash('sha256').update(readFileSync(opened)).digest('hex');
    good = sum === fields.payload[0];
  }
  good &&= existsSync(opened) === (expected === 'success');
  if (!good) {
    failed++;
    console.error(`${name}: expected ${expected}, got ${classes[status] ?? status} ${stderr}`);
  }
}

for (const [name, bytes] of Object.entries(vectors)) {
  const vector = parse(bytes);
  if (vector.fields.armored) {
    counts.armored++;
  } else if ((vector.fields.identity ?? []).some((text) => text.startsWith('AGE-SECRET-KEY-PQ-'))) {
    counts.hybrid++;
  } else {
    counts[vector.fields.passphrase ? 'scrypt' : 'x25519']++;
    run(name, vector);
  }
}
rmSync(folder, { recursive: true });
console.log(JSON.stringify(counts), `${failed} failed`);
process.exit(failed > 0 || counts.x25519 < 60 || counts.scrypt < 20 ? 1 : 0);
