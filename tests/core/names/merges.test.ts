import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedAs, groupCommenters, membersOf } from '../../../src/core/names/groups.ts';
import { MergeLedger, type MergeRecord } from '../../../src/core/names/merge-ledger.ts';

const SIZE = 8;
const index = fc.integer({ min: 0, max: SIZE - 1 });
const pair = fc.record({ from: index, into: index });

function group(records: readonly MergeRecord[]): number[] {
  const pairs = records.map(({ from, into }) => ({ from: Number(from), into: Number(into) }));
  return [...groupCommenters(SIZE, pairs)];
}

describe('groups of commenters', () => {
  it('keeps the name that was merged into, through chains', () => {
    const pairs = [
      { from: 0, into: 1 },
      { from: 1, into: 2 },
    ];
    expect([...groupCommenters(4, pairs)]).toEqual([2, 2, 2, 3]);
    expect([...groupCommenters(4, pairs.slice(1))]).toEqual([0, 2, 2, 3]);
  });

  it('agrees with a search of the whole graph on who is together', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
        const head = groupCommenters(SIZE, pairs);
        for (let start = 0; start < SIZE; start++) {
          const seen = new Set([start]);
          for (const one of seen) {
            for (const { from, into } of pairs) {
              if (from === one) seen.add(into);
              if (into === one) seen.add(from);
            }
          }
          const together = [...head.keys()].filter((other) => head[other] === head[start]);
          expect(new Set(together)).toEqual(seen);
          expect(head[head[start] ?? 0]).toBe(head[start]);
        }
      }),
    );
  });

  it('ignores names that are not in this corpus', () => {
    expect([
      ...groupCommenters(2, [
        { from: -1, into: 0 },
        { from: 1, into: 9 },
      ]),
    ]).toEqual([0, 1]);
    expect([...groupCommenters(0, [{ from: 0, into: 1 }])]).toEqual([]);
  });

  it('takes long chains without recursion, and gives every row its head', () => {
    const size = 200_000;
    const pairs = Array.from({ length: size - 1 }, (_, at) => ({ from: at, into: at + 1 }));
    const head = groupCommenters(size, pairs);
    expect(head.every((top) => top === size - 1)).toBe(true);
    const signed = Uint32Array.from({ length: 1000 }, (_, row) => row % size);
    expect(countedAs(signed, head).every((top) => top === size - 1)).toBe(true);
    expect(membersOf(head, [3, 5, size - 1])).toEqual(new Map([[size - 1, [3, 5]]]));
  });
});

describe('the ledger of merges', () => {
  it('is after undoing in any order as if the merge had never been made', () => {
    const steps = fc.uniqueArray(pair, {
      maxLength: 10,
      selector: ({ from, into }) => `${from} ${into}`,
    });
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (pairs, order) => {
        const isUndone = pairs.map(() => (order.next().value ?? 0) % 2 === 0);
        const undone = pairs.filter((_, at) => isUndone[at]);
        undone.sort(() => ((order.next().value ?? 0) % 2 === 0 ? 1 : -1));
        const ledger = new MergeLedger();
        for (const { from, into } of pairs) ledger.merge(String(from), String(into));
        for (const { from, into } of undone) ledger.takeBack(String(from), String(into));
        const never = new MergeLedger();
        pairs.forEach(({ from, into }, at) => {
          if (isUndone[at] !== true) never.merge(String(from), String(into));
        });
        expect(group(ledger.active())).toEqual(group(never.active()));
      }),
    );
  });

  it('is the same whenever an undo comes between the merges, and after undoing the undo', () => {
    const action = fc.record({ pair: fc.nat({ max: 5 }), what: fc.constantFrom('merge', 'back') });
    const pairs = [
      ['0', '1'],
      ['1', '2'],
      ['2', '0'],
      ['3', '1'],
      ['0', '4'],
      ['4', '3'],
    ] as const;
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        const ledger = new MergeLedger();
        const expected: (readonly [string, string])[] = [];
        for (const { pair: at, what } of actions) {
          const one: readonly [string, string] = pairs[at] ?? pairs[0];
          const before = group(ledger.active());
          if (what === 'merge') {
            ledger.merge(...one);
            if (expected.includes(one)) expected.splice(expected.indexOf(one), 1);
            expected.push(one);
          } else if (ledger.takeBack(...one)) {
            ledger.putBack(...one);
            expect(group(ledger.active())).toEqual(before);
            ledger.takeBack(...one);
            expected.splice(expected.indexOf(one), 1);
          }
          const never = new MergeLedger();
          for (const each of expected) never.merge(...each);
          expect(group(ledger.active())).toEqual(group(never.active()));
          const copy = new MergeLedger(ledger.all());
          expect(copy.active()).toEqual(ledger.active());
        }
      }),
    );
  });

  it('lets two copies agree on the newest word, whatever is read first', () => {
    const ledger = new MergeLedger();
    ledger.merge('a', 'b');
    const old = ledger.all();
    ledger.takeBack('a', 'b');
    const now = ledger.all();
    expect(new MergeLedger([...old, ...now]).active()).toEqual([]);
    expect(new MergeLedger([...now, ...old]).active()).toEqual([]);
  });
});
