import type { OrderModel } from '../../core/replies/inference.ts';
import type { ArticleRow } from '../../engine/protocol.ts';
import { counted } from '../words.ts';

export const ORDER_MODELS: readonly { id: OrderModel; label: string }[] = [
  { id: 'auto', label: 'decided from the page' },
  { id: 'one-level', label: 'one level of replies' },
  { id: 'nested', label: 'nested replies' },
  { id: 'chronological', label: 'strictly by time' },
  { id: 'newest-first', label: 'newest first' },
  { id: 'unknown', label: 'not known: all of them averaged' },
];

/** Why an article draws no lines, or only a few. */
export function unknowableWords({ comments, unknowable }: ArticleRow): string {
  const known = comments - unknowable;
  const placed =
    known <= 1
      ? 'None names or quotes somebody clearly enough to be placed'
      : `Only ${counted(known, 'comment')} that name or quote somebody are placed`;
  return `What answers what can’t be known here: ${counted(comments, 'comment')} stand in one stream by time. ${placed}; what you choose yourself is drawn.`;
}
