/** What the activity chart can do for a pointer or keys that come near; nothing of it is needed to draw. */
export { activityTarget } from './activity-target.ts';
export { activityWords } from './activity-words.ts';
export { readingOrder, stepMark } from './reading-order.ts';
