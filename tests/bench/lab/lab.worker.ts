import { tasks, type TaskName } from './tasks.ts';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = async ({ data }: MessageEvent<{ name: TaskName; input: never }>) => {
  try {
    self.postMessage({ value: await tasks[data.name](data.input) });
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? (error.stack ?? '') : String(error) });
  }
};
