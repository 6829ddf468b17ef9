import type { Network } from '../../core/results.ts';

/** Lower case without marks, Arabic letter forms folded: enough to find a name while typing. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .toLowerCase();
}

/** Indices of the commenters whose name holds `text`, those that begin with it first; null for no text. */
export function findCommenters(network: Network, text: string): number[] | null {
  const wanted = folded(text.trim());
  if (wanted === '') return null;
  const hits = network.commenters.flatMap((commenter, index) => {
    const at = folded(commenter.name ?? '[no name]').indexOf(wanted);
    return at < 0 ? [] : [{ index, at: Math.min(at, 1), comments: commenter.comments }];
  });
  hits.sort((a, b) => a.at - b.at || b.comments - a.comments || a.index - b.index);
  return hits.map((hit) => hit.index);
}
