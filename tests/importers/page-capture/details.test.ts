import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import { orderOf } from '../../../src/importers/page-capture/order.ts';
import { readSource } from '../../../src/importers/registry.ts';

const ABOVE = 'Harbour Board Debates\n\nThe board met.\n\n';
const read = (text: string): Promise<ImportedSource> =>
  readSource({ name: 'page.txt', bytes: new TextEncoder().encode(text) });
const codes = (source: ImportedSource): string[] =>
  source.receipt.warnings.map((warning) => `${warning.code}:${warning.line ?? ''}`);

describe('what is unclear on a page', () => {
  it('takes a repeated header inside another body for a quotation when the count says so', async () => {
    const source = await read(
      `${ABOVE}Comments 2\nThumb kim 02 May 2014, 09:00\n\nHi.\n\nThumb bo 02 May 2014, 09:05\n\nYou said:\n\n` +
        'Thumb kim 02 May 2014, 09:00\n\nHi.\n\nand I agree.',
    );
    expect(source.comments).toHaveLength(2);
    expect(source.comments[1]?.body).toContain(
      'Thumb kim 02 May 2014, 09:00\n\nHi.\n\nand I agree.',
    );
    expect(codes(source)).toEqual(['quoted-header:14']);
  });

  it('keeps all and warns when more comments are found than declared', async () => {
    const source = await read(
      `${ABOVE}Comments 1\nThumb kim 02 May 2014, 09:00\n\nHi.\n\nThumb bo 02 May 2014, 09:05\n\nHo.`,
    );
    expect(source.comments).toHaveLength(2);
    expect(codes(source)).toEqual(['count-mismatch:5']);
    expect(source.receipt).toMatchObject({ declared: 1, found: 2 });
  });

  it('takes an unknown avatar word for a header when the count fits, else leaves it in the body', async () => {
    const text = (n: number): string =>
      `${ABOVE}Comments ${n}\nThumb kim 02 May 2014, 09:00\n\nHi.\n\nPicture bo 02 May 2014, 09:05\n\nHo.`;
    expect((await read(text(2))).comments.map((comment) => comment.author)).toEqual(['kim', 'bo']);
    expect(codes(await read(text(2)))).toEqual(['unknown-avatar:10']);
    expect((await read(text(1))).comments.map((comment) => comment.author)).toEqual(['kim']);
    expect(codes(await read(text(1)))).toEqual(['unknown-avatar:10']);
  });

  it('takes a guest marker on a registered picture for a guest, with a warning', async () => {
    const source = await read(`${ABOVE}Comments 1\nThumb kim (Guest) 02 May 2014, 09:00\n\nHi.`);
    expect(source.comments[0]).toMatchObject({ author: 'kim', guest: true, avatar: 'Thumb' });
    expect(codes(source)).toEqual(['guest-mismatch:6']);
  });

  it('reads the time from the right when the author looks like one', async () => {
    const source = await read(
      `${ABOVE}Thumb over over 8 years\n\nHi.\n\nMissing 01 May 2013, 08:00 02 May 2014, 09:00\n\nHo.`,
    );
    expect(source.comments).toMatchObject([
      { author: 'over', time: null, timeText: 'over 8 years' },
      { author: '01 May 2013, 08:00', time: '2014-05-02T09:00' },
    ]);
  });

  it('takes no impossible date for a header', async () => {
    const source = await read(
      `${ABOVE}Comments 1\nThumb kim 28 February 2014, 09:00\n\nHi.\n\nThumb bo 31 February 2014, 09:05\n\nHo.`,
    );
    expect(source.comments).toHaveLength(1);
    expect(source.comments[0]?.body).toContain('Thumb bo 31 February 2014, 09:05');
  });

  it('says that comments of a flattened page cannot be told apart', async () => {
    const source = await read(
      'مجلس المرفأ\nRead this story in English W460 عقد المجلس جلسة.\nكلام آخر بلا رأس.',
    );
    expect(source.receipt).toMatchObject({ kind: 'article-only', found: 0 });
    expect(codes(source)).toEqual(['headers-lost:2', 'no-comment-section:']);
    expect(source.articles[0]?.paragraphs).toHaveLength(1);
  });

  it('knows a print page, and a capture cut off right after its heading', async () => {
    const print = await read(`${ABOVE}Copyright © 2014 Harbour News`);
    expect(print.receipt).toMatchObject({ kind: 'print', found: 0 });
    expect(print.articles[0]?.paragraphs).toEqual(['The board met.']);
    const cut = await read(`${ABOVE}Comments 12\nDefault-user-icon Sho Fir (Gues`);
    expect(cut.receipt).toMatchObject({ kind: 'story', declared: 12, found: 0, rejected: 1 });
    expect(codes(cut)).toEqual(['count-mismatch:5', 'truncated-header:6']);
  });

  it('reads a number below the heading', async () => {
    const source = await read(`${ABOVE}Comments\n1\nThumb kim 02 May 2014, 09:00\n\nHi.`);
    expect(source.receipt).toMatchObject({ declared: 1, found: 1, warnings: [] });
    expect(source.receipt.furniture).toHaveLength(2);
  });

  it('keeps the author as written and matches through invisible marks', async () => {
    const source = await read(
      `${ABOVE}Comments 1\n\u200fMissing\u00a0\u202aأبو  علي\u064e\u202c 02 May 2014, \u0660\u0669:00\u200e\n\nHi.`,
    );
    expect(source.comments[0]?.author).toBe('أبو علي\u064e');
    expect(source.comments[0]?.time).toBe('2014-05-02T09:00');
  });
});

describe('encodings', () => {
  const page = `${ABOVE}Comments 1\nThumb kim 02 May 2014, 09:00\n\nCafé, déjà vu.`;
  const latin = Uint8Array.from(page, (letter) => letter.charCodeAt(0));

  it('guesses windows-1252 and says so; the reader can choose another', async () => {
    const guessed = await readSource({ name: 'page.txt', bytes: latin });
    expect(guessed.comments[0]?.body).toBe('Café, déjà vu.');
    expect(guessed.receipt.encoding).toEqual({ name: 'windows-1252', guessed: true, replaced: 0 });
    expect(codes(guessed)).toEqual(['encoding-guessed:']);
    const chosen = await readSource({ name: 'page.txt', bytes: latin }, { encoding: 'iso-8859-7' });
    expect(chosen.comments[0]?.body).not.toBe('Café, déjà vu.');
    expect(chosen.receipt.encoding).toMatchObject({ name: 'iso-8859-7', guessed: false });
  });

  it('guesses windows-1256 from runs of high bytes', async () => {
    const arabic = [0xe3, 0xd1, 0xcd, 0xc8, 0xc7];
    const bytes = Uint8Array.from([...latin.slice(0, latin.length - 14), ...arabic]);
    const source = await readSource({ name: 'page.txt', bytes });
    expect(source.receipt.encoding?.name).toBe('windows-1256');
    expect(source.comments[0]?.body).toBe('مرحبا');
  });

  it.each([true, false])(
    'reads UTF-16 with and without a mark (little endian: %s)',
    async (isLittle) => {
      for (const text of [page, `\ufeff${page}`]) {
        const bytes = new Uint8Array(text.length * 2);
        const data = new DataView(bytes.buffer);
        for (let i = 0; i < text.length; i++) data.setUint16(i * 2, text.charCodeAt(i), isLittle);
        const source = await readSource({ name: 'page.txt', bytes });
        expect(source.comments[0]?.body).toBe('Café, déjà vu.');
        expect(source.comments[0]).not.toHaveProperty('bytes');
        expect(source.receipt.encoding?.name).toBe(isLittle ? 'utf-16le' : 'utf-16be');
      }
    },
  );

  it('counts what could not be decoded in a UTF-8 file', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode(`${page} مرحبا يا صديق`),
      0xff,
      0x41,
    ]);
    const source = await readSource({ name: 'page.txt', bytes });
    expect(source.receipt.encoding).toEqual({ name: 'utf-8', guessed: false, replaced: 1 });
    expect(codes(source)).toEqual(['replaced-characters:']);
  });
});

it('proves replies by the order of the page, whatever the brute force says', () => {
  const times = [10, 12, 20, 15, NaN, 16, 11, 30];
  const { segment, cannotBeRoot } = orderOf(times);
  expect([...segment]).toEqual([0, 0, 0, 1, 1, 1, 2, 2]);
  const starts = [10, 15, 11];
  const expected = times.map((time, i) =>
    starts.some((start, s) => s > (segment[i] ?? 0) && time > start) ? 1 : 0,
  );
  expect([...cannotBeRoot]).toEqual(expected);
});
