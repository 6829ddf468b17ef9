import { strToU8, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSource } from '../../../src/importers/registry.ts';

const message = (ts: number, user: string, text: string, thread?: number) => ({
  ...{ type: 'message', user, text, ts: `${String(ts)}.000100` },
  ...(thread === undefined ? {} : { thread_ts: `${String(thread)}.000100` }),
});

const USERS = [
  { id: 'U1', name: 'kim', profile: { real_name: 'Kim Lee', display_name: 'kimmy' } },
  { id: 'U2', name: 'bo', real_name: 'Bo', profile: { real_name: '' } },
  { id: 'U3', name: 'kim2', profile: { real_name: 'Kim Lee' } },
];

function archive(files: Record<string, unknown>): Promise<Awaited<ReturnType<typeof readSource>>> {
  const packed = Object.entries(files).map(([name, value]) => [
    name,
    strToU8(JSON.stringify(value)),
  ]);
  const bytes = zipSync(Object.fromEntries(packed) as Record<string, Uint8Array>);
  return readSource({ name: 'slack.zip', bytes });
}

it('names people by users.json, also in mentions, and answers across the days of a channel', async () => {
  const { articles, comments, importer, receipt } = await archive({
    'general/2017-03-13.json': [
      message(1489417860, 'U1', 'late again, <@U2>', 1489417860),
      message(1489417900, 'U3', 'same name'),
    ],
    'general/2017-03-14.json': [
      message(1489500000, 'U2', 'it left', 1489417860),
      message(1489500100, 'U9', 'who is this <@U8|old name>?'),
    ],
    'boats/2017-03-14.json': [message(1489500000, 'U2', 'other channel')],
    'users.json': USERS,
    'channels.json': [{ id: 'C1', name: 'general' }],
  });
  expect(importer).toBe('slack');
  expect(articles.map(({ title }) => title)).toEqual(['#general', '#boats']);
  expect(comments.map(({ author, body }) => [author, body])).toEqual([
    ['Kim Lee', 'late again, @Bo'],
    ['Kim Lee (U3)', 'same name'],
    ['Bo', 'it left'],
    ['U9', 'who is this @old name?'],
    ['Bo', 'other channel'],
  ]);
  expect(comments.map(({ id }) => id)).toEqual([
    'general/1489417860.000100',
    'general/1489417900.000100',
    'general/1489500000.000100',
    'general/1489500100.000100',
    'boats/1489500000.000100',
  ]);
  expect(comments.map(({ parent }) => parent)).toEqual([
    ...[undefined, undefined, 'general/1489417860.000100', undefined, undefined],
  ]);
  expect(receipt).toMatchObject({ found: 5, rejected: 0, orphans: 0 });
  expect(comments[0]?.time).toBe('2017-03-13T15:11Z');
});

it('finds users.json in a folder inside the zip, and does without it', async () => {
  const day = [message(1489417860, 'U1', 'hello')];
  const inside = await archive({
    'export/general/2017-03-13.json': day,
    'export/users.json': USERS,
  });
  expect(inside.comments.map(({ author, article }) => [author, article])).toEqual([
    ['Kim Lee', 'general'],
  ]);
  const alone = await archive({ 'general/2017-03-13.json': day, 'general/2017-03-14.json': [] });
  expect(alone.comments.map(({ author }) => author)).toEqual(['U1']);
  const damaged = await archive({
    'general/2017-03-13.json': day,
    'users.json': { not: 'a list' },
  });
  expect(damaged.comments.map(({ author }) => author)).toEqual(['U1']);
});

it('reads one day alone: notices are left out, references and programs are shown by name', async () => {
  const bytes = readFileSync('tests/fixtures/importers/slack.json');
  const { comments, receipt } = await readSource({ name: '2017-03-13.json', bytes });
  expect(comments.map(({ author, body }) => [author, body])).toEqual([
    ['Kim Lee', 'The ferry is late again, @U02BO & #boats. See the table (https://ferry.example)'],
    ['U02BO', '@here it left at 15:20'],
    ['weather', 'Wind: 6 Bft'],
  ]);
  expect(comments[1]?.parent).toBe(comments[0]?.id);
  expect(receipt.furniture).toMatchObject([{ reason: 'a notice of the service, not a message' }]);
});
