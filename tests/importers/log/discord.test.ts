import { expect, it } from 'vitest';
import { readSource } from '../../../src/importers/registry.ts';

const RULE = '='.repeat(62);

function exported(blocks: readonly string[], count = String(blocks.length)): string {
  const head = [
    RULE,
    'Guild: Ferry Users',
    'Channel: Text / general',
    'Topic: boats',
    RULE,
    '',
    '',
  ];
  const tail = [RULE, `Exported ${count} message(s)`, RULE, ''];
  return [...head.slice(0, -1), ...blocks, ...tail].join('\n');
}

async function read(text: string, name = 'general.txt') {
  return readSource({ name, bytes: new TextEncoder().encode(text) });
}

it('reads the text export of DiscordChatExporter: blocks, attachments, reactions, its count', async () => {
  const { importer, articles, comments, receipt } = await read(
    exported([
      '[3/13/2017 3:11 PM] kim#1234\nThe ferry is late.\n\nAgain!\n\n',
      '[3/13/2017 3:12 PM] Ann Lee (pinned)\n[10:39] she said\n\n{Attachments}\nhttps://cdn.example/a.png\n\n\n',
      '[3/13/2017 3:15 PM] kim#1234\nlook https://b.example\n\n{Embed}\nhttps://b.example\nB, the page\n\n{Reactions}\n👍 (3) ⛴\n\n',
      '[3/14/2017 12:00 AM] بلال\nمتى تصل؟\n\n',
    ]),
  );
  expect(importer).toBe('text-log');
  expect(articles.map(({ title }) => title)).toEqual(['Text / general (Ferry Users)']);
  expect(comments.map(({ author, time, body }) => [author, time, body])).toEqual([
    ['kim#1234', '2017-03-13T15:11', 'The ferry is late.\n\nAgain!'],
    ['Ann Lee', '2017-03-13T15:12', '[10:39] she said\n\nhttps://cdn.example/a.png'],
    ['kim#1234', '2017-03-13T15:15', 'look https://b.example'],
    ['بلال', '2017-03-14T00:00', 'متى تصل؟'],
  ]);
  expect(receipt).toMatchObject({ declared: 4, found: 4, rejected: 0 });
  expect(receipt.pattern).toBe('[{time}] {author}');
  const reasons = receipt.furniture?.map(({ reason }) => reason) ?? [];
  expect(reasons.filter((reason) => reason === 'the frame of the export')).toHaveLength(8);
  expect(reasons.filter((reason) => reason === 'a preview or reactions')).toHaveLength(3);
});

it('reads dates with short years and counts with separators, and says when messages are missing', async () => {
  const { comments, receipt } = await read(
    exported(['[13-Mar-17 03:11 PM] kim\none\n\n', '[14-Mar-17 12:30 AM] bo\ntwo\n\n'], '1,002'),
  );
  expect(comments.map(({ time }) => time)).toEqual(['2017-03-13T15:11', '2017-03-14T00:30']);
  expect(receipt).toMatchObject({ declared: 1002, found: 2 });
});

it('keeps a message that draws such a rule itself, and one without words', async () => {
  const { comments } = await read(
    exported([
      `[2017-03-13 15:11] kim\nabove\n\n${RULE}\nbelow\n\n`,
      '[2017-03-13 15:12] bo\n\n\n',
      '[2017-03-13 15:13] kim\nend\n\n',
    ]),
  );
  expect(comments.map(({ author, body }) => [author, body])).toEqual([
    ['kim', 'above\n\nbelow'],
    ['bo', ''],
    ['kim', 'end'],
  ]);
});

it('is not taken for one without its frame', async () => {
  const text = '[10:39] kim joined\n[10:40] kim: hello\n[10:41] bo: hi\n[10:42] bo left\n';
  const { comments, receipt } = await read(text, 'chat.log');
  expect(comments.map(({ author }) => author)).toEqual(['kim', 'bo']);
  expect(receipt.pattern).toBe('[{time}] {author}: {text}');
});
