/** The laboratory's page: hands tasks to its worker and gives the answers back. */
const worker = new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module' });

interface Answer {
  value?: unknown;
  error?: string;
}

Object.assign(globalThis, {
  ask: (name: string, input: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.error === undefined) resolve(data.value);
        else reject(new Error(data.error));
      };
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage({ name, input });
    }),
});
