import type { StoppedImport } from '../../engine/protocol.ts';
import { bytes, count, counted } from '../words.ts';

/** 'import stopped at 10,000 comments, 1.2 MB of 3 MB'. */
export function stoppedWords({ comments, bytesRead, bytesTotal }: StoppedImport): string {
  const share = bytesRead === null ? '' : `, ${bytes(bytesRead)} of ${bytes(bytesTotal)}`;
  return `import stopped at ${counted(comments, 'comment')}${share}`;
}

/** The same as a sentence that names the file, and what it takes to go on. */
export function stoppedSentence(stopped: StoppedImport): string {
  const { comments, files, handles, source } = stopped;
  const more = files.length > 1 ? ` (one of ${count(files.length)} files)` : '';
  const need = handles
    ? 'Resume goes on from there.'
    : `Resume goes on from there: choose the same ${files.length > 1 ? 'files' : 'file'} again.`;
  const kept =
    comments === 0
      ? 'before anything was stored'
      : stoppedWords(stopped).replace('import stopped ', '');
  return `The import of “${source}”${more} stopped ${kept}. ${need}`;
}
