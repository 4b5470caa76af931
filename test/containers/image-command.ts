/** What the image is started with before the words of a command. */
export const entrypoint: readonly string[] = ['node', '/app/bin/coinswarm.mjs']

/** The words for the program itself, whether they come with the entry point or without. */
export function nodeCommandLine(words: readonly string[]): readonly string[] {
  const isWhole = entrypoint.every((word, i) => words[i] === word)
  return isWhole ? words.slice(entrypoint.length) : words
}
