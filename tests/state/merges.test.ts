import { describe, expect, it, vi } from 'vitest';
import type { MergeRequest } from '../../src/engine/protocol.ts';
import { Announcer } from '../../src/state/announce.svelte.ts';
import { Changes } from '../../src/state/changes.ts';
import { countedKeys, toggled, without } from '../../src/state/filters.ts';
import { MergesDesk, type Mergeable } from '../../src/state/merges.svelte.ts';
import { eventually } from '../support/eventually.ts';
import { FakeEngine, summaryOf } from './fake-engine.ts';

const person = (key: string, total: number): Mergeable => ({ key, label: key, hue: 0, total });

function start() {
  const requests: MergeRequest[] = [];
  const engine = new FakeEngine({
    merges: () => [],
    merge: (request) => {
      requests.push(request);
      return summaryOf({ merged: { b: 'a' } });
    },
  });
  const announcer = new Announcer();
  const changes = new Changes();
  const changed = vi.fn();
  const desk = new MergesDesk(engine, announcer, changes, changed);
  return { engine, requests, announcer, changes, changed, desk };
}

const PAIRS = [
  { from: 'b', into: 'a' },
  { from: 'c', into: 'a' },
];

describe('merging', () => {
  it('merges those picked under the name that stays, says so, and takes it back', async () => {
    const { requests, desk, changes, changed, announcer } = start();
    for (const one of ['b', 'a', 'c']) desk.toggle(person(one, 1));
    await desk.merge(person('a', 1));
    expect(requests).toEqual([{ kind: 'merge', from: ['b', 'c'], into: 'a' }]);
    expect(desk.picked).toEqual([]);
    expect(desk.said).toBe('b, c now count as a.');
    expect(changed).toHaveBeenCalledWith(summaryOf({ merged: { b: 'a' } }));
    expect(announcer.notice?.action?.label).toBe('Undo');
    expect(changes.undoLast()).toBe(true);
    await eventually(() => expect(requests.at(-1)).toEqual({ kind: 'take-back', pairs: PAIRS }));
    expect(changes.undoLast()).toBe(false);
  });

  it('puts back what was taken back, and undoes the newest change first', async () => {
    const { requests, desk, changes } = start();
    const commenter = (name: string) => ({ index: 0, key: name, name, hue: 0, count: 1 });
    desk.toggle(person('a', 1));
    desk.toggle(person('b', 1));
    await desk.merge(person('a', 1));
    await desk.takeBack({ from: commenter('x'), into: commenter('y') });
    changes.undoLast();
    const back = [{ from: 'x', into: 'y' }];
    await eventually(() => expect(requests.at(-1)).toEqual({ kind: 'put-back', pairs: back }));
    changes.undoLast();
    await eventually(() => expect(requests.at(-1)).toMatchObject({ kind: 'take-back' }));
  });

  it('merges nothing with one picked, and says what the engine refuses', async () => {
    const { engine, requests, desk, changes } = start();
    desk.toggle(person('a', 1));
    await desk.merge(person('a', 1));
    expect(requests).toEqual([]);
    engine.answers.merge = () => {
      throw new Error('disk full');
    };
    desk.toggle(person('b', 1));
    await desk.merge(person('a', 1));
    expect(desk.said).toBe('disk full');
    expect(desk.picked).toHaveLength(2);
    expect(changes.undoLast()).toBe(false);
  });
});

describe('keys of merged commenters', () => {
  const merged = { b: 'a', c: 'a' };

  it('stand for the one they count as, whatever name the view was made with', () => {
    expect(countedKeys(['b', 'x', 'toString'], merged)).toEqual(['a', 'x', 'toString']);
    expect(toggled(['b'], 'a', merged)).toEqual([]);
    expect(toggled(['x'], 'a', merged)).toEqual(['x', 'a']);
    expect(without(['b', 'c', 'x'], 'a', merged)).toEqual(['x']);
    expect(without(['b', 'c', 'x'], 'a', {})).toEqual(['b', 'c', 'x']);
  });
});
