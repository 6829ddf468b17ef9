import { Part } from '../../ui/part.svelte.ts';

/** Pictures that are not the default one, with the scales that only they need. */
export const overlayPart = new Part(() => import('./overlay.layout.ts'));
export const histogramPart = new Part(() => import('./histogram.layout.ts'));

/** Words, targets and the order of keys. */
export const nearPart = new Part(() => import('./near.ts'));

export const tablePart = new Part(() => import('../parts/ActivityTable.svelte'));
