import { brushTasks } from './brush.ts';
import { inferenceTasks } from './inference.ts';
import { recordTasks } from './records.ts';
import { searchTasks } from './search.ts';
import { storageTasks } from './storage.ts';

/** Everything the laboratory's worker can be asked; what a task makes stays for the next one. */
export const tasks = {
  ...brushTasks,
  ...inferenceTasks,
  ...recordTasks,
  ...searchTasks,
  ...storageTasks,
};

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
