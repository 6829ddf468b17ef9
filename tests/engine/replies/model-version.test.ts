import { expect, it } from 'vitest';
import { MODEL_VERSION } from '../../../src/engine/replies/model-version.ts';
import { hashWeights } from '../../../src/engine/replies/page-model.ts';

it('names the weights that are shipped', () => {
  expect(MODEL_VERSION.split('.')[1]).toBe(hashWeights());
});
