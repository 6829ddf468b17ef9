/**
 * Which column or JSON path is the author, the time, the text and so on: by name first, in several
 * languages of programmers, then by what the values look like. The reader can change every choice.
 */
import type { MappedField } from '../importer.ts';
import { readTime } from '../times/parse.ts';

/** Our field → the source's column name or dotted JSON path. `title` names the article's headline. */
export type Mapping = Partial<Record<MappedField, string>>;

const NAMES: Record<MappedField, string> = {
  text: 'text body commenttext commentbody comment content message messagetext msg selftext posttext posttext rawmessage html rendered cooked description reply',
  author:
    'authorname author user username screenname userdisplayname displayname name by commenter commentername commentauthor nickname nick speaker sender sendername accountname from fromname postedby poster writer creator userid authorid profilename handle',
  time: 'time timestamp datetime date createdat created createdutc createddate createdate creationdate createtime posttime postedat posteddate publishedat published pubdate when sentat senttime approvedate commentdate commenttime dateposted updatedat',
  id: 'id commentid postid messageid objectid uid uuid guid commentcounter tweetid msgid rowid idstr',
  parent:
    'parent parentid replyto replytoid inreplyto inreplytoid inreplytostatusid inreplytocommentid replytomessageid parentcommentid parentcomment replytocommentid parentuuid answerto respondsto',
  article:
    'article articleid story storyid page pageid pageurl url articleurl asseturl assetid asset linkid conversationid videoid newsid docid topic topicid source forum post submissionid',
  thread: 'thread threadid root rootid conversation discussion discussionid toplevelid',
  title:
    'title headline articletitle storytitle pagetitle articleheadline linktitle threadtitle subject',
};

const ORDER = ['text', 'author', 'time', 'parent', 'id', 'title', 'article', 'thread'] as const;

const WANTED = new Map(ORDER.map((field) => [field, NAMES[field].split(' ')] as const));

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Guesses a mapping from column names and sample rows (`rows[r][c]` belongs to `columns[c]`). */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  chosen: Mapping = {},
): Mapping {
  const mapping: Mapping = {};
  const taken = new Set<string>();
  const take = (field: MappedField, column: string): void => {
    mapping[field] = column;
    taken.add(column);
  };
  for (const [field, column] of Object.entries(chosen) as [MappedField, string][]) {
    if (columns.includes(column)) take(field, column);
  }
  for (const field of ORDER) {
    if (mapping[field] !== undefined || field in chosen) continue;
    const column = byName(columns, taken, WANTED.get(field) ?? []);
    if (column !== undefined) take(field, column);
  }
  for (const [field, score] of BY_LOOKS) {
    if (mapping[field] !== undefined || field in chosen) continue;
    const column = byLooks(columns, rows, taken, score);
    if (column !== undefined) take(field, column);
  }
  return mapping;
}

/** Fields of a mapping whose column was found by what its values look like, not by its name. */
export function foundByLooks(mapping: Mapping): MappedField[] {
  const isNamed = (field: MappedField, column: string): boolean =>
    (WANTED.get(field) ?? []).includes(plain(column)) ||
    (WANTED.get(field) ?? []).includes(plain(lastName(column)));
  return ORDER.filter((field) => {
    const column = mapping[field];
    return column !== undefined && !isNamed(field, column);
  });
}

/** How many columns carry a name that says what they are. */
export function recognised(columns: readonly string[]): number {
  const known = new Set([...WANTED.values()].flat());
  return columns.filter((column) => known.has(plain(lastName(column)))).length;
}

function byName(
  columns: readonly string[],
  taken: ReadonlySet<string>,
  wanted: readonly string[],
): string | undefined {
  const free = columns.filter((column) => !taken.has(column));
  for (const name of wanted) {
    const whole = free.find((column) => plain(column) === name);
    if (whole !== undefined) return whole;
  }
  for (const name of wanted) {
    const nested = free.find((column) => column.includes('.') && plain(lastName(column)) === name);
    if (nested !== undefined) return nested;
  }
  return undefined;
}

const lastName = (column: string): string => column.slice(column.lastIndexOf('.') + 1);

type Score = (values: readonly string[]) => number;

const BY_LOOKS: readonly [MappedField, Score][] = [
  ['time', (values) => share(values, (value) => readTime(value, null).kind !== 'unknown') - 0.7],
  ['text', (values) => Math.min(1, mean(values.map((value) => value.length)) / 40) - 0.5],
  ['author', (values) => share(values, (value) => /^\p{L}[^\n]{0,40}$/u.test(value)) - 0.7],
];

function byLooks(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  taken: ReadonlySet<string>,
  score: Score,
): string | undefined {
  let best: string | undefined;
  let bestScore = 0;
  columns.forEach((column, c) => {
    if (taken.has(column)) return;
    const values = rows.map((row) => row[c] ?? '').filter((value) => value !== '');
    const value = values.length === 0 ? 0 : score(values);
    if (value > bestScore) [best, bestScore] = [column, value];
  });
  return best;
}

function share(values: readonly string[], test: (value: string) => boolean): number {
  return values.filter(test).length / values.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
