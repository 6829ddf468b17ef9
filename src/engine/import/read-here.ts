import { importer as pageCapture } from '../../importers/page-capture.importer.ts';
import { HEAD_BYTES, readWith } from '../../importers/read-into.ts';
import { headOf } from '../../importers/text/bytes.ts';
import { LocalReader, type ReadInto } from './local-reader.ts';
import type { OpenReader } from './source-reader.ts';

const SURELY = 0.9;

const readAnything: ReadInto = async (source, sink, options) => {
  const { readInto } = await import('../../importers/registry.ts');
  return readInto(source, sink, options);
};

/** The bundled captures need one format; the others are fetched only where it does not fit. */
const readCapture: ReadInto = async (source, sink, options) => {
  const isCapture = pageCapture.sniff(await headOf(source, HEAD_BYTES), source.name) >= SURELY;
  if (!isCapture || options.importer !== undefined) return readAnything(source, sink, options);
  return readWith([pageCapture], source, sink, options);
};

/** Reads sources in any format, in this thread. */
export const readHere: OpenReader = (base, signal) =>
  Promise.resolve(new LocalReader(base, readAnything, signal));

/** Reads the bundled sources in this thread. */
export const readSampleHere: OpenReader = (base, signal) =>
  Promise.resolve(new LocalReader(base, readCapture, signal));
