import { counted } from '../words.ts';

/** What became of a file: that the browser has been given it is all that can be known here. */
export function exportWords(fileName: string, comments: number): string {
  return `Handed to the browser: ${fileName}, ${counted(comments, 'comment')}.`;
}
