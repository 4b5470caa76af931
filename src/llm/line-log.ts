/**
 * Files of lines that are only ever added to, by several processes at once if need be. The budget
 * keeps its book in one, and what models said is kept in others.
 */
export interface LineLog {
  /**
   * Adds a line in one act, after everything that stands there. Durable when it returns.
   *
   * @param name - Letters, digits, `-`, `_` and `.`.
   * @throws UserError `model-log`
   */
  append(name: string, line: string): void
  /** Every whole line, in the order in which they were added. @throws UserError `model-log` */
  read(name: string): readonly string[]
}
