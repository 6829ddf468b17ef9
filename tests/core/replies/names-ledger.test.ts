import { describe, expect, it } from 'vitest';
import { CAPTURES, readCapture } from '../../../scripts/replies/captures.ts';
import { proposeAliases } from '../../../src/core/replies/names-ledger.ts';

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

  it('proposes a dissimilar form only after two uses towards the same person', () => {
    const turn = (author: string, time: number, body: string) => ({ author, time, body });
    const once = [
      turn('Marianne', 0, 'A first claim about the harbour works'),
      turn('Bob', 5, 'Trumpet, that is wrong about the harbour works'),
    ];
    const twice = [
      ...once,
      turn('Marianne', 9, 'Bob, it is right, the harbour works are late'),
      turn('Bob', 12, 'Trumpet, they are not late at all'),
    ];
    const forms = (comments: typeof once): string[] =>
      proposeAliases([{ key: 'p', comments }]).map((one) => `${one.form} → ${one.author}`);
    expect(forms(once)).toEqual([]);
    expect(forms(twice)).toEqual(['Trumpet → Marianne']);
  });
});
