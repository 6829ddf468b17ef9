import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashText } from '../../../src/core/columns-hash.ts';
import { scanAscii } from '../../../src/core/columns-scan-ascii.ts';
import { scanBody } from '../../../src/core/columns-scan.ts';
import { FLAG } from '../../../src/core/columns.ts';

const ascii = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        'word',
        ' ',
        '\n',
        '> ',
        '"',
        '?',
        '...',
        'http://a.b',
        'www.',
        '42',
        '\0',
        '-',
      ),
    )
    .map((parts) => parts.join('')),
);

function readAscii(body: string, seed: number, before: string) {
  const bytes = new TextEncoder().encode(`${before}${body}after`);
  const hash = new Uint32Array(4);
  const start = before.length;
  const scan = scanAscii(body, { bytes, start, end: start + body.length }, seed, hash, 2);
  return { scan, hash: [...hash] };
}

it('tells of the bytes of an ASCII body what is told of its characters', () => {
  fc.assert(
    fc.property(ascii, fc.nat(), fc.constantFrom('', 'x', '"?'), (body, seed, before) => {
      const hash = new Uint32Array(4);
      hashText(body, seed, hash, 2);
      expect(readAscii(body, seed, before)).toEqual({ scan: scanBody(body), hash: [...hash] });
    }),
  );
});

it('counts words and sees what a body holds', () => {
  expect(readAscii('one two-three ... 4?', 0, '').scan).toEqual({ words: 3, flags: FLAG.question });
  expect(readAscii(' \n\0', 0, '').scan).toEqual({ words: 0, flags: FLAG.emptyBody });
  expect(readAscii('see www.a.b\n> said', 0, '').scan).toEqual({
    words: 3,
    flags: FLAG.link | FLAG.quote,
  });
});
