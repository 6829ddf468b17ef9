const MAGIC: readonly [readonly number[], string][] = [
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Office document'],
  [[0x53, 0x51, 0x4c, 0x69], 'an SQLite database'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive'],
  [[0xfd, 0x37, 0x7a, 0x58], 'an xz archive'],
];

/** What to say of a source that no format claims, by its first bytes. */
export function describeUnknown(head: Uint8Array): { kind: string; code: string; message: string } {
  if (head.length === 0)
    return { kind: 'empty', code: 'empty-file', message: 'The file is empty.' };
  const found = MAGIC.find(([bytes]) => bytes.every((byte, i) => head[i] === byte));
  const what = found ? `This is ${found[1]}, whatever its name says; ` : 'This is ';
  return {
    kind: 'unknown-format',
    code: 'unknown-format',
    message: `${what}none of the formats that can be read. Nothing was taken from it.`,
  };
}
