import { unpackPage } from './page-input.ts';
import { PAGE_MODEL, type PageScores } from './page-model.ts';
import { buffersIn, toEngineError } from '../rpc.ts';
import type { FromScorer, ToScorer } from './score-protocol.ts';

declare const self: DedicatedWorkerGlobalScope;

function post(message: FromScorer): void {
  self.postMessage(message, [...buffersIn(message)]);
}

async function scoreAll({ pages }: ToScorer): Promise<PageScores[]> {
  const scores: PageScores[] = [];
  for (const page of pages) {
    const { comments, options } = unpackPage(page);
    scores.push(await PAGE_MODEL.score(comments, options));
  }
  return scores;
}

let last: Promise<void> = Promise.resolve();

self.addEventListener('message', (event: MessageEvent<ToScorer>) => {
  last = last.then(async () => {
    try {
      post({ scores: await scoreAll(event.data) });
    } catch (error) {
      post({ error: toEngineError(error) });
    }
  });
});
