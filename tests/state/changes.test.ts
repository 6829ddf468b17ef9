import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, Changes } from '../../src/state/changes.ts';

/** A ledger of decisions, each by its name, and a view that only counts its steps. */
function start() {
  const held: string[] = [];
  const at = { step: 0 };
  const changes = new Changes(() => at.step);
  const decide = (name: string): Change => {
    held.push(name);
    const change: Change = {
      undo: () => {
        held.splice(held.indexOf(name), 1);
        return Promise.resolve(true);
      },
      redo: () => {
        held.push(name);
        return Promise.resolve(true);
      },
    };
    changes.add(change);
    return change;
  };
  const rest = (): Promise<void> => new Promise((done) => setTimeout(done));
  return { held, at, changes, decide, rest };
}

describe('changes', () => {
  it('come before the view they were made in, and after what the view did since', async () => {
    const { held, at, changes, decide, rest } = start();
    decide('a');
    at.step = 1;
    decide('b');
    at.step = 2;
    expect(changes.undoLast()).toBe(false);
    at.step = 1;
    expect(changes.undoLast()).toBe(true);
    expect(changes.undoLast()).toBe(false);
    at.step = 0;
    expect(changes.undoLast()).toBe(true);
    await rest();
    expect(held).toEqual([]);
    expect(changes.redoLast()).toBe(true);
    expect(changes.redoLast()).toBe(false);
    at.step = 1;
    expect(changes.redoLast()).toBe(true);
    await rest();
    expect(held).toEqual(['a', 'b']);
  });

  it('can be taken back in any order', async () => {
    const { held, changes, decide, rest } = start();
    const first = decide('a');
    decide('b');
    await changes.undo(first);
    await changes.undo(first);
    expect(held).toEqual(['b']);
    changes.undoLast();
    await rest();
    expect(held).toEqual([]);
    expect(changes.undoLast()).toBe(false);
  });

  it('that could not be taken back is not made again', async () => {
    const { changes, rest } = start();
    changes.add({ undo: () => Promise.resolve(false), redo: () => Promise.resolve(true) });
    expect(changes.undoLast()).toBe(true);
    await rest();
    expect(changes.redoLast()).toBe(false);
  });

  it('undone to the start and made again are as they were, whatever came between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 20 }), async (isDecision) => {
        const { held, at, changes, decide, rest } = start();
        let steps = 0;
        isDecision.forEach((yes, i) => {
          if (yes) decide(String(i));
          else at.step = ++steps;
        });
        const before = [...held];
        const goTo = (step: number): boolean => {
          const isThere = step >= 0 && step <= steps;
          if (isThere) at.step = step;
          return isThere;
        };
        while (changes.undoLast() || goTo(at.step - 1)) await rest();
        expect(held).toEqual([]);
        while (changes.redoLast() || goTo(at.step + 1)) await rest();
        expect(held).toEqual(before);
      }),
    );
  });
});
