import { describe, expect, it, vi } from 'vitest';
import type { NameEntry, NameVerdict } from '../../src/engine/protocol.ts';
import { Announcer } from '../../src/state/announce.svelte.ts';
import { Changes } from '../../src/state/changes.ts';
import { NamesDesk } from '../../src/state/names.svelte.ts';
import { eventually } from '../support/eventually.ts';
import { FakeEngine } from './fake-engine.ts';

const ENTRY: NameEntry = {
  form: 'Nick',
  key: 'nick',
  commenter: { index: 3, key: 'Nicholas', name: 'Nicholas', hue: 0 },
  score: 0.7,
  kind: 'similar',
  state: 'proposed',
  uses: [],
};
const STATES = { confirm: 'confirmed', veto: 'vetoed', clear: 'proposed' } as const;

/** An engine that knows one nickname and keeps the last word on it. */
function start() {
  const verdicts: NameVerdict[] = [];
  const engine = new FakeEngine({
    names: () => {
      const state = STATES[verdicts.at(-1)?.verdict ?? 'clear'];
      return { names: [{ ...ENTRY, state }], looked: 1, total: 1 };
    },
    nameVerdict: (verdict) => {
      verdicts.push(verdict);
      return null;
    },
  });
  const announcer = new Announcer();
  const decided = vi.fn();
  const changes = new Changes();
  const desk = new NamesDesk(engine, announcer, changes, decided);
  return { engine, verdicts, announcer, decided, changes, desk };
}

describe('names', () => {
  it('sends a decision, says it, and brings the list and the views up to date', async () => {
    const { verdicts, decided, desk } = start();
    await desk.open();
    await desk.decide(ENTRY, 'confirm', 'Nick counts.');
    expect(verdicts).toEqual([{ form: 'Nick', commenter: 'Nicholas', verdict: 'confirm' }]);
    expect(desk.ledger?.names[0]?.state).toBe('confirmed');
    expect(desk.said).toBe('Nick counts.');
    expect(decided).toHaveBeenCalledOnce();
  });

  it('takes a decision back to what held before, even once the list is closed', async () => {
    const { verdicts, announcer, desk } = start();
    await desk.open();
    await desk.decide({ ...ENTRY, state: 'vetoed' }, 'confirm', 'Nick counts.');
    desk.close();
    announcer.notice?.action?.run();
    await eventually(() => expect(verdicts.at(-1)?.verdict).toBe('veto'));
    expect(desk.ledger).toBeNull();
  });

  it('says so when a decision could not be kept', async () => {
    const { engine, decided, announcer, desk } = start();
    engine.answers.nameVerdict = () => {
      throw new Error('disk full');
    };
    await desk.open();
    await desk.decide(ENTRY, 'confirm', 'Nick counts.');
    expect(announcer.notice?.text).toMatch(/disk full/);
    expect(desk.ledger?.names[0]?.state).toBe('proposed');
    expect(decided).not.toHaveBeenCalled();
  });

  it('forgets a list that is closed while it is being looked up', async () => {
    const { desk } = start();
    const opening = desk.open();
    desk.close();
    await opening;
    expect(desk.ledger).toBeNull();
    expect(desk.error).toBeNull();
  });
});
