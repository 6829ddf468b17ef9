/**
 * Members of a zip, as sources, in the order they stand in it. The archive is streamed; a member of up to
 * 32 MB is unpacked into memory on the way, so that thousands of small captures cost one pass. A larger one
 * is a source that streams the archive again and unpacks only itself.
 */
import { Unzip, UnzipInflate } from 'fflate';
import type { UnzipFile } from 'fflate';
import type { ByteSource } from '../importer.ts';
import { byteSourceOf, chunksOf, concatBytes } from '../text/bytes.ts';
import { guardedSource, isBomb, tooDense, tooMuch } from './guard.ts';
import type { Limits, Meter } from './guard.ts';

const SLICE = 64 * 1024;
const IN_MEMORY = 32 * 1024 * 1024;
const BESIDE_BYTES = 64 * 1024 * 1024;

/** Names of members that can hold something, by one pass that unpacks nothing. */
export async function zipNames(source: ByteSource): Promise<string[]> {
  const names: string[] = [];
  await feed(source, { bytesIn: 0 }, (file) => void names.push(file.name)).catch(() => undefined);
  return names.filter(isContent);
}

export async function* zipMembers(source: ByteSource, limits: Limits): AsyncGenerator<ByteSource> {
  const ready: ByteSource[] = [];
  const meter: Meter = { bytesIn: 0 };
  const total: Total = { out: 0, finishOpen: null };
  const known = new Map<string, Promise<Uint8Array | null>>();
  const beside = (name: string): Promise<Uint8Array | null> => {
    const reading = known.get(name) ?? readBeside(source, name);
    known.set(name, reading);
    return reading;
  };
  const onFile = (file: UnzipFile): void => {
    if (!isContent(file.name)) return;
    collect(file, limits, total, (bytes) => {
      const member = bytes
        ? byteSourceOf(file.name, bytes)
        : largeMember(source, file.name, limits);
      ready.push({ ...member, beside });
    });
  };
  try {
    for await (const _ of feedSteps(source, meter, onFile)) {
      yield* ready.splice(0);
      if (total.out > limits.maxBytes) {
        limits.note(tooMuch(limits.maxBytes));
        return;
      }
      if (isBomb(total.out, meter, limits)) {
        limits.note(tooDense(total.out, meter.bytesIn));
        return;
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    limits.note({
      code: 'damaged-archive',
      message: `The zip is damaged (${reason}); what came before was read.`,
    });
  }
  total.finishOpen?.();
  yield* ready;
}

interface Total {
  /** Bytes unpacked of all members. */
  out: number;
  /** Hands over what there is of a member that breaks off. */
  finishOpen: (() => void) | null;
}

function collect(
  file: UnzipFile,
  limits: Limits,
  total: Total,
  done: (bytes: Uint8Array | null) => void,
): void {
  let parts: Uint8Array[] = [];
  let length = 0;
  file.ondata = (error, data, isFinal) => {
    if (error as Error | null) {
      const message = `${file.name} in the archive could not be unpacked (${error?.message ?? 'damaged'}).`;
      return limits.note({ code: 'damaged-member', message });
    }
    length += data.length;
    if (length <= IN_MEMORY) {
      parts.push(data.slice());
      total.out += data.length;
    } else parts = [];
    if (!isFinal) return;
    total.finishOpen = null;
    done(length <= IN_MEMORY ? concatBytes(parts) : null);
  };
  total.finishOpen = () => {
    const message = `${file.name} in the archive breaks off; what came before was read.`;
    limits.note({ code: 'damaged-member', message });
    done(length <= IN_MEMORY ? concatBytes(parts) : null);
  };
  try {
    file.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown packing';
    limits.note({
      code: 'damaged-member',
      message: `${file.name} in the archive can't be unpacked (${reason}).`,
    });
  }
}

function largeMember(source: ByteSource, name: string, limits: Limits): ByteSource {
  return guardedSource(name, (meter) => oneMember(source, name, meter), limits);
}

async function* oneMember(
  source: ByteSource,
  name: string,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const state = { isDone: false };
  const onFile = (file: UnzipFile): void => {
    if (file.name !== name) return;
    file.ondata = (error, data, isFinal) => {
      if (error as Error | null) throw error ?? new Error('damaged');
      if (data.length > 0) ready.push(data.slice());
      state.isDone = isFinal;
    };
    file.start();
  };
  for await (const _ of feedSteps(source, meter, onFile)) {
    yield* ready.splice(0);
    if (state.isDone) return;
  }
  yield* ready;
}

async function readBeside(source: ByteSource, name: string): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const names = await zipNames(source);
  const path = names.find((member) => member === name || member.endsWith(`/${name}`));
  if (path === undefined) return null;
  for await (const chunk of oneMember(source, path, { bytesIn: 0 })) {
    length += chunk.length;
    if (length > BESIDE_BYTES) return null;
    parts.push(chunk);
  }
  return concatBytes(parts);
}

async function feed(
  source: ByteSource,
  meter: Meter,
  onFile: (file: UnzipFile) => void,
): Promise<void> {
  for await (const _ of feedSteps(source, meter, onFile)) continue;
}

async function* feedSteps(
  source: ByteSource,
  meter: Meter,
  onFile: (file: UnzipFile) => void,
): AsyncGenerator<void> {
  const unzip = new Unzip(onFile);
  unzip.register(UnzipInflate);
  for await (const chunk of chunksOf(source)) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const slice = chunk.slice(at, at + SLICE);
      meter.bytesIn += slice.length;
      unzip.push(slice, false);
      yield;
    }
  }
  unzip.push(new Uint8Array(0), true);
  yield;
}

function isContent(name: string): boolean {
  const file = name.slice(name.lastIndexOf('/') + 1);
  return file !== '' && !file.startsWith('.') && !name.startsWith('__MACOSX/');
}
