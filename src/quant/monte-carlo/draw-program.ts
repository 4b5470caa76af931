/** Draws that fit in the memory of a program. */
export const blockLength = 2_048

/** The inner loop of a `NormalStream`, with the memory it works in. One for all streams. */
export type DrawProgram = {
  /** The four words of state as eight halves, low half first: set before a run, read after. */
  readonly state: Int32Array
  /** What was drawn. */
  readonly drawn: Float64Array
  /** Of the draw stopped at: the place in its layer, whole and of 53 bits with sign; the layer. */
  readonly stoppedPlace: Float64Array
  readonly stoppedLayer: Int32Array
  /**
   * Draws into `drawn` from `from` up to `to`, until one falls outside the part of its layer that
   * needs no second look.
   *
   * @returns Where it stopped: `to`, or the place of the draw to be looked at.
   */
  readonly run: (from: number, to: number) => number
}
