/**
 * The largest whole number from 0 to `most` that fits. 0 does, and whatever is smaller than one
 * that does.
 */
export function mostThat(most: number, fits: (count: number) => boolean): number {
  if (fits(most)) return most
  let least = 0
  let tooMany = most
  while (tooMany - least > 1) {
    const middle = least + Math.floor((tooMany - least) / 2)
    if (fits(middle)) least = middle
    else tooMany = middle
  }
  return least
}
