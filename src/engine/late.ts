import { EngineFault } from './rpc.ts';

const WORDS =
  'A part of this page could not be fetched: the connection is gone, or a newer version has replaced it. Reload the page and try again; nothing that is stored was changed.';

let tell = (): void => undefined;

/** Who hears that a part did not arrive, whether or not a call waits for it; one listener a thread. */
export function onMissingPart(listener: () => void): void {
  tell = listener;
}

/** A part of the worker that is fetched when it is first needed; rejects with 'network' when it is not there. */
export async function late<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    tell();
    throw new EngineFault('network', WORDS);
  }
}
