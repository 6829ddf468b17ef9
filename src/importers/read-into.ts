import type { Receipt } from '../core/corpus.ts';
import { limitsOf } from './archive/guard.ts';
import { unpack } from './archive/open.ts';
import { Auditor, SinkError } from './audit/auditor.ts';
import { MemberSink } from './audit/member-sink.ts';
import type { ByteSource, Importer, ImportOptions, ImportSink } from './importer.ts';
import { headOf } from './text/bytes.ts';
import { describeUnknown } from './text/magic.ts';

export const HEAD_BYTES = 65_536;

/** `importer` names the format instead of leaving it to the content. */
export type ReadOptions = ImportOptions & { importer?: string };

export interface ReadReport {
  /** `Importer.id`; 'archive' for files of several formats, 'none' when no format claims the source. */
  importer: string;
  label: string;
  receipt: Receipt;
}

/** Those of these formats that could read this, most likely first. */
export function rank(
  formats: readonly Importer[],
  head: Uint8Array,
  name: string,
): { importer: Importer; score: number }[] {
  return formats
    .map((importer) => ({ importer, score: scoreOf(importer, head, name) }))
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score);
}

export function labelIn(formats: readonly Importer[], id: string): string {
  if (id === 'archive') return 'Archive of several files';
  return formats.find((importer) => importer.id === id)?.label ?? 'Unknown format';
}

/**
 * Streams a source, in one of these formats, into a sink and returns the receipt; gzip, Zstandard and zip are unpacked on the way.
 * Bad content never throws. What does throw is the caller's own: an abort, or an error of the sink.
 */
export async function readWith(
  formats: readonly Importer[],
  source: ByteSource,
  sink: ImportSink,
  options: ReadOptions = {},
): Promise<ReadReport> {
  const auditor = new Auditor(sink, options.signal);
  const used = new Set<string>();
  try {
    await readParts(formats, source, auditor, options, used);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    if (error instanceof SinkError) throw error.cause;
    auditor.describe({ kind: 'unreadable' });
    auditor.warn({ code: 'unreadable', message: `The file could not be read: ${reasonOf(error)}` });
  }
  used.delete('none');
  const id = used.size > 1 ? 'archive' : ([...used][0] ?? 'none');
  return { importer: id, label: labelIn(formats, id), receipt: auditor.finish() };
}

function scoreOf(importer: Importer, head: Uint8Array, name: string): number {
  try {
    return importer.sniff(head, name);
  } catch {
    return 0;
  }
}

/** Reads the parts of a source one by one; from the second on, ids carry the part's name. */
async function readParts(
  formats: readonly Importer[],
  source: ByteSource,
  auditor: Auditor,
  options: ReadOptions,
  used: Set<string>,
): Promise<void> {
  const parts = unpack(
    source,
    limitsOf(options, (note) => auditor.warn(note)),
  );
  let held: ByteSource | null = null;
  let count = 0;
  let declared: number | null = null;
  const readMember = async (part: ByteSource): Promise<void> => {
    const member = new MemberSink(auditor, part.name);
    used.add(await readPart(formats, part, member, options));
    if (member.declared !== null) declared = (declared ?? 0) + member.declared;
  };
  for await (const part of parts) {
    count++;
    if (held) await readMember(held);
    held = part;
  }
  if (!held) {
    auditor.describe({ kind: 'empty' });
    auditor.warn({ code: 'empty-archive', message: 'The archive holds nothing that can be read.' });
  } else if (count === 1) used.add(await readPart(formats, held, auditor, options));
  else {
    await readMember(held);
    auditor.describe({ kind: 'archive', declared });
  }
}

async function readPart(
  formats: readonly Importer[],
  part: ByteSource,
  sink: ImportSink,
  options: ReadOptions,
): Promise<string> {
  const head = await headOf(part, HEAD_BYTES);
  const asked = formats.find((importer) => importer.id === options.importer);
  const importer = asked ?? rank(formats, head, part.name)[0]?.importer;
  if (!importer) {
    const { kind, code, message } = describeUnknown(head);
    sink.describe({ kind });
    sink.warn({ code, message });
    return 'none';
  }
  if (sink instanceof MemberSink) sink.keepsIds = importer.idsSpanFiles === true;
  try {
    await importer.read(part, sink, options);
  } catch (error) {
    if (options.signal?.aborted || error instanceof SinkError) throw error;
    const message = `Reading stopped: ${reasonOf(error)} What was read before is kept.`;
    sink.warn({ code: 'stopped', message });
  }
  return importer.id;
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.endsWith('.') ? text : `${text}.`;
}
