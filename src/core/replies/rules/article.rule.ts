import { NO_CANDIDATE, put, type Rule } from '../rule.ts';
import { clip } from '../words/words.ts';

/** Words of the article above: evidence for a comment on the article itself. */
export const rule: Rule = {
  id: 'article',
  basis: 'words',
  slots: ['article.quotes', 'article.repeats', 'article.nearer', 'article.farther'],
  writeTop({ page, focus }, sink) {
    const { article, articleQuoted } = page.echoes;
    if (page.article === '') return;
    if ((articleQuoted[focus.i] ?? 0) >= 2) put(sink, 0);
    else if ((article[focus.i] ?? 0) > 0) put(sink, 1);
    const likeness = page.bags.article[focus.i] ?? 0;
    put(sink, likeness > focus.bestSimilarity ? 2 : 3);
  },
  explainTop({ page, focus }) {
    const at = page.echoes.articleAt[focus.i] ?? -1;
    if (at < 0) return null;
    const isQuoted = (page.echoes.articleQuoted[focus.i] ?? 0) > 0;
    const end = page.firstWord[focus.i + 1] ?? 0;
    const groups = page.echoes.article[focus.i] ?? 0;
    const last = Math.min(end - 1, at + groups + 1);
    const start = page.words.start[at] ?? 0;
    const stop = page.words.end[last] ?? start;
    const text = (page.comments[focus.i]?.body ?? '').slice(start, stop);
    const spans = [{ in: focus.i, start, end: stop }];
    const found = page.article.indexOf(text);
    const inArticle =
      found < 0 ? [] : [{ in: 'article' as const, start: found, end: found + text.length }];
    return {
      sentence: `${isQuoted ? 'quotes' : 'repeats'} the article: '${clip(text, 60)}'`,
      gist: isQuoted ? 'quotes the article' : 'repeats the article',
      spans: [...spans, ...inArticle],
    };
  },
  lost({ page, focus }, k, best) {
    if (k === NO_CANDIDATE || best !== NO_CANDIDATE) return null;
    return (page.echoes.article[focus.i] ?? 0) > 0
      ? 'is not what it quotes: the article is'
      : 'shares less with it than the article does';
  },
};
