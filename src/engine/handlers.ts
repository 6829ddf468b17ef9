import { networkOf, lanesOf, overlayOf, brushOf } from './charts.ts';
import { applyCorrection, listCorrections, saveVerdicts } from './corrections.ts';
import type { Engine } from './engine.ts';
import { compareOrder, evidenceOf } from './evidence.ts';
import { exportCorpus, listExporters } from './export-corpus.ts';
import { articleRows, commenterRows } from './facet.ts';
import { generateCorpus } from './generate.ts';
import { importFiles } from './import-files.ts';
import { previewFiles, readingChoices } from './import-preview.ts';
import { discardStopped, keptFiles, resumeImport } from './import-resume.ts';
import { lookAt } from './look.ts';
import { decideMerge, listMerges } from './merge-commenters.ts';
import { memoryByPart } from './memory.ts';
import { decideName, namesOf } from './names.ts';
import { keepReplies } from './open-session.ts';
import { originalLines } from './original.ts';
import type { Calls } from './protocol.ts';
import { EngineFault, type CallName } from './rpc.ts';
import { locate, readRows } from './rows.ts';
import { runSelfTest } from './self-test.ts';

export type Handlers = {
  [N in CallName]: (
    engine: Engine,
    input: Calls[N]['in'],
    signal: AbortSignal,
  ) => Promise<Calls[N]['out']>;
};

/** What answers each call. */
export const handlers: Handlers = {
  open: (engine, input, signal) => engine.open(input, signal),
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
  look: async (engine, view, signal) => engine.looking(lookAt, view, signal),
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
  network: async (engine) => networkOf(await engine.session()),
  brush: async (engine, { edges, pairs }) => brushOf(await engine.session(), edges, pairs),
  evidence: async (engine, { row }, signal) => evidenceOf(await engine.session(), row, signal),
  correct: async (engine, correction) => {
    const session = await engine.session();
    applyCorrection(session.verdicts, correction);
    const { row } = correction;
    await saveVerdicts(engine.storage, session.corpus, session.verdicts, row);
    await session.replies.infer(session.corpus.columns.article[row] ?? 0);
    await keepReplies(engine, session);
    return null;
  },
  corrections: async (engine) => {
    const { corpus, verdicts } = await engine.session();
    return listCorrections(corpus, verdicts);
  },
  names: async (engine, _input, signal) => namesOf(await engine.session(), signal),
  nameVerdict: async (engine, verdict) => {
    await decideName(engine, await engine.session(), verdict);
    return null;
  },
  merges: async (engine) => listMerges(await engine.session()),
  merge: (engine, request, signal) => decideMerge(engine, request, signal),
  compareOrder: async (engine, { article, order }) =>
    compareOrder(await engine.session(), article, order),
  selfTest: async (engine, _input, signal) => runSelfTest(await engine.session(), signal),
  importFiles: (engine, input, signal) => importFiles(engine, input, signal),
  previewFiles: (engine, input, signal) => previewFiles(engine, input, signal),
  readingChoices: () => Promise.resolve(readingChoices()),
  resumeImport: (engine, input, signal) => resumeImport(engine, input, signal),
  discardImport: async (engine, { id }) => {
    await discardStopped(engine, id);
    return null;
  },
  keptFiles: (engine, { id }) => keptFiles(engine, id),
  generate: (engine, { comments }, signal) => generateCorpus(engine, comments, signal),
  exporters: () => Promise.resolve(listExporters()),
  exportCorpus: async (engine, request, signal) =>
    exportCorpus(await engine.session(), request, signal),
  original: async (engine, { row }) => originalLines(engine.storage, await engine.session(), row),
  memoryByPart: async (engine) => memoryByPart(await engine.session()),
  storage: (engine, { persist }) =>
    persist ? engine.library.persist() : engine.library.ready().then(() => engine.library.state()),
  forgetLosses: (engine) => engine.library.forgetLosses(),
};
