import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSource } from '../../../src/importers/registry.ts';

const read = (name: string) => readSource({ name, bytes: readFileSync(`public/data/${name}`) });

it('reads the March capture whole', async () => {
  const { articles, comments, receipt } = await read('000_d5a6a2989cafffb8.txt');
  expect(receipt).toMatchObject({
    kind: 'story',
    declared: 13,
    found: 13,
    rejected: 0,
    inversions: 1,
  });
  expect(receipt.warnings).toEqual([]);
  expect(receipt.encoding).toEqual({ name: 'utf-8', guessed: false, replaced: 0 });
  expect(articles).toHaveLength(1);
  expect(articles[0]).toMatchObject({
    title: 'Syria Rebels Will Not Attend Astana Peace Talks',
    line: 1,
  });
  expect(articles[0]?.paragraphs).toHaveLength(15);
  expect(comments.map((comment) => comment.segment)).toEqual([...Array<number>(12).fill(0), 1]);
  expect(comments.filter((comment) => comment.cannotBeRoot)).toHaveLength(11);
  expect(comments[2]).toMatchObject({
    id: 'c3',
    author: 'ArabDemocrat.com',
    avatar: 'Missing',
    guest: false,
    time: '2017-03-13T16:38',
    line: 44,
  });
  expect(comments[12]).toMatchObject({
    author: 'gigahabib',
    time: '2017-03-13T16:03',
    body: 'Their loss.',
  });
  expect(receipt.furniture?.map((line) => line.reason)).toEqual([
    'language switch',
    'comments heading',
  ]);
});

it('reads the January capture whole', async () => {
  const { comments, receipt } = await read('003_81a823519a3952f0.txt');
  expect(receipt).toMatchObject({
    declared: 19,
    found: 19,
    rejected: 0,
    inversions: 2,
    duplicates: 1,
  });
  expect(receipt.warnings.map((warning) => warning.code)).toEqual(['duplicate-comment']);
  expect(comments.filter((comment) => comment.author === null)).toHaveLength(7);
  expect(comments.filter((comment) => comment.cannotBeRoot)).toHaveLength(9);
  expect([...new Set(comments.map((comment) => comment.segment))]).toEqual([0, 1, 2]);
  expect(comments.filter((comment) => comment.duplicateOf)).toMatchObject([
    { id: 'c4', time: '2017-01-23T15:30', duplicateOf: 'c3' },
  ]);
  expect(comments[8]?.body.split('\n\n')).toHaveLength(4);
});

it('says where in the file each comment stands', async () => {
  const bytes = readFileSync('public/data/003_81a823519a3952f0.txt');
  const { comments } = await read('003_81a823519a3952f0.txt');
  const lines = bytes.toString('utf8').split('\n');
  for (const comment of comments) {
    const [start = 0, end = 0] = comment.bytes ?? [];
    const original = bytes.subarray(start, end).toString('utf8');
    expect(original).toBe(lines.slice((comment.line ?? 0) - 1, comment.lineEnd).join('\n'));
    expect(original.endsWith(comment.body)).toBe(true);
  }
});

it('gives the same story the same id, whatever the file is called and however its lines end', async () => {
  const text = readFileSync('public/data/000_d5a6a2989cafffb8.txt', 'utf8');
  const again = new TextEncoder().encode(`\uFEFF${text.replaceAll('\n', '\r\n')}`);
  const [a, b] = [
    await read('000_d5a6a2989cafffb8.txt'),
    await readSource({ name: 'copy.txt', bytes: again }),
  ];
  expect(b.articles[0]?.id).toBe(a.articles[0]?.id);
  expect(b.comments.map(({ bytes: _bytes, ...rest }) => rest)).toEqual(
    a.comments.map(({ bytes: _bytes, ...rest }) => rest),
  );
});
