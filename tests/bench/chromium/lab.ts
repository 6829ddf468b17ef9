/** A fresh Chromium whose worker answers the tasks of `lab/`, one at a time. */
import type { TaskName, Tasks } from '../lab/tasks.ts';
import { serveLab } from './serve.ts';
import { Tab } from './tab.ts';

type Input<N extends TaskName> = Parameters<Tasks[N]>[0];
type Output<N extends TaskName> = Awaited<ReturnType<Tasks[N]>>;

export class Lab {
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = tab;
  }

  ask<N extends TaskName>(name: N, input: Input<N>): Promise<Output<N>> {
    return this.tab.page.evaluate(
      ([task, given]) =>
        (globalThis as unknown as { ask: (task: string, input: unknown) => Promise<never> }).ask(
          task,
          given,
        ),
      [name, input] as const,
    );
  }

  /** What a task makes: its answer, CPU time of the process and bytes that stay in the worker. */
  async measured<N extends TaskName>(
    name: N,
    input: Input<N>,
  ): Promise<{ answer: Output<N>; cpuMs: number; bytes: number }> {
    const before = await this.#bytes();
    const start = await this.tab.cpuMs();
    const answer = await this.ask(name, input);
    const cpuMs = (await this.tab.cpuMs()) - start;
    return { answer, cpuMs, bytes: (await this.#bytes()) - before };
  }

  async #bytes(): Promise<number> {
    const { heap, arrays } = await this.tab.workerHeap();
    return heap + arrays;
  }
}

/** Opens the laboratory, runs `work` and closes it whatever happens. */
export async function inLab<T>(work: (lab: Lab) => Promise<T>): Promise<T> {
  const tab = await Tab.launch();
  try {
    await tab.page.goto(await serveLab());
    return await work(new Lab(tab));
  } finally {
    await tab.close();
  }
}
