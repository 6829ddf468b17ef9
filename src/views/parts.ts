import { hitPart } from '../charts/parts/hit-part.ts';
import { histogramPart, nearPart, overlayPart, tablePart } from '../charts/time/late-parts.ts';
import { Part } from '../ui/part.svelte.ts';

/** What the page fetches after its first chart, most wanted first. */
export const parts = {
  comments: new Part(() => import('./shell/CommentsSection.svelte')),
  filters: new Part(() => import('./rail/FilterRail.svelte')),
  network: new Part(() => import('./shell/NetworkPanel.svelte')),
  hit: hitPart,
  near: nearPart,
  evidence: new Part(() => import('./comments/EvidencePanel.svelte')),
  corpusMenu: new Part(() => import('./corpus/CorpusMenuPanel.svelte')),
  pageMenu: new Part(() => import('./header/PageMenuPanel.svelte')),
  table: tablePart,
  empty: new Part(() => import('./comments/EmptyState.svelte')),
  progress: new Part(() => import('./import/ImportProgress.svelte')),
  orderTrial: new Part(() => import('./comments/OrderTrial.svelte')),
  printCaption: new Part(() => import('./shell/PrintCaption.svelte')),
  dialogs: new Part(() => import('./dialogs/PageDialogs.svelte')),
  histogram: histogramPart,
  overlay: overlayPart,
} as const;
