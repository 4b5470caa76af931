/** From where to where. */
type Range = readonly [low: number, high: number]

/** A picture whose subject takes less than this share of its height says nothing of the subject. */
const shareMin = 1 / 3

/**
 * The range of an axis: all that is drawn, unless that would press what matters to a line; then
 * what matters with as much room around it, and the rest is cut off at the edges.
 *
 * @param all - Of everything drawn. @param near - Of what matters, inside it.
 */
export function closeUp(
  all: Range,
  near: Range,
): { readonly low: number; readonly high: number; readonly isCut: boolean } {
  const [whole, part] = [all[1] - all[0], near[1] - near[0]]
  const isCut = part > 0 && part < shareMin * whole
  const margin = 0.04 * whole
  if (!isCut) return { low: all[0] - margin, high: all[1] + margin, isCut }
  const room = 0.25 * part
  return {
    low: Math.max(all[0] - margin, near[0] - room),
    high: Math.min(all[1] + margin, near[1] + room),
    isCut,
  }
}
