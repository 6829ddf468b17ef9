import type { Reading } from '../core/corpus.ts';
import type { ImportedFile } from '../engine/protocol.ts';
import type { Unread } from './picked-files.ts';

/** What is known of files beyond themselves when they are imported. */
export interface ImportPlanned {
  readings?: Reading[];
  handles?: FileSystemFileHandle[];
  refused?: readonly Unread[];
  leftOut?: readonly Unread[];
  /** The corpus whose reading this one takes the place of. */
  replaces?: { id: string; name: string } | null;
}

/** Name of a new corpus: of its file, its folder, or how many files it is made of. */
export function nameFor(files: readonly File[]): string {
  const [first] = files;
  const folder = first?.name.includes('/') ? first.name.split('/')[0] : undefined;
  if (files.length === 1) return first?.name.split('/').at(-1) ?? '';
  return folder ?? `${files.length} files`;
}

/** A line of the receipt for something that could not be read at all. */
export function asRefused({ path, reason }: Unread): ImportedFile {
  const message = `Nothing was read from “${path}”: ${reason}.`;
  return { name: path, status: 'refused', receipt: null, importerLabel: '', message };
}

/** Asks the browser for the files again; it may ask the reader. */
export async function openAgain(handles: readonly FileSystemFileHandle[]): Promise<File[]> {
  const files: File[] = [];
  for (const handle of handles) {
    const asking = handle as FileSystemFileHandle & {
      requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
    };
    await asking.requestPermission?.({ mode: 'read' });
    files.push(await handle.getFile());
  }
  return files;
}
