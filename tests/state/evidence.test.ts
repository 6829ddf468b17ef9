import { describe, expect, it, vi } from 'vitest';
import type { Correction, CorrectionEntry } from '../../src/engine/protocol.ts';
import { Announcer } from '../../src/state/announce.svelte.ts';
import { EvidenceDesk } from '../../src/state/evidence.svelte.ts';
import { FakeEngine, rowAt } from './fake-engine.ts';

const AUTHOR = { index: 0, key: 'a', name: 'a', hue: 0 };

/** An engine that keeps corrections as the real one does: one a row. */
function start() {
  const kept = new Map<number, Correction>();
  const entryOf = (correction: Correction): CorrectionEntry => ({
    row: correction.row,
    id: `c${correction.row}`,
    author: AUTHOR,
    timeMin: 0,
    kind: correction.kind === 'clear' ? 'confirm' : correction.kind,
    parent:
      correction.kind === 'clear' || correction.parent === null
        ? null
        : { row: correction.parent, id: `c${correction.parent}`, author: AUTHOR },
  });
  const engine = new FakeEngine({
    evidence: ({ row }) => ({ comment: rowAt(row), candidates: [] }),
    corrections: () => [...kept.values()].map(entryOf),
    correct: (correction) => {
      if (correction.kind === 'clear') kept.delete(correction.row);
      else kept.set(correction.row, correction);
      return null;
    },
  });
  const announcer = new Announcer();
  const corrected = vi.fn();
  return {
    engine,
    kept,
    announcer,
    corrected,
    desk: new EvidenceDesk(engine, announcer, corrected),
  };
}

describe('the last word', () => {
  it('is sent, said, and the views are brought up to date', async () => {
    const { kept, announcer, corrected, desk } = start();
    await desk.correct({ kind: 'choose', row: 5, parent: 2 }, 'It now answers a.');
    expect(kept.get(5)).toEqual({ kind: 'choose', row: 5, parent: 2 });
    expect(announcer.notice?.text).toBe('It now answers a.');
    expect(corrected).toHaveBeenCalledOnce();
  });

  it('is taken back to what was said before', async () => {
    const { kept, desk } = start();
    await desk.correct({ kind: 'confirm', row: 5, parent: 2 }, 'Confirmed.');
    await desk.correct({ kind: 'choose', row: 5, parent: null }, 'Top level.');
    expect(desk.undoLast()).toBe(true);
    await vi.waitFor(() => expect(kept.get(5)).toEqual({ kind: 'confirm', row: 5, parent: 2 }));
  });

  it('is taken back one by one, rejections too', async () => {
    const { engine, kept, desk } = start();
    const ruledOut: (number | null)[] = [];
    engine.answers.correct = (correction) => {
      if (correction.kind === 'clear') ruledOut.length = 0;
      else if (correction.kind === 'reject') ruledOut.push(correction.parent);
      return null;
    };
    await desk.correct({ kind: 'reject', row: 5, parent: 2 }, 'Ruled out.');
    await desk.correct({ kind: 'reject', row: 5, parent: 3 }, 'Ruled out.');
    expect(ruledOut).toEqual([2, 3]);
    desk.undoLast();
    await vi.waitFor(() => expect(ruledOut).toEqual([2]));
    desk.undoLast();
    await vi.waitFor(() => expect(ruledOut).toEqual([]));
    expect(desk.undoLast()).toBe(false);
    expect(kept.size).toBe(0);
  });

  it('is taken back to nothing when nothing was said before', async () => {
    const { kept, announcer, desk } = start();
    await desk.correct({ kind: 'reject', row: 5, parent: 2 }, 'Ruled out.');
    announcer.notice?.action?.run();
    await vi.waitFor(() => expect(kept.size).toBe(0));
  });

  it('is not what an undo means once the reader went on', async () => {
    const { desk } = start();
    expect(desk.undoLast()).toBe(false);
    await desk.correct({ kind: 'reject', row: 5, parent: 2 }, 'Ruled out.');
    desk.forgetUndo();
    expect(desk.undoLast()).toBe(false);
  });

  it('says so when it could not be kept', async () => {
    const { engine, announcer, corrected, desk } = start();
    engine.answers.correct = () => {
      throw new Error('disk full');
    };
    await desk.correct({ kind: 'confirm', row: 5, parent: 2 }, 'Confirmed.');
    expect(announcer.notice?.text).toMatch(/disk full/);
    expect(corrected).not.toHaveBeenCalled();
    expect(desk.undoLast()).toBe(false);
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
