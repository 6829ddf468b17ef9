import { identityOf, namedKey, namelessKey, shownName } from './columns-names.ts';
import type { Commenter } from './columns.ts';
import type { Article } from './corpus.ts';

/** Gives each name, and the nameless of each article, an index in order of first appearance. */
export class CommenterBook {
  readonly commenters: Commenter[];
  #byName = new Map<string, number>();
  #nameless = new Map<number, number>();
  #articles: readonly Article[];

  /** `articles` is the growing list that nameless keys are made from. */
  constructor(known: readonly Commenter[], articles: readonly Article[]) {
    this.#articles = articles;
    this.commenters = [...known];
    known.forEach(({ name, article }, index) => {
      if (name === null) this.#nameless.set(article, index);
      else this.#byName.set(identityOf(name), index);
    });
  }

  isNameless(index: number): boolean {
    return this.commenters[index]?.name === null;
  }

  indexOf(author: string | null, article: number): number {
    const known = author === null ? this.#nameless.get(article) : this.#byName.get(author);
    if (known !== undefined) return known;
    const name = shownName(author);
    if (name === null || author === null) return this.#namelessOf(article);
    const identity = identityOf(name);
    const index =
      this.#byName.get(identity) ?? this.#push({ key: namedKey(name), name, article: -1 });
    this.#byName.set(identity, index);
    this.#byName.set(author, index);
    return index;
  }

  #namelessOf(article: number): number {
    const known = this.#nameless.get(article);
    if (known !== undefined) return known;
    const key = namelessKey(this.#articles[article]?.id ?? '');
    const index = this.#push({ key, name: null, article });
    this.#nameless.set(article, index);
    return index;
  }

  #push(commenter: Commenter): number {
    this.commenters.push(commenter);
    return this.commenters.length - 1;
  }
}
