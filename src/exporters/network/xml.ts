/** Escapes text for an XML attribute; code points that XML 1.0 forbids are left out and counted. */
export function xmlAttribute(text: string, onDrop: (count: number) => void): string {
  let escaped = '';
  let dropped = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (!isXmlCharacter(code)) dropped++;
    else escaped += ESCAPES.get(letter) ?? letter;
  }
  if (dropped > 0) onDrop(dropped);
  return escaped;
}

const ESCAPES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
]);

/** The Char production of XML 1.0. */
export function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}
