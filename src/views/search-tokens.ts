/** How the words of a query are told apart for colouring; the engine alone decides what they mean. */
export type TokenKind = 'word' | 'field' | 'phrase' | 'not' | 'operator' | 'regex' | 'space';

export interface Token {
  kind: TokenKind;
  text: string;
  start: number;
}

const TOKEN =
  /(?<space>\s+)|(?<field>-?[\p{L}]+:(?:[<>]=?)?(?:"[^"]*"?|[^\s"()]*))|(?<regex>\/(?:[^/\\\s]|\\.)+\/)|(?<phrase>-?"[^"]*"?)|(?<operator>\bOR\b|[()])|(?<word>[^\s()]+)/gu;

/** Pieces that make up the text exactly, in order. Linear in its length. */
export function queryTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const groups: Record<string, string | undefined> = match.groups ?? {};
    const found = Object.keys(groups).find((name) => groups[name] !== undefined);
    const kind = (found ?? 'word') as TokenKind;
    const isNot = kind === 'word' && match[0].startsWith('-') && match[0].length > 1;
    tokens.push({ kind: isNot ? 'not' : kind, text: match[0], start: match.index });
  }
  return tokens;
}
