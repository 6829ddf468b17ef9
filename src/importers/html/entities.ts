const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/** Character references as text; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole, ...groups) => {
      const [decimal, hex, name] = groups as (string | undefined)[];
      if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? whole) : whole;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const BLOCK = /^\/?(?:p|div|br|pre|blockquote|li|ul|ol|tr|h[1-6])$/i;

/** A scrap of markup (a Hacker News comment) as plain text: paragraphs apart, tags gone. One pass. */
export function plainText(markup: string): string {
  let text = '';
  let at = 0;
  while (at < markup.length) {
    const open = markup.indexOf('<', at);
    const end = open < 0 ? -1 : markup.indexOf('>', open);
    if (end < 0) break;
    text += markup.slice(at, open);
    const name = /^\/?[a-z0-9]*/i.exec(markup.slice(open + 1, Math.min(end, open + 12)))?.[0] ?? '';
    if (name === '') text += markup.slice(open, end + 1);
    else if (BLOCK.test(name)) text += name.toLowerCase() === 'br' ? '\n' : '\n\n';
    at = end + 1;
  }
  text += markup.slice(at);
  return decodeEntities(text.replace(/\n{3,}/g, '\n\n')).trim();
}
