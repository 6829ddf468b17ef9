import { expect, it } from 'vitest';
import { newRow } from '../../../src/engine/engine.ts';
import { freshId } from '../../../src/engine/import/import-files.ts';

it('a corpus read after another was deleted does not take its id', () => {
  const deleted = freshId([], 'aaaaaaaa-first');
  expect(freshId([], 'bbbbbbbb-second')).not.toBe(deleted);
  expect(freshId([newRow(deleted, 'First', { order: 1 })], 'aaaaaaaa-first')).not.toBe(deleted);
});
