import { zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import { plainText } from '../../../src/importers/html/entities.ts';
import { readSource } from '../../../src/importers/registry.ts';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(`tests/fixtures/importers/${name}`));
const read = (name: string): Promise<ImportedSource> => readSource({ name, bytes: fixture(name) });
const readText = (text: string): Promise<ImportedSource> =>
  readSource({ name: 'x.json', bytes: new TextEncoder().encode(text) });

describe('Reddit', () => {
  it('reads submissions as articles and comments with their stated parents', async () => {
    const { importer, articles, comments, receipt } = await read('reddit.jsonl');
    expect(importer).toBe('reddit');
    expect(articles).toMatchObject([
      { id: 't3_5q1', title: 'Ferry late again', paragraphs: ['It was late.', 'Again.'] },
    ]);
    expect(comments).toMatchObject([
      { id: 't1_d1', author: 'bo', time: '2017-01-23T10:41Z', parent: null, article: 't3_5q1' },
      { id: 't1_d2', author: null, time: '2017-01-23T10:42Z', parent: 't1_d1' },
    ]);
    expect(receipt).toMatchObject({ found: 2, rejected: 0, orphans: 0 });
  });

  it('reads a thread saved from the API, replies below replies', async () => {
    const reply = (id: string, parent: string, replies: unknown): unknown => ({
      kind: 't1',
      data: {
        id,
        author: id,
        body: id,
        created_utc: 1,
        link_id: 't3_s',
        parent_id: parent,
        replies,
      },
    });
    const listing = (...children: unknown[]): unknown => ({ kind: 'Listing', data: { children } });
    const story = {
      kind: 't3',
      data: { id: 's', title: 'Story', selftext: '', author: 'x', created_utc: 1 },
    };
    const more = { kind: 'more', data: { count: 7 } };
    const tree = listing(
      reply('a', 't3_s', listing(reply('b', 't1_a', ''), more)),
      reply('c', 't3_s', ''),
    );
    const source = await readText(JSON.stringify([listing(story), tree]));
    expect(source.importer).toBe('reddit');
    expect(source.comments.map((comment) => [comment.id, comment.parent])).toEqual([
      ['t1_a', null],
      ['t1_b', 't1_a'],
      ['t1_c', null],
    ]);
    expect(source.receipt.warnings.map((warning) => warning.code)).toEqual(['more-comments']);
  });
});

describe('Hacker News', () => {
  it('finds the story of each comment, whatever the order of the dump', async () => {
    const { importer, articles, comments, receipt } = await read('hacker-news.jsonl');
    expect(importer).toBe('hacker-news');
    expect(articles.map((article) => article.id)).toEqual(['10']);
    expect(comments).toMatchObject([
      { id: '12', parent: '11', article: '10', body: "I'd wait.\n\nReally <fast>.", author: 'bo' },
      { id: '11', parent: null, article: '10', body: 'As always.' },
    ]);
    expect(receipt.rejections).toMatchObject([{ line: 4 }]);
  });

  it('reads hits and threads of the search API', async () => {
    const hits = {
      hits: [
        {
          objectID: '5',
          author: 'a',
          comment_text: 'x',
          story_id: 1,
          story_title: 'S',
          parent_id: 1,
          created_at_i: 10,
        },
        {
          objectID: '6',
          author: 'b',
          comment_text: 'y',
          story_id: 1,
          story_title: 'S',
          parent_id: 5,
          created_at_i: 20,
        },
      ],
    };
    const found = await readText(JSON.stringify(hits));
    expect(found.articles).toMatchObject([{ id: '1', title: 'S' }]);
    expect(found.comments.map((comment) => comment.parent)).toEqual([null, '5']);
    const thread = {
      id: 1,
      created_at_i: 1,
      author: 'z',
      title: 'S',
      story_id: 1,
      points: 3,
      children: [
        {
          id: 5,
          created_at_i: 10,
          author: 'a',
          text: 'x',
          parent_id: 1,
          story_id: 1,
          children: [
            {
              id: 6,
              created_at_i: 20,
              author: 'b',
              text: 'y',
              parent_id: 5,
              story_id: 1,
              children: [],
            },
          ],
        },
      ],
    };
    const nested = await readText(JSON.stringify(thread));
    expect(nested.importer).toBe('hacker-news');
    expect(nested.comments.map((comment) => comment.parent)).toEqual([null, '5']);
  });

  it('turns markup into text in one pass, whatever it is', () => {
    expect(plainText('a<p>b<br>c &amp;lt; <a href="x">d</a>')).toBe('a\n\nb\nc &lt; d');
    expect(plainText('1 < 2 and <3')).toBe('1 < 2 and <3');
    expect(plainText('<'.repeat(100_000))).toHaveLength(100_000);
  });
});

describe('ConvoKit', () => {
  it('reads utterances with their conversations and replies', async () => {
    const { importer, comments, articles } = await read('convokit.jsonl');
    expect(importer).toBe('convokit');
    expect(articles).toHaveLength(1);
    expect(comments).toMatchObject([
      { id: 'u1', author: 'kim', parent: null, time: '2017-01-23T10:40Z' },
      { id: 'u2', author: 'bo', parent: 'u1' },
    ]);
  });

  it('takes titles from the file beside them in a zip', async () => {
    const bytes = zipSync({
      'corpus/utterances.jsonl': fixture('convokit.jsonl'),
      'corpus/conversations.json': new TextEncoder().encode(
        '{"u1":{"meta":{"title":"Ferry talk"}}}',
      ),
      'corpus/speakers.json': new TextEncoder().encode('{"kim":{}}'),
      'corpus/index.json': new TextEncoder().encode('{}'),
    });
    const source = await readSource({ name: 'corpus.zip', bytes });
    expect(source.importer).toBe('convokit');
    expect(source.articles).toMatchObject([{ id: 'u1', title: 'Ferry talk' }]);
    expect(source.receipt).toMatchObject({ kind: 'convokit', found: 2, warnings: [] });
  });
});

it('reads ChatLab messages, and keeps two senders of one name apart', async () => {
  const { importer, comments, articles } = await read('chatlab.jsonl');
  expect(importer).toBe('chatlab');
  expect(articles).toMatchObject([{ title: 'Harbour board' }]);
  expect(comments.map((comment) => comment.author)).toEqual(['kim', 'kim (2)', 'kim']);
});

it('reads what a ChatLab message answers, and sets notes and notices apart', async () => {
  const { comments, receipt } = await read('chatlab.jsonl');
  expect(comments.map(({ id, parent }) => [id, parent])).toEqual([
    ['m1', undefined],
    ['m2', 'm1'],
    ['m4', undefined],
  ]);
  expect(receipt).toMatchObject({ found: 3, rejected: 0 });
  expect(receipt.furniture?.map(({ line, reason }) => [line, reason])).toEqual([
    [1, 'a note'],
    [7, 'a notice of the system'],
  ]);
});

it('undoes the escapes of a Reddit dump and reads parents that are numbers', async () => {
  const line = (fields: object): string =>
    `${JSON.stringify({ link_id: 't3_q', author: 'a', created_utc: 1420070400, ...fields })}\n`;
  const text =
    line({ id: 'cnas8zv', parent_id: 't3_q', body: '&gt; quoted &amp; &lt;answered&gt;' }) +
    line({ id: 'x', parent_id: 27467026667, body: 'deeper' });
  const bytes = new TextEncoder().encode(text);
  const { comments } = await readSource({ name: 'RC.jsonl', bytes });
  expect(comments.map(({ id, body, parent }) => [id, body, parent])).toEqual([
    ['t1_cnas8zv', '> quoted & <answered>', null],
    ['t1_x', 'deeper', `t1_${(27467026667).toString(36)}`],
  ]);
});

it('finds the messages in a chat export of many lines, and reads markup as text', async () => {
  const chat = {
    name: 'Group',
    messages: [
      { id: 1, date: '2025-01-15T10:30:00', from: 'kim', text: 'One' },
      { id: 2, date: '2025-01-15T10:31:00', from: 'bo', reply_to_message_id: 1, text: 'Two' },
    ],
  };
  const page = [
    {
      id: 3,
      parent: 0,
      author: 0,
      author_name: 'Kim',
      date: '2019-01-02T10:00:00',
      content: { rendered: '<p>Hello &amp; all</p>' },
    },
  ];
  const facts = async (value: unknown): Promise<unknown[]> => {
    const bytes = new TextEncoder().encode(JSON.stringify(value, null, 1));
    const { comments } = await readSource({ name: 'a.json', bytes });
    return comments.map(({ author, body, parent }) => [author, body, parent]);
  };
  expect(await facts(chat)).toEqual([
    ['kim', 'One', null],
    ['bo', 'Two', '1'],
  ]);
  expect(await facts(page)).toEqual([['Kim', 'Hello & all', null]]);
});
