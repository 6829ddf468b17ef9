/** Dotted paths of a record's plain values, to a depth of 4; arrays are left alone. */
export function pathsOf(record: Readonly<Record<string, unknown>>): string[] {
  const paths: string[] = [];
  const visit = (value: Readonly<Record<string, unknown>>, prefix: string, depth: number): void => {
    for (const [key, inner] of Object.entries(value)) {
      const path = prefix === '' ? key : `${prefix}.${key}`;
      if (typeof inner === 'object' && inner !== null) {
        if (!Array.isArray(inner) && depth < 4)
          visit(inner as Record<string, unknown>, path, depth + 1);
      } else {
        paths.push(path);
      }
    }
  };
  visit(record, '', 1);
  return paths;
}

/** The value at a path as text; undefined when it is not there. Own properties only. */
export function textAt(
  record: Readonly<Record<string, unknown>>,
  path: readonly string[],
): string | undefined {
  let value: unknown = record;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return textOf(value);
}

/** A value as text: null is '', objects give their id or name, lists their texts one below the other. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((part) => pieceOf(part)).join('');
  if (typeof value !== 'object') return undefined;
  for (const key of ['name', 'username', 'displayName', 'id', 'text']) {
    const inner = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    if (typeof inner === 'string' || typeof inner === 'number') return String(inner);
  }
  return undefined;
}

function pieceOf(part: unknown): string {
  if (typeof part === 'string') return part;
  if (typeof part !== 'object' || part === null || !('text' in part)) return '';
  return typeof part.text === 'string' ? part.text : '';
}
