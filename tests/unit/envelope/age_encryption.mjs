// Files both ways with npm's age-encryption: node age_encryption.mjs TOOL NODE_MODULES.
import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

globalThis.crypto ??= webcrypto; // Debian 12's Node 18 doesn't offer it by itself

const [tool, modules] = process.argv.slice(2);
const age = await import(pathToFileURL(join(modules, 'age-encryption/dist/index.js')));
const folder = mkdtempSync(join(tmpdir(), 'envelop-age-'));
const at = (name) => join(folder, name);
const ours = execFileSync(tool, ['keygen']).toString().match(/key: (\S+)\n(\S+)/);
const theirs = await age.generateIdentity();

assert.equal(await age.identityToRecipient(ours[2]), ours[1], 'our recipient from our identity');

for (const bytes of [0, 1, 3930, 65536, 65537, 300000]) {
  const plain = Buffer.alloc(bytes, 'envelop');
  writeFileSync(at('plain'), plain);

  execFileSync(tool, ['seal', at('plain'), at('sealed'), ours[1], await age.identityToRecipient(theirs)]);
  for (const identity of [ours[2], theirs]) {
    const reader = new age.Decrypter();
    reader.addIdentity(identity);
    assert.deepEqual(Buffer.from(await reader.decrypt(readFileSync(at('sealed')))), plain);
  }

  const writer = new age.Encrypter();
  writer.addRecipient(await age.identityToRecipient(theirs));
  writer.addRecipient(ours[1]);
  writeFileSync(at('sealed'), await writer.encrypt(plain));
  execFileSync(tool, ['open', at('sealed'), at('opened'), ours[2]]);
  assert.deepEqual(readFileSync(at('opened')), plain);
}

writeFileSync(at('plain'), 'secret');
execFileSync(tool, ['seal-passphrase', at('plain'), at('sealed'), 'zes woorden']);
const reader = new age.Decrypter();
reader.addPassphrase('zes woorden');
assert.equal(Buffer.from(await reader.decrypt(readFileSync(at('sealed')))).toString(), 'secret');

const writer = new age.Encrypter();
writer.setPassphrase('zes woorden');
writer.setScryptWorkFactor(15);
writeFileSync(at('sealed'), await writer.encrypt('geheim'));
execFileSync(tool, ['open-passphrase', at('sealed'), at('opened'), 'zes woorden']);
assert.equal(readFileSync(at('opened')).toString(), 'geheim');
rmSync(folder, { recursive: true });
console.log('age-encryption and envelop open each other');
