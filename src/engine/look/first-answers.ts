import type { ViewState } from '../../core/view.ts';
import type { FirstAnswers } from '../answers.ts';
import type { Engine } from '../engine.ts';
import { lanesOf, overlayOf } from './charts.ts';
import { lookAt } from './look.ts';

/** What the page asks for first, without its asking. Null where a search would hold up the opening, or failed. */
export async function firstAnswers(
  engine: Engine,
  view: ViewState,
  signal: AbortSignal,
): Promise<FirstAnswers | null> {
  if (view.query !== '') return null;
  try {
    const look = await engine.looking((session) => lookAt(session, view, signal), view, signal);
    const session = await engine.session();
    const { timeChart } = view;
    return {
      look,
      lanes: timeChart === 'lanes' ? lanesOf(session) : null,
      overlay: timeChart === 'overlay' ? overlayOf(session) : null,
    };
  } catch {
    return null;
  }
}
