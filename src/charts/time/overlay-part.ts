import { Part } from '../../ui/part.svelte.ts';

/** The picture of threads laid over each other, with the scales that only it needs. */
export const overlayPart = new Part(() => import('./overlay.layout.ts'));
