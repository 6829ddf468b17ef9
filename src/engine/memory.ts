import { buffersIn } from './rpc.ts';
import type { Session } from './session.ts';

/**
 * Bytes of the open corpus's typed arrays by what they are for; a shared array counts once, under its
 * first name. Loads the search index when it is not there yet. Objects and strings are not in it.
 */
export async function memoryByPart({ corpus, search }: Session): Promise<Record<string, number>> {
  const { columns, replies, filter, pages, commenterCounts, articleCounts, hues, text } = corpus;
  const { vocabulary, fields, languages } = await search.index();
  const postings = Object.values(fields).map((field) => field.postings);
  const parts: [string, unknown][] = [
    ['columns', columns],
    ['replies', replies],
    ['orders and counts', [filter, pages, commenterCounts, articleCounts, hues]],
    ['index: postings', postings],
    ['index: vocabulary', vocabulary],
    ['index: lengths, groups, languages', [fields, languages]],
  ];
  const seen = new Set<ArrayBuffer>();
  let counted = 0;
  const bytes: Record<string, number> = {};
  for (const [name, value] of parts) {
    buffersIn(value, seen);
    const all = [...seen].reduce((sum, { byteLength }) => sum + byteLength, 0);
    bytes[name] = all - counted;
    counted = all;
  }
  return { ...bytes, 'text cache': text.keptBytes };
}
