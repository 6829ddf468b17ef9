import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addressees,
  addresseesOfRow,
  buildPairs,
  pairsInSlices,
} from '../../../src/core/graph/pairs.ts';
import { type Replies, unknownReplies } from '../../../src/core/graph/replies.ts';

const ROWS = 40;
const chance = fc.constantFrom(0, 0.1, 0.35, 0.5, 0.65, 0.8, 1);

const given = fc.array(
  fc.record({
    commenter: fc.integer({ min: 0, max: 5 }),
    kind: fc.integer({ min: 0, max: 3 }),
    addressee: fc.integer({ min: -2, max: ROWS - 1 }),
    second: fc.integer({ min: -1, max: ROWS - 1 }),
    first: chance,
    other: chance,
  }),
  { minLength: ROWS, maxLength: ROWS },
);

function make(rows: typeof given extends fc.Arbitrary<infer T> ? T : never) {
  const replies: Replies = unknownReplies(ROWS);
  const commenter = Uint32Array.from(rows, (row) => row.commenter);
  rows.forEach((row, at) => {
    replies.kind[at] = row.kind;
    replies.addressee[at] = row.addressee;
    replies.second[at] = row.second;
    replies.addresseeProbability[at] = row.first;
    replies.secondProbability[at] = row.other;
  });
  return { columns: { count: ROWS, commenter }, replies };
}

it('says of one row what the pairs of all rows say', () => {
  fc.assert(
    fc.property(given, chance, (rows, threshold) => {
      const { columns, replies } = make(rows);
      const all = addressees(buildPairs(columns, replies), replies, threshold);
      for (let row = 0; row < ROWS; row++) {
        expect(addresseesOfRow(columns, replies, threshold, row)).toEqual({
          first: all.first[row],
          second: all.second[row],
        });
      }
    }),
  );
});

it('numbers the same pairs in slices of any size', () => {
  fc.assert(
    fc.property(given, fc.integer({ min: 1, max: ROWS + 1 }), (rows, slice) => {
      const { columns, replies } = make(rows);
      const building = pairsInSlices(columns, replies, slice);
      let stops = 0;
      let step = building.next();
      for (; !step.done; step = building.next()) stops++;
      const { find: _find, ...sliced } = step.value;
      const { find: _other, ...whole } = buildPairs(columns, replies);
      expect(sliced).toEqual(whole);
      expect(stops).toBe(Math.ceil(ROWS / slice) - 1);
    }),
  );
});
