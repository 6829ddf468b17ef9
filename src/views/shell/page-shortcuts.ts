import type { App } from '../../state/app.svelte.ts';
import type { Shortcut } from '../../ui/shortcuts.ts';
import { enter, judgeHere, type Verdict } from '../comments/verdicts.ts';
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

/** Backs out one step at a time: choosing, evidence, selection. */
function backOut(app: App): void {
  if (app.evidence.isChoosing) app.evidence.isChoosing = false;
  else if (app.evidence.openId !== null) app.evidence.close();
  else if (app.view.current.selected !== null) app.set({ selected: null }, 'selected');
}

/** The keys of the page, as the help lists them. */
export function pageShortcuts(app: App, dialogs: Dialogs): Shortcut[] {
  const verdict = (name: Verdict) => (): void => {
    void app.afterMoves(() => judgeHere(app, name));
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
        void app.afterMoves(() => enter(app));
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
