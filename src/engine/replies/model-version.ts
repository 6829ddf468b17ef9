/**
 * Which model stored inferences were made by: its rules, to be raised when the code around the weights
 * changes what it says, and a hash of the weights. Written out, so that it is known without either.
 */
export const MODEL_VERSION = '7.c0f9dc621e37ae56';
