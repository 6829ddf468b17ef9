import { BlockDecoder, markOf, parityOf } from './decode.ts';

/** Text of the first bytes of a file, whatever its encoding; for sniffing only. */
export function headText(head: Uint8Array): string {
  const name = markOf(head)?.name ?? parityOf(head);
  if (name !== null && name !== 'utf-8') return withoutMark(new TextDecoder(name).decode(head));
  const cut = head.length < 65_536 ? 0 : head.lastIndexOf(10);
  return withoutMark(new BlockDecoder().decode(cut > 0 ? head.subarray(0, cut + 1) : head));
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Control bytes that no text has; UTF-16 is told apart by its NUL parity. */
export function isBinary(head: Uint8Array): boolean {
  if (markOf(head) || parityOf(head)) return false;
  const length = Math.min(head.length, 4096);
  let odd = 0;
  for (let i = 0; i < length; i++) {
    const byte = head[i] ?? 0;
    if (byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) odd++;
  }
  return odd > length / 10;
}
