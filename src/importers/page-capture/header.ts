/**
 * A comment's header line, matched from the right: time, guest marker, then the avatar word from the left;
 * what is between is the author. One pass over at most 300 characters, no backtracking over the author.
 * Example: 'Default-user-icon JO Q. PUBLIC (Guest) 02 May 2014, 09:00'.
 */
import { keyWithPositions, tidy } from './key.ts';
import { whenAtEnd } from './when.ts';
import type { When } from './when.ts';

export const MAX_HEADER_CHARS = 300;

const AVATARS = new Set(['Thumb', 'Missing', 'Default-user-icon']);
const AVATAR_START = /^(?:Thumb|Missing|Default-user-icon)(?: |$)/;
const GUEST = / \((?:Guest|ضيف)\)$/;

export interface Header {
  avatar: string;
  isKnownAvatar: boolean;
  author: string | null;
  hasGuestMarker: boolean;
  when: When;
  /** The whole header as a key, to recognise a verbatim repeat. */
  key: string;
}

/** Reads a line as a header by its words alone; blank lines around it are the caller's to check. */
export function parseHeader(line: string): Header | null {
  if (line.length > MAX_HEADER_CHARS || !mayEndInTime(line)) return null;
  const { key, at } = keyWithPositions(line);
  const when = whenAtEnd(key);
  if (!when) return null;
  const before = key.slice(0, when.start).trimEnd();
  const gap = before.indexOf(' ');
  const avatar = gap < 0 ? before : before.slice(0, gap);
  if (avatar === '') return null;
  const isKnownAvatar = AVATARS.has(avatar);
  if (!isKnownAvatar && (when.timeMin === null || !/^\p{L}[\p{L}\p{N}_-]{1,40}$/u.test(avatar)))
    return null;
  const marker = GUEST.exec(before);
  const authorEnd = marker ? marker.index : before.length;
  const author = authorEnd > avatar.length ? cut(line, at, avatar.length + 1, authorEnd) : '';
  return {
    avatar,
    isKnownAvatar,
    author: author === '' ? null : author,
    hasGuestMarker: marker !== null,
    when,
    key,
  };
}

/** The line begins as a header does. */
export function startsLikeHeader(line: string): boolean {
  return AVATAR_START.test(keyWithPositions(line.slice(0, 60)).key);
}

/** What a guest marker or its lack says against the avatar word, or null when both agree. */
export function guestMismatch(header: Header): string | null {
  if (header.hasGuestMarker && header.avatar === 'Default-user-icon') return null;
  if (header.hasGuestMarker)
    return `A guest marker on a ${header.avatar} header; taken as a guest.`;
  return header.avatar === 'Default-user-icon' ? 'A guest picture without the guest marker.' : null;
}

function cut(line: string, at: readonly number[], from: number, to: number): string {
  return tidy(line.slice(at[from] ?? 0, at[to] ?? line.length));
}

function mayEndInTime(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  const isDigit = last >= 48 && last <= 57;
  const isLower = last >= 97 && last <= 122;
  return isDigit || isLower || last === 32 || last >= 0x80 || last < 32;
}
