import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { eachRecord, firstOf, placeOf, stringOf } from './json/each-record.ts';
import { isObject } from './json/records.ts';
import type { JsonRecord } from './json/records.ts';
import { jsonSample } from './json/sample.ts';
import { slackText } from './slack/text.ts';
import { SlackUsers } from './slack/users.ts';
import { epoch } from './times/parse.ts';

type Value = Readonly<Record<string, unknown>>;

const STAMP = /^\d{9,10}\.\d{6}$/;
/** What the service says of a channel; messages of people and of programs have other kinds or none. */
const NOTICES =
  /^(?:(?:channel|group|bot)_(?:join|leave|topic|purpose|name|archive|unarchive|add|remove|posting_permissions|convert_to_private)|pinned_item|unpinned_item|reminder_add|tombstone|message_deleted|huddle_thread|sh_room_created)$/;

/**
 * A day of a channel in a Slack export: CHANNEL/YYYY-MM-DD.json beside users.json. `thread_ts` is the message
 * a reply stands under; messages of no thread say nothing of whom they answer.
 */
export const importer: Importer = {
  id: 'slack',
  label: 'Slack export',
  extensions: ['json', 'zip'],
  idsSpanFiles: true,
  sniff(head) {
    const sample = jsonSample(head);
    if (sample?.shape !== 'array') return 0;
    const messages = sample.records.filter(isMessage).length;
    return messages > 0 && messages >= sample.records.length / 2 ? 0.97 : 0;
  },
  read,
};

function isMessage(value: Value): boolean {
  return value['type'] === 'message' && STAMP.test(stringOf(value, 'ts') ?? '');
}

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  sink.describe({
    kind: 'slack',
    dates: { order: 'epoch', evidence: 'ts, seconds since 1970' },
  });
  const users = SlackUsers.in(await source.beside?.('users.json'));
  const channel = channelOf(source.name);
  let isArticleOut = false;
  await eachRecord(source, sink, options, (record) => {
    const { value, line } = record;
    const brief = (): string => JSON.stringify(value).slice(0, 300);
    if (!isMessage(value)) return sink.reject(line, 'not a message', brief());
    if (NOTICES.test(stringOf(value, 'subtype') ?? '')) {
      return sink.furniture(line, 'a notice of the service, not a message', brief());
    }
    if (!isArticleOut) sink.article({ id: channel, title: `#${channel}`, paragraphs: [] });
    isArticleOut = true;
    sink.comment(toComment(record, channel, users));
  });
}

/** 'general' of 'export/general/2017-03-13.json'; the file's own name where it stands alone. */
function channelOf(name: string): string {
  const parts = name.split('/');
  const own = parts.length > 1 ? parts.at(-2) : parts[0]?.replace(/\.json$/i, '');
  return own === undefined || own === '' ? 'channel' : own;
}

function toComment(record: JsonRecord, channel: string, users: SlackUsers) {
  const { value } = record;
  const stamp = stringOf(value, 'ts') ?? '';
  const root = firstOf(value, 'thread_ts');
  const time = epoch(Number(stamp));
  return {
    id: `${channel}/${stamp}`,
    article: channel,
    author: users.authorOf(value),
    time: time.kind === 'time' ? time.time : null,
    body: bodyOf(value, users),
    ...(root === undefined || root === stamp ? {} : { parent: `${channel}/${root}` }),
    ...placeOf(record),
  };
}

/** The text; of a message without one, the names of what it shares or the words of what it shows. */
function bodyOf(value: Value, users: SlackUsers): string {
  const text = stringOf(value, 'text') ?? '';
  if (text.trim() !== '') return slackText(text, users).trim().normalize('NFC');
  const shared = [...listOf(value, 'files'), ...listOf(value, 'attachments')]
    .map((one) => firstOf(one, 'title', 'name', 'text', 'fallback') ?? '')
    .filter((name) => name !== '');
  return slackText(shared.join('\n'), users).normalize('NFC');
}

function listOf(value: Value, key: string): Value[] {
  const list = value[key];
  return Array.isArray(list) ? list.filter(isObject) : [];
}
