import { Chance, ZipfDraw } from './chance.ts';
import { arabicWord, latinWord } from './vocabulary.ts';

/** Made-up commenters; few write much, most write little. */
export class People {
  #names: string[] = [];
  #draw: ZipfDraw;

  constructor(count: number, seed: number) {
    const chance = new Chance(seed ^ 0x5eed);
    const taken = new Set<string>();
    while (this.#names.length < count) {
      const name = makeName(chance, taken.size);
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      this.#names.push(name);
    }
    this.#draw = new ZipfDraw(count, 10);
  }

  draw(chance: Chance): string {
    return this.#names[this.#draw.draw(chance)] ?? '';
  }
}

function makeName(chance: Chance, ordinal: number): string {
  const style = chance.next();
  if (style < 0.06) return `${arabicWord(chance)} ${arabicWord(chance)}`;
  const word = latinWord(chance);
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  if (style < 0.4) return capital;
  if (style < 0.6) return `${capital} ${latinWord(chance).charAt(0).toUpperCase()}.`;
  if (style < 0.75) return `_${word}_`;
  return `${word}${chance.below(2) === 0 ? '_' : ''}${10 + (ordinal % 9990)}`;
}
