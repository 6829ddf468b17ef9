import { describe, expect, it } from 'vitest';
import { durationWords, spanWords, timeWords } from '../../../src/charts/time/words.ts';
import { foldedScale } from '../../../src/charts/time/folded-scale.ts';
import { timeTicks } from '../../../src/charts/time/ticks.ts';
import { elapsedScale } from '../../../src/charts/time/elapsed-scale.ts';
import { activityFinding, overlayFinding } from '../../../src/charts/time/activity-finding.ts';
import { activityWords } from '../../../src/charts/time/activity-words.ts';
import { percentWords, sureWords, thresholdWords } from '../../../src/charts/sure.ts';
import { parseFloating } from '../../../src/core/dates.ts';
import { estimateWidth } from '../../../src/core/scene/measure.ts';
import { sampleHistogram, sampleLanes, sampleOverlay } from '../fixtures/sample.ts';

const at = (text: string): number => parseFloating(text)!;

describe('words for time', () => {
  it('show the floating time itself, whatever the zone of the machine', () => {
    expect(timeWords(at('2017-03-26T00:30'), 'full')).toBe('26 March 2017, 00:30');
    expect(timeWords(NaN, 'full')).toBe('');
  });

  it('name the span of a bin', () => {
    expect(spanWords(at('2017-01-23T15:00'), at('2017-01-23T15:30'))).toBe(
      '23 January 2017, 15:00–15:30',
    );
    expect(spanWords(at('2017-01-23T00:00'), at('2017-01-24T00:00'))).toBe('23 January 2017');
    expect(spanWords(at('2017-01-01T00:00'), at('2017-02-01T00:00'))).toBe(
      '1 January 2017 – 31 January 2017',
    );
  });

  it('name durations in the largest fitting unit', () => {
    expect(durationWords(1)).toBe('1 minute');
    expect(durationWords(119)).toBe('119 minutes');
    expect(durationWords(120)).toBe('2 hours');
    expect(durationWords(49 * 1440)).toBe('49 days');
    expect(durationWords(3 * 525_960)).toBe('3 years');
    expect(durationWords(49 * 1440, 'short')).toBe('49 d');
  });
});

describe('timeTicks', () => {
  const ticksOf = (from: string, to: string, width: number): string[] => {
    const scale = foldedScale([{ startMin: at(from), endMin: at(to) }], { x0: 0, x1: width });
    return timeTicks(scale, estimateWidth).map((tick) => tick.words);
  };

  it('fit the length of the axis: hours, days with midnight named, months, years', () => {
    expect(ticksOf('2017-01-23T10:30', '2017-01-23T20:00', 600)).toContain('15:00');
    expect(ticksOf('2017-01-23T10:30', '2017-01-25T20:00', 600)).toContain('24 Jan');
    expect(ticksOf('2017-01-01T00:00', '2017-12-31T00:00', 700)).toContain('Apr 2017');
    expect(ticksOf('2005-01-01T00:00', '2020-01-01T00:00', 500)).toContain('2010');
  });

  it('give a bounded number for hundreds of years', () => {
    expect(ticksOf('1000-01-01T00:00', '2900-01-01T00:00', 900).length).toBeLessThan(60);
  });
});

describe('elapsedScale', () => {
  it('is even for short threads and stretches the start when a few go on for years', () => {
    const even = elapsedScale([0, 30, 60, 540], 0, 600, 46);
    expect(even.isStretched).toBe(false);
    expect(even.x(270)).toBeCloseTo(300);
    const hours = [...Array.from({ length: 30 }, (_, i) => i * 10), 2_000_000];
    const stretched = elapsedScale(hours, 0, 600, 46);
    expect(stretched.isStretched).toBe(true);
    expect(stretched.x(200)).toBeGreaterThan(60);
  });
});

describe('findings', () => {
  it('say what the picture shows and change with the view', () => {
    const bare = (text: string): string => text.replace(/[\u2068\u2069]/g, '');
    expect(bare(activityFinding(sampleHistogram(), sampleLanes(), null))).toBe(
      'Two days, 49 days apart; Mystic and ArabDemocrat.com wrote 16 of 32 comments',
    );
    const range = { fromMin: at('2017-03-13T00:00'), toMin: at('2017-03-14T00:00') };
    expect(bare(activityFinding(sampleHistogram(), sampleLanes(), range))).toBe(
      'In the brush, 24 hours; Mystic and ArabDemocrat.com wrote 11 of 13 comments',
    );
    expect(
      activityFinding(
        sampleHistogram(() => false),
        sampleLanes(() => false),
        null,
      ),
    ).toContain('no comment is in this view');
    expect(overlayFinding(sampleOverlay())).toBe(
      '2 articles; half of the comments came within 5 hours of the first one',
    );
  });

  it('describe a comment with its reply and its doubt', () => {
    const wordsOf = activityWords({
      lanes: sampleLanes(),
      histogram: sampleHistogram(),
      overlay: sampleOverlay(),
    });
    expect(wordsOf('comment:4')!.detail).toBe(
      'answers \u2068[no name]\u2069, 15:28 · strong, 92 %',
    );
    expect(wordsOf('comment:0')!.detail).toContain('starts a thread');
    expect(wordsOf('fold:0')!.heading).toBe('49 days of silence, folded');
    expect(wordsOf('bar:10')!.detail).toBe('5 comments');
    expect(wordsOf('nothing:1')).toBeNull();
  });
});

describe('doubt in words', () => {
  it('never calls a guess certain', () => {
    expect(percentWords(0.999)).toBe('over 99 %');
    expect(percentWords(0.004)).toBe('under 1 %');
    expect(sureWords(1, false)).toBe('strong, over 99 %');
    expect(sureWords(1, true)).toBe('stated by the source');
    expect(sureWords(0.62, false)).toBe('likely, 62 %');
    expect(thresholdWords(0.5)).toBe('replies of at least 50 %');
  });
});
