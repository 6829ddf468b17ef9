import { describe, expect, it } from 'vitest';
import { CAPTURES, readCapture } from '../../../../scripts/replies/captures.ts';
import { proposeAliases } from '../../../../src/core/replies/names/names-ledger.ts';

function bundled(): Parameters<typeof proposeAliases>[0] {
  return (['january', 'march'] as const).map((key) => {
    const { comments, article } = readCapture(CAPTURES[key]);
    return { key, comments, options: { article } };
  });
}

describe('the names ledger', () => {
  it('proposes Salafidemocrat for ArabDemocrat.com, with the sentence', () => {
    const proposals = proposeAliases(bundled());
    const salafi = proposals.find((one) => one.form === 'Salafidemocrat');
    expect(salafi).toMatchObject({ author: 'ArabDemocrat.com', kind: 'similar' });
    expect(salafi?.sightings[0]?.sentence).toContain('Salafidemocrat, you are the coward');
  });

  it('offers no butcher, no group and nobody from the articles', () => {
    const forms = proposeAliases(bundled()).map((one) => one.key);
    for (const word of [
      'butcher',
      'thebutcher',
      'assad',
      'salafis',
      'wahabis',
      'rebels',
      'aridi',
      'liar',
      'russia',
    ]) {
      expect(forms).not.toContain(word);
    }
  });

  it('keeps silent about what the reader turned down', () => {
    const vetoed = new Set(proposeAliases(bundled()).map((one) => `${one.key} ${one.author}`));
    expect(proposeAliases(bundled(), vetoed)).toEqual([]);
  });

  describe('a dissimilar form', () => {
    const turn = (author: string, time: number, body: string) => ({ author, time, body });
    const talk = (uses: number, speaker = 'Bob') => [
      ...['Ann', 'Cem', 'Dov', 'Eva', 'Fay', 'Gil'].flatMap((author, i) => [
        turn(author, i, `What about matter ${i} of the council?`),
        turn(author, i, `And matter ${i} of the mayor?`),
      ]),
      turn('Marianne', 50, 'The harbour works are late'),
      turn(speaker, 55, 'Marianne, "the harbour works are late" is wrong'),
      ...Array.from({ length: uses }, (_, i) => [
        turn('Marianne', 100 + 100 * i, `Claim ${i} about the harbour works`),
        turn(speaker, 105 + 100 * i, `Trumpet, "claim ${i} about the harbour works" is wrong`),
      ]).flat(),
    ];
    const forms = (comments: ReturnType<typeof talk>): string[] =>
      proposeAliases([{ key: 'p', comments }]).map((one) => `${one.form} → ${one.author}`);

    it('is proposed when its uses go to one person more often than chance would have it', () => {
      expect([1, 2, 6].map((uses) => forms(talk(uses)))).toEqual([[], [], ['Trumpet → Marianne']]);
    });

    it('is not proposed for the one who says it', () => {
      expect(forms(talk(6, 'Marianne'))).toEqual([]);
    });
  });
});
