/**
 * Holds what is unpacked to its limits. Real bytes are counted as they come out: past `maxBytes`, or past
 * 200 times what went in (after the first 10 MB), the stream ends and a note says so. A source that breaks
 * off in the middle ends the same way. Where it ended is remembered, so that a second reading of the same
 * source sees the same bytes.
 */
import type { ImportOptions, ByteSource } from '../importer.ts';

export const MAX_UNPACKED_BYTES = 4 * 1024 * 1024 * 1024;
const MAX_RATIO = 200;
const RATIO_FREE_BYTES = 10 * 1024 * 1024;

export interface Note {
  code: string;
  message: string;
}

export interface Limits {
  maxBytes: number;
  maxRatio: number;
  note: (note: Note) => void;
}

export function limitsOf(options: ImportOptions, note: (note: Note) => void): Limits {
  return {
    maxBytes: options.maxUnpackedBytes ?? MAX_UNPACKED_BYTES,
    maxRatio: options.acceptExpansion === true ? Infinity : MAX_RATIO,
    note,
  };
}

/** Counts what goes into an unpacker. */
export interface Meter {
  bytesIn: number;
}

/** A source over unpacked bytes, held to the limits. */
export function guardedSource(
  name: string,
  unpack: (meter: Meter) => AsyncGenerator<Uint8Array>,
  limits: Limits,
): ByteSource {
  const end = { at: limits.maxBytes, isTold: false };
  const tell = (at: number, note: Note): void => {
    end.at = Math.min(end.at, at);
    if (!end.isTold) limits.note(note);
    end.isTold = true;
  };
  return {
    name,
    size: null,
    stream: () => streamOf(guarded(unpack, limits, end, tell)),
  };
}

async function* guarded(
  unpack: (meter: Meter) => AsyncGenerator<Uint8Array>,
  limits: Limits,
  end: { at: number },
  tell: (at: number, note: Note) => void,
): AsyncGenerator<Uint8Array> {
  const meter: Meter = { bytesIn: 0 };
  let out = 0;
  try {
    for await (const chunk of unpack(meter)) {
      const next = out + chunk.length;
      if (next > end.at) {
        if (end.at === limits.maxBytes) tell(limits.maxBytes, tooMuch(limits.maxBytes));
        if (end.at > out) yield chunk.subarray(0, end.at - out);
        return;
      }
      if (isBomb(next, meter, limits)) {
        tell(out, tooDense(out, meter.bytesIn));
        return;
      }
      out = next;
      yield chunk;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell(out, {
      code: 'damaged-archive',
      message: `The archive is damaged after ${out} unpacked bytes (${reason}); what came before was read.`,
    });
  }
}

export function isBomb(out: number, meter: Meter, limits: Limits): boolean {
  return out > RATIO_FREE_BYTES && out > meter.bytesIn * limits.maxRatio;
}

export function tooMuch(maxBytes: number): Note {
  const message = `Unpacking was stopped at ${maxBytes} bytes; what came before was read.`;
  return { code: 'expansion-limit', message };
}

export function tooDense(out: number, bytesIn: number): Note {
  const message = `Unpacking was stopped after ${out} bytes: ${bytesIn} packed bytes hold over ${MAX_RATIO} times as much, as archives made to overwhelm do. Confirm to read all of it.`;
  return { code: 'expansion-ratio', message };
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
