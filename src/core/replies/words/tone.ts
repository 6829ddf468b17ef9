/** What a comment's first words sound like, as bits. English only; other languages get no bits. */
export const TONE = { greets: 1, reacts: 2, you: 4 } as const;

const GREETS =
  /^\W*(?:hi|hello|hey all|hey guys|good (?:morning|evening|day)|greetings|any(?:one|body)|can any|does any|is there|is any|how (?:do|can|to)|i have|i need|help|what(?:'s| is| are))\b/iu;
const REACTS =
  /^\W*(?:yes|yeah|yep|no|nope|not|ok|okay|k|lol|haha|thanks|thank|thx|ty|sure|right|true|agree[ds]?|exactly|indeed|and|but|so|or|because|well|sorry|oh|ah|hm+|np|also|that|it|then|try|why|who|really|maybe|which)\b/iu;

/** What YOU cannot do without; found several times faster. */
const MAYBE_YOU = /[Yy][Oo][Uu]/;
const YOU = /\byou(?:r|rs|'re|’re)?\b/iu;
const HEAD = 300;

/** Bits of TONE for a comment; only its first 300 characters are read. */
export function toneOf(body: string): number {
  const head = body.slice(0, HEAD);
  const opening = GREETS.test(head) ? TONE.greets : REACTS.test(head) ? TONE.reacts : 0;
  return opening | (MAYBE_YOU.test(head) && YOU.test(head) ? TONE.you : 0);
}
