import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseFloating } from '../../src/core/dates.ts';
import type { InferenceComment } from '../../src/core/replies/inference.ts';

interface Row {
  thread: string;
  id: string;
  author: string;
  time: string;
  text: string;
  parent: string | null;
  parents?: string[];
  alsoTop?: boolean;
  gold?: boolean;
  system?: boolean;
}

/** A thread with its true replies. `parents[i]`: all right answers (-1 = top level); empty = not scored. */
export interface GoldPage {
  id: string;
  comments: InferenceComment[];
  parents: number[][];
  /** Scored chat notices left out of the page: each is its own thread, for every method alike. */
  notices: number;
}

/** Folder of the gold data: --data, else the environment, else beside the project. */
export function dataFolder(): string {
  const flag = process.argv.indexOf('--data');
  const given = flag >= 0 ? process.argv[flag + 1] : undefined;
  return resolve(given ?? process.env['REPLIES_DATA'] ?? '../shared/replies');
}

/** Whether a data set is there, and its name without folder or ending. */
export function hasSet(name: string): boolean {
  return existsSync(join(dataFolder(), `${name}.jsonl.gz`));
}

/** First 12 hex digits of the file's sha-256. */
export function hashOf(name: string): string {
  const bytes = readFileSync(join(dataFolder(), `${name}.jsonl.gz`));
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}

/** Threads of a data set in file order, comments in file order. */
export function loadSet(name: string): GoldPage[] {
  const text = gunzipSync(readFileSync(join(dataFolder(), `${name}.jsonl.gz`))).toString('utf8');
  const threads = new Map<string, Row[]>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const row = JSON.parse(line) as Row;
    const rows = threads.get(row.thread);
    if (rows) rows.push(row);
    else threads.set(row.thread, [row]);
  }
  return [...threads].map(([id, rows]) => pageOf(id, rows));
}

/** One file repeats some rows under the same id, mostly in a row: the same comment, read once. */
function pageOf(id: string, all: Row[]): GoldPage {
  const ids = new Set<string>();
  const rows = all.filter((row) => {
    if (row.system === true || ids.has(row.id)) return false;
    ids.add(row.id);
    return true;
  });
  const notices = all.filter((row) => row.system === true && row.gold !== false).length;
  const at = new Map(rows.map((row, index) => [row.id, index]));
  return {
    id,
    comments: rows.map((row) => ({
      author: row.author === '' ? null : row.author,
      time: parseFloating(row.time),
      body: row.text,
    })),
    parents: rows.map((row, index) => goldOf(row, index, at)),
    notices,
  };
}

function goldOf(row: Row, index: number, at: Map<string, number>): number[] {
  if (row.gold === false) return [];
  if (row.parent === null) return [-1];
  const gold = (row.parents ?? [row.parent]).map((id) => at.get(id) ?? index);
  const known = gold.filter((parent) => parent < index);
  if (row.alsoTop === true) known.push(-1);
  return known;
}

/** A reproducible stream of numbers in [0, 1) from a seed text. */
export function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++) {
    state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
