import type { App } from '../../state/app.svelte.ts';
import { commentName } from './reply-words.ts';

/** The reader's last word on the comment whose evidence is open. */
export type Verdict = 'confirm' | 'reject' | 'other' | 'top' | 'clear';

/** Carries out a verdict on the open evidence; nothing happens when none is open or it is stated. */
export function judge(app: App, verdict: Verdict): void {
  const { evidence } = app;
  const { panel } = evidence;
  if (!panel || panel.kind === 'stated') return;
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
