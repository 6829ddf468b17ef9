/** What two spellings of one commenter's name share: NFKC, then case fold. Nothing else is merged. */
export function identityOf(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase();
  return folded.replaceAll('ς', 'σ').replaceAll('ß', 'ss').normalize('NFKC');
}

/** A name as it is shown: NFC, outer white space cut, inner white space single; null when empty. */
export function shownName(name: string | null): string | null {
  if (name === null) return null;
  const shown = name.normalize('NFC').trim().replace(/\s+/g, ' ');
  return shown === '' ? null : shown;
}

/** Permalink key of a named commenter; never begins with '~', which marks the nameless. */
export function namedKey(name: string): string {
  return /^[~\\]/.test(name) ? `\\${name}` : name;
}

/** Permalink key of all comments without a name on one article. */
export function namelessKey(articleId: string): string {
  return `~${articleId}`;
}
