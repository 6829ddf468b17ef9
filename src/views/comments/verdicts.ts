import type { App } from '../../state/app.svelte.ts';
import type { CommentRow, EvidencePanel } from '../../engine/protocol.ts';
import { commentName } from './reply-words.ts';

/** The reader's last word on the comment whose evidence is open. */
export type Verdict = 'confirm' | 'reject' | 'other' | 'top' | 'clear';

/** Whether a verdict says anything: what is stated stands, and where nothing is inferred nothing is confirmed. */
export function isAllowed({ kind, candidates }: EvidencePanel, verdict: Verdict): boolean {
  if (kind === 'stated') return false;
  const isGuess = kind === 'inferred' || kind === 'settled';
  if (verdict === 'confirm' || verdict === 'reject') return isGuess;
  return verdict !== 'top' || kind === 'unknowable' || candidates[0]?.parent !== null;
}

/** Carries out a verdict on the open evidence; nothing happens when none is open or the verdict says nothing. */
export function judge(app: App, verdict: Verdict): void {
  const { evidence } = app;
  const { panel } = evidence;
  if (!panel || !isAllowed(panel, verdict)) return;
  const { row } = panel.comment;
  const best = panel.candidates[0]?.parent ?? null;
  const parent = best?.row ?? null;
  const named = best === null ? 'It starts a thread' : `It answers ${commentName(best)}`;
  switch (verdict) {
    case 'confirm':
      void evidence.correct({ kind: 'confirm', row, parent }, `Confirmed. ${named}.`);
      break;
    case 'reject':
      void evidence.correct({ kind: 'reject', row, parent }, 'Ruled out. The next best is shown.');
      break;
    case 'top':
      void evidence.correct({ kind: 'choose', row, parent: null }, 'It now starts a thread.');
      break;
    case 'clear':
      void evidence.correct({ kind: 'clear', row }, 'Your correction is taken back.');
      break;
    case 'other':
      evidence.isChoosing = !evidence.isChoosing;
      break;
  }
}

/** The comment whose evidence is open answers this one: the reader says so. */
export function chooseParent({ evidence }: App, parent: CommentRow): void {
  const row = evidence.panel?.comment.row;
  if (row === undefined || row === parent.row) return;
  const said = `It now answers ${commentName(parent)}.`;
  void evidence.correct({ kind: 'choose', row, parent: parent.row }, said);
}
