import { overlayPart } from '../charts/time/overlay-part.ts';
import { Part } from '../ui/part.svelte.ts';

/** What the page fetches after its first chart, most wanted first. */
export const parts = {
  network: new Part(() => import('./shell/NetworkPanel.svelte')),
  evidence: new Part(() => import('./comments/EvidencePanel.svelte')),
  dialogs: new Part(() => import('./dialogs/PageDialogs.svelte')),
  overlay: overlayPart,
} as const;
