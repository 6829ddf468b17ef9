import { expect, it } from 'vitest';
import { pickedFrom, walk, type Picked } from '../../src/state/picked-files.ts';

function fileEntry(name: string, fails = false): FileSystemFileEntry {
  const file: FileSystemFileEntry['file'] = (done, failed) => {
    if (fails) failed?.(new DOMException('locked', 'NotReadableError'));
    else done(new File([name], name));
  };
  return { name, isFile: true, isDirectory: false, file } as FileSystemFileEntry;
}

/** A folder that hands out its entries in portions of two; null cannot be read. */
function folder(name: string, entries: FileSystemEntry[] | null): FileSystemDirectoryEntry {
  const createReader = (): FileSystemDirectoryReader => {
    let at = 0;
    return {
      readEntries: (done, failed) => {
        if (!entries) return failed?.(new DOMException('no', 'NotAllowedError'));
        const some = entries.slice(at, at + 2);
        at += 2;
        done(some);
      },
    };
  };
  return { name, isFile: false, isDirectory: true, createReader } as FileSystemDirectoryEntry;
}

it('walks a folder: all files with their paths, and what is not read with its place', async () => {
  const root = folder('saved', [
    fileEntry('c.txt'),
    fileEntry('a.txt'),
    fileEntry('b.txt', true),
    folder('locked', null),
    folder('deep', [folder('er', [fileEntry('a.txt'), fileEntry('pic.png')])]),
    fileEntry('.DS_Store'),
  ]);
  const picked: Picked = { files: [], refused: [], leftOut: [] };
  await walk(root, picked);
  const paths = picked.files.map(({ file }) => file.name);
  expect(paths).toEqual(['saved/a.txt', 'saved/c.txt', 'saved/deep/er/a.txt']);
  expect(picked.refused).toEqual([
    { path: 'saved/b.txt', reason: 'it could not be read (NotReadableError)' },
    { path: 'saved/locked', reason: 'the folder could not be read (NotAllowedError)' },
  ]);
  expect(picked.leftOut.map(({ path }) => path)).toEqual([
    'saved/.DS_Store',
    'saved/deep/er/pic.png',
  ]);
});

it('takes single files as they are, and those of a chosen folder by their path', async () => {
  const loose = new File(['x'], 'picture.png');
  const inFolder = new File(['text'], 'a.txt');
  Object.defineProperty(inFolder, 'webkitRelativePath', { value: 'saved/a.txt' });
  Object.defineProperty(loose, 'webkitRelativePath', { value: '' });
  const { files } = pickedFrom([loose, inFolder]);
  expect(files.map(({ file }) => file.name)).toEqual(['picture.png', 'saved/a.txt']);
  expect(await files[1]?.file.text()).toBe('text');
});
