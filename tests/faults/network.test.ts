import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  browserStorage,
  dataHost,
  freshProfile,
  OPEN,
  readEverything,
  visit,
} from './support/world.ts';

const CAPTURE = '003_81a823519a3952f0.txt';
const bytes = readFileSync(`public/data/${CAPTURE}`);

beforeEach(freshProfile);

/** Opens with a host that answers one file otherwise; gives the error and what was stored. */
async function openWith(
  change: (name: string) => Response | null,
): Promise<{ error: unknown; rows: number }> {
  const storage = browserStorage();
  const { fetch } = dataHost(change);
  const error: unknown = await visit(storage, { fetch })
    .call('open', OPEN)
    .then(() => null)
    .catch((reason: unknown) => reason);
  const rows = (await storage.rows()).length;
  expect((await visit(storage).call('open', OPEN)).count).toBe(32);
  return { error, rows };
}

describe('F26 offline from the start of the second visit', () => {
  it('opens and reads everything without asking the network', async () => {
    const storage = browserStorage();
    await visit(storage).call('open', OPEN);
    const offline = visit(storage, { fetch: () => Promise.reject(new TypeError('offline')) });
    expect(await readEverything(offline, 'sample')).toBe(32);
  });
});

describe('F27 the first visit loses the network', () => {
  it('before or in the middle of a capture: nothing is stored, and the next try works', async () => {
    const cut = (): Response =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(bytes.subarray(0, 100));
          },
          pull(controller) {
            controller.error(new TypeError('network lost'));
          },
        }),
      );
    for (const answer of [cut, () => Response.error()]) {
      const { error, rows } = await openWith((name) => (name === CAPTURE ? answer() : null));
      expect(error).toMatchObject({ code: 'network', data: { file: CAPTURE } });
      expect(rows).toBe(0);
      freshProfile();
    }
  });
});

describe('F28 a truncated or changed capture', () => {
  it.each([
    ['60 % of it', bytes.subarray(0, Math.floor(bytes.length * 0.6))],
    ['one byte changed', Uint8Array.from(bytes, (byte, at) => (at === 99 ? byte ^ 1 : byte))],
    ['one byte more', Uint8Array.from([...bytes, 10])],
    ['nothing', new Uint8Array(0)],
  ])('%s: refused by name, nothing stored', async (_, changed) => {
    const { error, rows } = await openWith((name) =>
      name === CAPTURE ? new Response(Uint8Array.from(changed)) : null,
    );
    expect(error).toMatchObject({ code: 'integrity', data: { file: CAPTURE } });
    expect(String(error)).toContain(CAPTURE);
    expect(rows).toBe(0);
  });
});

describe('F29 the host answers a page for what is missing', () => {
  const html = '<!doctype html><title>App</title>';
  it.each([
    ['HTML', new Response(html, { headers: { 'content-type': 'text/html' } }), 'not-json'],
    [
      'HTML called JSON',
      new Response(html, { headers: { 'content-type': 'application/json' } }),
      'not-json',
    ],
    ['JSON of another kind', Response.json({ hello: 1 }), 'not-json'],
    ['a list of nothing', Response.json([]), 'not-json'],
    ['status 404', new Response('', { status: 404 }), 'network'],
  ])('%s for the manifest is named', async (_, answer, code) => {
    const { error, rows } = await openWith((name) =>
      name === 'manifest.json' ? answer.clone() : null,
    );
    expect(error).toMatchObject({ code, data: { file: 'manifest.json' } });
    expect(rows).toBe(0);
  });

  it('HTML for a capture fails its hash', async () => {
    const { error } = await openWith((name) => (name === CAPTURE ? new Response(html) : null));
    expect(error).toMatchObject({ code: 'integrity' });
  });
});
