/** A Parquet file of required string columns, PLAIN and uncompressed: enough to test reading one. */
type Field = [id: number, type: number, bytes: number[]];
const [I32, I64, BINARY, LIST, STRUCT] = [5, 6, 8, 9, 12];

export function parquetOf(columns: Readonly<Record<string, readonly string[]>>): Uint8Array {
  const names = Object.keys(columns);
  const count = columns[names[0] ?? '']?.length ?? 0;
  const file: number[] = [...text('PAR1')];
  const chunks = names.map((name) => {
    const data = (columns[name] ?? []).flatMap((value) => [
      ...le32(utf8(value).length),
      ...utf8(value),
    ]);
    const header = struct([
      [1, I32, zigzag(0)],
      [2, I32, zigzag(data.length)],
      [3, I32, zigzag(data.length)],
      [
        5,
        STRUCT,
        struct([
          [1, I32, zigzag(count)],
          [2, I32, zigzag(0)],
          [3, I32, zigzag(3)],
          [4, I32, zigzag(3)],
        ]),
      ],
    ]);
    const offset = file.length;
    for (const byte of [...header, ...data]) file.push(byte);
    const size = zigzag(header.length + data.length);
    const meta = struct([
      [1, I32, zigzag(6)],
      [2, LIST, [0x15, ...zigzag(0)]],
      [3, LIST, [0x18, ...binary(name)]],
      [4, I32, zigzag(0)],
      [5, I64, zigzag(count)],
      [6, I64, size],
      [7, I64, size],
      [9, I64, zigzag(offset)],
    ]);
    return struct([
      [2, I64, zigzag(offset)],
      [3, STRUCT, meta],
    ]);
  });
  const root = struct([
    [4, BINARY, binary('schema')],
    [5, I32, zigzag(names.length)],
  ]);
  const schema = names.map((name) =>
    struct([
      [1, I32, zigzag(6)],
      [3, I32, zigzag(0)],
      [4, BINARY, binary(name)],
      [6, I32, zigzag(0)],
    ]),
  );
  const group = struct([
    [1, LIST, list(chunks)],
    [2, I64, zigzag(file.length)],
    [3, I64, zigzag(count)],
  ]);
  const footer = struct([
    [1, I32, zigzag(1)],
    [2, LIST, list([root, ...schema])],
    [3, I64, zigzag(count)],
    [4, LIST, list([group])],
  ]);
  return Uint8Array.from([...file, ...footer, ...le32(footer.length), ...text('PAR1')]);
}

const text = (value: string): number[] => Array.from(value, (letter) => letter.charCodeAt(0));
const utf8 = (value: string): number[] => [...new TextEncoder().encode(value)];
const le32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >> shift) & 255);
const binary = (value: string): number[] => [...varint(utf8(value).length), ...utf8(value)];
const zigzag = (value: number): number[] => varint(value * 2);
const list = (structs: readonly number[][]): number[] => [
  (structs.length << 4) | STRUCT,
  ...structs.flat(),
];

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

function struct(fields: readonly Field[]): number[] {
  let last = 0;
  const bytes = fields.flatMap(([id, type, value]) => {
    const delta = id - last;
    last = id;
    return [(delta << 4) | type, ...value];
  });
  return [...bytes, 0];
}
