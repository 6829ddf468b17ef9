import type { PlannedFile } from './import-plan.svelte.ts';

/** A question that has no good default: the order of dates that can be read both ways. */
export function isOpenQuestion({
  preview,
  reading,
}: Pick<PlannedFile, 'preview' | 'reading'>): boolean {
  return reading.dateOrder === undefined && (preview?.doubts.includes('dates') ?? false);
}

/**
 * Whether the reader is asked before anything is read. A file that no format is sure of asks only when no
 * other file is recognised: beside others it is told of in the receipt.
 */
export function asksFirst(files: readonly Pick<PlannedFile, 'preview'>[]): boolean {
  const isSure = files.some(({ preview }) => preview !== null && isRecognised(preview));
  return files.some(({ preview }) =>
    preview?.doubts.some((doubt) => doubt !== 'format' || !isSure),
  );
}

function isRecognised({ importer, doubts }: NonNullable<PlannedFile['preview']>): boolean {
  return importer !== 'none' && !doubts.includes('format');
}
