/** Stands for a user's file in `hovers.test.ts`, which gives the language server a text in its place. */
export {};
