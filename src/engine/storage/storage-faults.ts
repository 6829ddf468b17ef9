import { EngineFault } from '../rpc.ts';

/** What the browser's storage says, as one of our named errors, with what the reader can do. */
export function storageFault(error: unknown): EngineFault {
  if (error instanceof EngineFault) return error;
  const name = error instanceof Error || isDomException(error) ? error.name : 'Error';
  const words = error instanceof Error || isDomException(error) ? error.message : String(error);
  // A disk that is really full: Chromium's quota does not see it coming.
  const isDiskFull = name === 'DataError' && words.includes('Failed to write blobs');
  switch (isDiskFull ? 'QuotaExceededError' : name) {
    case 'QuotaExceededError':
      return new EngineFault(
        'quota',
        'There is no room left for this site. What was stored is kept; delete another corpus, export, or go on in memory.',
      );
    case 'VersionError':
      return new EngineFault(
        'newer',
        'The stored corpora were made by a newer version of this page. Reload to get it; nothing was changed.',
      );
    case 'DataCloneError':
      return new EngineFault('internal', `This cannot be stored: ${words}`);
    default:
      return new EngineFault('lost', `The browser's storage failed (${name}): ${words}`, { name });
  }
}

export const UNAVAILABLE =
  'This browser keeps nothing for this page (private window or blocked storage). Everything works, but is gone when the tab closes.';
export const BLOCKED =
  'Another tab with an older version of this page holds the storage. Close that tab and try again; until then nothing is kept.';
export const DAMAGED =
  "The browser cannot open this site's storage. Everything works in memory; clear the site's data in the browser's settings, then import again.";
export const NO_ROOM =
  'There is no room left for this site. What you open works in memory, and is gone when the tab closes; export what you want to keep.';
export const CLEARED =
  "This site's storage was cleared while files were being read. Nothing of them is kept; open them again.";
export const READ_ONLY =
  'What is stored here could not be brought to this version of the page. It stayed on the old version, read-only: everything can be read and exported, nothing is written. Reload to try once more.';
export const SUPERSEDED =
  'A newer version of this page is open in another tab. Reload this tab; nothing more is written here.';

function isDomException(error: unknown): error is DOMException {
  return typeof DOMException !== 'undefined' && error instanceof DOMException;
}
