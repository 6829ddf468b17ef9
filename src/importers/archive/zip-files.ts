import type { ByteSource } from '../importer.ts';
import type { Limits } from './guard.ts';
import { unpack } from './open.ts';
import { zipMembers, zipNames } from './zip.ts';

/** Files of a ConvoKit corpus that stand beside its utterances and hold no comments. */
const COMPANIONS = /(?:^|\/)(?:speakers|users|corpus|index|conversations)\.json$/;
/** Files of a Slack export that stand beside its messages. */
const SLACK_COMPANIONS =
  /(?:^|\/)(?:users|channels|groups|dms|mpims|org_users|integration_logs|canvases|lists|huddle_transcripts|file_conversations|external_users_dms)\.json$/;
const SLACK_DAY = /(?:^|\/)[^/]+\/\d{4}-\d{2}-\d{2}\.json$/;
const NEVER = /\.(?:png|jpe?g|gif|webp|svg|css|js|woff2?|ttf|ico|pdf|mp[34]|bin|sha256|md5)$/i;

/** The plain sources inside a zip, those it leaves out aside. */
export async function* unpackZip(
  source: ByteSource,
  limits: Limits,
  layer: number,
): AsyncGenerator<ByteSource> {
  const names = await zipNames(source);
  if (names.includes('[Content_Types].xml')) {
    const message = 'This is an Office file. Save the table as CSV and open that.';
    limits.note({ code: 'office-document', message });
    return;
  }
  const leftOut = leavesOut(names);
  for await (const member of zipMembers(source, limits)) {
    if (leftOut(member.name) === null) yield* unpack(member, limits, layer + 1);
  }
}

/** A file in a zip; `leftOut` says why it is not looked into, null when it is. */
export interface ZipEntry {
  name: string;
  leftOut: string | null;
}

/** What a zip holds, in its own order. */
export async function listZip(source: ByteSource): Promise<ZipEntry[]> {
  const names = await zipNames(source);
  const leftOut = leavesOut(names);
  return names.map((name) => ({ name, leftOut: leftOut(name) }));
}

function leavesOut(names: readonly string[]): (name: string) => string | null {
  const isConvoKit = names.some((name) => /(?:^|\/)utterances\.jsonl$/.test(name));
  const isSlack = names.some((name) => SLACK_DAY.test(name));
  return (name) => {
    if (NEVER.test(name)) return 'no text';
    const isBeside =
      (isConvoKit && COMPANIONS.test(name)) || (isSlack && SLACK_COMPANIONS.test(name));
    return isBeside ? 'stands beside the comments' : null;
  };
}
