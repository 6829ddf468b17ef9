/**
 * The ledger of nicknames: what the core proposes for groups of pages, put together, with the rows where
 * each form is used. Pages go in order, in groups of GROUP comments, with a pause between two groups.
 * Limits: a corpus past CAP comments is read up to there, and the answer says so; a form that does not
 * resemble its name must be used twice within one group.
 */
import { identityOf } from '../../core/columns-names.ts';
import {
  type AliasProposal,
  type LedgerPage,
  proposeAliases,
} from '../../core/replies/names/names-ledger.ts';
import { nextTask, throwIfAborted } from '../pause.ts';
import type { Session } from '../session.ts';

const GROUP = 800;
const CAP = 20_000;
const MAX_USES = 20;

/** One use: characters [start, end) of the comment in `row`. */
export interface ProposedUse {
  row: number;
  start: number;
  end: number;
  sentence: string;
}

export interface ProposedName {
  form: string;
  key: string;
  commenter: number;
  score: number;
  kind: AliasProposal['kind'] | 'decided';
  uses: ProposedUse[];
}

export interface Proposals {
  names: ProposedName[];
  /** Comments that were looked at. */
  looked: number;
}

/** All proposals of the corpus, best first, whatever the reader has decided. Stops with an 'aborted' fault. */
export async function proposeNames(session: Session, signal: AbortSignal): Promise<Proposals> {
  const { corpus } = session;
  const found = new Map<string, ProposedName>();
  const byName = new Map(corpus.tables.commenters.map(({ name }, index) => [name, index]));
  const owners = ownersOf(corpus.tables.commenters.map(({ name }) => name ?? ''));
  let looked = 0;
  for (const group of groupsOf(session)) {
    throwIfAborted(signal);
    const blocks = new Map(group.map((block) => [String(block[0]), block]));
    for (const proposal of proposeAliases(await readGroup(session, blocks))) {
      const commenter = byName.get(proposal.author);
      if (commenter === undefined) continue;
      const owner = owners.get(identityOf(proposal.form));
      if (owner !== undefined && owner !== proposal.author) continue;
      collect(found, proposal, commenter, blocks);
    }
    looked += group.reduce((sum, block) => sum + block.length, 0);
    await nextTask();
  }
  const names = [...found.values()].sort(
    (a, b) => b.score - a.score || b.uses.length - a.uses.length || (a.key < b.key ? -1 : 1),
  );
  return { names, looked };
}

/**
 * Whose name a form is or begins, in the whole corpus: 'Ann' of 'Ann Bell'; '' where it is a name of its own or
 * begins several.
 */
function ownersOf(names: readonly string[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const name of names) {
    const first = /^\s*(\S+)\s+\S/u.exec(name)?.[1];
    if (first === undefined) continue;
    const key = identityOf(first);
    owners.set(key, owners.has(key) ? '' : name);
  }
  for (const name of names) owners.set(identityOf(name), '');
  return owners;
}

/** Pages in groups of about GROUP comments; a longer page is cut. */
function* groupsOf({ corpus }: Session): Generator<Uint32Array[]> {
  const { start, rows } = corpus.pages;
  let group: Uint32Array[] = [];
  let size = 0;
  let total = 0;
  for (let article = 0; article < corpus.tables.articles.length && total < CAP; article++) {
    const end = start[article + 1] ?? 0;
    for (let from = start[article] ?? 0; from < end && total < CAP; from += GROUP) {
      const block = rows.subarray(from, Math.min(end, from + GROUP));
      if (size > 0 && size + block.length > GROUP) {
        yield group;
        group = [];
        size = 0;
      }
      group.push(block);
      size += block.length;
      total += block.length;
    }
  }
  if (group.length > 0) yield group;
}

async function readGroup(
  { corpus, replies }: Session,
  blocks: ReadonlyMap<string, Uint32Array>,
): Promise<LedgerPage[]> {
  const pages: LedgerPage[] = [];
  for (const [key, block] of blocks) {
    const article = corpus.columns.article[block[0] ?? 0] ?? 0;
    const { comments, options } = await replies.pageInput(article, block);
    const { aliases: _aliases, turnedDown: _turnedDown, ...plain } = options;
    pages.push({ key, comments, options: plain });
  }
  return pages;
}

function collect(
  found: Map<string, ProposedName>,
  { form, key, score, kind, author, sightings }: AliasProposal,
  commenter: number,
  blocks: ReadonlyMap<string, Uint32Array>,
): void {
  const id = `${key} ${author}`;
  const proposed = found.get(id) ?? { form, key, commenter, score, kind, uses: [] };
  found.set(id, proposed);
  proposed.score = Math.max(proposed.score, score);
  for (const { page, comment, start, end, sentence } of sightings) {
    const row = blocks.get(page)?.[comment];
    if (row === undefined || proposed.uses.length >= MAX_USES) continue;
    proposed.uses.push({ row, start, end, sentence });
  }
}
