import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import { readSource } from '../../../src/importers/registry.ts';

const read = (value: unknown): Promise<ImportedSource> =>
  readSource({ name: 'a.json', bytes: new TextEncoder().encode(JSON.stringify(value)) });

describe('JSON as sites and messengers give it', () => {
  it("reads YouTube's threads with the replies in their wrapper", async () => {
    const comment = (author: string, text: string): object => ({
      snippet: {
        authorDisplayName: author,
        textOriginal: text,
        publishedAt: '2020-01-01T10:00:00Z',
      },
    });
    const source = await read({
      items: [
        {
          kind: 'youtube#commentThread',
          id: 'T1',
          snippet: {
            videoId: 'v',
            topLevelComment: { kind: 'youtube#comment', ...comment('Ann', 'Hm') },
          },
          replies: { comments: [{ id: 'T1.r', ...comment('Bo', 'Oh') }] },
        },
      ],
    });
    expect(source.comments).toMatchObject([
      { id: 'T1', article: 'v', author: 'Ann', body: 'Hm', parent: null },
      { id: 'T1.r', article: 'v', author: 'Bo', body: 'Oh', parent: 'T1' },
    ]);
  });

  it("takes Discord's reference as the stated parent", async () => {
    const source = await read({
      messages: [
        {
          id: '11',
          timestamp: '2021-01-01T10:00',
          content: 'Hello',
          author: { id: 'a', name: 'ann' },
        },
        {
          ...{
            id: '12',
            timestamp: '2021-01-01T10:01',
            content: 'Hi',
            author: { id: 'b', name: 'bo' },
          },
          reference: { messageId: '11', channelId: '2' },
        },
      ],
    });
    expect(source.comments.map(({ parent }) => parent)).toEqual([null, '11']);
  });

  it("leaves out Telegram's notices with a line, and titles the chat by its name", async () => {
    const source = await read({
      name: 'The group',
      messages: [
        {
          id: 1,
          type: 'service',
          date: '2020-01-01T10:00:00',
          actor: 'Ann',
          action: 'join',
          text: '',
        },
        { id: 2, type: 'message', date: '2020-01-01T10:01:00', from: 'Ann', text: 'Hello' },
      ],
    });
    expect(source.articles.map(({ title }) => title)).toEqual(['The group']);
    expect(source.comments.map(({ id }) => id)).toEqual(['2']);
    expect(source.receipt.furniture).toMatchObject([
      { reason: 'a notice of the service, not a message' },
    ]);
  });

  it('reads dates in Arabic digits', async () => {
    const source = await read([{ author: 'a', text: 'b', time: '٢٠١٧-٠١-٠٥ ١٠:٠٧' }]);
    expect(source.comments[0]?.time).toBe('2017-01-05T10:07');
  });
});
