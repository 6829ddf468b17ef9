/** What a query marks in texts, as plain data: folded words, beginnings of words, phrases, patterns. */
import { foldedWords } from '../text/tokens.ts';
import type { Leaf } from './expansion.ts';
import type { Vocabulary } from './index/vocabulary.ts';
import type { QueryNode } from './query-types.ts';

export interface Marks {
  words: string[];
  prefixes: string[];
  phrases: string[][];
  patterns: { source: string; flags: string }[];
}

const MAX_NEAR_WORDS = 2000;

export function noMarks(): Marks {
  return { words: [], prefixes: [], phrases: [], patterns: [] };
}

/** Gathers the marks of the parts of a query that are not negated. */
export function collectMarks(
  vocabulary: Vocabulary,
  root: QueryNode,
  leavesOf: (node: Extract<QueryNode, { kind: 'word' }>) => Leaf[],
): Marks {
  const marks = noMarks();
  const visit = (node: QueryNode): void => {
    if (node.kind === 'and' || node.kind === 'or') node.parts.forEach(visit);
    else if (node.kind === 'phrase') marks.phrases.push(foldedWords(node.text));
    else if (node.kind === 'pattern') {
      marks.patterns.push({ source: node.source, flags: node.flags });
    } else if (node.kind === 'word') {
      if (node.isPrefix) marks.prefixes.push(node.word);
      marks.words.push(...wordsOf(vocabulary, node.word, leavesOf(node)));
    }
  };
  visit(root);
  return { ...marks, words: [...new Set(marks.words)] };
}

function wordsOf(vocabulary: Vocabulary, word: string, leaves: readonly Leaf[]): string[] {
  const words = [word];
  for (const source of leaves.flatMap((leaf) => leaf.sources)) {
    words.push(source.word);
    for (const { term } of source.expansions.slice(0, MAX_NEAR_WORDS)) {
      words.push(vocabulary.wordAt(term));
    }
  }
  return words;
}
