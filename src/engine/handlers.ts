import { lanesOf, overlayOf, brushOf } from './look/charts.ts';
import type { Engine } from './engine.ts';
import { articleRows, commenterRows } from './look/facet.ts';
import { late } from './late.ts';
import { firstAnswers } from './look/first-answers.ts';
import { lookAt, wholeView } from './look/look.ts';
import { keepReplies } from './open/open-session.ts';
import type { Calls } from './protocol.ts';
import { EngineFault, type CallName } from './rpc.ts';
import { locate, readRows } from './look/rows.ts';

export type Handlers = {
  [N in CallName]: (
    engine: Engine,
    input: Calls[N]['in'],
    signal: AbortSignal,
  ) => Promise<Calls[N]['out']>;
};

const deciding = () => late(() => import('./decisions/decide-reply.ts'));
const evidence = () => late(() => import('./replies/evidence.ts'));
const exporting = () => late(() => import('./export/export-corpus.ts'));
const importing = () => late(() => import('./import/import-files.ts'));
const merging = () => late(() => import('./decisions/merge-commenters.ts'));
const naming = () => late(() => import('./decisions/names.ts'));
const preview = () => late(() => import('./import/import-preview.ts'));
const resuming = () => late(() => import('./import/import-resume.ts'));

/** What answers each call. What only some readers ask for is fetched when it is first asked for. */
export const handlers: Handlers = {
  open: async (engine, input, signal) => {
    const summary = await engine.open(input, signal);
    const first = input.view && (await firstAnswers(engine, input.view, signal));
    return first ? { ...summary, first } : summary;
  },
  list: async (engine) => engine.library.list(await engine.ports.lock.isHeld()),
  rename: async (engine, { id, name }) => {
    await engine.library.rename(id, name);
    return null;
  },
  remove: async (engine, { id }) => {
    if (engine.openId === id) engine.closeSession();
    await engine.library.remove(id);
    return null;
  },
  look: async (engine, view, signal) =>
    engine.looking(
      (session) =>
        lookAt(session, view, signal, (counts) =>
          engine.ports.emit({ event: 'counted', view, counts }),
        ),
      view,
      signal,
    ),
  rows: async (engine, { order, start, end }, signal) =>
    readRows(await engine.session(), order, start, end, signal),
  locate: async (engine, { id }) => locate(await engine.session(), id),
  article: async (engine, { index }) => {
    const article = (await engine.session()).corpus.tables.articles[index];
    if (!article) throw new EngineFault('internal', `There is no article ${String(index)}.`);
    return article;
  },
  facet: async (engine, { kind, ...page }) => {
    const session = await engine.session();
    return kind === 'commenter' ? commenterRows(session, page) : articleRows(session, page);
  },
  lanes: async (engine) => lanesOf(await engine.session()),
  overlay: async (engine) => overlayOf(await engine.session()),
  network: async (engine, _input, signal) => {
    const { networkOf } = await late(() => import('./look/network.ts'));
    return networkOf(await engine.session(), signal);
  },
  brush: async (engine, { edges, pairs }) => brushOf(await engine.session(), edges, pairs),
  evidence: async (engine, { row }, signal) =>
    (await evidence()).evidenceOf(await engine.session(), row, signal),
  correct: async (engine, correction) => {
    const session = await engine.session();
    await (await deciding()).decideReply(engine.storage, session, correction);
    await session.replies.infer(session.corpus.columns.article[correction.row] ?? 0);
    await keepReplies(engine, session);
    return null;
  },
  corrections: async (engine) => {
    const { corpus, verdicts } = await engine.session();
    return (await deciding()).listCorrections(corpus, verdicts);
  },
  names: async (engine, _input, signal) => (await naming()).namesOf(await engine.session(), signal),
  nameVerdict: async (engine, verdict) => {
    await (await naming()).decideName(engine, await engine.session(), verdict);
    return null;
  },
  merges: async (engine) => (await merging()).listMerges(await engine.session()),
  merge: async (engine, request, signal) => (await merging()).decideMerge(engine, request, signal),
  compareOrder: async (engine, { article, order }) =>
    (await evidence()).compareOrder(await engine.session(), article, order),
  selfTest: async (engine, _input, signal) => {
    const { runSelfTest } = await late(() => import('./replies/self-test.ts'));
    return runSelfTest(await engine.session(), signal);
  },
  importFiles: async (engine, input, signal) =>
    (await importing()).importFiles(engine, input, signal),
  previewFiles: async (engine, input, signal) =>
    (await preview()).previewFiles(engine, input, signal),
  readingChoices: async () => (await preview()).readingChoices(),
  resumeImport: async (engine, input, signal) =>
    (await resuming()).resumeImport(engine, input, signal),
  discardImport: async (engine, { id }) => {
    await (await resuming()).discardStopped(engine, id);
    return null;
  },
  keptFiles: async (engine, { id }) => (await resuming()).keptFiles(engine, id),
  generate: async (engine, { comments }, signal) => {
    const { generateCorpus } = await late(() => import('./import/generate.ts'));
    return generateCorpus(engine, comments, signal);
  },
  exporters: async () => (await exporting()).listExporters(),
  exportCorpus: async (engine, request, signal) => {
    const { exportCorpus } = await exporting();
    const session = request.shownOnly ? await wholeView(engine, signal) : await engine.session();
    return exportCorpus(session, request, signal);
  },
  original: async (engine, { row }) => {
    const { originalLines } = await late(() => import('./export/original.ts'));
    return originalLines(engine.storage, await engine.session(), row);
  },
  memoryByPart: async (engine) => {
    const { memoryByPart } = await late(() => import('./memory.ts'));
    return memoryByPart(await engine.session());
  },
  storage: (engine, { persist }) =>
    persist ? engine.library.persist() : engine.library.ready().then(() => engine.library.state()),
  forgetLosses: (engine) => engine.library.forgetLosses(),
};
