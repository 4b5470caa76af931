/**
 * A small statistic that takes in one number at a time; indicators are made of these.
 *
 * Everything it remembers is in `state`, and all zeros is how it starts: so whatever is made of
 * cells can be reset, saved and carried on without a line of its own. A NaN pushed in is "not yet":
 * it changes nothing and gives NaN, so that cells can be chained through their warm-ups.
 */
export interface Cell {
  readonly state: Float64Array
}
