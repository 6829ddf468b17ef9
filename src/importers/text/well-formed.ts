const LONE = /\p{Surrogate}/u;
const EVERY_LONE = /\p{Surrogate}/gu;

/** No half of a surrogate pair stands alone. */
export function isWellFormed(text: string): boolean {
  return !LONE.test(text);
}

/** Lone surrogates replaced by U+FFFD, as `String.prototype.toWellFormed` does. */
export function toWellFormed(text: string): string {
  return text.replace(EVERY_LONE, '\uFFFD');
}
