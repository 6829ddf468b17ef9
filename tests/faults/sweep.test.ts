/**
 * SQLite's idea: one small import, and a fault at every place where it waits for storage. Whatever happens,
 * nothing is half visible, the sample stays whole, and the same file again comes to the same chain.
 */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EngineFault } from '../../src/engine/rpc.ts';
import { storageFault } from '../../src/engine/storage/storage-faults.ts';
import { FaultyStorage, never } from './support/faulty-storage.ts';
import {
  bring,
  browserStorage,
  freshProfile,
  madeFile,
  OPEN,
  readEverything,
  undisturbedChain,
  visit,
} from './support/world.ts';

/** Two chunks, and the commit that makes them visible. */
const COMMENTS = 6000;
const file = madeFile(COMMENTS);
let chain = '';
let commits = 0;

beforeAll(async () => {
  freshProfile();
  const storage = new FaultyStorage(browserStorage());
  await bring(visit(storage), file);
  commits = storage.commits.length;
  chain = await undisturbedChain(file);
});
beforeEach(freshProfile);

type Outcome = string;

/** Brings the file; the fault strikes at the Nth acknowledgement. */
async function strike(
  at: number,
  fault: (
    apply: () => Promise<void>,
    die: () => Promise<never>,
    storage: FaultyStorage,
  ) => Promise<void>,
): Promise<Outcome> {
  const storage = new FaultyStorage(browserStorage());
  let dead: () => void = () => undefined;
  const died = new Promise<Outcome>((resolve) => {
    dead = () => {
      resolve('dead');
    };
  });
  storage.around = (apply, number) =>
    number === at
      ? fault(
          apply,
          () => {
            dead();
            return never();
          },
          storage,
        )
      : apply();
  const outcome = bring(visit(storage), file).then(
    () => 'done',
    (error: unknown) => (error instanceof EngineFault ? error.code : 'unnamed'),
  );
  const first = await Promise.race([outcome, died]);
  storage.close();
  return first;
}

/** I1, I2, I5: what is complete is whole; what is not says how far it came; the file again completes it. */
async function recovers(): Promise<void> {
  const storage = browserStorage();
  const engine = visit(storage);
  await engine.call('open', OPEN);
  for (const row of await storage.rows()) {
    if (row.isSample) continue;
    if (row.state === 'complete') expect(row).toMatchObject({ upTo: COMMENTS, chain });
    else
      expect([
        row.upTo,
        (row.pending?.upTo ?? 0) % 5000 === 0 || row.pending?.upTo === COMMENTS,
      ]).toEqual([0, true]);
  }
  await bring(engine, file);
  const rows = (await storage.rows()).filter(({ isSample }) => !isSample);
  expect(rows).toMatchObject([{ state: 'complete', upTo: COMMENTS, chain, pending: null }]);
  expect(await readEverything(engine, rows[0]?.id ?? '')).toBe(COMMENTS);
  expect(await readEverything(engine, 'sample')).toBe(32);
}

const lost = (): never => {
  throw storageFault(
    new DOMException('Connection to Indexed Database server lost', 'UnknownError'),
  );
};

describe('at every acknowledgement of an import', () => {
  it.each([
    ['F04 a crash before it is written', async (_apply, die) => await die()],
    [
      'F04 a crash when it is written and not yet acknowledged',
      async (apply, die) => {
        await apply();
        await die();
      },
    ],
    ['F15 the connection lost before it is written', lost],
    [
      'F15 the connection lost when it is written',
      async (apply) => {
        await apply();
        lost();
      },
    ],
    [
      'F15 the handle closed from outside',
      async (apply, _die, storage) => {
        storage.inner.close();
        await apply();
      },
    ],
  ] as [string, Parameters<typeof strike>[1]][])('%s', async (_, fault) => {
    expect(commits).toBeGreaterThanOrEqual(3);
    for (let at = 1; at <= commits; at++) {
      freshProfile();
      expect(['done', 'dead', 'lost']).toContain(await strike(at, fault));
      await recovers();
    }
  });
});
