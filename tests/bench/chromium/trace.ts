/** A trace of the browser, cut into frames of the page: which thread was busy with what in each. */
import type { CDPSession } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  /** CPU time of it, µs. */
  tdur?: number;
  pid: number;
  tid: number;
  args?: { name?: string };
}

export interface TracedFrame {
  ms: number;
  /**
   * Milliseconds by kind of work: CPU time on the page's main thread, wall time on the others. Threads run side
   * by side, so the sum may be more than the frame.
   */
  parts: Map<string, number>;
}

/** CPU time of the page's main thread in a frame: scripts, styles, layout, painting, garbage; ms. */
export function ownMs({ parts }: TracedFrame): number {
  return MAIN_PARTS.reduce((sum, [, part]) => sum + (parts.get(part) ?? 0), 0);
}

const CATEGORIES = [
  'devtools.timeline',
  'devtools.timeline.frame',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'toplevel',
  'cc',
  'viz',
];

/** Callbacks of one frame come sooner after each other than frames do. */
const SAME_FRAME_US = 4000;

const MAIN_PARTS: readonly (readonly [RegExp, string])[] = [
  [
    /^(FunctionCall|FireAnimationFrame|EventDispatch|RunMicrotasks|TimerFire|v8\.|V8\.|EvaluateScript|HandlePostMessage)/,
    'script',
  ],
  [/^(UpdateLayoutTree|Layout|RecalculateStyles|HitTest|IntersectionObserver)/, 'style and layout'],
  [/^(Paint|PrePaint|Layerize|UpdateLayer|Commit|UpdateLayerTree)/, 'paint records'],
  [/^(MinorGC|MajorGC|BlinkGC)/, 'garbage'],
];

const OTHER_THREADS: readonly (readonly [RegExp, string])[] = [
  [/^Compositor$/, 'compositor thread'],
  [/^(CompositorTileWorker|ThreadPoolForegroundWorker)/, 'raster threads'],
  [/^VizCompositor/, 'putting the picture together (software)'],
  [/^DedicatedWorker/, 'worker'],
];

/** Runs `work` while the browser is traced; frames of the page's main thread in order. */
export async function tracedFrames(
  cdp: CDPSession,
  work: () => Promise<void>,
): Promise<TracedFrame[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => {
    for (const event of value) events.push(event as TraceEvent);
  };
  cdp.on('Tracing.dataCollected', collect);
  const traceConfig = { includedCategories: CATEGORIES };
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  await work();
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', collect);
  return cutFrames(events);
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${String(pid)}.${String(tid)}`;

function cutFrames(events: readonly TraceEvent[]): TracedFrame[] {
  const names = new Map<string, string>();
  const byThread = new Map<string, TraceEvent[]>();
  for (const event of events) {
    if (event.ph === 'M' && event.name === 'thread_name') {
      names.set(threadOf(event), event.args?.name ?? '');
    }
    if (event.ph !== 'X' || event.dur === undefined) continue;
    const list = byThread.get(threadOf(event));
    if (list) list.push(event);
    else byThread.set(threadOf(event), [event]);
  }
  const main = mainThread(events);
  const starts = frameStarts(events, main);
  const frames = starts.slice(1).map((end, at): TracedFrame & { start: number } => {
    const start = starts[at] ?? end;
    return { start, ms: (end - start) / 1000, parts: new Map() };
  });
  const add = (start: number, ms: number, part: string): void => {
    const frame = frames.findLast((one) => one.start <= start);
    if (frame) frame.parts.set(part, (frame.parts.get(part) ?? 0) + ms);
  };
  for (const [thread, list] of byThread) {
    if (thread === main) addMain(list, add);
    else {
      const part = OTHER_THREADS.find(([pattern]) => pattern.test(names.get(thread) ?? ''))?.[1];
      if (part !== undefined)
        for (const { ts, dur } of outermost(list)) add(ts, (dur ?? 0) / 1000, part);
    }
  }
  return frames;
}

/** The thread that ran most animation callbacks. */
function mainThread(events: readonly TraceEvent[]): string {
  const counts = new Map<string, number>();
  for (const event of events) {
    if (event.name !== 'FireAnimationFrame') continue;
    counts.set(threadOf(event), (counts.get(threadOf(event)) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** When frames began on the main thread, µs: the first animation callback of each. */
function frameStarts(events: readonly TraceEvent[], main: string): number[] {
  const calls = events
    .filter((event) => event.name === 'FireAnimationFrame' && threadOf(event) === main)
    .map(({ ts, dur }) => ({ ts, end: ts + (dur ?? 0) }))
    .sort((a, b) => a.ts - b.ts);
  return calls
    .filter(({ ts }, at) => ts - (calls[at - 1]?.end ?? -Infinity) > SAME_FRAME_US)
    .map(({ ts }) => ts);
}

/** Events that lie in no other one of their thread. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const sorted = [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let end = -Infinity;
  return sorted.filter(({ ts, dur }) => {
    if (ts < end) return false;
    end = ts + (dur ?? 0);
    return true;
  });
}

const cpuOf = ({ dur, tdur }: TraceEvent): number => tdur ?? dur ?? 0;

/** Outermost events of each kind on the main thread: painting inside of a script counts as painting alone. */
function addMain(
  events: readonly TraceEvent[],
  add: (start: number, ms: number, part: string) => void,
): void {
  const known = events.flatMap((event) => {
    const part = MAIN_PARTS.find(([pattern]) => pattern.test(event.name))?.[1];
    return part === undefined ? [] : [{ ...event, part, self: cpuOf(event) }];
  });
  known.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const open: typeof known = [];
  for (const event of known) {
    while (open.length > 0 && (open.at(-1)?.ts ?? 0) + (open.at(-1)?.dur ?? 0) <= event.ts)
      open.pop();
    const parent = open.at(-1);
    if (parent) parent.self -= cpuOf(event);
    open.push(event);
  }
  for (const { ts, self, part } of known) add(ts, self / 1000, part);
}
