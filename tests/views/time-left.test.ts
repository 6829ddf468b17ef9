import { describe, expect, it } from 'vitest';
import { timeLeft } from '../../src/views/import/time-left.ts';

describe('time left', () => {
  it('goes on at the rate so far', () => {
    expect(timeLeft(0.25, 10)).toBe(30);
    expect(timeLeft(0.5, 10)).toBe(10);
  });
  it('says nothing before there is something to go by, or when it is over', () => {
    expect(timeLeft(0.005, 10)).toBeNull();
    expect(timeLeft(0.5, 0.2)).toBeNull();
    expect(timeLeft(1, 10)).toBeNull();
    expect(timeLeft(Number.NaN, 10)).toBeNull();
  });
});
