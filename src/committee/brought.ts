/** What somebody brought in all, and what can be said of it. Shares of equity. */
export type Brought = {
  readonly bars: number
  readonly total: number
  /** Of a bar. */
  readonly mean: number
  /** Of the mean, 95 %: bars are taken for independent but of instruments that move together. */
  readonly interval: readonly [number, number]
}
