/** A file the reader gave, with the handle that opens it again where the browser has one. */
export interface PickedFile {
  file: File;
  handle: FileSystemFileHandle | null;
}

/** Something in a folder that is not read, and why. */
export interface Unread {
  path: string;
  reason: string;
}

export interface Picked {
  files: PickedFile[];
  /** What should have been read and could not be. */
  refused: Unread[];
  /** What holds no text: pictures, styles, hidden files. */
  leftOut: Unread[];
}

const MOST_FILES = 100_000;
const MAX_DEPTH = 64;
const HANDLE_WAIT_MS = 1000;
const NO_TEXT =
  /\.(?:png|jpe?g|gif|webp|avif|svg|css|m?js|map|woff2?|ttf|otf|eot|ico|pdf|mp[34]|webm|ogg|wav|mov|exe|dll|bin)$/i;
const SYSTEM = /^(?:\..*|Thumbs\.db|desktop\.ini|Icon\r)$/i;

/** Files from a chooser; those of a folder keep their path and leave out what holds no text. */
export function pickedFrom(files: Iterable<File>): Picked {
  const picked: Picked = { files: [], refused: [], leftOut: [] };
  for (const file of files) {
    const path = file.webkitRelativePath;
    if (path === '') picked.files.push({ file, handle: null });
    else take(picked, path, file);
  }
  return picked;
}

/** Files and folders dropped on the page; folders are walked. Call it while the drop is handled. */
export async function pickedFromDrop(transfer: DataTransfer): Promise<Picked> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const given = items.map((item) => ({
    entry: entryOf(item),
    file: item.getAsFile(),
    handle: handleOf(item),
  }));
  const picked: Picked = { files: [], refused: [], leftOut: [] };
  for (const { entry, file, handle } of given) {
    if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, picked);
    else if (file) picked.files.push({ file, handle: await handle });
  }
  return picked;
}

/** All files below a folder, folder by folder, with their paths; what cannot be read is told by its place. */
export async function walk(root: FileSystemDirectoryEntry, picked: Picked): Promise<void> {
  const open: { folder: FileSystemDirectoryEntry; path: string; depth: number }[] = [
    { folder: root, path: root.name, depth: 1 },
  ];
  for (let next = open.shift(); next; next = open.shift()) {
    const { folder, path, depth } = next;
    if (depth > MAX_DEPTH) {
      picked.refused.push({ path, reason: 'it lies more than 64 folders deep' });
      continue;
    }
    const entries = await entriesIn(folder).catch((error: unknown) => {
      picked.refused.push({ path, reason: `the folder could not be read (${wordsOf(error)})` });
      return [];
    });
    for (const entry of entries) {
      const inner = `${path}/${entry.name}`;
      if (entry.isDirectory) {
        if (SYSTEM.test(entry.name)) picked.leftOut.push({ path: inner, reason: 'hidden' });
        else
          open.push({ folder: entry as FileSystemDirectoryEntry, path: inner, depth: depth + 1 });
      } else await takeEntry(picked, inner, entry as FileSystemFileEntry);
    }
  }
}

async function takeEntry(picked: Picked, path: string, entry: FileSystemFileEntry): Promise<void> {
  if (picked.files.length >= MOST_FILES) {
    picked.refused.push({ path, reason: 'more than 100,000 files at once' });
    return;
  }
  try {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    take(picked, path, file);
  } catch (error) {
    picked.refused.push({ path, reason: `it could not be read (${wordsOf(error)})` });
  }
}

function take(picked: Picked, path: string, file: File): void {
  if (SYSTEM.test(file.name)) picked.leftOut.push({ path, reason: 'hidden' });
  else if (NO_TEXT.test(file.name)) picked.leftOut.push({ path, reason: 'no text' });
  else {
    const { type, lastModified } = file;
    picked.files.push({ file: new File([file], path, { type, lastModified }), handle: null });
  }
}

/** All entries of a folder: a reader hands them out in portions. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}

function entryOf(item: DataTransferItem): FileSystemEntry | null {
  return 'webkitGetAsEntry' in item ? item.webkitGetAsEntry() : null;
}

interface HandleGiver {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** The handle of a dropped file; a browser that does not answer soon is not waited for. */
async function handleOf(item: DataTransferItem): Promise<FileSystemFileHandle | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), HANDLE_WAIT_MS));
  try {
    const asked = (item as DataTransferItem & HandleGiver).getAsFileSystemHandle?.();
    const handle = await Promise.race([asked, late]);
    return handle?.kind === 'file' ? (handle as FileSystemFileHandle) : null;
  } catch {
    return null;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : String(error);
}
