import type { App } from '../../state/app.svelte.ts';
import type { Shortcut } from '../../ui/shortcuts.ts';
import { chooseParent, judge, type Verdict } from '../comments/verdicts.ts';
import type { Dialogs } from '../dialogs/dialogs.svelte.ts';

/** Whether Enter on this element is its own business. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, select, figure') !== null;
}

function focusSearch(event: KeyboardEvent): void {
  const box = document.getElementById('search');
  if (!(box instanceof HTMLInputElement)) return;
  event.preventDefault();
  box.focus();
  box.select();
}

async function toggleEvidence(app: App): Promise<void> {
  const { selected } = app.view.current;
  if (selected === null) return;
  if (app.evidence.openId === selected) {
    app.evidence.close();
    return;
  }
  const index = await app.reader.indexOf(selected);
  const row = index < 0 ? null : app.reader.row(index);
  if (row?.kind !== 'comment') return;
  if (app.evidence.isChoosing) chooseParent(app, row);
  else await app.evidence.open(row.id, row.row);
}

/** Backs out one step at a time: choosing, evidence, selection. */
function backOut(app: App): void {
  if (app.evidence.isChoosing) app.evidence.isChoosing = false;
  else if (app.evidence.openId !== null) app.evidence.close();
  else if (app.view.current.selected !== null) app.set({ selected: null }, 'selected');
}

/** The keys of the page, as the help lists them. */
export function pageShortcuts(app: App, dialogs: Dialogs): Shortcut[] {
  const verdict = (name: Verdict) => (): void => {
    judge(app, name);
  };
  const handled =
    (run: () => void) =>
    (event: KeyboardEvent): void => {
      event.preventDefault();
      run();
    };
  return [
    { keys: ['/'], label: 'search', run: focusSearch },
    { keys: ['j'], label: 'next comment', run: handled(() => void app.move(1)) },
    { keys: ['k'], label: 'previous comment', run: handled(() => void app.move(-1)) },
    {
      keys: ['Enter'],
      label: 'why this reply',
      run: (event) => {
        if (isControl(event.target)) return;
        event.preventDefault();
        void toggleEvidence(app);
      },
    },
    { keys: ['Escape'], label: 'back out', run: () => backOut(app) },
    { keys: ['y'], label: 'confirm', run: verdict('confirm') },
    { keys: ['n'], label: 'not this', run: verdict('reject') },
    { keys: ['p'], label: 'other parent', run: verdict('other') },
    { keys: ['t'], label: 'top level', run: verdict('top') },
    { keys: ['?'], label: 'keys', run: handled(() => dialogs.open('help')) },
    { keys: ['mod+z'], label: 'undo', run: handled(() => app.undo()) },
    { keys: ['mod+shift+z', 'mod+y'], label: 'redo', run: handled(() => app.redo()) },
  ];
}
