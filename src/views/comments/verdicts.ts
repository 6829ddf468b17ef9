import type { App } from '../../state/app.svelte.ts';
import type { CommentRow, Correction, EvidencePanel } from '../../engine/protocol.ts';
import { commentName } from './reply-words.ts';

/** The reader's last word on the comment whose evidence is open. */
export type Verdict = 'confirm' | 'reject' | 'other' | 'top' | 'clear';

/** Whether a verdict says anything: what is stated stands, and the last parent that is left is not ruled out. */
export function isAllowed({ kind, candidates }: EvidencePanel, verdict: Verdict): boolean {
  if (kind === 'stated') return false;
  if (verdict === 'confirm') return kind === 'inferred';
  const isSettled = kind === 'settled';
  const hasRival = candidates.slice(1).some(({ probability }) => probability > 0);
  if (verdict === 'reject') return isSettled || (kind === 'inferred' && hasRival);
  if (verdict === 'clear') return isSettled;
  return verdict !== 'top' || kind === 'unknowable' || candidates[0]?.parent !== null;
}

/** Carries out a verdict on the open evidence; nothing happens when none is open or the verdict says nothing. */
export async function judge(app: App, verdict: Verdict): Promise<void> {
  const { evidence } = app;
  const { panel } = evidence;
  if (!panel || !isAllowed(panel, verdict)) return;
  if (verdict === 'other') {
    evidence.isChoosing = !evidence.isChoosing;
    return;
  }
  const { id, row } = panel.comment;
  const best = panel.candidates[0]?.parent ?? null;
  const parent = best?.row ?? null;
  const named = best === null ? 'It starts a thread' : `It answers ${commentName(best)}`;
  const made: Record<typeof verdict, [Correction, string]> = {
    confirm: [{ kind: 'confirm', row, parent }, `Confirmed. ${named}.`],
    reject: [{ kind: 'reject', row, parent }, 'Ruled out. The next best is shown.'],
    top: [{ kind: 'choose', row, parent: null }, 'It now starts a thread.'],
    clear: [{ kind: 'clear', row }, 'Your correction is taken back.'],
  };
  const { selected } = app.view.current;
  if (await evidence.correct(...made[verdict])) await stayWith(app, id, selected);
}

/**
 * A corrected comment may stand elsewhere: the reader, if still there, is led to it, and so is the keyboard. `from`
 * was selected when it was decided.
 */
async function stayWith(app: App, id: string, from: string | null): Promise<void> {
  await app.relisted();
  await app.afterMoves(async () => {
    const active = document.activeElement ?? document.body;
    const isInList = active.closest('[aria-labelledby="comments-heading"]') !== null;
    if ((active !== document.body && !isInList) || app.view.current.selected !== from) return;
    if ((await app.reader.indexOf(id)) >= 0) await app.reveal(id, true);
  });
}

/**
 * The key of a verdict: it is on the comment the reader is at. Where that one's evidence is not open it is opened
 * and nothing decided, so that nobody decides on what they do not see.
 */
export async function judgeHere(app: App, verdict: Verdict): Promise<void> {
  const { evidence } = app;
  const { selected } = app.view.current;
  if (evidence.isChoosing) {
    if (verdict === 'other' || verdict === 'top') void judge(app, verdict);
  } else if (selected !== null && evidence.openId === selected) {
    void evidence.opened().then(() => {
      if (evidence.panel?.comment.id === selected) void judge(app, verdict);
    });
  } else await enter(app);
}

/** Enter on the comment the reader is at: opens its evidence, or closes it, or makes it the parent being chosen. */
export async function enter(app: App): Promise<void> {
  const { evidence } = app;
  const { selected } = app.view.current;
  if (selected === null) return;
  if (evidence.openId === selected) {
    evidence.close();
    return;
  }
  const index = await app.reader.indexOf(selected);
  const row = index < 0 ? null : app.reader.row(index);
  if (row?.kind !== 'comment') return;
  if (evidence.isChoosing) void chooseParent(app, row);
  else void evidence.open(row.id, row.row);
}

/** While a parent is being chosen, every other comment of the page offers itself. */
export function isOffered({ isChoosing, panel }: App['evidence'], comment: CommentRow): boolean {
  const child = panel?.comment;
  return isChoosing && child?.row !== comment.row && child?.article === comment.article;
}

/** The comment whose evidence is open answers this one: the reader says so, and is led back to it. */
export async function chooseParent(app: App, parent: CommentRow): Promise<void> {
  const { evidence } = app;
  const comment = evidence.panel?.comment;
  if (comment === undefined || comment.row === parent.row) return;
  const said = `It now answers ${commentName(parent)}.`;
  const { selected } = app.view.current;
  const correction = { kind: 'choose', row: comment.row, parent: parent.row } as const;
  if (await evidence.correct(correction, said)) await stayWith(app, comment.id, selected);
}
