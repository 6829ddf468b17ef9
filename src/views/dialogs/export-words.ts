import { counted } from '../words.ts';

/** What became of a file: that the browser has been given it is all that can be known here. */
export function exportWords(
  fileName: string,
  { comments, decisions }: { comments: number; decisions: number },
): string {
  const what = [
    ...(comments > 0 || decisions === 0 ? [counted(comments, 'comment')] : []),
    ...(decisions > 0 ? [counted(decisions, 'decision')] : []),
  ];
  return `Handed to the browser: ${fileName}, ${what.join(', ')}. Whether it was saved, only the browser knows.`;
}
