import { describe, expect, it, vi } from 'vitest';
import type { Correction, CorrectionEntry } from '../../src/engine/protocol.ts';
import { Announcer } from '../../src/state/announce.svelte.ts';
import { Changes } from '../../src/state/changes.ts';
import { EvidenceDesk } from '../../src/state/evidence.svelte.ts';
import { eventually } from '../support/eventually.ts';
import { FakeEngine, rowAt } from './fake-engine.ts';

const AUTHOR = { index: 0, key: 'a', name: 'a', hue: 0 };

type Made = Exclude<Correction, { kind: 'clear' }>;

/** An engine that keeps corrections as the real one does: rejections of a row, then the parent that holds. */
function start() {
  const kept = new Map<number, Made[]>();
  const entryOf = ({ kind, row, parent }: Made): CorrectionEntry => ({
    row,
    id: `c${row}`,
    author: AUTHOR,
    timeMin: 0,
    kind,
    article: 'A',
    parent: parent === null ? null : { row: parent, id: `c${parent}`, author: AUTHOR, timeMin: 0 },
  });
  const engine = new FakeEngine({
    evidence: ({ row }) => ({ comment: rowAt(row), candidates: [] }),
    corrections: () => [...kept.values()].flat().map(entryOf),
    correct: (correction) => {
      const { row } = correction;
      if (correction.kind === 'clear') kept.delete(row);
      else {
        const rejections = (kept.get(row) ?? []).filter(
          ({ kind, parent }) => kind === 'reject' && parent !== correction.parent,
        );
        kept.set(row, [...rejections, correction]);
      }
      return null;
    },
  });
  const announcer = new Announcer();
  const changes = new Changes();
  const corrected = vi.fn();
  const desk = new EvidenceDesk(engine, announcer, changes, corrected);
  return { engine, kept, announcer, changes, corrected, desk };
}

describe('the last word', () => {
  it('is sent, said, and the views are brought up to date', async () => {
    const { kept, announcer, corrected, desk } = start();
    await desk.correct({ kind: 'choose', row: 5, parent: 2 }, 'It now answers a.');
    expect(kept.get(5)).toEqual([{ kind: 'choose', row: 5, parent: 2 }]);
    expect(announcer.notice?.text).toBe('It now answers a.');
    expect(corrected).toHaveBeenCalledOnce();
  });

  it('is taken back to what was said before', async () => {
    const { kept, desk, changes } = start();
    await desk.correct({ kind: 'confirm', row: 5, parent: 2 }, 'Confirmed.');
    await desk.correct({ kind: 'choose', row: 5, parent: null }, 'Top level.');
    expect(changes.undoLast()).toBe(true);
    await eventually(() => expect(kept.get(5)).toEqual([{ kind: 'confirm', row: 5, parent: 2 }]));
  });

  it('is taken back one by one, rejections too', async () => {
    const { kept, desk, changes } = start();
    const ruledOut = () => kept.get(5)?.map(({ parent }) => parent);
    await desk.correct({ kind: 'reject', row: 5, parent: 2 }, 'Ruled out.');
    await desk.correct({ kind: 'reject', row: 5, parent: 3 }, 'Ruled out.');
    expect(ruledOut()).toEqual([2, 3]);
    changes.undoLast();
    await eventually(() => expect(ruledOut()).toEqual([2]));
    changes.undoLast();
    await eventually(() => expect(ruledOut()).toBeUndefined());
    expect(changes.undoLast()).toBe(false);
  });

  it('is taken back to all that was said before a reload', async () => {
    const { engine, kept, announcer } = start();
    const reject = (parent: number | null) => ({ kind: 'reject', row: 5, parent }) as const;
    kept.set(5, [reject(2), reject(null), reject(3)]);
    const changes = new Changes();
    const reloaded = new EvidenceDesk(engine, announcer, changes, () => undefined);
    await reloaded.correct({ kind: 'choose', row: 5, parent: 4 }, 'It now answers a.');
    changes.undoLast();
    await eventually(() => expect(kept.get(5)).toEqual([reject(2), reject(null), reject(3)]));
  });

  it('is taken back from the list alone, and that can be undone', async () => {
    const { kept, desk, changes } = start();
    const reject = (parent: number) => ({ kind: 'reject', row: 5, parent }) as const;
    kept.set(5, [reject(2), reject(3), { kind: 'choose', row: 5, parent: 4 }]);
    kept.set(6, [{ kind: 'confirm', row: 6, parent: 2 }]);
    await desk.refreshCorrections();
    const [first] = desk.corrections;
    if (!first) throw new Error('nothing listed');
    await desk.takeBack(first);
    expect(kept.get(5)).toEqual([reject(3), { kind: 'choose', row: 5, parent: 4 }]);
    expect(kept.get(6)).toHaveLength(1);
    expect(desk.corrections).toHaveLength(3);
    changes.undoLast();
    await eventually(() => expect(kept.get(5)).toHaveLength(3));
  });

  it('is not given when what was said before cannot be read', async () => {
    const { engine, kept, announcer, desk } = start();
    engine.answers.corrections = () => {
      throw new Error('storage gone');
    };
    await desk.correct({ kind: 'reject', row: 5, parent: 2 }, 'Ruled out.');
    expect(kept.size).toBe(0);
    expect(announcer.notice?.text).toMatch(/storage gone/);
  });

  it('is taken back to nothing when nothing was said before', async () => {
    const { kept, announcer, desk } = start();
    await desk.correct({ kind: 'reject', row: 5, parent: 2 }, 'Ruled out.');
    announcer.notice?.action?.run();
    await eventually(() => expect(kept.size).toBe(0));
  });

  it('is made again after it was taken back', async () => {
    const { kept, changes, announcer, desk } = start();
    await desk.correct({ kind: 'reject', row: 5, parent: 2 }, 'Ruled out.');
    changes.undoLast();
    await eventually(() => expect(kept.size).toBe(0));
    await eventually(() => expect(changes.redoLast()).toBe(true));
    await eventually(() => expect(kept.get(5)).toHaveLength(1));
    expect(announcer.notice?.text).toBe('Ruled out.');
    changes.undoLast();
    await eventually(() => expect(kept.size).toBe(0));
  });

  it('says so when it could not be kept', async () => {
    const { engine, announcer, corrected, desk, changes } = start();
    engine.answers.correct = () => {
      throw new Error('disk full');
    };
    await desk.correct({ kind: 'confirm', row: 5, parent: 2 }, 'Confirmed.');
    expect(announcer.notice?.text).toMatch(/disk full/);
    expect(corrected).not.toHaveBeenCalled();
    expect(changes.undoLast()).toBe(false);
  });
});

describe('evidence', () => {
  it('is that of the comment opened last', async () => {
    const { desk } = start();
    await Promise.all([desk.open('c3', 3), desk.open('c4', 4)]);
    expect(desk.openId).toBe('c4');
    expect(desk.panel?.comment.row).toBe(4);
    desk.close();
    expect(desk.panel).toBeNull();
  });

  it('is asked for anew after a correction of the same comment', async () => {
    const { engine, desk } = start();
    await desk.open('c3', 3);
    await desk.correct({ kind: 'confirm', row: 3, parent: 1 }, 'Confirmed.');
    expect(engine.asked('evidence')).toBe(2);
    await desk.correct({ kind: 'confirm', row: 9, parent: 1 }, 'Confirmed.');
    expect(engine.asked('evidence')).toBe(2);
  });
});
