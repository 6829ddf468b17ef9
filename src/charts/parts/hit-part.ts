import { Part } from '../../ui/part.svelte.ts';

/** Finds the mark under a pointer; no chart needs it to be drawn. */
export const hitPart = new Part(() => import('../../core/scene/hit.ts'));
